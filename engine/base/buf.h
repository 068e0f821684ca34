#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

/* A growing run of bytes on the heap.  {0} is empty and ready. */
struct buf {
	char *at;
	size_t len, cap;
};

void buf_add(struct buf *b, struct str s);
void buf_add_z(struct buf *b, const char *z);
void buf_add_char(struct buf *b, char c);
void buf_add_integer(struct buf *b, int64_t n);
void buf_add_format(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Room for n more bytes at b->at + b->len; the caller adds to len. */
char *buf_reserve(struct buf *b, size_t n);
void buf_clear(struct buf *b); /* keeps the memory */
void buf_free(struct buf *b);
struct str buf_str(const struct buf *b); /* valid until the next change */

#endif
