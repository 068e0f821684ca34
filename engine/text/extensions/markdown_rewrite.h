#ifndef TEXT_MARKDOWN_REWRITE_H
#define TEXT_MARKDOWN_REWRITE_H

#include "text/cmark/markdown_text.h"

struct diagnostics;
struct cmark_node;

/*
 * What cmark took for paragraphs, with tables, section tags, partials, includes and images of
 * DocFX replaced by marks; the text itself where there are none.  The tree is
 * the text's, and becomes the new text's: the blocks in which something was replaced
 * are read again.  NULL: it would grow beyond all measure (said).
 */
struct text *markdown_rewrite(struct diagnostics *d, struct arena *a, struct text *t, struct cmark_node *tree,
                              bool slots);

#endif
