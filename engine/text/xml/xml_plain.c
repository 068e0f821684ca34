#include "text/xml/xml_plain.h"

#include <string.h>

#include "base/arena.h"
#include "base/wide.h"

struct plain {
	const struct source *source;
	const char *at,
		*end; /* at the end is a zero, which nothing is read past: no name, value or tag goes on there */
	const struct xml_handler *handler;
	void *context;
	struct arena *arena; /* of what was not written as it is meant */
	struct str space;    /* the root's, and so everyone's */
	struct str open[XML_DEPTH_LIMIT];
	int depth;
	bool spaced; /* the tag at hand has xml:space */
	size_t tags;
};

enum { NAME = 1, SPACE = 2 };

static const uint8_t bytes[256] = {
	['\t'] = SPACE,       ['\n'] = SPACE, [' '] = SPACE, ['a' ... 'z'] = NAME, ['A' ... 'Z'] = NAME,
	['0' ... '9'] = NAME, ['-'] = NAME,   ['.'] = NAME,  ['_'] = NAME,
};

static inline bool is_a(uint8_t class, char c)
{
	return bytes[(unsigned char)c] & class;
}

static inline struct str view(const char *from, const char *to)
{
	return (struct str){from, (size_t)(to - from)};
}

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

static const char *skip_space(const char *at)
{
	while (is_a(SPACE, *at))
		at++;
	return at;
}

/* Empty where none begins that is plain. */
static inline struct str take_name(struct plain *p)
{
	const char *from = p->at, *to = from;

	while (is_a(NAME, *to))
		to++;
	/* a digit, - or . begins none */
	if (*from < 'A')
		to = from;
	p->at = to;
	return view(from, to);
}

/* As far as the byte that ends a value or has to be looked at, or as sixteen bytes at a time go. */
static const char *skip_value(const struct plain *p, const char *at)
{
	size_t n = sizeof(wide);

	for (; n == sizeof(wide) && (size_t)(p->end - at) >= n; at += n) {
		wide w = wide_at(at);

		n = wide_first((w == '"') | (w == '<') | (w == '&') | (' ' > w));
	}
	return at;
}

/* The same of a text. */
static const char *skip_text(const struct plain *p, const char *at)
{
	size_t n = sizeof(wide);

	for (; n == sizeof(wide) && (size_t)(p->end - at) >= n; at += n) {
		wide w = wide_at(at);

		n = wide_first((w == '<') | (w == '&'));
	}
	return at;
}

static inline bool take_value(struct plain *p, struct str *value)
{
	const char *from = p->at + 1, *to;
	bool refers = false;

	if (*p->at != '"')
		return false;
	for (to = from; *(to = skip_value(p, to)) != '"'; to++) {
		if (*to == '<' || (unsigned char)*to < ' ')
			return false;
		refers |= *to == '&';
	}
	*value = view(from, to);
	p->at = to + 1;
	return !refers || read_meaning(p, *value, value);
}

/* As far as the next tag. */
static bool take_text(struct plain *p, struct str *text)
{
	const char *from = p->at, *to = skip_text(p, from);
	bool refers = *to != '<';

	if (refers)
		to = memchr(to, '<', (size_t)(p->end - to));
	p->at = to ? to : p->end;
	*text = view(from, p->at);
	return !refers || read_meaning(p, *text, text);
}

/* A namespace that is no address, and so neither XML's own nor XInclude. */
static bool is_plain_space(struct str space)
{
	if (!str_starts(space, STR("urn:")))
		return false;
	for (size_t i = 0; i < space.len; i++)
		if (space.at[i] != ':' && !is_a(NAME, space.at[i]))
			return false;
	return true;
}

/* xml:space, which says what is to be done with white space: left out, as all that has a prefix. */
static bool take_space(struct plain *p, struct str prefix)
{
	struct str value;

	if (p->spaced || !str_is(prefix, "xml") || !str_starts(view(p->at, p->end), STR(":space=")))
		return false;
	p->spaced = true;
	p->at += strlen(":space=");
	return take_value(p, &value);
}

static bool take_attribute(struct plain *p, struct xml_element *e, struct xml_attribute *kept)
{
	struct xml_attribute *attribute = &kept[e->n_attributes];

	attribute->name = take_name(p);
	if (!attribute->name.len || *p->at != '=')
		return take_space(p, attribute->name);
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

static void tell_end(struct plain *p, struct str before)
{
	p->tags++;
	p->handler->end(p->context, before);
}

static bool read_start(struct plain *p, struct str before)
{
	struct xml_attribute kept[XML_ATTRIBUTES_LIMIT];
	struct xml_element e = {.attributes = kept};
	const char *from = p->at++, *spaced;
	bool empty;

	e.name = take_name(p);
	p->spaced = false;
	if (!e.name.len || p->depth == XML_DEPTH_LIMIT || (p->depth == 0 && p->tags > 0))
		return false;
	while ((spaced = skip_space(p->at)) > p->at && is_a(NAME, *spaced)) {
		p->at = spaced;
		if (e.n_attributes == XML_ATTRIBUTES_LIMIT || !take_attribute(p, &e, kept))
			return false;
	}
	e.space = p->space;
	e.position = (struct position){p->source, (uint32_t)(from - p->source->text.at),
	                               (uint32_t)(spaced - from)};
	empty = *spaced == '/';
	p->at = spaced + empty;
	if (*p->at++ != '>')
		return false;
	p->tags++;
	p->handler->start(p->context, before, &e);
	if (empty)
		tell_end(p, (struct str){0});
	else
		p->open[p->depth++] = e.name;
	return true;
}

static bool read_end(struct plain *p, struct str before)
{
	const char *name = p->at + strlen("</"), *spaced;

	if (p->depth == 0 || !str_starts(view(name, p->end), p->open[p->depth - 1]))
		return false;
	spaced = skip_space(name + p->open[p->depth - 1].len);
	if (*spaced != '>')
		return false;
	p->at = spaced + 1;
	p->depth--;
	tell_end(p, before);
	return true;
}

size_t xml_plain_read(struct arena *a, const struct source *s, const struct xml_handler *handler,
                      void *context, bool *whole)
{
	const struct str declaration = STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	const char *text = s->text.at;
	struct plain p = {.source = s,
	                  .arena = a,
	                  .at = text,
	                  .end = text + s->text.len,
	                  .handler = handler,
	                  .context = context};
	bool plain = may_be_plain(s);

	if (str_starts(s->text, declaration))
		p.at += declaration.len;
	while (plain) {
		struct str before = {0};

		if (p.depth == 0)
			p.at = skip_space(p.at);
		else if (!take_text(&p, &before))
			break;
		if (*p.at != '<')
			break;
		plain = p.at[1] == '/' ? read_end(&p, before) : read_start(&p, before);
	}
	*whole = plain && p.at == p.end && p.depth == 0 && p.tags > 0;
	return p.tags;
}
