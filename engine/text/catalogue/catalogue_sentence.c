#include "text/catalogue/catalogue_sentence.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/diag.h"
#include "text/catalogue/catalogue_names.h"

/* Ids that are not 1, 2, 3 are looked for one by one: so many, not more. */
enum { MAX_SOUGHT = 1024, NO_CODE = UINT16_MAX };

static void add_span(struct catalogue_sentence *s, enum span_kind kind, size_t code)
{
	struct str text = xml_text_take(&s->text, s->arena);

	if (text.len > 0)
		*ARRAY_PUSH(s->arena, s->spans, s->n_spans, s->room) = (struct span){SPAN_TEXT, 0, text};
	if (kind != SPAN_TEXT)
		*ARRAY_PUSH(s->arena, s->spans, s->n_spans,
		            s->room) = (struct span){kind, (uint16_t)code, {0}};
}

static size_t find_code(const struct catalogue_codes *t, struct str id)
{
	int64_t n;

	if (t->counted && str_integer(id, &n) && n >= 1)
		return (size_t)n <= t->n ? (size_t)n - 1 : NO_CODE;
	for (size_t i = 0; i < t->n; i++)
		if (str_equal(t->ids[i], id))
			return i;
	return NO_CODE;
}

/* One message a sentence: the others are of its kind. */
static bool is_first(struct catalogue_sentence *s)
{
	bool first = !s->said;

	s->said = true;
	return first;
}

/* XLIFF 2 says the same in other attributes. */
static struct unit_code describe(const struct xml_element *e, bool pair)
{
	struct str type = xml_value(e, "ctype"), sub = xml_value(e, "subType"),
		   equiv = xml_value(e, "equiv-text");

	if (str_starts(sub, STR("tierbook:")))
		type = str_slice(sub, strlen("tierbook:"), sub.len);
	if (equiv.len == 0)
		equiv = xml_value(e, "disp");
	if (equiv.len == 0)
		equiv = xml_value(e, "dispStart");
	return (struct unit_code){catalogue_names_code(type, pair), equiv};
}

static size_t add_code(struct catalogue_sentence *s, struct str id, const struct xml_element *e, bool pair)
{
	struct catalogue_codes *t = s->codes;
	size_t n_codes = t->n;
	int64_t n;

	t->counted = (t->counted || t->n == 0) && str_integer(id, &n) && n == (int64_t)t->n + 1;
	if (t->n >= (t->counted ? (size_t)NO_CODE : (size_t)MAX_SOUGHT)) {
		char limit[24];

		snprintf(limit, sizeof(limit), "%zu", t->n);
		if (is_first(s))
			diag_add(s->d, XLIFF_MANY_CODES, e->position, limit);
		return NO_CODE;
	}
	*ARRAY_ADD(s->arena, t->ids, t->n) = id;
	*ARRAY_ADD(s->arena, t->codes, n_codes) = describe(e, pair);
	return t->n - 1;
}

static size_t name_code(struct catalogue_sentence *s, const struct xml_element *e, bool pair)
{
	struct str id = xml_value(e, "rid");
	size_t code;

	if (id.len == 0)
		id = xml_value(e, "startRef");
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
	if (is_first(s))
		diag_add(s->d, XLIFF_UNKNOWN_CODE, e->position, str_z(s->arena, id));
	return NO_CODE;
}

void catalogue_sentence_start(struct catalogue_sentence *s, struct catalogue_codes *codes, bool names)
{
	s->n_spans = 0;
	xml_text_clear(&s->text);
	s->codes = codes;
	s->names = names;
	s->said = false;
	s->n_open = 0;
	s->reading = true;
	s->stray.name = (struct str){0};
}

static void say_lost(struct catalogue_sentence *s, struct str text)
{
	if (s->stray.name.len > 0 && str_trim(text).len > 0) {
		diag_add(s->d, XLIFF_PLACE, s->stray.position, str_z(s->arena, s->stray.name), "a sentence");
		s->stray.name = (struct str){0};
	}
}

void catalogue_sentence_add(struct catalogue_sentence *s, struct str text)
{
	if (s->skipped > 0)
		say_lost(s, text);
	else
		xml_text_add(&s->text, text);
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
	bool opens = str_is(e->name, "bpt") || str_is(e->name, "bx") || str_is(e->name, "sc") ||
	             str_is(xml_value(e, "pos"), "open");

	if (code != NO_CODE)
		add_span(s, opens ? SPAN_OPEN : SPAN_CLOSE, code);
}

void catalogue_sentence_skip(struct catalogue_sentence *s, const struct xml_element *stray)
{
	if (s->skipped++ == 0 && s->reading && stray)
		s->stray = (struct xml_element){.name = str_copy(s->arena, stray->name),
		                                .position = stray->position};
}

struct span *catalogue_sentence_take(struct catalogue_sentence *s, size_t *n)
{
	struct span *spans;

	s->reading = false;
	add_span(s, SPAN_TEXT, 0);
	spans = s->spans;
	*n = s->n_spans;
	if (*n == 0)
		return NULL;
	s->spans += *n;
	s->room -= *n;
	return spans;
}
