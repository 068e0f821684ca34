#include "text/template/markup.h"

#include <string.h>

#include "base/ascii.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

#define IS_AMONG(name, list) (str_index((name), (list), sizeof(list) / sizeof(*(list))) != SIZE_MAX)

static struct str name_of(const struct markup *m)
{
	return (struct str){m->name, m->name_len};
}

/* A longer name than fits is none of those that matter. */
static void add_to_name(struct markup *m, char c)
{
	if (m->name_len < MARKUP_NAME_LIMIT)
		m->name[m->name_len++] = ascii_small(c);
}

static void begin_name(struct markup *m, enum markup_state state, char c)
{
	m->state = state;
	m->name_len = 0;
	add_to_name(m, c);
}

/* In some elements no markup is known but their end. */
static bool is_raw(struct str element)
{
	static const struct str raw[] = {
		STR("script"), STR("style"),   STR("title"),    STR("textarea"), STR("xmp"),
		STR("iframe"), STR("noembed"), STR("noframes"), STR("noscript"), STR("plaintext"),
	};

	return IS_AMONG(element, raw);
}

/* After `>`. */
static void end_tag(struct markup *m)
{
	m->state = MARKUP_TEXT;
	m->end_tag = false;
	if (!m->raw_len)
		return;
	if (!is_raw((struct str){m->raw, m->raw_len}))
		m->raw_len = 0;
	else
		m->state = MARKUP_RAW;
}

/* The tag's name is complete; the attributes' names will take its room. */
static void keep_element(struct markup *m)
{
	m->raw_len = 0;
	m->order = m->valued = false;
	if (m->end_tag || m->name_len > sizeof(m->raw))
		return;
	memcpy(m->raw, m->name, m->name_len);
	m->raw_len = m->name_len;
}

static void feed_open(struct markup *m, char c)
{
	if (ascii_is_letter(c))
		begin_name(m, MARKUP_TAG_NAME, c);
	else if (m->state == MARKUP_OPEN && c == '/')
		m->state = MARKUP_OPEN_END;
	else if (m->state == MARKUP_OPEN && c == '!')
		m->state = MARKUP_OPEN_DECLARATION, m->dashes = 0;
	else if (m->state == MARKUP_OPEN && c != '?')
		m->state = c == '<' ? MARKUP_OPEN : MARKUP_TEXT;
	else
		m->state = c == '>' ? MARKUP_TEXT : MARKUP_DECLARATION;
	m->end_tag = m->state == MARKUP_OPEN_END || (m->end_tag && m->state == MARKUP_TAG_NAME);
}

/* `<!-- ... -->`, where the two dashes of the beginning also count as those of the end. */
static void feed_declaration(struct markup *m, char c)
{
	if (m->state == MARKUP_OPEN_DECLARATION) {
		if (c == '-' && ++m->dashes == 2)
			m->state = MARKUP_COMMENT;
		else if (c != '-')
			m->state = c == '>' ? MARKUP_TEXT : MARKUP_DECLARATION;
	} else if (c == '>' && (m->state == MARKUP_DECLARATION || m->dashes >= 2)) {
		m->state = MARKUP_TEXT;
	} else if (c == '-') {
		m->dashes += m->dashes < 2;
	} else if (c != '!' || m->dashes < 2) { /* --!> is an end as well */
		m->dashes = 0;
	}
}

static void feed_raw(struct markup *m, char c)
{
	if (m->state == MARKUP_RAW || c == '<') {
		m->state = c == '<' ? MARKUP_RAW_TAG : MARKUP_RAW;
		m->dashes = 0;
		return;
	}
	if (m->dashes == m->raw_len + 1 && (is_space(c) || c == '/' || c == '>')) {
		m->end_tag = true;
		m->raw_len = 0;
		m->state = MARKUP_TAG;
		if (c == '>')
			end_tag(m);
	} else if (m->dashes <= m->raw_len && ascii_small(c) == (m->dashes ? m->raw[m->dashes - 1] : '/')) {
		m->dashes++;
	} else {
		m->state = MARKUP_RAW;
	}
}

static void feed_between(struct markup *m, char c)
{
	if (c == '>') {
		end_tag(m);
	} else if (is_space(c) || c == '/') {
		if (m->state != MARKUP_AFTER_ATTRIBUTE || c == '/')
			m->state = MARKUP_TAG;
	} else if (m->state == MARKUP_AFTER_ATTRIBUTE && c == '=') {
		m->state = MARKUP_BEFORE_VALUE;
	} else {
		m->broken |= m->state == MARKUP_NAME_END;
		begin_name(m, MARKUP_ATTRIBUTE, c);
	}
}

static void feed_tag_name(struct markup *m, char c)
{
	if (!is_space(c) && c != '/' && c != '>') {
		add_to_name(m, c);
		return;
	}
	keep_element(m);
	m->state = MARKUP_TAG;
	if (c == '>')
		end_tag(m);
}

static void feed_attribute(struct markup *m, char c)
{
	if (c == '=')
		m->state = MARKUP_BEFORE_VALUE;
	else if (is_space(c))
		m->state = MARKUP_AFTER_ATTRIBUTE;
	else if (c == '/' || c == '>')
		feed_between(m, c);
	else
		add_to_name(m, c);
}

static void begin_value(struct markup *m)
{
	bool in_meta = str_is((struct str){m->raw, m->raw_len}, "meta");

	m->attribute = markup_attribute_of(name_of(m), in_meta);
	m->query = false;
	m->values++;
	m->order |= in_meta && str_is(name_of(m), "http-equiv");
	m->late |= m->order && m->valued;
}

static void feed_value(struct markup *m, char c)
{
	if (m->state == MARKUP_BEFORE_VALUE) {
		if (is_space(c))
			return;
		begin_value(m);
		m->state = c == '"' || c == '\'' ? MARKUP_QUOTED : MARKUP_UNQUOTED;
		m->quote = c;
		if (c == '>')
			end_tag(m);
	} else if (m->state == MARKUP_QUOTED ? c == m->quote : is_space(c)) {
		m->state = MARKUP_TAG;
	} else if (m->state == MARKUP_UNQUOTED && c == '>') {
		end_tag(m);
	}
}

static void feed(struct markup *m, char c)
{
	switch (m->state) {
	case MARKUP_TEXT:
		if (c == '<')
			m->state = MARKUP_OPEN;
		break;
	case MARKUP_RAW:
	case MARKUP_RAW_TAG:
		feed_raw(m, c);
		break;
	case MARKUP_OPEN:
	case MARKUP_OPEN_END:
		feed_open(m, c);
		break;
	case MARKUP_OPEN_DECLARATION:
	case MARKUP_DECLARATION:
	case MARKUP_COMMENT:
		feed_declaration(m, c);
		break;
	case MARKUP_TAG_NAME:
		feed_tag_name(m, c);
		break;
	case MARKUP_TAG:
	case MARKUP_NAME_END:
	case MARKUP_AFTER_ATTRIBUTE:
		feed_between(m, c);
		break;
	case MARKUP_ATTRIBUTE:
		feed_attribute(m, c);
		break;
	case MARKUP_BEFORE_VALUE:
	case MARKUP_QUOTED:
	case MARKUP_UNQUOTED:
		feed_value(m, c);
		break;
	}
}

/* ` name="value"`: how many bytes that is; 0: it is written in another way, or not whole. */
static size_t skip_plain_attribute(struct str html)
{
	size_t i = 1;
	const char *end;

	while (i < html.len && (ascii_is_letter(html.at[i]) || html.at[i] == '-'))
		i++;
	if (i == 1 || !str_starts_at(html, i, STR("=\"")))
		return 0;
	i += 2;
	end = memchr(html.at + i, '"', html.len - i);
	return end ? (size_t)(end - html.at) + 1 : 0;
}

/*
 * Most of a page: a tag that is whole, <li> or </table> or <th scope="col">, and after which text goes on, read in one
 * step.  How many bytes it was, 0 if it is another.
 */
static size_t skip_plain_tag(struct markup *m, struct str html)
{
	bool end = html.len > 1 && html.at[1] == '/';
	size_t from = end ? 2 : 1, i = from, n;
	unsigned values = 0;
	struct str name;

	while (i < html.len && (ascii_is_small(html.at[i]) || (i > from && ascii_is_digit(html.at[i]))))
		i++;
	if (i == from)
		return 0;
	name = str_slice(html, from, i);
	/* no name of one or two letters is among those */
	if (!end && name.len > 2 && (is_raw(name) || str_is(name, "meta")))
		return 0;
	for (; !end && i < html.len && html.at[i] == ' '; i += n, values++)
		if ((n = skip_plain_attribute(str_slice(html, i, html.len))) == 0)
			return 0;
	if (i >= html.len || html.at[i] != '>')
		return 0;
	m->end_tag = m->order = m->valued = false;
	m->raw_len = 0;
	m->values += values;
	return i + 1;
}

static size_t skip_to(struct str html, char c)
{
	size_t at = str_find_byte(html, c, 0);

	return at == SIZE_MAX ? html.len : at;
}

/* How many bytes of a text from here on change nothing: nearly all. */
static size_t skip_text(struct markup *m, struct str html)
{
	size_t n = 0, tag;

	do {
		n += skip_to(str_slice(html, n, html.len), '<');
		tag = skip_plain_tag(m, str_slice(html, n, html.len));
		n += tag;
	} while (tag > 0);
	return n;
}

/* The same of an attribute's value: only an address has a query. */
static size_t skip_quoted(struct markup *m, struct str html)
{
	size_t n = skip_to(html, m->quote);

	for (size_t i = 0; i < n && m->attribute == ATTRIBUTE_URL && !m->query; i++)
		m->query = html.at[i] == '?' || html.at[i] == '#';
	return n;
}

/* Letters end no name. */
static size_t read_letters(struct markup *m, struct str html)
{
	size_t n = 0;

	for (; n < html.len && ascii_is_letter(html.at[n]); n++)
		add_to_name(m, html.at[n]);
	return n;
}

/* What can be read in one step from here on. */
static size_t read_ahead(struct markup *m, struct str html)
{
	switch (m->state) {
	case MARKUP_TEXT:
		return skip_text(m, html);
	case MARKUP_QUOTED:
		return skip_quoted(m, html);
	case MARKUP_TAG_NAME:
	case MARKUP_ATTRIBUTE:
		return read_letters(m, html);
	default:
		return 0;
	}
}

size_t markup_feed(struct markup *m, struct str html)
{
	bool in_url = markup_in_url(m);
	size_t i = 0;

	while (i < html.len && in_url == markup_in_url(m)) {
		i += read_ahead(m, str_slice(html, i, html.len));
		if (i < html.len)
			feed(m, html.at[i++]);
	}
	return i;
}

void markup_begin_prose(struct markup *m)
{
	m->state = MARKUP_QUOTED;
	m->quote = '"';
	m->attribute = ATTRIBUTE_PROSE;
	m->values++;
}

void markup_end_prose(struct markup *m)
{
	m->state = MARKUP_TEXT;
}

bool markup_in_url(const struct markup *m)
{
	return m->state == MARKUP_QUOTED && m->attribute == ATTRIBUTE_URL;
}

void markup_note_value(struct markup *m)
{
	m->valued |= m->state == MARKUP_QUOTED && m->attribute == ATTRIBUTE_CONTENT;
}

void markup_pause(struct markup *m)
{
	switch (m->state) {
	case MARKUP_TAG_NAME:
		keep_element(m);
		m->state = MARKUP_NAME_END;
		break;
	case MARKUP_ATTRIBUTE:
	case MARKUP_AFTER_ATTRIBUTE:
		m->state = MARKUP_NAME_END;
		break;
	case MARKUP_OPEN:
	case MARKUP_OPEN_END:
	case MARKUP_OPEN_DECLARATION:
	case MARKUP_RAW_TAG:
		m->broken = true;
		break;
	default:
		break;
	}
}

bool markup_merge(struct markup *m, const struct markup *other)
{
	bool tag = m->state == MARKUP_TAG || m->state == MARKUP_NAME_END;

	if (tag && (other->state == MARKUP_TAG || other->state == MARKUP_NAME_END)) {
		if (other->state == MARKUP_NAME_END)
			m->state = MARKUP_NAME_END;
	} else if (m->state != other->state) {
		return false;
	}
	if (m->state == MARKUP_QUOTED && m->values != other->values)
		return false;
	m->query |= other->query;
	m->broken |= other->broken;
	m->order |= other->order;
	m->valued |= other->valued;
	m->late |= other->late || (m->order && m->valued);
	return m->raw_len == other->raw_len && !memcmp(m->raw, other->raw, m->raw_len) &&
	       m->end_tag == other->end_tag;
}
