#include "text/xml/xml_plain.h"

#include <string.h>

#include "base/arena.h"
#include "base/wide.h"

struct plain {
	const struct source *source;
	struct str text;
	size_t at;
	const struct xml_handler *handler;
	void *context;
	struct arena *arena; /* of what was not written as it is meant */
	struct str space;    /* the root's, and so everyone's */
	struct str open[XML_DEPTH_LIMIT];
	int depth;
	bool spaced; /* the tag at hand has xml:space */
	size_t tags;
};

/* What a byte is, as bits. */
enum {
	NAME = 1,
	/* Where a value between these quotes ends, or has to be looked at. */
	DOUBLE = 2,
	SINGLE = 4,
	SPACE = 8,
};

/* The zero at the end of the text is in no name and ends all values, so nothing is read past it. */
static const uint8_t bytes[256] = {
	[0] = DOUBLE | SINGLE,
	['\t'] = DOUBLE | SINGLE | SPACE,
	['\n'] = DOUBLE | SINGLE | SPACE,
	[' '] = SPACE,
	['<'] = DOUBLE | SINGLE,
	['&'] = DOUBLE | SINGLE,
	['"'] = DOUBLE,
	['\''] = SINGLE,
	['a' ... 'z'] = NAME,
	['A' ... 'Z'] = NAME,
	['0' ... '9'] = NAME,
	['-'] = NAME,
	['.'] = NAME,
	['_'] = NAME,
};

/* Whether nothing stands anywhere that may stand in no text: then texts are searched for tags and references alone. */
static bool may_be_plain(const struct source *s)
{
	return !s->odd && str_find(s->text, STR("]]>"), 0) == SIZE_MAX;
}

static const struct {
	struct str written;
	char means;
} references[] = {
	{STR("&lt;"), '<'},    {STR("&gt;"), '>'},   {STR("&amp;"), '&'},  {STR("&quot;"), '"'},
	{STR("&apos;"), '\''}, {STR("&#13;"), '\r'}, {STR("&#10;"), '\n'}, {STR("&#9;"), '\t'},
};

/* How long the reference is that the text begins with, at its &; 0: it is another, or none. */
static size_t read_reference(struct str text, char *means)
{
	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++)
		if (str_starts(text, references[i].written)) {
			*means = references[i].means;
			return references[i].written.len;
		}
	return 0;
}

/* What is meant by what is written from its first reference on; false: there is one that is not plain. */
static bool resolve(struct plain *p, struct str written, const char *reference, struct str *meant)
{
	char *to = arena_bytes(p->arena, written.len);

	meant->at = to;
	for (; reference; reference = memchr(written.at, '&', written.len)) {
		size_t before = (size_t)(reference - written.at), n;

		to = mempcpy(to, written.at, before);
		n = read_reference(str_slice(written, before, written.len), to++);
		if (n == 0)
			return false;
		written = str_slice(written, before + n, written.len);
	}
	to = mempcpy(to, written.at, written.len);
	meant->len = (size_t)(to - meant->at);
	return true;
}

static bool read_meaning(struct plain *p, struct str written, struct str *meant)
{
	const char *reference = memchr(written.at, '&', written.len);

	*meant = written;
	return !reference || resolve(p, written, reference, meant);
}

static bool is_at(const struct plain *p, char c)
{
	return p->text.at[p->at] == c;
}

static size_t skip_space(struct str text, size_t at)
{
	while (bytes[(unsigned char)text.at[at]] & SPACE)
		at++;
	return at;
}

/* Empty where none begins that is plain. */
static inline struct str take_name(struct plain *p)
{
	size_t from = p->at, to = from;

	while (bytes[(unsigned char)p->text.at[to]] & NAME)
		to++;
	/* a digit, - or . begins none */
	if (to > from && p->text.at[from] < 'A')
		to = from;
	p->at = to;
	return str_slice(p->text, from, to);
}

/* As far as the byte that ends a value or has to be looked at, or as sixteen bytes at a time go. */
static size_t skip_value(struct str text, size_t at, char quote)
{
	size_t n = sizeof(wide);

	for (; n == sizeof(wide) && at + n <= text.len; at += n) {
		wide w = wide_at(text.at + at);

		n = wide_first((w == quote) | (w == '<') | (w == '&') | (w < ' '));
	}
	return at;
}

/* The same of a text. */
static size_t skip_text(struct str text, size_t at)
{
	size_t n = sizeof(wide);

	for (; n == sizeof(wide) && at + n <= text.len; at += n) {
		wide w = wide_at(text.at + at);

		n = wide_first((w == '<') | (w == '&'));
	}
	return at;
}

static bool take_value(struct plain *p, struct str *value)
{
	char quote = is_at(p, '"') ? '"' : '\'';
	uint8_t ends = quote == '"' ? DOUBLE : SINGLE;
	size_t from = p->at + 1, to = from;
	bool refers = false;

	if (!is_at(p, quote))
		return false;
	to = skip_value(p->text, to, quote);
	for (;; to++) {
		while (!(bytes[(unsigned char)p->text.at[to]] & ends))
			to++;
		if (p->text.at[to] != '&')
			break;
		refers = true;
	}
	if (p->text.at[to] != quote)
		return false;
	*value = str_slice(p->text, from, to);
	p->at = to + 1;
	return !refers || read_meaning(p, *value, value);
}

/* As far as the next tag. */
static bool take_text(struct plain *p, struct str *text)
{
	size_t from = p->at, to = skip_text(p->text, from);
	bool refers = p->text.at[to] != '<';
	const char *tag = refers ? memchr(p->text.at + to, '<', p->text.len - to) : p->text.at + to;

	p->at = tag ? (size_t)(tag - p->text.at) : p->text.len;
	*text = str_slice(p->text, from, p->at);
	return !refers || read_meaning(p, *text, text);
}

/* A namespace that is no address, and so neither XML's own nor XInclude. */
static bool is_plain_space(struct str space)
{
	if (!str_starts(space, STR("urn:")))
		return false;
	for (size_t i = 0; i < space.len; i++)
		if (space.at[i] != ':' && !(bytes[(unsigned char)space.at[i]] & NAME))
			return false;
	return true;
}

/* xml:space, which says what is to be done with white space: left out, as all that has a prefix. */
static bool take_space(struct plain *p)
{
	struct str value;

	if (p->spaced)
		return false;
	p->spaced = true;
	p->at += sizeof("xml:space=") - 1;
	return take_value(p, &value);
}

static bool take_attribute(struct plain *p, struct xml_element *e, struct xml_attribute *kept)
{
	struct xml_attribute *attribute = &kept[e->n_attributes];

	if (str_starts_at(p->text, p->at, STR("xml:space=")))
		return take_space(p);
	attribute->name = take_name(p);
	if (!attribute->name.len || !is_at(p, '='))
		return false;
	p->at++;
	if (!take_value(p, &attribute->value))
		return false;
	if (str_is(attribute->name, "xmlns")) {
		if (p->depth > 0 || p->space.len || !is_plain_space(attribute->value))
			return false;
		p->space = attribute->value;
		return true;
	}
	for (size_t i = 0; i < e->n_attributes; i++)
		if (str_equal(kept[i].name, attribute->name))
			return false;
	e->n_attributes++;
	return true;
}

static void tell_text(struct plain *p, struct str text)
{
	if (text.len)
		p->handler->text(p->context, text);
}

static void tell_end(struct plain *p)
{
	p->tags++;
	p->handler->end(p->context);
}

static bool read_start(struct plain *p, struct str before)
{
	struct xml_attribute kept[XML_ATTRIBUTES_LIMIT];
	struct xml_element e = {.attributes = kept};
	size_t from = p->at++, spaced;
	bool empty;

	e.name = take_name(p);
	p->spaced = false;
	if (!e.name.len || p->depth == XML_DEPTH_LIMIT || (p->depth == 0 && p->tags > 0))
		return false;
	while ((spaced = skip_space(p->text, p->at)) > p->at &&
	       bytes[(unsigned char)p->text.at[spaced]] & NAME) {
		p->at = spaced;
		if (e.n_attributes == XML_ATTRIBUTES_LIMIT || !take_attribute(p, &e, kept))
			return false;
	}
	p->at = spaced;
	e.space = p->space;
	e.position = (struct position){p->source, (uint32_t)from, (uint32_t)(spaced - from)};
	empty = is_at(p, '/');
	p->at += empty;
	if (!is_at(p, '>'))
		return false;
	p->at++;
	tell_text(p, before);
	p->tags++;
	p->handler->start(p->context, &e);
	if (empty)
		tell_end(p);
	else
		p->open[p->depth++] = e.name;
	return true;
}

static bool read_end(struct plain *p, struct str before)
{
	struct str rest = str_slice(p->text, p->at + 2, p->text.len);

	if (p->depth == 0 || !str_starts(rest, p->open[p->depth - 1]))
		return false;
	p->at = skip_space(p->text, p->at + 2 + p->open[p->depth - 1].len);
	if (!is_at(p, '>'))
		return false;
	p->at++;
	tell_text(p, before);
	p->depth--;
	tell_end(p);
	return true;
}

size_t xml_plain_read(const struct source *s, const struct xml_handler *handler, void *context, bool *whole)
{
	const struct str declaration = STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	struct plain p = {.source = s, .text = s->text, .handler = handler, .context = context};
	bool plain = may_be_plain(s);

	p.arena = arena_open();
	p.at = str_starts(p.text, declaration) ? declaration.len : 0;
	while (plain) {
		struct str before = {0};

		if (p.depth == 0)
			p.at = skip_space(p.text, p.at);
		else if (!take_text(&p, &before))
			break;
		if (!is_at(&p, '<'))
			break;
		if (p.text.at[p.at + 1] == '/')
			plain = read_end(&p, before);
		else
			plain = read_start(&p, before);
	}
	*whole = plain && p.at == p.text.len && p.depth == 0 && p.tags > 0;
	arena_close(p.arena);
	return p.tags;
}
