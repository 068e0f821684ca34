#include "base/str.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/memory.h"

struct str str_trim(struct str s)
{
	while (s.len && ascii_is_space(s.at[s.len - 1]))
		s.len--;
	while (s.len && ascii_is_space(*s.at))
		s.at++, s.len--;
	return s;
}

int str_compare(struct str a, struct str b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared ? memcmp(a.at, b.at, shared) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

int str_by_bytes(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

struct str str_folder(struct str path)
{
	while (path.len > 0 && path.at[path.len - 1] != '/')
		path.len--;
	return path;
}

size_t str_index(struct str s, const struct str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_equal(s, list[i]))
			return i;
	return SIZE_MAX;
}

bool str_is_among(struct str s, const char *const *words)
{
	for (; words && *words; words++)
		if ((s.len == 0 || *s.at == **words) && str_is(s, *words))
			return true;
	return false;
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_equal(str_slice(s, s.len - suffix.len, s.len), suffix);
}

enum { FEW = 4 };

/* memmem is slow at what is looked for most: a few bytes, such as `{{` or `&#`, whose first one is rare. */
static const char *find_few(const char *at, const char *end, struct str needle)
{
	for (; at < end && (at = memchr(at, *needle.at, (size_t)(end - at))); at++)
		if (!memcmp(at, needle.at, needle.len))
			return at;
	return NULL;
}

size_t str_find(struct str s, struct str needle, size_t from)
{
	const char *found;

	if (from > s.len || needle.len > s.len - from)
		return SIZE_MAX;
	if (!needle.len)
		return from;
	if (needle.len == 1)
		return str_find_byte(s, *needle.at, from);
	found = needle.len <= FEW ? find_few(s.at + from, s.at + s.len - needle.len + 1, needle)
	                          : memmem(s.at + from, s.len - from, needle.at, needle.len);
	return found ? (size_t)(found - s.at) : SIZE_MAX;
}

size_t str_find_class(struct str s, size_t from, const uint8_t *classes, uint8_t which)
{
	const uint8_t *at = (const uint8_t *)s.at;
	size_t i = from;

	while (i + 4 <= s.len &&
	       !((classes[at[i]] | classes[at[i + 1]] | classes[at[i + 2]] | classes[at[i + 3]]) & which))
		i += 4;
	while (i < s.len && !(classes[at[i]] & which))
		i++;
	return i;
}

bool str_cut(struct str *rest, char sep, struct str *piece)
{
	const char *found;

	if (!rest->len)
		return false;
	found = memchr(rest->at, sep, rest->len);
	if (!found) {
		*piece = *rest;
		*rest = (struct str){rest->at + rest->len, 0};
		return true;
	}
	*piece = (struct str){rest->at, (size_t)(found - rest->at)};
	*rest = str_slice(*rest, piece->len + 1, rest->len);
	return true;
}

bool str_is_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!ascii_is_digit(s.at[i]))
			return false;
	return s.len > 0;
}

bool str_integer(struct str s, int64_t *out)
{
	bool negative = s.len && *s.at == '-';
	size_t i = negative;
	int64_t n = 0;

	if (i == s.len)
		return false;
	/* Counting downwards, since the range reaches one further there. */
	for (; i < s.len; i++) {
		if (!ascii_is_digit(s.at[i]))
			return false;
		if (__builtin_mul_overflow(n, 10, &n) || __builtin_sub_overflow(n, s.at[i] - '0', &n))
			return false;
	}
	if (!negative && __builtin_sub_overflow(0, n, &n))
		return false;
	*out = n;
	return true;
}

struct str str_decimal(int64_t n, char digits[STR_DECIMAL])
{
	uint64_t left = n < 0 ? -(uint64_t)n : (uint64_t)n;
	size_t at = STR_DECIMAL;

	do {
		digits[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (n < 0)
		digits[--at] = '-';
	return (struct str){digits + at, STR_DECIMAL - at};
}

struct str str_copy(struct arena *a, struct str s)
{
	return (struct str){arena_copy(a, s.at, s.len), s.len};
}

char *str_z(struct arena *a, struct str s)
{
	return arena_copy(a, s.at, s.len);
}

struct str str_join(struct arena *a, const struct str *parts, size_t n)
{
	size_t len = 0;
	char *at, *to;

	for (size_t i = 0; i < n; i++)
		len = memory_add(len, parts[i].len);
	at = to = arena_bytes(a, len);
	for (size_t i = 0; i < n; i++)
		to = mempcpy(to, parts[i].len ? parts[i].at : "", parts[i].len);
	return (struct str){at, len};
}

/*
 * Most formats join texts and whole numbers and nothing else: %s, %.*s, %d, %u, %zu.  Writes what there is room for, and
 * counts all; SIZE_MAX: it is another format.
 */
static size_t join_texts(char *at, size_t room, const char *format, va_list ap)
{
	size_t n = 0;

	for (const char *f = format; *f; f++) {
		struct str piece = {f, 1};
		char digits[STR_DECIMAL];

		if (f[0] == '%' && f[1] == 's') {
			piece = str_from(va_arg(ap, const char *));
			f++;
		} else if (f[0] == '%' && f[1] == '.' && f[2] == '*' && f[3] == 's') {
			piece.len = (size_t)va_arg(ap, int);
			piece.at = va_arg(ap, const char *);
			f += 3;
		} else if (f[0] == '%' && f[1] == 'd') {
			piece = str_decimal(va_arg(ap, int), digits);
			f++;
		} else if (f[0] == '%' && f[1] == 'u') {
			piece = str_decimal(va_arg(ap, unsigned), digits);
			f++;
		} else if (f[0] == '%' && f[1] == 'z' && f[2] == 'u') {
			piece = str_decimal((int64_t)va_arg(ap, size_t), digits);
			f += 2;
		} else if (f[0] == '%') {
			return SIZE_MAX;
		} else {
			piece.len = strcspn(f, "%");
			f += piece.len - 1;
		}
		if (piece.len > 0 && n + piece.len < room)
			memcpy(at + n, piece.at, piece.len);
		n += piece.len;
	}
	return n;
}

size_t str_write(char *at, size_t room, const char *format, va_list ap)
{
	va_list joining;
	size_t joined;
	int len;

	va_copy(joining, ap);
	joined = join_texts(at, room, format, joining);
	va_end(joining);
	if (joined != SIZE_MAX)
		return joined;
	len = vsnprintf(at, room, format, ap);
	assert(len >= 0);
	return (size_t)len;
}

struct str str_format(struct arena *a, const char *format, ...)
{
	char few[256]; /* what most formats make has room here, and is made once */
	struct str text;
	va_list ap;
	char *at;

	va_start(ap, format);
	text.len = str_write(few, sizeof(few), format, ap);
	va_end(ap);
	text.at = at = arena_bytes(a, text.len);
	if (text.len < sizeof(few)) {
		memcpy(at, few, text.len);
		return text;
	}
	va_start(ap, format);
	str_write(at, text.len + 1, format, ap);
	va_end(ap);
	return text;
}
