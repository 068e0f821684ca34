#ifndef BASE_VISIBLE_H
#define BASE_VISIBLE_H

#include "base/buf.h"

/*
 * Somebody's text made safe for a terminal: what it would obey or not draw is
 * spelt <U+202E>, a byte that is not UTF-8 <FF>, so a hostile file can neither
 * move the cursor nor pass for another.
 */

/* The code point at *i, which moves past it; returns the columns it takes. */
size_t visible_add_other(struct buf *out, struct str s, size_t *i); /* whatever it is */
static inline size_t visible_add_next(struct buf *out, struct str s, size_t *i)
{
	if (s.at[*i] < ' ' || s.at[*i] > '~')
		return visible_add_other(out, s, i);
	buf_add_char(out, s.at[(*i)++]);
	return 1;
}
void visible_add(struct buf *out, struct str s);

#endif
