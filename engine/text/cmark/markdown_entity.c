#include "text/cmark/markdown_entity.h"

#include <cmark.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"

/* The longest name HTML has is 31 characters. */
enum { LONGEST = 34 };

/* What looks like a reference; whether it is one, the table of names tells. */
static size_t shape_length(struct str s)
{
	size_t i = 1 + (s.len > 1 && s.at[1] == '#'), first = i;

	while (i < s.len && i < LONGEST && ascii_is_alnum(s.at[i]))
		i++;
	return i > first && i < s.len && s.at[i] == ';' ? i + 1 : 0;
}

struct str markdown_entity_mend(struct arena *a, struct str characters)
{
	static const uint8_t never[256] = {[0xFE] = 1, [0xFF] = 1};
	size_t from = 0, to = str_find_class(characters, 0, never, 1);
	struct buf out = {0};

	if (to == characters.len)
		return characters;
	for (; to < characters.len; to = str_find_class(characters, from, never, 1)) {
		buf_add(&out, str_slice(characters, from, to));
		buf_add_z(&out, "\xEF\xBF\xBD");
		from = to + 1;
	}
	buf_add(&out, str_slice(characters, from, to));
	return buf_keep(&out, a);
}

/* The only table of names here is cmark's, and parsing a paragraph the way to it. */
static struct str look_up(struct arena *a, struct str reference)
{
	cmark_node *document = cmark_parse_document(reference.at, reference.len, CMARK_OPT_DEFAULT);
	cmark_node *paragraph = cmark_node_first_child(document);
	cmark_node *text = paragraph ? cmark_node_first_child(paragraph) : NULL;
	struct str found = {0};

	if (text && cmark_node_get_type(text) == CMARK_NODE_TEXT)
		found = markdown_entity_mend(a, str_copy(a, str_from(cmark_node_get_literal(text))));
	cmark_node_free(document);
	return found;
}

size_t markdown_entity_at(struct arena *a, struct str s, struct str *characters)
{
	static const struct {
		struct str reference, characters;
	} usual[] = {{STR("&amp;"), STR("&")},   {STR("&lt;"), STR("<")},          {STR("&gt;"), STR(">")},
	             {STR("&quot;"), STR("\"")}, {STR("&nbsp;"), STR("\xC2\xA0")}, {STR("&#39;"), STR("'")}};
	size_t length = s.len && *s.at == '&' ? shape_length(s) : 0;
	struct str reference = str_slice(s, 0, length);

	for (size_t i = 0; length && i < sizeof(usual) / sizeof(*usual); i++)
		if (str_equal(reference, usual[i].reference)) {
			*characters = usual[i].characters;
			return length;
		}
	if (!length)
		return 0;
	*characters = look_up(a, reference);
	return str_equal(*characters, reference) || !characters->len ? 0 : length;
}

struct str markdown_entity_decode(struct arena *a, struct str s)
{
	struct buf out = {0};

	if (!s.len || !memchr(s.at, '&', s.len))
		return s;
	for (size_t i = 0; i < s.len;) {
		struct str characters;
		size_t length = markdown_entity_at(a, str_slice(s, i, s.len), &characters);

		if (length) {
			buf_add(&out, characters);
			i += length;
		} else {
			buf_add_char(&out, s.at[i++]);
		}
	}
	return buf_keep(&out, a);
}
