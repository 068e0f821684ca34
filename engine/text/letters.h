#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

/* Of a code point of 0x80 or more, by Unicode's table. */
bool letters_is_wide(int32_t code_point);
int32_t letters_small_wide(int32_t code_point);

/* ASCII's letters and digits: of a byte. */
extern const bool letters_ascii[256];

/* A letter, digit or mark of any script: Unicode's L, N and M, \p{L}\p{N}\p{M} in a browser. */
static inline bool letters_is(int32_t c)
{
	return c < 0x80 ? letters_ascii[(uint8_t)c] : letters_is_wide(c);
}

/* The small letter, where it is one code point. */
static inline int32_t letters_small(int32_t c)
{
	return c < 0x80 ? (c >= 'A' && c <= 'Z' ? c + 32 : c) : letters_small_wide(c);
}

#endif
