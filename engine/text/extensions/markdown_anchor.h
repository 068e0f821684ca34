#ifndef TEXT_MARKDOWN_ANCHOR_H
#define TEXT_MARKDOWN_ANCHOR_H

#include "base/str.h"

struct arena;

/*
 * A heading's words as an anchor, by GitHub's rule: lower case, letters, digits, `-` and
 * `_` of any script stay, a space becomes `-`, all else goes.  Empty when nothing stays.
 */
struct str markdown_anchor_make(struct arena *a, struct str words);

#endif
