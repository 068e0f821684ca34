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

static void add_link(struct buf *out, const char *open, struct str words, struct str address)
{
	buf_add_z(out, open);
	add_escaped(out, words);
	buf_add(out, STR("](<"));
	add_escaped(out, address);
	buf_add(out, STR(">)"));
}

/* `:::name a="b":::` at the line's beginning, what it holds and its length; 0 when it is none. */
static size_t directive_length(struct str line, const char *name, struct str *held)
{
	size_t n = strlen(name), end;

	if (!str_starts(line, STR(":::")) || !str_starts(str_slice(line, 3, line.len), str_from(name)))
		return 0;
	end = str_find(line, STR(":::"), 3 + n);
	if (end == SIZE_MAX)
		return 0;
	*held = str_slice(line, 3 + n, end);
	return end + 3;
}

static struct str attribute(struct str held, const char *wanted)
{
	struct str name, value, rest = held;

	while (markdown_tag_attribute(&rest, &name, &value))
		if (str_is(name, wanted))
			return value;
	return (struct str){0};
}

/* Images anywhere in the line, but for one that is shown as code. */
static bool rewrite_images(struct str line, struct buf *out)
{
	size_t from = 0, length;
	struct str held, source;

	for (size_t at = 0; (at = str_find(line, STR(":::image "), at)) != SIZE_MAX; at += length) {
		length = directive_length(str_slice(line, at, line.len), "image ", &held);
		source = attribute(held, "source");
		if (length == 0 || source.len == 0 || (at > 0 && line.at[at - 1] == '`')) {
			length = 3;
			continue;
		}
		buf_add(out, str_slice(line, from, at));
		add_link(out, "![", attribute(held, "alt-text"), source);
		from = at + length;
	}
	if (from > 0)
		buf_add(out, str_slice(line, from, line.len));
	return from > 0;
}

/* `[!name` of this name, or of this and what follows a '-'; what stands between it and the last `]`. */
static bool is_bracket(struct str line, const char *name, struct str *held)
{
	size_t n = strlen(name);

	if (!str_starts(line, STR("[!")) || !str_ends(line, STR("]")) || line.len < n + 4 ||
	    strncasecmp(line.at + 2, name, n) != 0)
		return false;
	*held = str_trim(str_slice(line, 2 + n, line.len - 1));
	return true;
}

/* Past "-csharp", `[words](path?name=part "title")`. */
static bool rewrite_code(struct str held, struct buf *out)
{
	size_t open = str_find(held, STR("["), 0), middle = str_find(held, STR("]("), 0), end;
	struct str path;

	if (open == SIZE_MAX || middle == SIZE_MAX || middle < open || !str_ends(held, STR(")")))
		return false;
	path = str_slice(held, middle + 2, held.len - 1);
	end = str_find(path, STR(" "), 0);
	add_link(out, "[", str_slice(held, open + 1, middle),
	         str_slice(path, 0, end < path.len ? end : path.len));
	return true;
}

bool markdown_directive_rewrite(struct str line, struct buf *out)
{
	struct str held, source;

	line = str_trim(line);
	if (is_bracket(line, "video ", &held)) {
		add_link(out, "[", held, held);
		return true;
	}
	if (is_bracket(line, "code", &held))
		return rewrite_code(held, out);
	if (directive_length(line, "code ", &held) == line.len && line.len > 0) {
		source = attribute(held, "source");
		add_link(out, "[", source, source);
		return source.len > 0;
	}
	return rewrite_images(line, out);
}

bool markdown_directive_part(struct str line, struct str *name)
{
	static const char *const parts[] = {"zone", "moniker", "row", "column", "image-end"};
	size_t n = 0;

	line = str_trim(line);
	if (!str_starts(line, STR(":::")))
		return false;
	line = str_trim(str_slice(line, 3, line.len));
	while (n < line.len && (isalpha((unsigned char)line.at[n]) || line.at[n] == '-'))
		n++;
	*name = str_slice(line, 0, n);
	if (str_ends(*name, STR("-end")) && !str_is(*name, "image-end"))
		*name = str_slice(*name, 0, n - 4);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (str_is(*name, parts[i]))
			return true;
	return false;
}

bool markdown_directive_division(struct str line, struct str *class)
{
	struct str held;

	if (!is_bracket(str_trim(line), "div ", &held))
		return false;
	*class = attribute(held, "class");
	for (size_t i = 0; i < class->len; i++)
		if (!isalnum((unsigned char)class->at[i]) && class->at[i] != '-' && class->at[i] != '_')
			return false;
	return class->len > 0;
}
