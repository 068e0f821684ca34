#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Sixteen bytes at once, compared as any numbers are: `wide_at(p) == '<'` is all ones in each byte that is.
 * For texts that are looked through for what is seldom there.
 */
typedef signed char wide __attribute__((vector_size(16)));
typedef uint64_t wide_halves __attribute__((vector_size(16)));

static inline wide wide_at(const char *bytes)
{
	wide w;

	memcpy(&w, bytes, sizeof(w));
	return w;
}

/* Whether a comparison found any. */
static inline bool wide_any(wide found)
{
	wide_halves halves = (wide_halves)found;

	return halves[0] | halves[1];
}

/* Eight bytes to sixteen, those in the middle twice. */
static inline wide wide_of_few(const char *bytes, size_t n)
{
	uint64_t first, last;

	memcpy(&first, bytes, sizeof(first));
	memcpy(&last, bytes + n - sizeof(last), sizeof(last));
	return (wide)(wide_halves){first, last};
}

/* Whether it finds any in so many bytes, WIDE_LEAST at least: some are looked at twice rather than one by one. */
enum { WIDE_LEAST = sizeof(uint64_t) };
static inline bool wide_any_in(const char *bytes, size_t n, wide find(wide))
{
	wide found;

	if (n < sizeof(found))
		return wide_any(find(wide_of_few(bytes, n)));
	found = find(wide_at(bytes + n - sizeof(found)));
	for (size_t i = 0; i + sizeof(found) < n; i += sizeof(found))
		found |= find(wide_at(bytes + i));
	return wide_any(found);
}

/* The first byte that a comparison found, or how many there are. */
static inline size_t wide_first(wide found)
{
	wide_halves halves = (wide_halves)found;

	if (halves[0])
		return (size_t)__builtin_ctzll(le64toh(halves[0])) / 8;
	return halves[1] ? 8 + (size_t)__builtin_ctzll(le64toh(halves[1])) / 8 : sizeof(found);
}

/* All its bytes together, none of which is below zero. */
static inline uint32_t wide_sum(wide w)
{
	const uint64_t every_other = 0x00FF00FF00FF00FF;
	wide_halves halves = (wide_halves)w;
	uint64_t sums = (halves[0] & every_other) + (halves[0] >> 8 & every_other) +
	                (halves[1] & every_other) + (halves[1] >> 8 & every_other);

	return (uint32_t)(sums * 0x0001000100010001 >> 48);
}

#endif
