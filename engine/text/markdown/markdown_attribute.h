#ifndef TEXT_MARKDOWN_ATTRIBUTE_H
#define TEXT_MARKDOWN_ATTRIBUTE_H

#include "text/markdown/markdown_page.h"

/*
 * The id at the end of a heading's words, as Hugo, Pandoc (`{#id}`) and kramdown (`{: #id}`) have it, which then is no
 * part of them; {0} when none is written.  Classes and other attributes beside it are left out (said).
 */
struct str markdown_attribute_take(struct markdown_page *p, struct items *items);

/* A heading's words as they are written, without it. */
struct str markdown_attribute_without(struct str words);

#endif
