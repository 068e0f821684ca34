#ifndef TEXT_MARKDOWN_REWRITE_H
#define TEXT_MARKDOWN_REWRITE_H

#include "text/cmark/markdown_text.h"

struct diagnostics;
struct cmark_node;

/*
 * What cmark took for paragraphs, with tables, section tags, partials, includes and images of
 * DocFX replaced by marks.  The tree is the text's: the blocks in which something was replaced
 * are read again, and become t->rewritten's.  false: it would grow beyond all measure (said).
 */
bool markdown_rewrite(struct diagnostics *d, struct arena *a, struct text *t, struct cmark_node *tree,
                      bool slots);

#endif
