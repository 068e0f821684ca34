#ifndef TEXT_MARKDOWN_ENTITY_H
#define TEXT_MARKDOWN_ENTITY_H

#include "base/str.h"

struct arena;

/* The length of the character reference (`&amp;` `&#8212;` `&#x2014;`) that s begins with, and its characters; or 0. */
size_t markdown_entity_at(struct arena *a, struct str s, struct str *characters);

/*
 * Of references to the last two code points of plane 0 cmark 0.30 makes a byte each, which is no UTF-8: U+FFFD
 * instead.  The view itself where it has none.
 */
struct str markdown_entity_mend(struct arena *a, struct str characters);

/* Raw HTML's text or attribute value with its references resolved; the view itself where it has none. */
struct str markdown_entity_decode(struct arena *a, struct str s);

#endif
