#ifndef TEXT_MARKDOWN_FOOTNOTE_H
#define TEXT_MARKDOWN_FOOTNOTE_H

#include "base/str.h"
#include "text/document/document.h"

struct children;
struct cmark_node;
struct markdown_file;
struct markdown_page;
struct text;

/*
 * Footnotes, as GitHub has them: `[^label]` in the text, and a paragraph
 * `[^label]: words` outside all containers, with any blocks four columns in.  They are numbered as the text
 * refers to them, and published at the end of the file they stand in, or of that whose sentence includes it.
 */
struct footnote {
	const struct notes *of;
	struct str label;
	struct position position;
	size_t number; /* 0: nothing has referred to it so far */
	struct str anchor;
	struct str *backs; /* anchors of the references */
	size_t n_backs;
	struct cmark_node *words; /* its paragraph; NULL: not met, or without words */
	struct cmark_node *more;  /* what follows on it, four columns in; NULL: nothing */
};

/* Those of one file. */
struct notes {
	struct footnote *at;
	size_t n;
	const struct text *text; /* in which they are marked */
	const struct markdown_file *file;
	const struct notes *before; /* of another file, published with these; or NULL */
};

/* Those that are published together. */
struct footnotes {
	const struct notes *now;    /* of the file that is being read; NULL: there is no place for notes */
	const struct notes *last;   /* of the file that was begun last */
	struct footnote **referred; /* in the order of their numbers */
	size_t n_referred;
};

/* From now on notes are those that this text, read from the page's innermost file, has marks of. */
void markdown_footnote_begin(struct markdown_page *p, const struct text *t);
/* Keeps what stands behind the mark of one among the blocks for the end: the last of that. */
size_t markdown_footnote_take(struct markdown_page *p, const struct children *all, size_t i);

/* NULL: there is none of this label. */
struct footnote *markdown_footnote_find(struct markdown_page *p, struct str label);

/* One more reference to it. */
struct code markdown_footnote_refer(struct markdown_page *p, struct footnote *footnote, struct str written);

/* All that were referred to, as a list. */
void markdown_footnote_publish(struct markdown_page *p);

#endif
