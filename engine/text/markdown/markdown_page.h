#ifndef TEXT_MARKDOWN_PAGE_H
#define TEXT_MARKDOWN_PAGE_H

#include "base/buf.h"
#include "base/tally.h"
#include "text/cmark/markdown_text.h"
#include "text/markdown/markdown.h"
#include "text/markdown/markdown_footnote.h"
#include "text/markdown/markdown_item.h"

/* The files being included, innermost first. */
struct markdown_file {
	const struct source *source;
	const struct markdown_file *outer;
};

/* A document while it is put together. */
struct markdown_page {
	struct diagnostics *d;
	struct arena *arena;
	struct arena *scratch; /* for one block at a time */
	const struct markdown_options *options;
	struct document *doc;
	const struct markdown_file *file;
	size_t size, marks;   /* of all files so far */
	struct buf html;      /* fixed bytes, not yet a piece */
	char last;            /* byte published; 0 at the beginning */
	struct tally anchors; /* given so far */
	struct footnotes footnotes;
	size_t n_referred;  /* footnotes of all files so far */
	size_t undefined;   /* references said so far */
	struct tally parts; /* of DocFX, said so far */
	int level;          /* of the last heading outside tabs; 0 before any */
	bool in_tabs;       /* since then there were tabs, and no end of them */
	int in_sections;    /* how many are open */
	int controls;       /* <summary> that are open */
};

/* Fixed bytes; escaped text; a line end unless there is one. */
static inline void markdown_page_html(struct markdown_page *p, struct str html)
{
	buf_add(&p->html, html);
	if (html.len)
		p->last = html.at[html.len - 1];
}
void markdown_page_text(struct markdown_page *p, struct str text);
void markdown_page_line(struct markdown_page *p);

void markdown_page_piece(struct markdown_page *p, enum piece_kind kind, struct str name,
                         struct position where);
/* Ends the fixed bytes; nothing is lost that was not made a piece. */
void markdown_page_flush(struct markdown_page *p);

/* Publishes a block here. */
void markdown_page_add(struct markdown_page *p, struct document_block *block);

/* cmark's tree of a file's body, and the text that it is of; NULL: it can't be read (said). */
struct cmark_node *markdown_read(struct markdown_page *p, const struct source *s, struct str body,
                                 struct text **text);

/* Publishes a text of its own, what a footnote holds after its first words; end goes to the end of its last. */
void markdown_publish_inner(struct markdown_page *p, struct text *t, struct str end);

/* Makes an item a code, kept as long as the page's scratch. */
void markdown_page_set_code(struct markdown_page *p, struct item *item, enum item_kind kind,
                            struct code code);

/* The anchor, or the anchor and a number, such that no other place has it. */
struct str markdown_page_anchor(struct markdown_page *p, struct str wanted);

/* The address as it may be published, its slots told apart from its braces.  false: it may not (said). */
bool markdown_page_address(struct markdown_page *p, struct str url, bool slots, struct position where,
                           struct str *out);

#endif
