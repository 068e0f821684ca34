#include "text/words/tag.h"

#include <string.h>

#include "base/ascii.h"

static size_t skip_spaces(struct str s, size_t i)
{
	while (i < s.len && ascii_is_space(s.at[i]))
		i++;
	return i;
}

static size_t skip_name(struct str s, size_t i)
{
	if (i == s.len || !ascii_is_letter(s.at[i]))
		return i;
	while (i < s.len && (ascii_is_alnum(s.at[i]) || s.at[i] == '-'))
		i++;
	return i;
}

static size_t skip_attribute_name(struct str s, size_t i)
{
	if (i == s.len || !(ascii_is_letter(s.at[i]) || s.at[i] == '_' || s.at[i] == ':'))
		return i;
	while (i < s.len && (ascii_is_alnum(s.at[i]) || ascii_is_one_of(s.at[i], "_.:-")))
		i++;
	return i;
}

/* A value at i, without its quotes; the byte after it, or SIZE_MAX. */
static size_t skip_value(struct str s, size_t i, struct str *value)
{
	size_t from = i;

	if (i < s.len && (s.at[i] == '"' || s.at[i] == '\'')) {
		const char *end = memchr(s.at + i + 1, s.at[i], s.len - i - 1);

		if (!end)
			return SIZE_MAX;
		*value = (struct str){s.at + i + 1, (size_t)(end - s.at) - i - 1};
		return (size_t)(end - s.at) + 1;
	}
	while (i < s.len && s.at[i] && !ascii_is_space(s.at[i]) && !strchr("\"'=<>`", s.at[i]))
		i++;
	*value = str_slice(s, from, i);
	return i > from ? i : SIZE_MAX;
}

/* An attribute at i; the byte after it, i when there is none, SIZE_MAX when it is broken. */
static size_t skip_attribute(struct str s, size_t i, struct str *name, struct str *value)
{
	size_t end = skip_attribute_name(s, i), equals;

	*name = str_slice(s, i, end);
	*value = (struct str){0};
	if (end == i)
		return i;
	equals = skip_spaces(s, end);
	if (equals == s.len || s.at[equals] != '=')
		return end;
	return skip_value(s, skip_spaces(s, equals + 1), value);
}

static struct tag open_tag(struct str s)
{
	struct tag tag = {.kind = TAG_NONE};
	size_t name = skip_name(s, 1), i = name;

	if (name == 1)
		return tag;
	for (;;) {
		size_t at = skip_spaces(s, i), end;
		struct str ignored;

		end = at > i ? skip_attribute(s, at, &ignored, &ignored) : at;
		if (end == SIZE_MAX)
			return tag;
		if (end == at) {
			i = at;
			break;
		}
		i = end;
	}
	tag.name = str_slice(s, 1, name);
	tag.attributes = str_slice(s, name, i);
	i += i < s.len && s.at[i] == '/';
	if (i == s.len || s.at[i] != '>')
		return (struct tag){.kind = TAG_NONE};
	tag.kind = TAG_OPEN;
	tag.length = i + 1;
	return tag;
}

static struct tag close_tag(struct str s)
{
	size_t name = skip_name(s, 2), end = skip_spaces(s, name);

	if (name == 2 || end == s.len || s.at[end] != '>')
		return (struct tag){.kind = TAG_NONE};
	return (struct tag){.kind = TAG_CLOSE, .name = str_slice(s, 2, name), .length = end + 1};
}

/* Also `<!-->` and `<!--->`, which a browser takes for whole comments. */
static struct tag comment(struct str s)
{
	size_t end;

	if (str_starts(s, STR("<!-->")))
		return (struct tag){.kind = TAG_COMMENT, .length = 5};
	if (str_starts(s, STR("<!--->")))
		return (struct tag){.kind = TAG_COMMENT, .length = 6};
	end = str_find(s, STR("-->"), 4);
	if (end == SIZE_MAX)
		return (struct tag){.kind = TAG_COMMENT_UNCLOSED, .length = 4};
	return (struct tag){.kind = TAG_COMMENT, .length = end + 3};
}

struct tag tag_at(struct str s)
{
	if (str_starts(s, STR("<!--")))
		return comment(s);
	if (str_starts(s, STR("</")))
		return close_tag(s);
	if (str_starts(s, STR("<")))
		return open_tag(s);
	return (struct tag){.kind = TAG_NONE};
}

bool tag_attribute(struct str *attributes, struct str *name, struct str *value)
{
	size_t at = skip_spaces(*attributes, 0), end = skip_attribute(*attributes, at, name, value);

	if (end == at || end == SIZE_MAX)
		return false;
	*attributes = str_slice(*attributes, end, attributes->len);
	return true;
}
