#ifndef TEXT_MARKDOWN_REWRITE_H
#define TEXT_MARKDOWN_REWRITE_H

#include "text/cmark/markdown_text.h"

struct diagnostics;
struct cmark_node;

/*
 * The text's tree, in which of what cmark took for paragraphs tables, section tags, partials, includes and images of
 * DocFX are replaced by marks: the blocks in which something was replaced are read again, and become t->rewritten's.
 * NULL: it would grow beyond all measure (said).
 */
struct cmark_node *markdown_rewrite(struct diagnostics *d, struct arena *a, struct text *t, bool slots);

#endif
