#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

/* A growing run of bytes on the heap.  {0} is empty and ready. */
struct buf {
	char *at;
	size_t len, cap;
};

/* Room for n more bytes at b->at + b->len; the caller adds to len. */
char *buf_reserve(struct buf *b, size_t n);

/* Pages are made of this: no call where there is room. */
static inline void buf_add(struct buf *b, struct str s)
{
	if (s.len > b->cap - b->len)
		buf_reserve(b, s.len);
	if (s.len)
		memcpy(b->at + b->len, s.at, s.len);
	b->len += s.len;
}

static inline void buf_add_z(struct buf *b, const char *z)
{
	buf_add(b, str_from(z));
}

static inline void buf_add_char(struct buf *b, char c)
{
	if (b->len == b->cap)
		buf_reserve(b, 1);
	b->at[b->len++] = c;
}

void buf_add_integer(struct buf *b, int64_t n);
void buf_add_format(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_free(struct buf *b);

/* Its bytes, copied to the arena and zero-terminated there; b is freed. */
struct str buf_keep(struct buf *b, struct arena *a);

/* Keeps the memory. */
static inline void buf_clear(struct buf *b)
{
	b->len = 0;
}

/* Valid until the next change. */
static inline struct str buf_str(const struct buf *b)
{
	return (struct str){b->at, b->len};
}

#endif
