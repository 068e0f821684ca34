#ifndef TEXT_MARKDOWN_CONTAINER_H
#define TEXT_MARKDOWN_CONTAINER_H

#include "base/buf.h"
#include "text/cmark/markdown_limit.h"
#include "text/cmark/markdown_text.h"

struct cmark_node;

/*
 * The quotes and list items a line stands in.  cmark does not tell how far an
 * item's text is indented, nor which lines of a paragraph continue it lazily,
 * so this repeats its reading of the lines' beginnings (CommonMark 0.30, 5.1 and 5.2).
 */
struct container {
	bool quote;
	size_t width; /* of an item: columns that the lines after its first begin with */
};

struct container_chain {
	struct container items[MARKDOWN_NESTING + 1];
	size_t n;
};

/* Those around a node, outermost first.  Keeps the items' widths in their nodes' user data. */
void markdown_container_chain(const struct text *t, struct cmark_node *node, struct container_chain *out);

struct container_entry {
	size_t matched; /* so many of the chain; fewer than all: a lazy line */
	size_t at;      /* the first byte after them and white space */
	size_t indent;  /* columns of that white space */
};
struct container_entry markdown_container_enter(struct str line, const struct container_chain *chain);

/* The beginning of a line that stands in the first n of the chain. */
void markdown_container_add_prefix(struct buf *out, const struct container_chain *chain, size_t n);

#endif
