#include "site/content/sheet.h"

#include <strings.h>

#include "base/ascii.h"

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Where the string that begins at from ends: before its mark, or with its line. */
static size_t string_end(struct str css, size_t from, char mark)
{
	size_t i = from;

	while (i < css.len && css.at[i] != mark && css.at[i] != '\n')
		i += css.at[i] == '\\' ? 2 : 1;
	return i < css.len ? i : css.len;
}

/* The word at i: no other begins before it. */
static bool is_word(struct str css, size_t i, struct str word)
{
	char before = i > 0 ? css.at[i - 1] : ' ';

	return css.len - i >= word.len && !strncasecmp(css.at + i, word.at, word.len) &&
	       !ascii_is_alnum(before) && before != '-' && before != '_';
}

static struct str take_string(struct str css, size_t from, size_t *end)
{
	size_t to = string_end(css, from + 1, css.at[from]);

	*end = to < css.len ? to + 1 : to;
	return str_slice(css, from + 1, to);
}

/* What stands between the brackets, of which the first is before from. */
static struct str take_url(struct str css, size_t from, size_t *end)
{
	size_t to;

	while (from < css.len && is_white(css.at[from]))
		from++;
	if (from < css.len && (css.at[from] == '"' || css.at[from] == '\''))
		return take_string(css, from, end);
	to = str_find(css, STR(")"), from);
	*end = to == SIZE_MAX ? css.len : to;
	return str_trim(str_slice(css, from, *end));
}

bool sheet_next(struct str css, size_t *at, struct str *address)
{
	static const struct str url = STR("url("), import = STR("@import"), comment = STR("/*");
	bool imports = false;
	size_t i = *at, end;

	while (i < css.len) {
		char c = css.at[i];

		if (c == '/' && str_starts(str_slice(css, i, css.len), comment)) {
			end = str_find(css, STR("*/"), i + comment.len);
			i = end == SIZE_MAX ? css.len : end + comment.len;
		} else if (c == '"' || c == '\'') {
			*address = take_string(css, i, &i);
			*at = i;
			if (imports)
				return true;
		} else if ((c == 'u' || c == 'U') && is_word(css, i, url)) {
			*address = take_url(css, i + url.len, at);
			return true;
		} else if (c == '@' && is_word(css, i, import)) {
			imports = true;
			i += import.len;
		} else {
			imports &= is_white(c);
			i++;
		}
	}
	*at = i;
	return false;
}
