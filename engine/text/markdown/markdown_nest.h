#ifndef TEXT_MARKDOWN_NEST_H
#define TEXT_MARKDOWN_NEST_H

#include "text/markdown/markdown_page.h"

/*
 * Pairs raw tags and tildes, so that what is published nests whatever the page
 * holds.  No pair crosses an ITEM_OPEN or ITEM_CLOSE.  A tag without its other
 * half becomes text; ends that HTML lets one leave out are put in.
 *
 * First tags around blocks: they become ITEM_BLOCK, or all of them text where
 * no block may stand.  Then, between two of those, the others and the tildes:
 * they become codes.
 */
void markdown_nest_blocks(struct markdown_page *p, struct arena *a, struct items *items, bool allowed);
void markdown_nest_words(struct markdown_page *p, struct items *items);

#endif
