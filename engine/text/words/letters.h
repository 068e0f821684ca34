#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a search takes for the same letter, since people type without marks and capitals.  The theme's search.js does
 * the same in the browser.
 */

/* Of a code point of 0x80 or more, by Unicode's table. */
bool letters_is_wide(int32_t code_point);

/* ASCII's letters and digits: of a byte. */
extern const bool letters_ascii[256];

/* How many of eight bytes, from the lowest on, are such before another comes; these made small, the others zero. */
static inline size_t letters_ascii_run(uint64_t eight, uint64_t *run)
{
	const uint64_t each = 0x0101010101010101, high = 0x80 * each;
	/* where what is added makes a byte's highest bit, it is not below the first of its kind, or beyond the last */
	uint64_t low = eight & ~high, small = low | 0x20 * each;
	uint64_t letters = (small + (0x80 - 'a') * each) & ~(small + (0x7F - 'z') * each);
	uint64_t digits = (low + (0x80 - '0') * each) & ~(low + (0x7F - '9') * each);
	uint64_t others = ~((letters | digits) & ~eight) & high;

	*run = small & (((others & -others) >> 7) - 1); /* digits have this bit */
	return others ? (size_t)__builtin_ctzll(others) / 8 : 8;
}

/* A letter, digit or mark of any script: Unicode's L, N and M, \p{L}\p{N}\p{M} in a browser. */
static inline bool letters_is(int32_t c)
{
	return c < 0x80 ? letters_ascii[(uint8_t)c] : letters_is_wide(c);
}

enum { LETTERS_FOLDED = 8 };

/*
 * What one code point is looked for as: the small letter, of Latin and Greek
 * without its marks, of full-width and half-width forms the usual one, and
 * ss for the sharp s; how many, none for a mark by itself.
 */
size_t letters_fold(int32_t code_point, int32_t out[LETTERS_FOLDED]);

#endif
