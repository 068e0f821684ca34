#include "text/markdown_directive.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "text/markdown_tag.h"

bool markdown_directive_include(struct str line, struct str *path)
{
	static const struct str start = STR("[!include");
	size_t open, from = SIZE_MAX;

	line = str_trim(line);
	if (line.len < start.len || strncasecmp(line.at, start.at, start.len) || !str_ends(line, STR(")]")))
		return false;
	if (!str_starts(str_trim(str_slice(line, start.len, line.len)), STR("[")))
		return false;
	for (open = start.len; (open = str_find(line, STR("]("), open)) != SIZE_MAX; open += 2)
		from = open + 2;
	if (from == SIZE_MAX)
		return false;
	*path = str_trim(str_slice(line, from, line.len - 2));
	return path->len > 0;
}

static void add_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		/* Entities stay entities. */
		if (ispunct((unsigned char)s.at[i]) && !strchr("&#;", s.at[i]))
			buf_add_char(out, '\\');
		buf_add_char(out, s.at[i]);
	}
}

bool markdown_directive_image(struct str line, struct buf *out)
{
	struct str name, value, source = {0}, words = {0}, rest;

	line = str_trim(line);
	if (!str_starts(line, STR(":::image ")) || !str_ends(line, STR(":::")) || line.len < 12)
		return false;
	rest = str_slice(line, 9, line.len - 3);
	while (markdown_tag_attribute(&rest, &name, &value)) {
		if (str_is(name, "source"))
			source = value;
		else if (str_is(name, "alt-text"))
			words = value;
	}
	if (!source.len)
		return false;
	buf_add(out, STR("!["));
	add_escaped(out, words);
	buf_add(out, STR("](<"));
	add_escaped(out, source);
	buf_add(out, STR(">)"));
	return true;
}
