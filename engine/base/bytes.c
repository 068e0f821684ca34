#include "base/bytes.h"

#include <string.h>

void bytes_put_long_number(struct buf *out, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		buf_add_char(out, (char)(n | 0x80));
	buf_add_char(out, (char)n);
}

void bytes_put_hash(struct buf *out, struct hash h)
{
	buf_add(out, (struct str){(const char *)&h, sizeof(h)});
}

uint64_t bytes_long_number(struct bytes *in)
{
	uint64_t n = 0;

	for (unsigned shift = 0; shift < 64 && in->rest.len > 0; shift += 7) {
		unsigned char c = (unsigned char)*in->rest.at;

		in->rest = str_slice(in->rest, 1, in->rest.len);
		n |= (uint64_t)(c & 0x7F) << shift;
		if (c < 0x80)
			return n;
	}
	in->broken = true;
	return 0;
}

struct str bytes_text(struct bytes *in)
{
	uint64_t n = bytes_number(in);
	struct str s;

	if (n > in->rest.len) {
		in->broken = true;
		return (struct str){0};
	}
	s = str_slice(in->rest, 0, n);
	in->rest = str_slice(in->rest, n, in->rest.len);
	return s;
}

void bytes_take(struct bytes *in, void *to, size_t n)
{
	if (n > in->rest.len) {
		in->broken = true;
		return;
	}
	memcpy(to, in->rest.at, n);
	in->rest = str_slice(in->rest, n, in->rest.len);
}

struct hash bytes_hash(struct bytes *in)
{
	struct hash h = {0};

	bytes_take(in, &h, sizeof(h));
	return h;
}

size_t bytes_count(struct bytes *in)
{
	uint64_t n = bytes_number(in);

	if (n <= in->rest.len)
		return n;
	in->broken = true;
	return 0;
}
