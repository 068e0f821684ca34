#include "base/buf.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/memory.h"

char *buf_reserve(struct buf *b, size_t n)
{
	size_t need = memory_add(b->len, n);

	if (need > b->cap || !b->at) {
		size_t cap = b->cap < 256 ? 256 : memory_multiply(b->cap, 2);

		b->cap = need > cap ? need : cap;
		b->at = memory_resize(b->at, b->cap);
	}
	return b->at + b->len;
}

void buf_add_integer(struct buf *b, int64_t n)
{
	char digits[STR_DECIMAL];

	buf_add(b, str_decimal(n, digits));
}

void buf_add_format(struct buf *b, const char *format, ...)
{
	va_list ap;
	size_t len;

	buf_reserve(b, 128);
	va_start(ap, format);
	len = str_write(b->at + b->len, b->cap - b->len, format, ap);
	va_end(ap);
	if (len >= b->cap - b->len) {
		buf_reserve(b, len + 1);
		va_start(ap, format);
		str_write(b->at + b->len, len + 1, format, ap);
		va_end(ap);
	}
	b->len += len;
}

void buf_free(struct buf *b)
{
	/* most of those that may be needed are not */
	if (b->at)
		free(b->at);
	*b = (struct buf){0};
}

struct str buf_keep(struct buf *b, struct arena *a)
{
	struct str kept = str_copy(a, buf_str(b));

	buf_free(b);
	return kept;
}
