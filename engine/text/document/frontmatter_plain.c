#include "text/document/frontmatter_plain.h"

#include "base/array.h"
#include "base/ascii.h"

enum { MOST = 50 }; /* keys, each of which is compared with those before */

enum { KEY = 1, WORDS = 2, QUOTED = 4 };

/* Beyond ASCII not what the controls, line ends and byte order marks of Unicode begin with. */
static const uint8_t parts[256] = {
	['a' ... 'z'] = KEY | WORDS | QUOTED,
	['A' ... 'Z'] = KEY | WORDS | QUOTED,
	['0' ... '9'] = KEY | WORDS | QUOTED,
	['_'] = KEY | WORDS | QUOTED,
	['-' ... '.'] = KEY | WORDS | QUOTED,
	['/'] = WORDS | QUOTED,
	[' '] = WORDS | QUOTED,
	['!'] = QUOTED,
	['#' ... ','] = QUOTED,
	[':' ... '@'] = QUOTED,
	['['] = QUOTED,
	[']' ... '^'] = QUOTED,
	['`'] = QUOTED,
	['{' ... '~'] = QUOTED,
	[0x80 ... 0xC1] = WORDS | QUOTED,
	[0xC3 ... 0xE1] = WORDS | QUOTED,
	[0xE3 ... 0xEE] = WORDS | QUOTED,
	[0xF0 ... 0xFF] = WORDS | QUOTED,
};

static size_t skip(struct str line, size_t from, uint8_t of)
{
	while (from < line.len && (parts[(unsigned char)line.at[from]] & of))
		from++;
	return from;
}

static bool read_line(struct arena *a, const struct source *s, struct str line, struct front_node *item)
{
	size_t key = skip(line, 0, KEY), from = key + 2, to;
	bool quoted, whole;

	if (from >= line.len || !ascii_is_letter(*line.at) || !str_starts_at(line, key, STR(": ")))
		return false;
	quoted = line.at[from] == '"';
	to = skip(line, from + quoted, quoted ? QUOTED : WORDS);
	if (quoted)
		whole = to + 1 == line.len && line.at[to] == '"';
	else
		whole = to == line.len && ascii_is_alnum(line.at[from]) && line.at[to - 1] != ' ';
	if (!whole)
		return false;
	item->key = str_copy(a, str_slice(line, 0, key));
	item->key_position = source_at(s, str_slice(line, 0, key));
	item->text = str_copy(a, str_slice(line, from + quoted, to));
	item->position = source_at(s, str_slice(line, from, line.len));
	return true;
}

bool frontmatter_plain_read(struct arena *a, const struct source *s, struct str text, struct front_node *root)
{
	struct front_node map = {.kind = FRONT_MAP};
	struct str rest = text, line;

	while (str_cut(&rest, '\n', &line)) {
		struct front_node *item = ARRAY_ADD(a, map.items, map.n);

		if (map.n > MOST || !read_line(a, s, line, item))
			return false;
		for (size_t i = 0; i + 1 < map.n; i++)
			if (str_equal(map.items[i].key, item->key))
				return false;
	}
	if (map.n > 0)
		map.position = source_at(s, str_slice(text, 0, 0));
	*root = map;
	return true;
}
