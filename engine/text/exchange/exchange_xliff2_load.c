
#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "text/catalogue/catalogue_check.h"
#include "text/catalogue/catalogue_sentence.h"
#include "text/exchange/exchange_xliff2.h"

#define PREFIX STR("tierbook:")

/* A <segment> or an <ignorable>: a stretch of its unit's sentence. */
struct stretch {
	bool ignorable, has_target;
	struct span *source, *target;
	size_t n_source, n_target;
	int64_t order; /* its target's place among the others', from 1 */
};

struct loader {
	struct diagnostics *d;
	struct arena *arena;
	const struct source *file;
	struct exchange *out;
	struct str source_language, target_language;
	struct catalogue *c; /* of the <file>; NULL outside any */
	int depth;
	struct str stack[XML_DEPTH_LIMIT + 1]; /* the elements that are open */

	struct unit unit;
	size_t errors, n_wrong; /* before the unit; those that cost a unit alone */
	struct catalogue_codes codes;
	struct catalogue_sentence sentence;
	bool in_note;
	struct buf note;
	struct stretch *stretches; /* of the unit */
	size_t n_stretches;
	bool has_source;
};

static struct str need(struct loader *l, const struct xml_element *e, const char *name)
{
	struct str value = xml_value(e, name);

	if (value.len == 0)
		diag_add(l->d, XLIFF_ATTRIBUTE, e->position, str_z(l->arena, e->name), name);
	return value;
}

static void start_file(struct loader *l, const struct xml_element *e)
{
	l->c = arena_alloc(l->arena, sizeof(*l->c));
	l->c->file = l->file;
	l->c->position = e->position;
	l->c->source_language = l->source_language;
	l->c->target_language = l->target_language;
	l->c->original = xml_value(e, "original");
	*ARRAY_ADD(l->arena, l->out->catalogues, l->out->n) = l->c;
}

static void start_unit(struct loader *l, const struct xml_element *e)
{
	l->errors = diag_errors(l->d);
	l->unit = (struct unit){.id = need(l, e, "id"), .position = e->position};
	l->unit.state = UNIT_FINAL;
	l->unit.origin = ORIGIN_HUMAN;
	l->codes = (struct catalogue_codes){0};
	l->n_stretches = 0;
	l->has_source = false;
}

static bool is_stretch(struct str name)
{
	return str_is(name, "segment") || str_is(name, "ignorable");
}

/* A unit is worth what the least of its segments is. */
static void start_segment(struct loader *l, const struct xml_element *e)
{
	struct str state = xml_value(e, "state"), sub = xml_value(e, "subState");
	enum unit_state worth = UNIT_TRANSLATED;
	struct stretch *stretch;

	stretch = ARRAY_ADD(l->arena, l->stretches, l->n_stretches);
	stretch->ignorable = str_is(e->name, "ignorable");
	stretch->order = (int64_t)l->n_stretches;
	if (stretch->ignorable)
		return;
	/* A tool that keeps no states keeps targets that are done. */
	if (str_is(state, "initial"))
		worth = UNIT_NEEDS_ADAPTATION;
	else if (str_is(state, "final"))
		worth = UNIT_FINAL;
	if (str_starts(sub, PREFIX))
		sub = str_slice(sub, PREFIX.len, sub.len);
	if (str_is(sub, "needs-review"))
		worth = UNIT_NEEDS_REVIEW;
	if (str_is(sub, "machine"))
		l->unit.origin = ORIGIN_MACHINE;
	if (worth < l->unit.state)
		l->unit.state = worth;
}

static void start_sentence(struct loader *l, const struct xml_element *e)
{
	struct stretch *s = &l->stretches[l->n_stretches - 1];
	struct str order = xml_value(e, "order");

	if (order.len > 0 && !str_integer(order, &s->order))
		s->order = 0;
	catalogue_sentence_start(&l->sentence, &l->codes, str_is(e->name, "source"));
}

static void append(struct loader *l, struct span **spans, size_t *n, const struct span *more, size_t n_more)
{
	for (size_t i = 0; i < n_more; i++)
		*ARRAY_ADD(l->arena, *spans, *n) = more[i];
}

/* What lies between two segments, such as a space, is as it was where it has no target. */
static void append_target(struct loader *l, const struct stretch *s)
{
	bool own = s->has_target || !s->ignorable;

	append(l, &l->unit.target, &l->unit.n_target, own ? s->target : s->source,
	       own ? s->n_target : s->n_source);
}

/* The unit's target, each stretch's at the place that it asks for. */
static void put_targets(struct loader *l)
{
	const struct stretch **placed = arena_array(l->arena, l->n_stretches, sizeof(struct stretch *));

	for (size_t i = 0; i < l->n_stretches; i++) {
		const struct stretch *s = &l->stretches[i];

		if (s->order < 1 || s->order > (int64_t)l->n_stretches || placed[s->order - 1]) {
			diag_add(l->d, XLIFF_ORDER, l->unit.position, str_z(l->arena, l->unit.id));
			return;
		}
		placed[s->order - 1] = s;
	}
	for (size_t i = 0; i < l->n_stretches; i++)
		append_target(l, placed[i]);
}

/* A unit's sentence is translated when all of its segments are. */
static void put_together(struct loader *l)
{
	size_t n_segments = 0, n_translated = 0;

	for (size_t i = 0; i < l->n_stretches; i++) {
		const struct stretch *s = &l->stretches[i];

		append(l, &l->unit.source, &l->unit.n_source, s->source, s->n_source);
		n_segments += !s->ignorable && s->n_source > 0;
		n_translated += !s->ignorable && s->n_source > 0 && s->n_target > 0;
	}
	if (n_translated > 0 && n_translated == n_segments)
		put_targets(l);
	else if (n_translated > 0)
		diag_add(l->d, XLIFF_PARTIAL, l->unit.position, str_z(l->arena, l->unit.id));
}

static void end_unit(struct loader *l)
{
	struct unit *u = &l->unit;

	if (!l->has_source && u->id.len > 0)
		diag_add(l->d, XLIFF_NO_SOURCE, u->position, str_z(l->arena, u->id));
	put_together(l);
	u->codes = l->codes.codes;
	u->n_codes = l->codes.n;
	catalogue_check_unit(l->d, l->arena, u);
	l->n_wrong += diag_errors(l->d) - l->errors;
	if (diag_errors(l->d) == l->errors)
		*ARRAY_ADD(l->arena, l->c->units, l->c->n_units) = *u;
}

/* <cp hex="001A"/>: what XML cannot hold, and so neither a catalogue nor a page. */
static void add_character(struct loader *l, const struct xml_element *e)
{
	struct str hex = xml_value(e, "hex");

	catalogue_sentence_text(&l->sentence, STR("\uFFFD"));
	if (!l->sentence.names) /* the source is as we sent it */
		diag_add(l->d, XLIFF_CHARACTER, e->position, str_z(l->arena, hex));
}

static void start_in_sentence(struct loader *l, const struct xml_element *e)
{
	if (str_is(e->name, "pc"))
		catalogue_sentence_open(&l->sentence, e);
	else if (str_is(e->name, "ph") || str_is(xml_value(e, "isolated"), "yes"))
		catalogue_sentence_alone(&l->sentence, e);
	else if (str_is(e->name, "sc") || str_is(e->name, "ec"))
		catalogue_sentence_half(&l->sentence, e);
	else if (str_is(e->name, "cp"))
		add_character(l, e);
}

static void start(struct loader *l, const struct xml_element *e)
{
	struct str within = l->stack[l->depth];

	if (l->sentence.reading)
		start_in_sentence(l, e);
	else if (str_is(e->name, "xliff")) {
		l->source_language = need(l, e, "srcLang");
		l->target_language = xml_value(e, "trgLang");
	} else if (str_is(e->name, "file"))
		start_file(l, e);
	else if (str_is(e->name, "unit") && l->c)
		start_unit(l, e);
	else if (is_stretch(e->name) && str_is(within, "unit"))
		start_segment(l, e);
	else if (str_is(e->name, "note") && str_is(within, "notes") && xml_value(e, "category").len == 0)
		l->in_note = true;
	else if ((str_is(e->name, "source") || str_is(e->name, "target")) && is_stretch(within) &&
	         l->n_stretches > 0)
		start_sentence(l, e);
}

static void end(struct loader *l)
{
	struct str name = l->stack[l->depth], within = l->stack[l->depth - 1];
	struct stretch *s = NULL;

	if (l->sentence.reading && is_stretch(within))
		s = &l->stretches[l->n_stretches - 1];
	if (str_is(name, "pc") && l->sentence.reading)
		catalogue_sentence_close(&l->sentence);
	else if (str_is(name, "source") && s) {
		s->source = catalogue_sentence_take(&l->sentence, &s->n_source);
		l->has_source = true;
	} else if (str_is(name, "target") && s) {
		s->target = catalogue_sentence_take(&l->sentence, &s->n_target);
		s->has_target = true;
	} else if (str_is(name, "note") && l->in_note) {
		l->in_note = false;
		if (l->unit.note.len == 0 && str_is(l->stack[l->depth - 2], "unit"))
			l->unit.note = str_copy(l->arena, buf_str(&l->note));
		buf_clear(&l->note);
	} else if (str_is(name, "unit") && l->c)
		end_unit(l);
}

static void add_text(struct loader *l, struct str text)
{
	if (!catalogue_sentence_text(&l->sentence, text) && l->in_note)
		buf_add(&l->note, text);
}

/* Modules and other tools' own elements are passed over, with what they hold. */
static void on_start(void *context, struct str before, const struct xml_element *e)
{
	struct loader *l = context;
	bool foreign = e->space.len > 0 && !str_is(e->space, "urn:oasis:names:tc:xliff:document:2.0");

	add_text(l, before);
	if (foreign && l->depth == 0 && l->sentence.skipped == 0 &&
	    str_starts(e->space, STR("urn:oasis:names:tc:xliff:document:")))
		diag_add(l->d, XLIFF_VERSION, e->position, str_z(l->arena, xml_value(e, "version")));
	if (l->sentence.skipped > 0 || foreign) {
		catalogue_sentence_skip(&l->sentence, e);
		return;
	}
	start(l, e);
	l->stack[++l->depth] = str_copy(l->arena, e->name);
}

static void on_end(void *context, struct str before)
{
	struct loader *l = context;

	add_text(l, before);
	if (catalogue_sentence_skip_end(&l->sentence))
		return;
	end(l);
	l->depth--;
}

bool exchange_xliff2_load(struct diagnostics *d, struct arena *a, const struct source *s,
                          struct exchange *out)
{
	static const struct xml_handler handler = {on_start, on_end};
	struct loader l = {.d = d, .arena = a, .file = s, .out = out, .sentence = {.d = d, .arena = a}};
	size_t errors = diag_errors(d);
	bool ok = xml_read(d, a, s, &handler, &l);

	ok = ok && diag_errors(d) == errors + l.n_wrong;
	if (ok && out->n == 0)
		diag_add(d, XLIFF_NO_FILE, ((struct position){s, 0, 0}));
	for (size_t i = 0; i < out->n; i++)
		catalogue_index(a, out->catalogues[i]);
	buf_free(&l.note);
	xml_text_free(&l.sentence.text);
	return ok && out->n > 0;
}
