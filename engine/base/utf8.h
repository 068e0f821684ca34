#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/*
 * Strict UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
 * Decodes the code point at *i and moves *i past it; -1 where the bytes are not
 * UTF-8, *i then moves by one.
 */
int32_t utf8_next_wide(struct str s, size_t *i); /* of a byte of 0x80 or more */
static inline int32_t utf8_next(struct str s, size_t *i)
{
	return (unsigned char)s.at[*i] < 0x80 ? s.at[(*i)++] : utf8_next_wide(s, i);
}

/* How many bytes s begins with that are ASCII. */
size_t utf8_ascii(struct str s);

/* SIZE_MAX when all of s is UTF-8, else the offset of the first bad byte. */
size_t utf8_bad(struct str s);

size_t utf8_count(struct str s); /* code points; a bad byte counts as one */
size_t utf8_begun(struct str s); /* how many begin in it: sooner found, the same in UTF-8 */
size_t utf8_encode(int32_t code_point, char out[4]);

/* Columns a terminal gives this code point: 0, 1 or 2 (East Asian wide). */
int utf8_width(int32_t code_point);

/* C0 and C1 controls, but for tab, line feed and carriage return. */
bool utf8_is_control(int32_t code_point);

/* The characters that reorder text: U+061C, 200E, 200F, 202A-202E, 2066-2069. */
bool utf8_is_bidi_control(int32_t code_point);

/*
 * What a terminal obeys or does not draw: every control (tab and line feed
 * too), bidi control, separator and format character, but for the two joiners
 * that scripts and emoji need.  A message shows them as <U+202E>.
 */
bool utf8_is_hidden(int32_t code_point);

/* Whether readers see nothing of it: white space, and what no font draws. */
bool utf8_is_blank(struct str s);

#endif
