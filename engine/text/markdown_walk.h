#ifndef TEXT_MARKDOWN_WALK_H
#define TEXT_MARKDOWN_WALK_H

#include "text/markdown_page.h"
#include "text/markdown_text.h"

struct cmark_node;

/* Publishes a file. */
void markdown_walk(struct markdown_page *p, const struct text *t, struct cmark_node *document);

#endif
