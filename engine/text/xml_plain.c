#include "text/xml_plain.h"

#include "base/arena.h"

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
	/* Where it has to be looked at: in a text, in a value between these quotes. */
	IN_TEXT = 2,
	IN_DOUBLE = 4,
	IN_SINGLE = 8,
	ANYWHERE = IN_TEXT | IN_DOUBLE | IN_SINGLE,
};

static const uint8_t bytes[256] = {
	[0x00 ... 0x08] = ANYWHERE,
	['\t'] = IN_DOUBLE | IN_SINGLE,
	['\n'] = IN_DOUBLE | IN_SINGLE,
	[0x0B ... 0x1F] = ANYWHERE,
	['<'] = ANYWHERE,
	['&'] = ANYWHERE,
	[0xEF] = ANYWHERE,
	[']'] = IN_TEXT,
	['"'] = IN_DOUBLE,
	['\''] = IN_SINGLE,
	['a' ... 'z'] = NAME,
	['A' ... 'Z'] = NAME,
	['0' ... '9'] = NAME,
	['-'] = NAME,
	['.'] = NAME,
	['_'] = NAME,
};

static const struct {
	struct str written;
	char means;
} references[] = {
	{STR("&lt;"), '<'},    {STR("&gt;"), '>'},   {STR("&amp;"), '&'},  {STR("&quot;"), '"'},
	{STR("&apos;"), '\''}, {STR("&#13;"), '\r'}, {STR("&#10;"), '\n'}, {STR("&#9;"), '\t'},
};

/* Which of them the text begins with, at its &; NULL: another, or none. */
static const struct str *find_reference(struct str text, char *means)
{
	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++)
		if (str_starts(text, references[i].written)) {
			*means = references[i].means;
			return &references[i].written;
		}
	return NULL;
}

/* How many bytes are plain text where one has to be looked at: a reference, a character of three bytes; 0: none. */
static size_t look(struct str rest)
{
	const struct str *reference;
	char means;

	switch (*rest.at) {
	case '&':
		reference = find_reference(rest, &means);
		return reference ? reference->len : 0;
	case ']':
		return !str_starts(rest, STR("]]>"));
	case '\xEF':
		return str_starts(rest, STR("\xEF\xBF\xBE")) || str_starts(rest, STR("\xEF\xBF\xBF")) ? 0 : 1;
	default:
		return 0;
	}
}

/* A text or a value as it is written, and whether it has references. */
struct writing {
	struct str text;
	bool refers;
};

/* Passes what is plain there. */
static struct writing take_plain(struct plain *p, uint8_t where)
{
	size_t from = p->at;
	struct writing w = {.refers = false};

	for (size_t n = 1; n > 0; p->at += n) {
		p->at = str_find_class(p->text, p->at, bytes, where);
		n = p->at < p->text.len ? look(str_slice(p->text, p->at, p->text.len)) : 0;
		w.refers |= n > 0 && p->text.at[p->at] == '&';
	}
	w.text = str_slice(p->text, from, p->at);
	return w;
}

/* What is meant by what is written plainly. */
static struct str meaning(struct plain *p, struct writing w)
{
	struct str written = w.text;
	char *means;
	size_t n = 0;

	if (!w.refers)
		return written;
	means = arena_bytes(p->arena, written.len);
	for (size_t i = 0; i < written.len;) {
		means[n] = written.at[i];
		i += means[n] == '&' ? find_reference(str_slice(written, i, written.len), &means[n])->len : 1;
		n++;
	}
	return (struct str){means, n};
}

static bool is_at(const struct plain *p, char c)
{
	return p->at < p->text.len && p->text.at[p->at] == c;
}

static size_t skip_space(struct str text, size_t at)
{
	while (at < text.len && (text.at[at] == ' ' || text.at[at] == '\n' || text.at[at] == '\t'))
		at++;
	return at;
}

/* Empty where none begins that is plain. */
static struct str take_name(struct plain *p)
{
	size_t from = p->at;

	while (p->at < p->text.len && bytes[(unsigned char)p->text.at[p->at]] & NAME)
		p->at++;
	/* a digit, - or . begins none */
	if (p->at > from && p->text.at[from] < 'A')
		p->at = from;
	return str_slice(p->text, from, p->at);
}

static bool take_value(struct plain *p, struct str *value)
{
	char quote = is_at(p, '"') ? '"' : '\'';
	struct writing w;

	if (!is_at(p, quote))
		return false;
	p->at++;
	w = take_plain(p, quote == '"' ? IN_DOUBLE : IN_SINGLE);
	if (!is_at(p, quote))
		return false;
	*value = meaning(p, w);
	p->at++;
	return true;
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

	if (str_starts(str_slice(p->text, p->at, p->text.len), STR("xml:space=")))
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

static void tell_text(struct plain *p, struct writing before)
{
	if (p->depth > 0 && before.text.len)
		p->handler->text(p->context, meaning(p, before));
}

static void tell_end(struct plain *p)
{
	p->tags++;
	p->handler->end(p->context);
}

static bool read_start(struct plain *p, struct writing before)
{
	struct xml_attribute kept[XML_ATTRIBUTES_LIMIT];
	struct xml_element e = {.attributes = kept};
	size_t from = p->at++, spaced;
	bool empty;

	e.name = take_name(p);
	p->spaced = false;
	if (!e.name.len || p->depth == XML_DEPTH_LIMIT || (p->depth == 0 && p->tags > 0))
		return false;
	while ((spaced = skip_space(p->text, p->at)) > p->at && spaced < p->text.len &&
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

static bool read_end(struct plain *p, struct writing before)
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
	bool plain = true;

	p.arena = arena_open();
	p.at = str_starts(p.text, declaration) ? declaration.len : 0;
	while (plain) {
		struct writing before = {.refers = false};

		if (p.depth > 0)
			before = take_plain(&p, IN_TEXT);
		else
			p.at = skip_space(p.text, p.at);
		if (!is_at(&p, '<'))
			break;
		if (p.at + 1 < p.text.len && p.text.at[p.at + 1] == '/')
			plain = read_end(&p, before);
		else
			plain = read_start(&p, before);
	}
	*whole = plain && p.at == p.text.len && p.depth == 0 && p.tags > 0;
	arena_close(p.arena);
	return p.tags;
}
