#ifndef TEXT_MARKDOWN_ELEMENT_H
#define TEXT_MARKDOWN_ELEMENT_H

#include "text/markdown/markdown_page.h"

/* What raw elements within a line are published as; the items are theirs and become codes, or nothing. */
void markdown_element_pair(struct markdown_page *p, struct item *start, struct item *end);
void markdown_element_void(struct markdown_page *p, struct item *item);

#endif
