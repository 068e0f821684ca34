#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "text/bilingual/bilingual_parts.h"
#include "text/bilingual/bilingual_skeleton.h"
#include "text/bilingual/bilingual_target.h"
#include "text/bilingual/bilingual_write.h"

static struct unit *find_unit(struct bilingual_parts *m, const struct segment *s)
{
	const struct unit *u = s->id.len > 0 ? catalogue_find_segment(m->catalogue, s) : NULL;

	return u ? &m->catalogue->units[u - m->catalogue->units] : NULL;
}

/* The next of the unit's codes that is written in a text; SIZE_MAX: there is none. */
static size_t find_code(const struct unit *u, struct str text, size_t *at)
{
	size_t found = SIZE_MAX;

	*at = text.len;
	for (size_t i = 0; i < u->n_codes; i++) {
		size_t here = u->codes[i].equiv.len > 0 ? str_find(text, u->codes[i].equiv, 0) : SIZE_MAX;

		if (here < *at) {
			*at = here;
			found = i;
		}
	}
	return found;
}

static void add_span(struct bilingual_parts *m, struct unit *u, struct span span)
{
	if (span.kind != SPAN_TEXT || span.text.len > 0)
		*ARRAY_ADD(m->arena, u->target, u->n_target) = span;
}

/* Of a field, an alternative text or a title, whose codes all stand alone. */
static void set_text(struct bilingual_parts *m, struct unit *u, struct str text)
{
	struct str rest = text;
	size_t code, at;

	u->target = NULL;
	u->n_target = 0;
	while ((code = find_code(u, rest, &at)) != SIZE_MAX) {
		add_span(m, u, (struct span){SPAN_TEXT, 0, str_slice(rest, 0, at)});
		add_span(m, u, (struct span){SPAN_ALONE, (uint16_t)code, {0}});
		rest = str_slice(rest, at + u->codes[code].equiv.len, rest.len);
	}
	add_span(m, u, (struct span){SPAN_TEXT, 0, rest});
	u->state = text.len == 0              ? UNIT_EMPTY
	           : catalogue_codes_match(u) ? UNIT_TRANSLATED
	                                      : UNIT_NEEDS_REVIEW;
}

/* How many pairs lie around all of it. */
static int count_pairs(const struct span *spans, size_t n)
{
	size_t i = 0;

	while (i < n && spans[i].kind == SPAN_OPEN && spans[n - 1 - i].kind == SPAN_CLOSE &&
	       spans[n - 1 - i].code == spans[i].code)
		i++;
	return (int)i;
}

static struct str words_of(struct arena *a, const struct document_block *b)
{
	struct str text = {0};

	for (size_t i = 0; b && i < b->n_segments; i++) {
		const struct segment *s = &b->segments[i];

		text = str_format(a, "%.*s%s%.*s", STR_ARG(text), i > 0 ? " " : "",
		                  STR_ARG(document_plain(a, s->spans, s->n_spans, s->codes)));
	}
	return text;
}

static void take_words(struct bilingual_parts *m, const struct document_block *ours,
                       const struct document_block *theirs)
{
	struct unit *u = ours && ours->n_segments > 0 ? find_unit(m, ours->segments) : NULL;

	if (u)
		set_text(m, u, words_of(m->arena, theirs));
}

/* Of links round the whole block, which stand in a segment that is all of it, and are no codes of its source's. */
static void take_outer_titles(struct bilingual_parts *m, const struct document_block *block,
                              const struct bilingual_inline *target, const uint16_t *map)
{
	for (size_t i = 0; i < block->n_outer; i++)
		for (size_t j = 0; block->outer[i].title && j < target->n_codes; j++)
			if (map[j] == BILINGUAL_NO_CODE && target->codes[j].kind == CODE_LINK)
				take_words(m, block->outer[i].title, target->codes[j].title);
}

/* The alternative texts and titles of a segment's codes.  map: bilingual_target_set's. */
static void take_attributes(struct bilingual_parts *m, size_t i, const uint16_t *map)
{
	const struct segment *source = m->places[i].segment;
	const struct bilingual_inline *target = &m->targets[i];

	for (size_t j = 0; map && j < target->n_codes; j++) {
		if (map[j] == BILINGUAL_NO_CODE)
			continue;
		take_words(m, source->codes[map[j]].alt, target->codes[j].alt);
		take_words(m, source->codes[map[j]].title, target->codes[j].title);
	}
	if (map)
		take_outer_titles(m, m->places[i].block, target, map);
}

/* Keeps how a sentence was spelled, unless that is how it would be spelled again. */
static void keep_spelling(struct bilingual_parts *m, struct bilingual_writer *w, struct unit *u, size_t i)
{
	const struct bilingual_segment *s = &m->segments[i];

	if (u->orphan || !str_equal(bilingual_write_canonical(w, u, false), s->source)) {
		u->written_source = bilingual_skeleton_marked(m->arena, s->source);
		u->written_source_of = catalogue_hash(u->source, u->n_source);
	}
	if (u->orphan || u->n_target == 0 || !str_equal(bilingual_write_canonical(w, u, true), s->target)) {
		u->written_target = bilingual_skeleton_marked(m->arena, s->target);
		u->written_target_of = bilingual_write_hash(w, u);
	}
}

/* What the page has no place for is kept for the export alone. */
static struct unit *keep_apart(struct bilingual_parts *m, size_t i)
{
	struct segment segment = {.id = str_format(m->arena, "imported-%.*s", STR_ARG(m->names[i])),
	                          .spans = m->sources[i].spans,
	                          .n_spans = m->sources[i].n_spans,
	                          .codes = m->sources[i].codes,
	                          .n_codes = m->sources[i].n_codes};
	struct unit *u = &m->catalogue->units[m->catalogue->n_units++];

	assert(m->catalogue->units);
	*u = catalogue_extract_unit(m->arena, (struct str){0}, BLOCK_PARAGRAPH, &segment);
	u->name = m->names[i];
	u->orphan = true;
	bilingual_target_set(m->arena, u, &segment, &m->targets[i]);
	return u;
}

static void fill_unit(struct bilingual_parts *m, struct unit *u, size_t i)
{
	const struct segment *segment = m->places[i].segment;

	take_attributes(m, i, bilingual_target_set(m->arena, u, segment, &m->targets[i]));
	u->name = m->names[i];
	u->n_outside = count_pairs(segment->spans, segment->n_spans) -
	               count_pairs(m->sources[i].spans, m->sources[i].n_spans);
}

/* The units of the segments, a segment each. */
static struct unit **fill_units(struct bilingual_parts *m)
{
	struct catalogue *c = m->catalogue;
	size_t n_apart = 0, *apart = arena_array(m->arena, m->n, sizeof(*apart));
	struct unit *units = arena_array(m->arena, c->n_units + m->n + m->head.n, sizeof(*units));
	struct unit **of = arena_array(m->arena, m->n, sizeof(struct unit *));

	if (c->n_units > 0)
		memcpy(units, c->units, c->n_units * sizeof(*units));
	c->units = units;
	for (size_t i = 0; i < m->n; i++) {
		const struct segment *segment = m->places[i].segment;
		struct unit *u = segment ? find_unit(m, segment) : NULL;

		if (!segment)
			diag_add(m->d, BILINGUAL_NO_PLACE,
			         ((struct position){m->file, (uint32_t)m->segments[i].from, 0}),
			         str_z(m->arena, m->names[i]));
		of[i] = u;
		if (u) {
			fill_unit(m, u, i);
			continue;
		}
		if (segment) /* an image alone has words, too */
			take_attributes(
				m, i,
				bilingual_target_set(m->arena, &(struct unit){0}, segment, &m->targets[i]));
		apart[n_apart++] = i;
	}
	for (size_t i = 0; i < n_apart; i++)
		of[apart[i]] = keep_apart(m, apart[i]);
	return of;
}

static void set_field(struct bilingual_parts *m, struct unit *u, const struct bilingual_field *f)
{
	set_text(m, u, f->text);
	u->name = str_format(m->arena, "=%.*s", STR_ARG(f->key));
	u->written_target = bilingual_skeleton_marked(m->arena, f->written);
	u->written_target_of = catalogue_hash(u->target, u->n_target);
}

/* The head's fields; one without words is not on the page, and kept for the export alone. */
static void fill_fields(struct bilingual_parts *m)
{
	struct catalogue *c = m->catalogue;

	for (size_t i = 0; i < m->head.n; i++) {
		const struct bilingual_field *f = &m->head.fields[i];
		struct unit *u = c->units, *end = c->units + c->n_units;

		if (!bilingual_page_shows(&m->head, f))
			continue;
		while (u < end && (u->kind != BLOCK_FIELD || !str_equal(u->group, f->key)))
			u++;
		if (u == end) {
			c->n_units++;
			*u = (struct unit){.orphan = true};
			u->id = str_format(m->arena, "imported-%.*s", STR_ARG(f->key));
		}
		set_field(m, u, f);
		if (u == end) {
			u->source = u->target;
			u->n_source = u->n_target;
		}
	}
}

/* What stands in the file in one language only is what both languages show. */
static void fill_rest(struct bilingual_parts *m)
{
	bool said = false;

	for (size_t i = 0; i < m->catalogue->n_units; i++) {
		struct unit *u = &m->catalogue->units[i];

		if (u->n_target == 0 && u->name.len == 0) {
			u->target = u->source;
			u->n_target = u->n_source;
			u->state = UNIT_TRANSLATED;
			if (u->kind < BLOCK_FIELD)
				u->name = STR("-");
			if (u->kind > BLOCK_FIELD && !said)
				diag_add(m->d, BILINGUAL_ALT, POSITION_NONE, str_z(m->arena, m->file->path));
			said = said || u->kind > BLOCK_FIELD;
		}
		u->origin = u->n_target > 0 ? m->origin : ORIGIN_UNKNOWN;
	}
}

void bilingual_units_fill(struct bilingual_parts *m)
{
	struct unit **of = fill_units(m);
	struct bilingual_writer *w;

	fill_fields(m);
	fill_rest(m);
	w = bilingual_write_open(m->arena, m->doc, m->catalogue);
	/* when the words of all images are known: the spelling is of those, too */
	for (size_t i = 0; i < m->n; i++)
		keep_spelling(m, w, of[i], i);
}
