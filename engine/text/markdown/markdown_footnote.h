#ifndef TEXT_MARKDOWN_FOOTNOTE_H
#define TEXT_MARKDOWN_FOOTNOTE_H

#include "base/str.h"
#include "text/document/document.h"

struct arena;
struct cmark_node;
struct markdown_page;
struct text;

/*
 * Footnotes, as GitHub has them: `[^label]` in the text, and a paragraph
 * `[^label]: words` outside all containers, with any blocks four columns in.  They are numbered as the text
 * refers to them, and published at the end of the file they stand in.
 */
struct footnote {
	struct str label;
	struct position position;
	size_t number; /* 0: nothing has referred to it so far */
	struct str anchor;
	struct str *backs; /* anchors of the references */
	size_t n_backs;
	struct cmark_node *words; /* its paragraph; NULL: not met, or without words */
	struct cmark_node *more;  /* what follows on it, four columns in; NULL: nothing */
};

/* Those of the file that is being walked. */
struct footnotes {
	struct footnote *at, **referred; /* referred: in the order of their numbers */
	size_t n, n_referred;
};

/* The notes that a text has marks of. */
struct footnotes markdown_footnote_list(struct arena *a, const struct text *t);

/* NULL: there is none of this label. */
struct footnote *markdown_footnote_find(struct markdown_page *p, struct str label);

/* One more reference to it. */
struct code markdown_footnote_refer(struct markdown_page *p, struct footnote *footnote, struct str written);

/* All that were referred to, as a list. */
void markdown_footnote_publish(struct markdown_page *p, const struct text *t);

#endif
