#include "text/document/frontmatter_yaml.h"

#include <yaml.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/document/frontmatter_plain.h"

enum { HEAD_LIMIT = 64 << 10, DEPTH_LIMIT = 8, KEY_LIMIT = 1000 };

/*
 * libyaml counts in code points from the beginning of what it was given; its
 * events come in order, so one cursor that only moves forward finds their bytes.
 */
struct reader {
	struct diagnostics *d;
	struct arena *arena;
	const struct source *source;
	struct str text; /* the YAML: a view of the source's text */
	yaml_parser_t parser;
	yaml_mark_t opened, closed; /* the last scalar in quotes */
	size_t index, byte;         /* the cursor: this code point is at this byte of the text */
};

static size_t byte_of(struct reader *r, size_t index)
{
	if (index < r->index)
		r->index = r->byte = 0;
	while (r->index < index && r->byte < r->text.len) {
		utf8_next(r->text, &r->byte);
		r->index++;
	}
	return r->byte;
}

static struct position between(struct reader *r, size_t from, size_t to)
{
	size_t base = (size_t)(r->text.at - r->source->text.at);
	size_t start = byte_of(r, from), end = byte_of(r, to);

	return (struct position){r->source, (uint32_t)(base + start),
	                         (uint32_t)(end > start ? end - start : 0)};
}

static struct position place_of(struct reader *r, const yaml_event_t *e)
{
	return between(r, e->start_mark.index, e->end_mark.index);
}

/* What was begun and not ended is the better place, but not a mapping of many lines. */
static size_t place_of_mistake(const struct reader *r)
{
	const yaml_parser_t *p = &r->parser;

	/* The reader's own mistakes (a character YAML has no room for) come without a mark. */
	if (p->error == YAML_READER_ERROR)
		return r->index;
	if (p->context && !str_starts(str_from(p->context), STR("while parsing a block")))
		return p->context_mark.index;
	return p->problem_mark.index;
}

/* Those that everybody makes, in words that tell what to do. */
static const char *name_of_mistake(const yaml_parser_t *p)
{
	if (p->context && strcmp(p->context, "while scanning a quoted scalar") == 0)
		return "this quotation mark is never closed";
	if (p->problem && strcmp(p->problem, "mapping values are not allowed in this context") == 0)
		return "a colon and a space begin a value; one that holds them needs quotation marks";
	return p->problem ? p->problem : "?";
}

/* A quotation mark that is missing is made up for by the next one, lines below, and what follows that is the mistake. */
static bool say_quotes(struct reader *r)
{
	struct position end, open;

	if (r->closed.line == r->opened.line || r->parser.problem_mark.line != r->closed.line)
		return false;
	end = between(r, r->closed.index, r->closed.index);
	open = between(r, r->opened.index, r->opened.index + 1);
	diag_add(r->d, YAML_SYNTAX, open,
	         str_format(r->arena, "this quotation mark is closed on line %u, and more stands behind that",
	                    source_line(r->source, end.offset))
	                 .at);
	return true;
}

static bool is_quoted(yaml_scalar_style_t style)
{
	return style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
}

static bool next(struct reader *r, yaml_event_t *e)
{
	size_t index;

	if (yaml_parser_parse(&r->parser, e)) {
		if (e->type == YAML_SCALAR_EVENT && is_quoted(e->data.scalar.style)) {
			r->opened = e->start_mark;
			r->closed = e->end_mark;
		}
		return true;
	}
	index = place_of_mistake(r);
	if (!say_quotes(r))
		diag_add(r->d, YAML_SYNTAX, between(r, index, index + 1), name_of_mistake(&r->parser));
	return false;
}

static bool refuse(struct reader *r, const yaml_event_t *e, const char *what)
{
	diag_add(r->d, YAML_REFUSED, place_of(r, e), what);
	return false;
}

/* What a node may not carry: it would make one piece of text mean another elsewhere. */
static bool is_plain(struct reader *r, const yaml_event_t *e)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	switch (e->type) {
	case YAML_ALIAS_EVENT:
		return refuse(r, e, "an alias");
	case YAML_SCALAR_EVENT:
		anchor = e->data.scalar.anchor;
		tag = e->data.scalar.tag;
		break;
	case YAML_SEQUENCE_START_EVENT:
		anchor = e->data.sequence_start.anchor;
		tag = e->data.sequence_start.tag;
		break;
	case YAML_MAPPING_START_EVENT:
		anchor = e->data.mapping_start.anchor;
		tag = e->data.mapping_start.tag;
		break;
	default:
		break;
	}
	if (anchor)
		return refuse(r, e, "an anchor");
	return !tag || refuse(r, e, "a tag");
}

/* Escapes in quotes can make what the file itself may not hold. */
static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.len;)
		if (utf8_is_control(utf8_next(s, &i)))
			return true;
	return false;
}

static bool read_scalar(struct reader *r, const yaml_event_t *e, struct str *out)
{
	struct str value = {(const char *)e->data.scalar.value, e->data.scalar.length};

	if (has_control(value))
		return refuse(r, e, "a control character");
	*out = str_copy(r->arena, value);
	return true;
}

static bool read_node(struct reader *r, yaml_event_t *e, struct front_node *out, int depth);

static bool read_list(struct reader *r, struct front_node *list, int depth)
{
	yaml_event_t e;

	for (;;) {
		bool ok;

		if (!next(r, &e))
			return false;
		if (e.type == YAML_SEQUENCE_END_EVENT)
			break;
		ok = read_node(r, &e, ARRAY_ADD(r->arena, list->items, list->n), depth);
		yaml_event_delete(&e);
		if (!ok)
			return false;
	}
	yaml_event_delete(&e);
	return true;
}

static bool read_key(struct reader *r, const yaml_event_t *e, struct front_node *map, struct front_node *item)
{
	struct position place = place_of(r, e);

	if (!is_plain(r, e))
		return false;
	if (e->type != YAML_SCALAR_EVENT)
		return refuse(r, e, "a list or mapping as a key");
	if (!read_scalar(r, e, &item->key))
		return false;
	if (str_is(item->key, "<<"))
		return refuse(r, e, "a merge key");
	if (map->n > KEY_LIMIT)
		return refuse(r, e, "a mapping of more than 1000 keys");
	item->key_position = place;
	for (size_t i = 0; i + 1 < map->n; i++)
		if (str_equal(map->items[i].key, item->key)) {
			diag_add(r->d, DUPLICATE_KEY, place, str_z(r->arena, item->key));
			return false;
		}
	return true;
}

static bool read_map(struct reader *r, struct front_node *map, int depth)
{
	yaml_event_t key, value;

	for (;;) {
		struct front_node *item;
		bool ok;

		if (!next(r, &key))
			return false;
		if (key.type == YAML_MAPPING_END_EVENT)
			break;
		item = ARRAY_ADD(r->arena, map->items, map->n);
		ok = read_key(r, &key, map, item);
		yaml_event_delete(&key);
		if (!ok || !next(r, &value))
			return false;
		ok = read_node(r, &value, item, depth);
		yaml_event_delete(&value);
		if (!ok)
			return false;
	}
	yaml_event_delete(&key);
	return true;
}

static bool read_node(struct reader *r, yaml_event_t *e, struct front_node *out, int depth)
{
	out->position = place_of(r, e);
	if (!is_plain(r, e))
		return false;
	if (e->type == YAML_SCALAR_EVENT)
		return read_scalar(r, e, &out->text);
	if (depth == DEPTH_LIMIT) {
		diag_add(r->d, YAML_TOO_DEEP, out->position, "8");
		return false;
	}
	out->kind = e->type == YAML_SEQUENCE_START_EVENT ? FRONT_LIST : FRONT_MAP;
	return out->kind == FRONT_LIST ? read_list(r, out, depth + 1) : read_map(r, out, depth + 1);
}

/* The whole stream: nothing at all, or one document that is a mapping. */
static bool read_stream(struct reader *r, struct front_node *root)
{
	bool ok = true, any = false;
	yaml_event_type_t type;

	root->kind = FRONT_MAP;
	do {
		yaml_event_t e;

		if (!next(r, &e))
			return false;
		type = e.type;
		if (type == YAML_DOCUMENT_START_EVENT && any)
			ok = refuse(r, &e, "a second document");
		any |= type == YAML_DOCUMENT_START_EVENT;
		if (type == YAML_MAPPING_START_EVENT) {
			ok = read_node(r, &e, root, 0);
		} else if (type == YAML_SCALAR_EVENT && e.data.scalar.length == 0) {
			ok = is_plain(r, &e); /* only comments */
		} else if (type == YAML_SCALAR_EVENT || type == YAML_SEQUENCE_START_EVENT ||
		           type == YAML_ALIAS_EVENT) {
			diag_add(r->d, YAML_NOT_A_MAP, place_of(r, &e), NULL);
			ok = false;
		}
		yaml_event_delete(&e);
	} while (ok && type != YAML_STREAM_END_EVENT);
	return ok;
}

/* Before libyaml, which would tell only how many bytes in. */
static bool check_characters(struct diagnostics *d, const struct source *s, struct str text)
{
	for (size_t i = 0; i < text.len;) {
		size_t at = i;
		int32_t c = utf8_next(text, &i);

		if (c == '\t' || c == '\n' || c == '\r' || !utf8_is_control(c))
			continue;
		diag_add(d, YAML_REFUSED, source_at(s, str_slice(text, at, i)), "a control character");
		return false;
	}
	return true;
}

bool frontmatter_yaml_read(struct diagnostics *d, struct arena *a, const struct source *s, struct str text,
                           struct front_node *root)
{
	struct reader r = {.d = d, .arena = a, .source = s, .text = text};
	bool ok;

	if (text.len > HEAD_LIMIT) {
		diag_add(d, HEAD_TOO_LARGE, source_at(s, str_slice(text, 0, 0)), "64 KiB");
		return false;
	}
	if (frontmatter_plain_read(a, s, text, root))
		return true;
	if (!check_characters(d, s, text))
		return false;
	if (!yaml_parser_initialize(&r.parser)) {
		diag_add(d, YAML_SYNTAX, source_at(s, text), "no memory");
		return false;
	}
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)text.at, text.len);
	ok = read_stream(&r, root);
	yaml_parser_delete(&r.parser);
	return ok;
}
