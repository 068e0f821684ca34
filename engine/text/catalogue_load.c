#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "text/array.h"
#include "text/catalogue.h"
#include "text/catalogue_check.h"
#include "text/catalogue_names.h"
#include "text/catalogue_sentence.h"
#include "text/utf16.h"
#include "text/xml.h"

struct loader {
	/* Another tool's: of several files, and where a unit is wrong the rest is wanted. */
	bool foreign;
	struct catalogue **all;
	size_t n_all, n_wrong; /* mistakes that cost a unit alone */
	size_t errors;         /* before the unit */

	struct diagnostics *d;
	struct arena *arena;
	const struct source *file;
	struct catalogue *c;
	uint8_t stack[XML_DEPTH_LIMIT + 1]; /* indices into elements[] */
	int depth;
	int skipping; /* depth within an element whose content is not ours */

	struct str group;
	enum block_kind kind;
	bool in_orphans;

	struct unit unit;
	bool approved, has_source, in_alt;
	struct catalogue_sentence sentence;
	bool in_sentence;
	struct catalogue_codes codes, old_codes;

	struct buf text; /* of a note, a context, the skeleton */
	bool in_text;
	struct str text_of; /* who wrote the note, what the context is */
	uint64_t hash;      /* what the context was written of */
};

/* What an element is to those within it. */
enum {
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

struct element {
	const char *name;
	uint16_t within, is;
	bool opaque; /* what stands in it is not read */
	void (*start)(struct loader *l, const struct xml_element *e);
	void (*end)(struct loader *l);
	void (*code)(struct catalogue_sentence *s, const struct xml_element *e); /* instead of start */
};

static const struct element elements[];

static struct str need(struct loader *l, const struct xml_element *e, const char *name)
{
	struct str value = xml_value(e, name);

	if (value.len == 0)
		diag_add(l->d, XLIFF_ATTRIBUTE, e->position, str_z(l->arena, e->name), name);
	return str_copy(l->arena, value);
}

/* Sentences */

static void start_sentence(struct loader *l, const struct xml_element *e)
{
	catalogue_sentence_start(&l->sentence, l->in_alt ? &l->old_codes : &l->codes,
	                         l->in_alt || str_is(e->name, "source"));
	l->in_sentence = true;
}

static struct span *take_sentence(struct loader *l, size_t *n)
{
	l->in_sentence = false;
	return catalogue_sentence_take(&l->sentence, n);
}

static void end_pair(struct loader *l)
{
	catalogue_sentence_close(&l->sentence);
}

static void end_source(struct loader *l)
{
	struct unit *u = &l->unit;

	if (l->in_alt) {
		u->old_source = take_sentence(l, &u->n_old_source);
		return;
	}
	l->has_source = true;
	u->source = take_sentence(l, &u->n_source);
	u->codes = l->codes.codes;
	u->n_codes = l->codes.n;
}

static void start_target(struct loader *l, const struct xml_element *e)
{
	struct str state = xml_value(e, "state"), qualifier = xml_value(e, "state-qualifier");
	const struct str *known;
	size_t n;

	start_sentence(l, e);
	if (l->in_alt)
		return;
	l->unit.state = UNIT_TRANSLATED;
	if (state.len > 0 && !str_starts(state, STR("x-")) &&
	    !catalogue_names_find_state(state, &l->unit.state)) {
		diag_add(l->d, XLIFF_STATE, e->position, str_z(l->arena, state));
		n = catalogue_names_states(&known);
		diag_suggest(l->d, state, known, n);
	}
	l->unit.origin = str_is(qualifier, "leveraged-mt") || str_is(qualifier, "mt-suggestion")
	                         ? ORIGIN_MACHINE
	                         : ORIGIN_HUMAN;
}

static void end_target(struct loader *l)
{
	struct unit *u = &l->unit;

	if (!l->in_alt) {
		u->target = take_sentence(l, &u->n_target);
		return;
	}
	u->old_target = take_sentence(l, &u->n_old_target);
	u->old_codes = l->old_codes.codes;
	u->n_old_codes = l->old_codes.n;
}

/* Units and what they carry */

static void start_group(struct loader *l, const struct xml_element *e)
{
	struct str restype = xml_value(e, "restype");

	l->group = str_copy(l->arena, xml_value(e, "id"));
	l->kind = catalogue_names_block(restype);
	l->in_orphans = str_is(restype, "x-orphan");
}

static void end_group(struct loader *l)
{
	l->group = (struct str){0};
	l->kind = BLOCK_PARAGRAPH;
	l->in_orphans = false;
}

static void start_unit(struct loader *l, const struct xml_element *e)
{
	l->unit = (struct unit){
		.id = need(l, e, "id"),
		.name = str_copy(l->arena, xml_value(e, "resname")),
		.group = l->group,
		.kind = l->kind,
		.orphan = l->in_orphans,
		.position = e->position,
	};
	l->errors = diag_errors(l->d) - (l->unit.id.len == 0);
	l->approved = str_is(xml_value(e, "approved"), "yes");
	l->has_source = false;
	l->codes = (struct catalogue_codes){0};
	l->old_codes = (struct catalogue_codes){0};
}

static void end_unit(struct loader *l)
{
	struct unit *u = &l->unit;

	if (!l->has_source && u->id.len > 0)
		diag_add(l->d, XLIFF_NO_SOURCE, u->position, str_z(l->arena, u->id));
	if (u->n_target == 0) {
		u->state = UNIT_EMPTY;
		u->origin = ORIGIN_UNKNOWN;
	}
	if (u->state == UNIT_TRANSLATED && l->approved)
		u->state = UNIT_FINAL;
	catalogue_check_unit(l->d, l->arena, u);
	if (l->foreign && diag_errors(l->d) > l->errors) {
		l->n_wrong += diag_errors(l->d) - l->errors;
		return;
	}
	*ARRAY_ADD(l->arena, l->c->units, l->c->n_units) = *u;
}

static void start_alt(struct loader *l, const struct xml_element *e)
{
	(void)e;
	l->in_alt = true;
	l->old_codes = (struct catalogue_codes){0};
}

static void end_alt(struct loader *l)
{
	l->in_alt = false;
}

static void start_text(struct loader *l, const struct xml_element *e)
{
	buf_clear(&l->text);
	l->in_text = true;
	l->text_of = str_copy(l->arena, xml_value(e, "from"));
}

static struct str take_text(struct loader *l)
{
	l->in_text = false;
	return str_copy(l->arena, buf_str(&l->text));
}

static void end_note(struct loader *l)
{
	struct catalogue_field field = {l->text_of, take_text(l)};
	uint16_t within = elements[l->stack[l->depth - 1]].is;
	struct str *note = &l->unit.note;

	if (within == HEADER && field.name.len > 0)
		*ARRAY_ADD(l->arena, l->c->record, l->c->n_record) = field;
	if (within == UNIT)
		*note = note->len == 0
		                ? field.text
		                : str_format(l->arena, "%.*s\n%.*s", STR_ARG(*note), STR_ARG(field.text));
}

static void start_context(struct loader *l, const struct xml_element *e)
{
	start_text(l, e);
	l->text_of = need(l, e, "context-type");
	l->hash = strtoull(str_z(l->arena, xml_value(e, "crc")), NULL, 16);
}

static void end_context(struct loader *l)
{
	struct str text = take_text(l);
	struct unit *u = &l->unit;
	int64_t n;

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

static void end_skeleton(struct loader *l)
{
	l->c->skeleton = take_text(l);
}

/* The file */

static void start_xliff(struct loader *l, const struct xml_element *e)
{
	struct str version = need(l, e, "version");

	if (version.len > 0 && !str_is(version, "1.2"))
		diag_add(l->d, XLIFF_VERSION, e->position, str_z(l->arena, version));
}

static void start_file(struct loader *l, const struct xml_element *e)
{
	if (l->foreign && l->c->position.source) {
		l->c = arena_alloc(l->arena, sizeof(*l->c));
		l->c->file = l->file;
		*ARRAY_ADD(l->arena, l->all, l->n_all) = l->c;
	} else if (l->c->position.source) {
		catalogue_check_say_twice(l->d, e->position, "the element 'file'", l->c->position);
		return;
	}
	l->c->position = e->position;
	l->c->original = str_copy(l->arena, xml_value(e, "original"));
	l->c->source_language = need(l, e, "source-language");
	l->c->target_language = str_copy(l->arena, xml_value(e, "target-language"));
}

static const struct element elements[] = {
	{"", 0, TOP, .opaque = false},
	{"xliff", TOP, XLIFF, .start = start_xliff},
	{"file", XLIFF, FILE_ELEMENT, .start = start_file},
	{"header", FILE_ELEMENT, HEADER, .opaque = false},
	{"skl", HEADER, SKELETON, .opaque = false},
	{"internal-file", SKELETON, LEAF, .start = start_text, .end = end_skeleton},
	{"body", FILE_ELEMENT, BODY, .opaque = false},
	{"group", BODY | GROUP, GROUP, .start = start_group, .end = end_group},
	{"trans-unit", BODY | GROUP, UNIT, .start = start_unit, .end = end_unit},
	{"source", UNIT | ALT, SENTENCE, .start = start_sentence, .end = end_source},
	{"target", UNIT | ALT, SENTENCE, .start = start_target, .end = end_target},
	{"g", SENTENCE, SENTENCE, .end = end_pair, .code = catalogue_sentence_open},
	{"mrk", SENTENCE, SENTENCE, .opaque = false},
	{"x", SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_alone},
	{"ph", SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_alone},
	{"bx", SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_half},
	{"ex", SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_half},
	{"bpt", SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_half},
	{"ept", SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_half},
	{"it", SENTENCE, LEAF, .opaque = true, .code = catalogue_sentence_half},
	{"note", HEADER | GROUP | UNIT | ALT, LEAF, .start = start_text, .end = end_note},
	{"context-group", FILE_ELEMENT | HEADER | GROUP | UNIT | ALT, CONTEXTS, .opaque = false},
	{"context", CONTEXTS, LEAF, .start = start_context, .end = end_context},
	{"alt-trans", UNIT, ALT, .start = start_alt, .end = end_alt},
	/* what other tools keep for themselves */
	{"seg-source", UNIT | ALT, LEAF, .opaque = true},
	{"external-file", SKELETON, LEAF, .opaque = true},
	{"phase-group", HEADER, LEAF, .opaque = true},
	{"glossary", HEADER, LEAF, .opaque = true},
	{"reference", HEADER, LEAF, .opaque = true},
	{"tool", HEADER, LEAF, .opaque = true},
	{"count-group", HEADER | GROUP | UNIT, LEAF, .opaque = true},
	{"prop-group", HEADER | GROUP | UNIT | ALT, LEAF, .opaque = true},
	{"bin-unit", BODY | GROUP, LEAF, .opaque = true},
};

enum { N_ELEMENTS = sizeof(elements) / sizeof(elements[0]) };

static const struct element *find_element(struct loader *l, const struct xml_element *e)
{
	struct str names[N_ELEMENTS];

	for (size_t i = 1; i < N_ELEMENTS; i++)
		if (*e->name.at == *elements[i].name && str_is(e->name, elements[i].name))
			return &elements[i];
	for (size_t i = 1; i < N_ELEMENTS; i++)
		names[i] = str_from(elements[i].name);
	diag_add(l->d, XLIFF_ELEMENT, e->position, str_z(l->arena, e->name));
	diag_suggest(l->d, e->name, names + 1, N_ELEMENTS - 1);
	return NULL;
}

/* Another namespace's elements are their tool's business; what stands in XLIFF's, or in none, has to be XLIFF. */
static const struct element *enter(struct loader *l, const struct xml_element *e)
{
	const struct element *parent = &elements[l->stack[l->depth]], *found;

	if (e->space.len > 0 && !str_starts(e->space, STR("urn:oasis:names:tc:xliff:document:"))) {
		if (l->in_sentence)
			catalogue_sentence_stray(&l->sentence, e);
		return NULL;
	}
	found = find_element(l, e);
	if (!found)
		return NULL;
	if (!(found->within & parent->is)) {
		diag_add(l->d, XLIFF_PLACE, e->position, found->name,
		         parent->is == TOP ? "the file" : parent->name);
		return NULL;
	}
	if (found->start)
		found->start(l, e);
	if (found->code)
		found->code(&l->sentence, e);
	return found->opaque ? NULL : found;
}

static void on_start(void *context, const struct xml_element *e)
{
	struct loader *l = context;
	const struct element *entered = l->skipping > 0 ? NULL : enter(l, e);

	if (entered)
		l->stack[++l->depth] = (uint8_t)(entered - elements);
	else
		l->skipping++;
}

static void on_end(void *context)
{
	struct loader *l = context;

	if (l->skipping > 0) {
		if (--l->skipping == 0)
			l->sentence.stray.name = (struct str){0};
		return;
	}
	if (elements[l->stack[l->depth]].end)
		elements[l->stack[l->depth]].end(l);
	l->depth--;
}

static void on_text(void *context, struct str text)
{
	struct loader *l = context;

	if (l->skipping > 0)
		catalogue_sentence_stray_text(&l->sentence, text);
	else if (l->in_sentence)
		catalogue_sentence_text(&l->sentence, text);
	else if (l->in_text)
		buf_add(&l->text, text);
}

static const struct xml_handler handler = {on_start, on_end, on_text};

bool catalogue_load_foreign(struct diagnostics *d, struct arena *a, const struct source *s,
                            struct catalogue ***out, size_t *n)
{
	struct loader l = {.d = d, .arena = a, .file = s, .foreign = true, .sentence = {.d = d, .arena = a}};
	size_t errors = diag_errors(d);
	bool ok;

	l.c = arena_alloc(a, sizeof(*l.c));
	l.c->file = s;
	*ARRAY_ADD(a, l.all, l.n_all) = l.c;
	ok = xml_read(d, s, &handler, &l);
	ok = ok && diag_errors(d) == errors + l.n_wrong;
	if (ok && !l.c->position.source)
		diag_add(d, XLIFF_NO_FILE, ((struct position){s, 0, 0}));
	for (size_t i = 0; i < l.n_all; i++)
		catalogue_index(a, l.all[i]);
	buf_free(&l.text);
	buf_free(&l.sentence.text);
	*out = l.all;
	*n = l.n_all;
	return ok && l.c->position.source;
}

struct catalogue *catalogue_load(struct diagnostics *d, struct arena *a, const struct source *s)
{
	struct catalogue *c = arena_alloc(a, sizeof(*c));
	struct loader l = {.d = d, .arena = a, .file = s, .c = c, .sentence = {.d = d, .arena = a}};
	size_t errors = diag_errors(d);

	c->file = s;
	if (xml_read(d, s, &handler, &l)) {
		catalogue_index(a, c);
		catalogue_check_file(d, a, c);
		if (!c->position.source && diag_errors(d) == errors)
			diag_add(d, XLIFF_NO_FILE, ((struct position){s, 0, 0}));
	}
	buf_free(&l.text);
	buf_free(&l.sentence.text);
	return diag_errors(d) == errors ? c : NULL;
}

struct catalogue *catalogue_load_file(struct diagnostics *d, struct arena *a, const char *root,
                                      struct str path)
{
	const struct source *s = utf16_load(d, a, root, path, CATALOGUE_LIMIT);

	return s ? catalogue_load(d, a, s) : NULL;
}
