#include "text/catalogue/catalogue_element.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "text/catalogue/catalogue_check.h"
#include "text/catalogue/catalogue_names.h"

/* What an element is to those within it. */
enum catalogue_place {
	TOP = 1 << 0,
	XLIFF = 1 << 1,
	FILE_ELEMENT = 1 << 2,
	HEADER = 1 << 3,
	SKELETON = 1 << 4,
	BODY = 1 << 5,
	GROUP = 1 << 6,
	UNIT = 1 << 7,
	ALT = 1 << 8,
	SENTENCE = 1 << 9,
	CONTEXTS = 1 << 10,
	LEAF = 1 << 11,
};

static inline struct str need(struct catalogue_loader *l, const struct xml_element *e, const char *name)
{
	struct str value = xml_value(e, name);

	if (value.len == 0)
		diag_add(l->d, XLIFF_ATTRIBUTE, e->position, str_z(l->arena, e->name), name);
	return value;
}

/* Sentences */

static void start_sentence(struct catalogue_loader *l, const struct xml_element *e)
{
	catalogue_sentence_start(&l->sentence, l->in_alt ? &l->old_codes : &l->codes,
	                         l->in_alt || str_is(e->name, "source"));
}

static void end_pair(struct catalogue_loader *l)
{
	catalogue_sentence_close(&l->sentence);
}

static void end_source(struct catalogue_loader *l)
{
	struct unit *u = l->unit;

	if (l->in_alt) {
		u->old_source = catalogue_sentence_take(&l->sentence, &u->n_old_source);
		return;
	}
	l->has_source = true;
	u->source = catalogue_sentence_take(&l->sentence, &u->n_source);
	u->codes = l->codes.codes;
	u->n_codes = l->codes.n;
}

static void start_target(struct catalogue_loader *l, const struct xml_element *e)
{
	struct str state = xml_value(e, "state"), qualifier = xml_value(e, "state-qualifier");
	const struct str *known;
	size_t n;

	start_sentence(l, e);
	if (l->in_alt)
		return;
	l->unit->state = UNIT_TRANSLATED;
	if (state.len > 0 && !str_starts(state, STR("x-")) &&
	    !catalogue_names_find_state(state, &l->unit->state)) {
		diag_add(l->d, XLIFF_STATE, e->position, str_z(l->arena, state));
		n = catalogue_names_states(&known);
		diag_suggest(l->d, state, known, n);
	}
	l->unit->origin = str_is(qualifier, "leveraged-mt") || str_is(qualifier, "mt-suggestion")
	                          ? ORIGIN_MACHINE
	                          : ORIGIN_HUMAN;
}

static void end_target(struct catalogue_loader *l)
{
	struct unit *u = l->unit;

	if (!l->in_alt) {
		u->target = catalogue_sentence_take(&l->sentence, &u->n_target);
		return;
	}
	u->old_target = catalogue_sentence_take(&l->sentence, &u->n_old_target);
	u->old_codes = l->old_codes.codes;
	u->n_old_codes = l->old_codes.n;
}

/* Units and what they carry */

static void start_group(struct catalogue_loader *l, const struct xml_element *e)
{
	struct str restype = xml_value(e, "restype");

	l->group = xml_value(e, "id");
	l->kind = catalogue_names_block(restype);
	l->in_orphans = str_is(restype, "x-orphan");
}

static void end_group(struct catalogue_loader *l)
{
	l->group = (struct str){0};
	l->kind = BLOCK_PARAGRAPH;
	l->in_orphans = false;
}

static void start_unit(struct catalogue_loader *l, const struct xml_element *e)
{
	l->unit = ARRAY_PUSH(l->arena, l->c->units, l->c->n_units, l->room);
	*l->unit = (struct unit){
		.id = need(l, e, "id"),
		.name = xml_value(e, "resname"),
		.group = l->group,
		.kind = l->kind,
		.orphan = l->in_orphans,
		.position = e->position,
	};
	l->errors = diag_errors(l->d) - (l->unit->id.len == 0);
	l->approved = str_is(xml_value(e, "approved"), "yes");
	l->has_source = false;
	buf_clear(&l->note);
	l->codes = (struct catalogue_codes){0};
	l->old_codes = (struct catalogue_codes){0};
}

static void end_unit(struct catalogue_loader *l)
{
	struct unit *u = l->unit;

	l->unit = NULL;
	if (l->note.len > 0)
		u->note = str_copy(l->arena, buf_str(&l->note));
	if (!l->has_source && u->id.len > 0)
		diag_add(l->d, XLIFF_NO_SOURCE, u->position, str_z(l->arena, u->id));
	if (u->state == UNIT_TRANSLATED && l->approved)
		u->state = UNIT_FINAL;
	catalogue_check_unit(l->d, l->arena, u);
	if (l->foreign && diag_errors(l->d) > l->errors) {
		l->n_wrong += diag_errors(l->d) - l->errors;
		l->c->n_units--;
	}
}

static void start_alt(struct catalogue_loader *l, const struct xml_element *e)
{
	(void)e;
	l->in_alt = true;
	l->old_codes = (struct catalogue_codes){0};
}

static void end_alt(struct catalogue_loader *l)
{
	l->in_alt = false;
}

static void start_text(struct catalogue_loader *l, const struct xml_element *e)
{
	xml_text_clear(&l->text);
	l->in_text = true;
	l->text_of = xml_value(e, "from");
}

static struct str take_text(struct catalogue_loader *l)
{
	l->in_text = false;
	return xml_text_take(&l->text, l->arena);
}

static void end_note(struct catalogue_loader *l)
{
	struct catalogue_field field = {l->text_of, take_text(l)};
	uint16_t within = l->stack[l->depth - 1]->is;

	if (within == HEADER && field.name.len > 0)
		*ARRAY_ADD(l->arena, l->c->record, l->c->n_record) = field;
	if (within != UNIT)
		return;
	if (l->note.len > 0)
		buf_add_char(&l->note, '\n');
	buf_add(&l->note, field.text);
}

static void start_context(struct catalogue_loader *l, const struct xml_element *e)
{
	start_text(l, e);
	l->text_of = need(l, e, "context-type");
	l->hash = strtoull(str_z(l->arena, xml_value(e, "crc")), NULL, 16);
}

static void end_context(struct catalogue_loader *l)
{
	struct str text = take_text(l);
	struct unit *u = l->unit;
	int64_t n;

	/* a group or a file may have contexts, too */
	if (!u)
		return;
	if (str_is(l->text_of, "x-source")) {
		u->written_source = text;
		u->written_source_of = l->hash;
	} else if (str_is(l->text_of, "x-target")) {
		u->written_target = text;
		u->written_target_of = l->hash;
	} else if (str_is(l->text_of, "x-outside") && str_integer(text, &n) && n >= -XML_DEPTH_LIMIT &&
	           n <= XML_DEPTH_LIMIT)
		u->n_outside = (int)n;
}

static void end_skeleton(struct catalogue_loader *l)
{
	l->c->skeleton = take_text(l);
}

/* The file */

static void start_xliff(struct catalogue_loader *l, const struct xml_element *e)
{
	struct str version = need(l, e, "version");

	if (version.len > 0 && !str_is(version, "1.2"))
		diag_add(l->d, XLIFF_VERSION, e->position, str_z(l->arena, version));
}

static void start_file(struct catalogue_loader *l, const struct xml_element *e)
{
	if (l->foreign && l->c->position.source) {
		l->c = arena_alloc(l->arena, sizeof(*l->c));
		l->c->file = l->file;
		l->room = 0;
		*ARRAY_ADD(l->arena, l->all, l->n_all) = l->c;
	} else if (l->c->position.source) {
		catalogue_check_say_twice(l->d, e->position, "the element 'file'", l->c->position);
		return;
	}
	l->c->position = e->position;
	l->c->original = xml_value(e, "original");
	l->c->source_language = need(l, e, "source-language");
	l->c->target_language = xml_value(e, "target-language");
}

static const struct catalogue_element elements[] = {
	{STR("the file"), 0, TOP, .opaque = false},
	{STR("xliff"), TOP, XLIFF, .start = start_xliff},
	{STR("file"), XLIFF, FILE_ELEMENT, .start = start_file},
	{STR("header"), FILE_ELEMENT, HEADER, .opaque = false},
	{STR("skl"), HEADER, SKELETON, .opaque = false},
	{STR("internal-file"), SKELETON, LEAF, .start = start_text, .end = end_skeleton},
	{STR("body"), FILE_ELEMENT, BODY, .opaque = false},
	{STR("group"), BODY | GROUP, GROUP, .start = start_group, .end = end_group},
	{STR("trans-unit"), BODY | GROUP, UNIT, .start = start_unit, .end = end_unit},
	{STR("source"), UNIT | ALT, SENTENCE, .start = start_sentence, .end = end_source},
	{STR("target"), UNIT | ALT, SENTENCE, .start = start_target, .end = end_target},
	{STR("g"), SENTENCE, SENTENCE, .end = end_pair, .code = catalogue_sentence_open},
	{STR("mrk"), SENTENCE, SENTENCE, .opaque = false},
	{STR("x"), SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_alone},
	{STR("ph"), SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_alone},
	{STR("bx"), SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_half},
	{STR("ex"), SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_half},
	{STR("bpt"), SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_half},
	{STR("ept"), SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_half},
	{STR("it"), SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_half},
	{STR("note"), HEADER | GROUP | UNIT | ALT, LEAF, .start = start_text, .end = end_note},
	{STR("context-group"), FILE_ELEMENT | HEADER | GROUP | UNIT | ALT, CONTEXTS, .opaque = false},
	{STR("context"), CONTEXTS, LEAF, .start = start_context, .end = end_context},
	{STR("alt-trans"), UNIT, ALT, .start = start_alt, .end = end_alt},
	/* what other tools keep for themselves */
	{STR("seg-source"), UNIT | ALT, LEAF, .opaque = true},
	{STR("external-file"), SKELETON, LEAF, .opaque = true},
	{STR("phase-group"), HEADER, LEAF, .opaque = true},
	{STR("glossary"), HEADER, LEAF, .opaque = true},
	{STR("reference"), HEADER, LEAF, .opaque = true},
	{STR("tool"), HEADER, LEAF, .opaque = true},
	{STR("count-group"), HEADER | GROUP | UNIT, LEAF, .opaque = true},
	{STR("prop-group"), HEADER | GROUP | UNIT | ALT, LEAF, .opaque = true},
	{STR("bin-unit"), BODY | GROUP, LEAF, .opaque = true},
};

enum { N_ELEMENTS = sizeof(elements) / sizeof(elements[0]) };

const struct catalogue_element *catalogue_element_top(void)
{
	return &elements[0];
}

static void say_unknown(struct catalogue_loader *l, const struct xml_element *e)
{
	struct str names[N_ELEMENTS];

	for (size_t i = 1; i < N_ELEMENTS; i++)
		names[i] = elements[i].name;
	diag_add(l->d, XLIFF_ELEMENT, e->position, str_z(l->arena, e->name));
	diag_suggest(l->d, e->name, names + 1, N_ELEMENTS - 1);
}

const struct catalogue_element *catalogue_element_find(struct catalogue_loader *l,
                                                       const struct catalogue_element *parent,
                                                       const struct xml_element *e)
{
	/* in the table an element's own follow it, and mostly soon */
	for (const struct catalogue_element *own = parent + 1; own < elements + N_ELEMENTS; own++)
		if (str_equal(e->name, own->name))
			return own;
	for (const struct catalogue_element *other = elements + 1; other <= parent; other++)
		if (str_equal(e->name, other->name))
			return other;
	say_unknown(l, e);
	return NULL;
}
