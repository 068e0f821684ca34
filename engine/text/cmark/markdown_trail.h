#ifndef TEXT_MARKDOWN_TRAIL_H
#define TEXT_MARKDOWN_TRAIL_H

#include "text/cmark/markdown_text.h"

struct cmark_node;

/*
 * Follows the inline nodes of a paragraph or heading through the text they
 * were read from.  cmark's own columns are lost after a line break, and it does
 * not tell which characters were escaped; but the nodes come in order and
 * leave nothing out, so the text tells.
 */
struct trail_line {
	size_t joined, at; /* where it begins there, and in its line of the text */
};

struct trail {
	const struct text *text;
	struct arena *arena;
	struct str joined; /* the block's lines without containers and white space, LF between them */
	size_t first;      /* line of the text, by its number */
	struct trail_line *lines;
	size_t n_lines;
	size_t at;    /* all before it is behind us */
	bool exact;   /* the last text stands there byte for byte */
	int failures; /* texts that were not found; after some, none is looked for */
};

void markdown_trail_open(struct trail *r, struct arena *a, const struct text *t, struct cmark_node *leaf);

/* Moves past a node's beginning (all of it, for a node without children), or past the end of one with children. */
void markdown_trail_enter(struct trail *r, struct cmark_node *node);
void markdown_trail_leave(struct trail *r, struct cmark_node *node);

/* Where the literal of a text node begins, after moving past it; SIZE_MAX when it is not found. */
size_t markdown_trail_text(struct trail *r, struct str literal);

/* Moves *at from the place of literal[from] to that of literal[to]. */
void markdown_trail_walk_slowly(const struct trail *r, struct str literal, size_t from, size_t to,
                                size_t *at);
static inline void markdown_trail_walk(const struct trail *r, struct str literal, size_t from, size_t to,
                                       size_t *at)
{
	if (r->exact)
		*at += to - from;
	else
		markdown_trail_walk_slowly(r, literal, from, to, at);
}

struct position markdown_trail_place(const struct trail *r, size_t at, size_t length);

#endif
