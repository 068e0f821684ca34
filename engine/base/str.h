#ifndef BASE_STR_H
#define BASE_STR_H

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

struct arena;

/* A view of bytes somebody else owns.  Not zero-terminated; may hold any byte. */
struct str {
	const char *at;
	size_t len;
};

/* From a literal, and for printf("%.*s"). */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_ARG(s) (int)(s).len, (s).at

/*
 * The smallest steps stand here, to become part of their callers: a page takes
 * a hundred thousand of them, and of a literal the length is known there.
 */

/* NULL gives the empty view. */
static inline struct str str_from(const char *z)
{
	return (struct str){z, z ? strlen(z) : 0};
}

static inline struct str str_slice(struct str s, size_t from, size_t to)
{
	assert(from <= to && to <= s.len);
	/* of nothing there is no second byte to point at */
	return (struct str){from > 0 ? s.at + from : s.at, to - from};
}

/* Names of one length mostly differ in their first byte: that spares the call. */
static inline bool str_equal(struct str a, struct str b)
{
	return a.len == b.len && (!a.len || (*a.at == *b.at && !memcmp(a.at, b.at, a.len)));
}

static inline bool str_is(struct str s, const char *z)
{
	return str_equal(s, str_from(z));
}

/* Equal but for which letters of ASCII are capitals. */
static inline bool str_is_alike(struct str a, struct str b)
{
	return a.len == b.len && (!a.len || !strncasecmp(a.at, b.at, a.len));
}

static inline bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_equal(str_slice(s, 0, prefix.len), prefix);
}

/* Whether the prefix stands at the offset, which may lie past the end. */
static inline bool str_starts_at(struct str s, size_t at, struct str prefix)
{
	return at <= s.len && str_starts(str_slice(s, at, s.len), prefix);
}

struct str str_trim(struct str s);              /* ASCII white space at both ends */
int str_compare(struct str a, struct str b);    /* by bytes, shorter first */
int str_by_bytes(const void *a, const void *b); /* the same of two struct str, for qsort and bsearch */
/* The folder part of a path with its last slash; empty for a bare name. */
struct str str_folder(struct str path);
bool str_ends(struct str s, struct str suffix);
/* The offset of needle at or after from, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle, size_t from);
/* The same of one byte, where little is looked through at a time. */
static inline size_t str_find_byte(struct str s, char byte, size_t from)
{
	const char *found = from < s.len ? memchr(s.at + from, byte, s.len - from) : NULL;

	return found ? (size_t)(found - s.at) : SIZE_MAX;
}

/* Which of the list it is first, or SIZE_MAX. */
size_t str_index(struct str s, const struct str *list, size_t n);
/* Whether it is one of the words, which a NULL ends; NULL: there are none. */
bool str_is_among(struct str s, const char *const *words);

/*
 * The offset of the first byte at or after from that is of one of these classes, by a table of 256, or the length:
 * for texts most of which is of none.
 */
size_t str_find_class(struct str s, size_t from, const uint8_t *classes, uint8_t which);

/* Splits off what stands before the first sep; false when nothing is left: "a,,b," gives a, the empty view, b. */
bool str_cut(struct str *rest, char sep, struct str *piece);

/* Whether it has digits and nothing else. */
bool str_is_digits(struct str s);
/* A whole decimal integer, nothing else, in range. */
bool str_integer(struct str s, int64_t *out);

/* The number as it is written, in the bytes given. */
enum { STR_DECIMAL = 20 };
struct str str_decimal(int64_t n, char digits[STR_DECIMAL]);

/* Copies in the arena, zero-terminated too; str_format is a slow way to join. */
struct str str_copy(struct arena *a, struct str s);
char *str_z(struct arena *a, struct str s);
struct str str_join(struct arena *a, const struct str *parts, size_t n);
struct str str_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What a format makes, in so much room, which is for a zero too; its length, which NULL and no room tell before. */
size_t str_write(char *at, size_t room, const char *format, va_list ap) __attribute__((format(printf, 3, 0)));

#endif
