#ifndef TEXT_MARKDOWN_SECTION_H
#define TEXT_MARKDOWN_SECTION_H

#include "text/cmark/markdown_text.h"
#include "text/markdown/markdown_page.h"

struct cmark_node;

/* The blocks within one container, and the marks among them. */
struct child {
	struct cmark_node *node;
	const struct text *text; /* that it was read from */
	struct text_mark *mark;  /* NULL: a block */
	struct items html;       /* of a block of raw HTML, nested with its neighbours' */
	size_t other;            /* section tag: its other half */
	bool dropped;            /* section tag: it has none (said) */
	bool of_items;           /* section tag: repeats items of one list, not lists */
	char bullet;             /* list, section tag that repeats items: the character of the items */
	size_t chain;            /* what begins a list: how many lists and tags it is made of, else 0 */
	bool loose;              /* likewise: its items' words are paragraphs */
};

struct children {
	struct child *at;
	size_t n;
};

struct children markdown_section_children(struct markdown_page *p, const struct text *t,
                                          struct cmark_node *container);

/* A section tag, if it is one and has its other half. */
void markdown_section_publish(struct markdown_page *p, const struct child *c);

#endif
