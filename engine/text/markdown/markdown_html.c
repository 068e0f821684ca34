#include "text/markdown/markdown_html.h"

#include <assert.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "text/cmark/markdown_entity.h"
#include "text/words/escape.h"
#include "text/words/tag.h"

static const struct html_element elements[] = {
	{"a", 0, NULL, NULL},
	{"abbr", 0, NULL, NULL},
	{"b", 0, NULL, NULL},
	{"bdi", 0, NULL, NULL},
	{"bdo", 0, NULL, NULL},
	{"blockquote", HTML_BLOCK, NULL, NULL},
	{"br", HTML_VOID, NULL, NULL},
	{"caption", HTML_BLOCK, "table", NULL},
	{"cite", 0, NULL, NULL},
	{"code", 0, NULL, NULL},
	{"col", HTML_BLOCK | HTML_VOID, "colgroup", "span"},
	{"colgroup", HTML_BLOCK, "table", "span"},
	{"dd", HTML_BLOCK | HTML_END_OPTIONAL, "dl div", NULL},
	{"del", 0, NULL, NULL},
	{"details", HTML_BLOCK, NULL, "open"},
	{"dfn", 0, NULL, NULL},
	{"div", HTML_BLOCK, NULL, NULL},
	{"dl", HTML_BLOCK, NULL, NULL},
	{"dt", HTML_BLOCK | HTML_END_OPTIONAL, "dl div", NULL},
	{"em", 0, NULL, NULL},
	{"figcaption", HTML_BLOCK, "figure", NULL},
	{"figure", HTML_BLOCK, NULL, NULL},
	{"h1", HTML_BLOCK, NULL, NULL},
	{"h2", HTML_BLOCK, NULL, NULL},
	{"h3", HTML_BLOCK, NULL, NULL},
	{"h4", HTML_BLOCK, NULL, NULL},
	{"h5", HTML_BLOCK, NULL, NULL},
	{"h6", HTML_BLOCK, NULL, NULL},
	{"hr", HTML_BLOCK | HTML_VOID, NULL, NULL},
	{"i", 0, NULL, NULL},
	{"img", HTML_VOID, NULL, "width height"},
	{"ins", 0, NULL, NULL},
	{"kbd", 0, NULL, NULL},
	{"li", HTML_BLOCK | HTML_END_OPTIONAL, "ul ol", "value"},
	{"mark", 0, NULL, NULL},
	{"ol", HTML_BLOCK, NULL, "start reversed"},
	{"p", HTML_BLOCK | HTML_END_OPTIONAL, NULL, NULL},
	{"pre", HTML_BLOCK | HTML_LITERAL, NULL, NULL},
	{"q", 0, NULL, NULL},
	{"s", 0, NULL, NULL},
	{"samp", 0, NULL, NULL},
	{"small", 0, NULL, NULL},
	{"span", 0, NULL, NULL},
	{"strong", 0, NULL, NULL},
	{"sub", 0, NULL, NULL},
	{"summary", HTML_BLOCK | HTML_CONTROL, "details", NULL},
	{"sup", 0, NULL, NULL},
	{"table", HTML_BLOCK, NULL, NULL},
	{"tbody", HTML_BLOCK | HTML_END_OPTIONAL, "table", NULL},
	{"td", HTML_BLOCK | HTML_END_OPTIONAL | HTML_CELL, "tr", "colspan rowspan"},
	{"tfoot", HTML_BLOCK | HTML_END_OPTIONAL, "table", NULL},
	{"th", HTML_BLOCK | HTML_END_OPTIONAL | HTML_CELL, "tr", "colspan rowspan scope"},
	{"thead", HTML_BLOCK | HTML_END_OPTIONAL, "table", NULL},
	{"tr", HTML_BLOCK | HTML_END_OPTIONAL, "table tbody thead tfoot", NULL},
	{"u", 0, NULL, NULL},
	{"ul", HTML_BLOCK, NULL, NULL},
	{"var", 0, NULL, NULL},
	{"wbr", HTML_VOID, NULL, NULL},
};

enum { N_ELEMENTS = sizeof(elements) / sizeof(*elements) };
static_assert((int)N_ELEMENTS <= (int)HTML_ELEMENTS, "there is room for every element");

/* Most names differ in their first letter, which spares two calls. */
static bool is_named(struct str s, const char *name)
{
	return s.len > 0 && (*s.at | 0x20) == *name && str_is_alike(s, str_from(name));
}

/* Whether a name is among those between spaces. */
static bool is_among(struct str name, const char *list)
{
	struct str rest = str_from(list), word;

	while (str_cut(&rest, ' ', &word))
		if (str_is_alike(word, name))
			return true;
	return false;
}

const struct html_element *markdown_html_element(struct str name)
{
	for (size_t i = 0; i < N_ELEMENTS; i++)
		if (is_named(name, elements[i].name))
			return &elements[i];
	return NULL;
}

size_t markdown_html_index(const struct html_element *e)
{
	return (size_t)(e - elements);
}

bool markdown_html_fits(const struct html_element *e, const struct html_element *parent)
{
	return !e->parents || (parent && is_among(str_from(parent->name), e->parents));
}

void markdown_html_find(struct arena *a, struct str attributes, const char *const *names, size_t n,
                        struct str *values)
{
	struct str name, value;

	for (size_t i = 0; i < n; i++)
		values[i] = (struct str){0};
	while (tag_attribute(&attributes, &name, &value))
		for (size_t i = 0; i < n; i++)
			if (!values[i].at && is_named(name, names[i]))
				values[i] = value.len > 0 ? markdown_entity_decode(a, value) : STR("");
}

/* A number, perhaps of percent. */
static bool is_measure(struct str value)
{
	size_t digits = value.len && value.at[value.len - 1] == '%' ? value.len - 1 : value.len;

	return digits < 6 && str_is_digits(str_slice(value, 0, digits));
}

static bool is_language(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if (!ascii_is_alnum(value.at[i]) && value.at[i] != '-')
			return false;
	return value.len > 0 && value.len < 36;
}

/* Whether an attribute that the element may have has a value it may have. */
static bool is_fit(const struct html_element *e, struct str name, struct str value)
{
	if (is_named(name, "title"))
		return !is_named(str_from(e->name), "img");
	if (is_named(name, "lang"))
		return is_language(value);
	if (is_named(name, "dir"))
		return is_among(value, "ltr rtl auto");
	if (!e->attributes || !is_among(name, e->attributes))
		return false;
	if (is_named(name, "open") || is_named(name, "reversed"))
		return true;
	if (is_named(name, "scope"))
		return is_among(value, "row col rowgroup colgroup");
	return is_measure(value);
}

static void add_attribute(struct buf *out, struct arena *a, struct str name, struct str value)
{
	buf_add_char(out, ' ');
	for (size_t i = 0; i < name.len; i++)
		buf_add_char(out, (char)(name.at[i] | 0x20));
	if (is_named(name, "open") || is_named(name, "reversed"))
		return;
	buf_add(out, STR("=\""));
	escape_add_words(out, markdown_entity_decode(a, value), PLACE_PROSE);
	buf_add_char(out, '"');
}

struct str markdown_html_attributes(struct arena *a, const struct html_element *e, struct str attributes)
{
	struct str rest = attributes, name, value, seen[8];
	struct buf out = {0};
	size_t n = 0;

	while (n < 8 && tag_attribute(&rest, &name, &value)) {
		bool again = false;

		for (size_t i = 0; i < n && !again; i++)
			again = str_is_alike(seen[i], name);
		if (again || !is_fit(e, name, value))
			continue;
		seen[n++] = name;
		add_attribute(&out, a, name, value);
	}
	return buf_keep(&out, a);
}

struct str markdown_html_start(struct arena *a, const struct html_element *e, struct str attributes)
{
	return str_format(a, "<%s%.*s>", e->name, STR_ARG(markdown_html_attributes(a, e, attributes)));
}
