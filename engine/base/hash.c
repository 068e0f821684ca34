#include "base/hash.h"

#include <assert.h>

/* Names are short: a call would cost as much as the work.  The library's insides are not ours to analyse. */
#ifndef __clang_analyzer__
#define XXH_INLINE_ALL
#else
#define XXH_STATIC_LINKING_ONLY
#endif
#include <xxhash.h>

struct hash hash_of(struct str bytes)
{
	XXH128_hash_t h = XXH3_128bits(bytes.at, bytes.len);

	return (struct hash){h.high64, h.low64};
}

struct hash hash_of_pieces(const struct str *pieces, size_t n)
{
	XXH3_state_t state;
	XXH128_hash_t h;

	XXH3_128bits_reset(&state);
	for (size_t i = 0; i < n; i++)
		XXH3_128bits_update(&state, pieces[i].at, pieces[i].len);
	h = XXH3_128bits_digest(&state);
	return (struct hash){h.high64, h.low64};
}

uint64_t hash_key(struct str bytes)
{
	return XXH3_64bits(bytes.at, bytes.len);
}

uint64_t hash_short(struct str bytes)
{
	return XXH64(bytes.at, bytes.len, 0);
}

struct hash hash_join(struct hash a, struct hash b)
{
	XXH128_canonical_t both[2];

	XXH128_canonicalFromHash(&both[0], (XXH128_hash_t){.low64 = a.low, .high64 = a.high});
	XXH128_canonicalFromHash(&both[1], (XXH128_hash_t){.low64 = b.low, .high64 = b.high});
	return hash_of((struct str){(const char *)both, sizeof(both)});
}

bool hash_equal(struct hash a, struct hash b)
{
	return a.high == b.high && a.low == b.low;
}

void hash_digits(struct hash h, char *out, int n)
{
	static const char digits[] = "0123456789abcdef";

	assert(n <= 16);
	for (int i = 0; i < n; i++)
		out[i] = digits[h.high >> (60 - 4 * i) & 15];
}

char *hash_hex(struct hash h, char out[33])
{
	hash_digits(h, out, 16);
	hash_digits((struct hash){.high = h.low}, out + 16, 16);
	out[32] = 0;
	return out;
}
