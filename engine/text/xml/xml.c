#include "text/xml/xml.h"

#include <stdio.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/diag.h"
#include "text/xml/xml_guard.h"
#include "text/xml/xml_plain.h"
#include "text/xml/xml_text.h"

struct reader {
	struct diagnostics *d;
	struct arena *arena;
	const struct source *source;
	const struct xml_handler *handler;
	void *context;
	xmlParserCtxtPtr parser;
	size_t told; /* so many of the tags to come were told before, and what stands among them */
	int depth;
	struct xml_text text; /* since the last tag */
	bool failed;
};

/* What the parser's commonest complaints mean to whoever wrote the file; {0} and {1} are its own strings. */
static const struct {
	int code;
	const char *says;
} complaints[] = {
	{XML_ERR_DOCUMENT_EMPTY, "the file is empty or does not begin with <"},
	{XML_ERR_DOCUMENT_END, "something stands after the end, or the file ends too early"},
	{XML_ERR_TAG_NAME_MISMATCH, "an element is closed by another's end tag"},
	{XML_ERR_TAG_NOT_FINISHED, "the file ends inside an element"},
	{XML_ERR_GT_REQUIRED, "a tag has no >"},
	{XML_ERR_LTSLASH_REQUIRED, "an end tag is missing"},
	{XML_ERR_NAME_REQUIRED, "a name is missing; a bare & or < is written &amp; or &lt;"},
	{XML_ERR_ENTITYREF_SEMICOL_MISSING, "an entity without its semicolon; a bare & is written &amp;"},
	{XML_ERR_UNDECLARED_ENTITY, "an entity that XML does not define"},
	{XML_WAR_UNDECLARED_ENTITY, "an entity that XML does not define"},
	{XML_ERR_ATTRIBUTE_NOT_STARTED, "an attribute's value is not in quotes"},
	{XML_ERR_ATTRIBUTE_NOT_FINISHED, "an attribute's value has no closing quote"},
	{XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "an attribute without a value"},
	{XML_ERR_ATTRIBUTE_REDEFINED, "an attribute stands twice in a tag"},
	{XML_ERR_LT_IN_ATTRIBUTE, "a < in an attribute's value is written &lt;"},
	{XML_ERR_SPACE_REQUIRED, "white space is missing between attributes"},
	{XML_ERR_INVALID_CHAR, "a character that XML does not allow"},
	{XML_ERR_INVALID_CHARREF, "a character reference to what XML does not allow"},
	{XML_ERR_COMMENT_NOT_FINISHED, "a comment has no end"},
	{XML_ERR_CDATA_NOT_FINISHED, "a CDATA section has no end"},
	{XML_ERR_MISPLACED_CDATA_END, "]]> in text is written ]]&gt;"},
	{XML_ERR_PI_NOT_FINISHED, "a processing instruction has no end"},
	{XML_ERR_XMLDECL_NOT_FINISHED, "the XML declaration has no end"},
	{XML_ERR_RESERVED_XML_NAME, "an XML declaration that is not the file's first bytes"},
	{XML_NS_ERR_UNDEFINED_NAMESPACE, "a namespace prefix that nothing declares"},
};

static size_t parsed(const struct reader *r)
{
	long at = xmlByteConsumed(r->parser);

	if (at < 0)
		return 0;
	return (size_t)at < r->source->text.len ? (size_t)at : r->source->text.len;
}

static void fail(struct reader *r)
{
	r->failed = true;
	xmlStopParser(r->parser);
}

/* A start tag is reported when its attributes have been read; no < stands in them. */
static struct position tag_position(const struct reader *r)
{
	size_t end = parsed(r), at = end;

	while (at > 0 && r->source->text.at[at - 1] != '<')
		at--;
	if (at > 0)
		at--;
	return (struct position){r->source, (uint32_t)at, (uint32_t)(end - at)};
}

static bool pass_over(struct reader *r)
{
	if (r->told == 0)
		return false;
	r->told--;
	return true;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
                     int n_spaces, const xmlChar **spaces, int n, int n_defaulted, const xmlChar **attributes)
{
	struct reader *r = context;
	struct xml_attribute kept[XML_ATTRIBUTES_LIMIT];
	struct xml_element e = {str_from((const char *)space), str_from((const char *)name), kept, 0,
	                        POSITION_NONE};

	(void)prefix, (void)n_spaces, (void)spaces, (void)n_defaulted;
	if (r->failed)
		return;
	r->depth++;
	if (pass_over(r))
		return;
	e.position = tag_position(r);
	if (r->depth > XML_DEPTH_LIMIT) {
		char limit[16];

		snprintf(limit, sizeof(limit), "%d", XML_DEPTH_LIMIT);
		diag_add(r->d, XML_TOO_DEEP, e.position, limit);
		fail(r);
		return;
	}
	if (str_is(e.space, "http://www.w3.org/2001/XInclude")) {
		diag_add(r->d, XML_INCLUDE, e.position);
		fail(r);
		return;
	}
	for (int i = 0; i < n && e.n_attributes < XML_ATTRIBUTES_LIMIT; i++, attributes += 5) {
		struct str value = {(const char *)attributes[3], (size_t)(attributes[4] - attributes[3])};

		if (!attributes[2])
			kept[e.n_attributes++] = (struct xml_attribute){str_from((const char *)attributes[0]),
			                                                str_copy(r->arena, value)};
	}
	r->handler->start(r->context, xml_text_take(&r->text, r->arena), &e);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
	struct reader *r = context;

	(void)name, (void)prefix, (void)space;
	if (r->failed)
		return;
	r->depth--;
	if (!pass_over(r))
		r->handler->end(r->context, xml_text_take(&r->text, r->arena));
}

static void on_text(void *context, const xmlChar *text, int len)
{
	struct reader *r = context;

	if (!r->failed && r->told == 0)
		xml_text_add(&r->text, str_copy(r->arena, (struct str){(const char *)text, (size_t)len}));
}

/* The guard has looked before the parser; should the two ever disagree, nothing is declared all the same. */
static void on_document_type(void *context, const xmlChar *name, const xmlChar *public_id,
                             const xmlChar *system_id)
{
	struct reader *r = context;

	(void)name, (void)public_id, (void)system_id;
	if (!r->failed)
		diag_add(r->d, XML_DOCTYPE, tag_position(r));
	fail(r);
}

static void on_error(void *context, xmlErrorPtr error)
{
	struct reader *r = context;
	const char *says = "the markup is broken here";

	if (r->failed || error->level == XML_ERR_WARNING)
		return;
	for (size_t i = 0; i < sizeof(complaints) / sizeof(complaints[0]); i++)
		if (complaints[i].code == error->code)
			says = complaints[i].says;
	diag_add(r->d, XML_SYNTAX, ((struct position){r->source, (uint32_t)parsed(r), 1}), says);
	fail(r);
}

/* Once more from the beginning by the parser of all XML, which says what is wrong, if something is. */
static bool parse(struct diagnostics *d, struct arena *a, const struct source *s,
                  const struct xml_handler *handler, void *context, size_t told)
{
	struct reader r = {
		.d = d, .arena = a, .source = s, .handler = handler, .context = context, .told = told};
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.internalSubset = on_document_type,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.cdataBlock = on_text,
		.ignorableWhitespace = on_text,
		.serror = on_error,
	};

	if (!xml_guard(d, s))
		return false;
	if (s->text.len == 0) {
		diag_add(d, XML_SYNTAX, ((struct position){s, 0, 0}), complaints[0].says);
		return false;
	}
	r.parser = xmlCreateMemoryParserCtxt(s->text.at, (int)s->text.len);
	if (!r.parser) {
		diag_add(d, XML_SYNTAX, ((struct position){s, 0, 0}), "it can't be read");
		return false;
	}
	*r.parser->sax = sax;
	r.parser->userData = &r;
	/* NOENT: &amp; in an attribute is &.  There are no other entities, since nothing declares one. */
	xmlCtxtUseOptions(r.parser, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC);
	xmlParseDocument(r.parser);
	xmlFreeParserCtxt(r.parser);
	xml_text_free(&r.text);
	return !r.failed;
}

bool xml_read(struct diagnostics *d, struct arena *a, const struct source *s,
              const struct xml_handler *handler, void *context)
{
	bool whole;
	size_t told = xml_plain_read(a, s, handler, context, &whole);

	return whole || parse(d, a, s, handler, context, told);
}
