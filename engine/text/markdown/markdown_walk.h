#ifndef TEXT_MARKDOWN_WALK_H
#define TEXT_MARKDOWN_WALK_H

#include "text/cmark/markdown_text.h"
#include "text/markdown/markdown_page.h"

struct cmark_node;

struct setting;

/* The blocks of a container; what holds for the first alone, and for the last, is in the setting. */
void markdown_walk_blocks(struct markdown_page *p, const struct text *t, struct cmark_node *container,
                          const struct setting *how);

/* Publishes a file. */
void markdown_walk(struct markdown_page *p, const struct text *t, struct cmark_node *document);

#endif
