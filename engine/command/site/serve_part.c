#include "command/site/serve_part.h"

#include "base/ascii.h"

/* Whether a list of tags has ours; a weak one is as good, since ours is of the bytes. */
static bool has_tag(const char *list, const char *tag)
{
	struct str rest = str_from(list), one;

	while (str_cut(&rest, ',', &one)) {
		one = str_trim(one);
		if (str_starts(one, STR("W/")))
			one = str_slice(one, 2, one.len);
		if (str_is(one, tag) || str_is(one, "*"))
			return true;
	}
	return false;
}

/* Digits alone; too many of them are as far as one can go. */
static bool read_offset(struct str digits, size_t *out)
{
	*out = 0;
	for (size_t i = 0; i < digits.len; i++) {
		if (!ascii_is_digit(digits.at[i]))
			return false;
		*out = *out > SIZE_MAX / 16 ? SIZE_MAX / 2 : *out * 10 + (size_t)(digits.at[i] - '0');
	}
	return digits.len > 0;
}

/* `bytes=2-5`, `bytes=2-`, `bytes=-5`; false: not one that is understood. */
static bool read_range(const char *header, size_t size, size_t *from, size_t *to)
{
	struct str last = str_from(header), first;
	size_t n;

	if (!str_starts(last, STR("bytes=")))
		return false;
	last = str_slice(last, strlen("bytes="), last.len);
	if (str_find(last, STR("-"), 0) == SIZE_MAX || !str_cut(&last, '-', &first))
		return false;
	if (first.len == 0) {
		if (!read_offset(last, &n))
			return false;
		*from = n < size ? size - n : 0;
		*to = n > 0 ? size : 0;
		return true;
	}
	if (!read_offset(first, from))
		return false;
	*to = size;
	if (last.len == 0)
		return true;
	if (!read_offset(last, &n) || n < *from)
		return false;
	*to = n < size ? n + 1 : size;
	return true;
}

struct serve_part serve_part_of(size_t size, const char *tag, struct serve_wish wish)
{
	struct serve_part all = {200, 0, size}, part = {206, 0, 0};

	if (wish.if_none_match && has_tag(wish.if_none_match, tag))
		return (struct serve_part){304, 0, 0};
	if (!wish.range || (wish.if_range && !str_is(str_from(tag), wish.if_range)))
		return all;
	if (!read_range(wish.range, size, &part.from, &part.to))
		return all;
	return part.from < part.to ? part : (struct serve_part){416, 0, 0};
}
