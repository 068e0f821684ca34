#include "text/catalogue_sentence.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "text/catalogue_names.h"

/* Ids that are not 1, 2, 3 are looked for one by one: so many, not more. */
enum { MAX_SOUGHT = 1024, NO_CODE = UINT16_MAX };

static void add_span(struct catalogue_sentence *s, enum span_kind kind, size_t code)
{
	struct span span = {kind, (uint16_t)code, {0}};

	if (s->text.len > 0) {
		struct span text = {SPAN_TEXT, 0, str_copy(s->arena, buf_str(&s->text))};

		buf_clear(&s->text);
		buf_add(&s->spans, (struct str){(const char *)&text, sizeof(text)});
	}
	if (kind != SPAN_TEXT)
		buf_add(&s->spans, (struct str){(const char *)&span, sizeof(span)});
}

static size_t find_code(const struct catalogue_codes *t, struct str id)
{
	const struct str *ids = (const void *)t->ids.at;
	int64_t n;

	if (t->counted && str_integer(id, &n) && n >= 1)
		return (size_t)n <= t->n ? (size_t)n - 1 : NO_CODE;
	for (size_t i = 0; i < t->n; i++)
		if (str_equal(ids[i], id))
			return i;
	return NO_CODE;
}

static size_t add_code(struct catalogue_sentence *s, struct str id, const struct xml_element *e, bool pair)
{
	struct catalogue_codes *t = s->codes;
	struct unit_code code = {catalogue_names_code(xml_value(e, "ctype"), pair),
	                         str_copy(s->arena, xml_value(e, "equiv-text"))};
	struct str kept = str_copy(s->arena, id);
	int64_t n;

	t->counted = (t->counted || t->n == 0) && str_integer(id, &n) && n == (int64_t)t->n + 1;
	if (t->n >= (t->counted ? (size_t)NO_CODE : (size_t)MAX_SOUGHT)) {
		char limit[24];

		snprintf(limit, sizeof(limit), "%zu", t->n);
		diag_add(s->d, XLIFF_MANY_CODES, e->position, limit);
		return NO_CODE;
	}
	buf_add(&t->ids, (struct str){(const char *)&kept, sizeof(kept)});
	buf_add(&t->codes, (struct str){(const char *)&code, sizeof(code)});
	return t->n++;
}

static size_t name_code(struct catalogue_sentence *s, const struct xml_element *e, bool pair)
{
	struct str id = xml_value(e, "rid");
	size_t code;

	if (id.len == 0)
		id = xml_value(e, "id");
	if (id.len == 0) {
		diag_add(s->d, XLIFF_ATTRIBUTE, e->position, str_z(s->arena, e->name), "id");
		return NO_CODE;
	}
	code = find_code(s->codes, id);
	if (code != NO_CODE)
		return code;
	if (s->names)
		return add_code(s, id, e, pair);
	if (!s->said_unknown)
		diag_add(s->d, XLIFF_UNKNOWN_CODE, e->position, str_z(s->arena, id));
	s->said_unknown = true;
	return NO_CODE;
}

void catalogue_sentence_start(struct catalogue_sentence *s, struct catalogue_codes *codes, bool names)
{
	buf_clear(&s->spans);
	buf_clear(&s->text);
	s->codes = codes;
	s->names = names;
	s->said_unknown = false;
	s->n_open = 0;
}

void catalogue_sentence_text(struct catalogue_sentence *s, struct str text)
{
	buf_add(&s->text, text);
}

void catalogue_sentence_open(struct catalogue_sentence *s, const struct xml_element *e)
{
	size_t code = name_code(s, e, true);

	if (code != NO_CODE)
		add_span(s, SPAN_OPEN, code);
	s->open[s->n_open++] = (uint16_t)code;
}

void catalogue_sentence_close(struct catalogue_sentence *s)
{
	uint16_t code = s->open[--s->n_open];

	if (code != NO_CODE)
		add_span(s, SPAN_CLOSE, code);
}

void catalogue_sentence_alone(struct catalogue_sentence *s, const struct xml_element *e)
{
	size_t code = name_code(s, e, false);

	if (code != NO_CODE)
		add_span(s, SPAN_ALONE, code);
}

void catalogue_sentence_half(struct catalogue_sentence *s, const struct xml_element *e)
{
	size_t code = name_code(s, e, true);
	bool opens = str_is(e->name, "bpt") || str_is(e->name, "bx") || str_is(xml_value(e, "pos"), "open");

	if (code != NO_CODE)
		add_span(s, opens ? SPAN_OPEN : SPAN_CLOSE, code);
}

struct span *catalogue_sentence_take(struct catalogue_sentence *s, size_t *n)
{
	struct span *spans;

	add_span(s, SPAN_TEXT, 0);
	*n = s->spans.len / sizeof(*spans);
	spans = arena_array(s->arena, *n, sizeof(*spans));
	if (*n > 0)
		memcpy(spans, s->spans.at, s->spans.len);
	return spans;
}

struct unit_code *catalogue_sentence_codes(struct arena *a, const struct catalogue_codes *codes, size_t *n)
{
	struct unit_code *copy = arena_array(a, codes->n, sizeof(*copy));

	*n = codes->n;
	if (*n > 0)
		memcpy(copy, codes->codes.at, codes->codes.len);
	return copy;
}

void catalogue_sentence_forget(struct catalogue_codes *codes)
{
	buf_clear(&codes->ids);
	buf_clear(&codes->codes);
	codes->n = 0;
	codes->counted = false;
}
