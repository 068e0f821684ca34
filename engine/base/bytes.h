#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include "base/buf.h"
#include "base/hash.h"

/*
 * Numbers and texts in a file of ours, little-endian, read by the same
 * program on the same machine.  Reading beyond the end gives nothing and is remembered.
 */
void bytes_put_long_number(struct buf *out, uint64_t n);
void bytes_put_hash(struct buf *out, struct hash h);

/* Most numbers are small, and a build writes and reads a million: one of a byte takes no call. */
static inline void bytes_put_number(struct buf *out, uint64_t n)
{
	if (n < 0x80)
		buf_add_char(out, (char)n);
	else
		bytes_put_long_number(out, n);
}

static inline void bytes_put_text(struct buf *out, struct str s)
{
	bytes_put_number(out, s.len);
	buf_add(out, s);
}

struct bytes {
	struct str rest;
	bool broken;
};

uint64_t bytes_long_number(struct bytes *in);

static inline uint64_t bytes_number(struct bytes *in)
{
	if (in->rest.len == 0 || (uint8_t)*in->rest.at >= 0x80)
		return bytes_long_number(in);
	in->rest.len--;
	return (uint8_t)*in->rest.at++;
}

struct str bytes_text(struct bytes *in); /* a view */
struct hash bytes_hash(struct bytes *in);
/* n bytes as they are; where there are not so many, what they would go to stays as it is. */
void bytes_take(struct bytes *in, void *to, size_t n);
/* How many things follow, of at least a byte each: a number that the bytes left cannot hold is broken, and 0. */
size_t bytes_count(struct bytes *in);

#endif
