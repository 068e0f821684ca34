#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/str.h"

/* XXH3, 128 bits: tells versions apart; not for secrets. */
struct hash {
	uint64_t high, low;
};

struct hash hash_of(struct str bytes);
/* Of these pieces, one after the other. */
struct hash hash_of_pieces(const struct str *pieces, size_t n);
/* 64 bits at half the cost, for tables in memory. */
uint64_t hash_key(struct str bytes);
/* XXH64 with the seed 0, which other programs can compute, too. */
uint64_t hash_short(struct str bytes);
/* The hash of the two together, order mattering. */
struct hash hash_join(struct hash a, struct hash b);
bool hash_equal(struct hash a, struct hash b);
/* Its first n hex digits, at most 16, without a zero byte. */
void hash_digits(struct hash h, char *out, int n);
/* 32 lower-case hex digits and a zero byte; returns out. */
char *hash_hex(struct hash h, char out[33]);

#endif
