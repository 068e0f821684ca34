#ifndef TEXT_MARKDOWN_FRAGMENT_H
#define TEXT_MARKDOWN_FRAGMENT_H

#include "text/markdown/markdown_page.h"
#include "text/markdown/markdown_section.h"

/*
 * Reads the raw HTML among a container's blocks into their items, tags around
 * blocks nested across all of them: an element may begin in one, hold Markdown,
 * and end in another, but within the same container and section.
 */
void markdown_fragment_nest(struct markdown_page *p, struct children *all);

/*
 * Publishes items that markdown_nest_blocks has seen: tags around blocks as
 * they are, what stands between them as blocks of words of that kind.
 * *depth: raw elements open, which words at 0 need a paragraph for; NULL: they never do.
 */
void markdown_fragment_publish(struct markdown_page *p, const struct items *items, enum block_kind kind,
                               int *depth);

#endif
