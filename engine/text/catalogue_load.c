#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/diag.h"
#include "text/catalogue.h"
#include "text/catalogue_names.h"
#include "text/catalogue_sentence.h"
#include "text/utf16.h"
#include "text/xml.h"

struct loader {
	struct diagnostics *d;
	struct arena *arena;
	const struct source *file;
	struct catalogue *c;
	struct buf units, record;
	uint8_t stack[CATALOGUE_DEPTH + 1]; /* indices into elements[] */
	int depth;
	int skipping; /* depth within an element whose content is not ours */
	struct position first_file;

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
	void (*start)(struct loader *l, const struct xml_element *e);
	void (*end)(struct loader *l);
	bool opaque; /* what stands in it is not read */
};

static const struct element elements[];

static struct str need(struct loader *l, const struct xml_element *e, const char *name)
{
	struct str value = xml_value(e, name);

	if (value.len == 0)
		diag_add(l->d, XLIFF_ATTRIBUTE, e->position, str_z(l->arena, e->name), name);
	return str_copy(l->arena, value);
}

static void say_twice(struct loader *l, struct position second, struct str what, struct position first)
{
	char line[16];

	snprintf(line, sizeof(line), "%u", source_line(l->file, first.offset));
	diag_add(l->d, XLIFF_TWICE, second, str_z(l->arena, what), line);
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

static void start_pair(struct loader *l, const struct xml_element *e)
{
	catalogue_sentence_open(&l->sentence, e);
}

static void end_pair(struct loader *l)
{
	catalogue_sentence_close(&l->sentence);
}

static void start_alone(struct loader *l, const struct xml_element *e)
{
	catalogue_sentence_alone(&l->sentence, e);
}

static void start_half(struct loader *l, const struct xml_element *e)
{
	catalogue_sentence_half(&l->sentence, e);
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
	u->codes = catalogue_sentence_codes(l->arena, &l->codes, &u->n_codes);
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
	u->old_codes = catalogue_sentence_codes(l->arena, &l->old_codes, &u->n_old_codes);
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
	l->approved = str_is(xml_value(e, "approved"), "yes");
	l->has_source = false;
	catalogue_sentence_forget(&l->codes);
	catalogue_sentence_forget(&l->old_codes);
}

static void end_unit(struct loader *l)
{
	struct unit *u = &l->unit;

	if (!l->has_source)
		diag_add(l->d, XLIFF_NO_SOURCE, u->position, str_z(l->arena, u->id));
	if (u->n_target == 0) {
		u->state = UNIT_EMPTY;
		u->origin = ORIGIN_UNKNOWN;
	}
	if (u->state == UNIT_TRANSLATED && l->approved)
		u->state = UNIT_FINAL;
	catalogue_check_unit(l->d, l->arena, u);
	buf_add(&l->units, (struct str){(const char *)u, sizeof(*u)});
}

static void start_alt(struct loader *l, const struct xml_element *e)
{
	(void)e;
	l->in_alt = true;
	catalogue_sentence_forget(&l->old_codes);
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
		buf_add(&l->record, (struct str){(const char *)&field, sizeof(field)});
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
	} else if (str_is(l->text_of, "x-outside") && str_integer(text, &n) && n >= -CATALOGUE_DEPTH &&
	           n <= CATALOGUE_DEPTH)
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

/* LANG of locales/LANG/PATH.xlf. */
static struct str folder_language(struct str path)
{
	struct str folder, language;

	if (str_cut(&path, '/', &folder) && str_is(folder, "locales") && str_cut(&path, '/', &language) &&
	    path.len > 0)
		return language;
	return (struct str){0};
}

/* Tools write zh_TW and zh-tw too. */
static bool same_language(struct arena *a, struct str one, struct str other)
{
	char *x = str_z(a, one), *y = str_z(a, other);

	for (char *p = x; (p = strchr(p, '_')); p++)
		*p = '-';
	return strcasecmp(x, y) == 0;
}

static void start_file(struct loader *l, const struct xml_element *e)
{
	struct str folder = folder_language(l->file->path), target = xml_value(e, "target-language");

	if (l->first_file.source) {
		say_twice(l, e->position, STR("the element 'file'"), l->first_file);
		return;
	}
	l->first_file = e->position;
	l->c->original = str_copy(l->arena, xml_value(e, "original"));
	l->c->source_language = need(l, e, "source-language");
	l->c->target_language = folder;
	if (folder.len == 0)
		l->c->target_language = need(l, e, "target-language");
	else if (target.len > 0 && !same_language(l->arena, target, folder))
		diag_add(l->d, XLIFF_LANGUAGE, e->position, str_z(l->arena, target), str_z(l->arena, folder));
}

static const struct element elements[] = {
	{"", 0, TOP, NULL, NULL, false},
	{"xliff", TOP, XLIFF, start_xliff, NULL, false},
	{"file", XLIFF, FILE_ELEMENT, start_file, NULL, false},
	{"header", FILE_ELEMENT, HEADER, NULL, NULL, false},
	{"skl", HEADER, SKELETON, NULL, NULL, false},
	{"internal-file", SKELETON, LEAF, start_text, end_skeleton, false},
	{"body", FILE_ELEMENT, BODY, NULL, NULL, false},
	{"group", BODY | GROUP, GROUP, start_group, end_group, false},
	{"trans-unit", BODY | GROUP, UNIT, start_unit, end_unit, false},
	{"source", UNIT | ALT, SENTENCE, start_sentence, end_source, false},
	{"target", UNIT | ALT, SENTENCE, start_target, end_target, false},
	{"g", SENTENCE, SENTENCE, start_pair, end_pair, false},
	{"mrk", SENTENCE, SENTENCE, NULL, NULL, false},
	{"x", SENTENCE, LEAF, start_alone, NULL, true},
	{"ph", SENTENCE, LEAF, start_alone, NULL, true},
	{"bx", SENTENCE, LEAF, start_half, NULL, true},
	{"ex", SENTENCE, LEAF, start_half, NULL, true},
	{"bpt", SENTENCE, LEAF, start_half, NULL, true},
	{"ept", SENTENCE, LEAF, start_half, NULL, true},
	{"it", SENTENCE, LEAF, start_half, NULL, true},
	{"note", HEADER | GROUP | UNIT | ALT, LEAF, start_text, end_note, false},
	{"context-group", FILE_ELEMENT | HEADER | GROUP | UNIT | ALT, CONTEXTS, NULL, NULL, false},
	{"context", CONTEXTS, LEAF, start_context, end_context, false},
	{"alt-trans", UNIT, ALT, start_alt, end_alt, false},
	/* what other tools keep for themselves */
	{"seg-source", UNIT | ALT, LEAF, NULL, NULL, true},
	{"external-file", SKELETON, LEAF, NULL, NULL, true},
	{"phase-group", HEADER, LEAF, NULL, NULL, true},
	{"glossary", HEADER, LEAF, NULL, NULL, true},
	{"reference", HEADER, LEAF, NULL, NULL, true},
	{"tool", HEADER, LEAF, NULL, NULL, true},
	{"count-group", HEADER | GROUP | UNIT, LEAF, NULL, NULL, true},
	{"prop-group", HEADER | GROUP | UNIT | ALT, LEAF, NULL, NULL, true},
	{"bin-unit", BODY | GROUP, LEAF, NULL, NULL, true},
};

enum { N_ELEMENTS = sizeof(elements) / sizeof(elements[0]) };

static const struct element *find_element(struct loader *l, const struct xml_element *e)
{
	struct str names[N_ELEMENTS];

	for (size_t i = 1; i < N_ELEMENTS; i++) {
		if (str_is(e->name, elements[i].name))
			return &elements[i];
		names[i] = str_from(elements[i].name);
	}
	diag_add(l->d, XLIFF_ELEMENT, e->position, str_z(l->arena, e->name));
	diag_suggest(l->d, e->name, names + 1, N_ELEMENTS - 1);
	return NULL;
}

/* Another namespace's elements are their tool's business; what stands in XLIFF's, or in none, has to be XLIFF. */
static const struct element *enter(struct loader *l, const struct xml_element *e)
{
	const struct element *parent = &elements[l->stack[l->depth]], *found;

	if (e->space.len > 0 && !str_starts(e->space, STR("urn:oasis:names:tc:xliff:document:")))
		return NULL;
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
		l->skipping--;
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
		return;
	if (l->in_sentence)
		catalogue_sentence_text(&l->sentence, text);
	else if (l->in_text)
		buf_add(&l->text, text);
}

static void say_repeated_ids(struct loader *l)
{
	const struct catalogue *c = l->c;

	for (size_t i = 1; i < c->n_units; i++) {
		const struct unit *first = &c->units[c->by_id[i - 1]], *second = &c->units[c->by_id[i]];

		if (second->id.len > 0 && str_equal(first->id, second->id))
			say_twice(l, second->position,
			          str_format(l->arena, "the unit '%.*s'", STR_ARG(second->id)),
			          first->position);
	}
}

static void take_all(struct loader *l)
{
	struct catalogue *c = l->c;

	c->n_units = l->units.len / sizeof(*c->units);
	c->units = (struct unit *)(void *)arena_copy(l->arena, l->units.at, l->units.len);
	c->n_record = l->record.len / sizeof(*c->record);
	c->record = (struct catalogue_field *)(void *)arena_copy(l->arena, l->record.at, l->record.len);
	catalogue_index(l->arena, c);
	say_repeated_ids(l);
}

static void free_buffers(struct loader *l)
{
	buf_free(&l->units);
	buf_free(&l->record);
	buf_free(&l->text);
	buf_free(&l->sentence.spans);
	buf_free(&l->sentence.text);
	buf_free(&l->codes.ids);
	buf_free(&l->codes.codes);
	buf_free(&l->old_codes.ids);
	buf_free(&l->old_codes.codes);
}

struct catalogue *catalogue_load(struct diagnostics *d, struct arena *a, const struct source *s)
{
	static const struct xml_handler handler = {on_start, on_end, on_text};
	struct catalogue *c = arena_alloc(a, sizeof(*c));
	struct loader l = {.d = d, .arena = a, .file = s, .c = c, .sentence = {.d = d, .arena = a}};
	size_t errors = diag_errors(d);

	c->file = s;
	if (xml_read(d, s, CATALOGUE_DEPTH, CATALOGUE_ATTRIBUTES, &handler, &l))
		take_all(&l);
	free_buffers(&l);
	return diag_errors(d) == errors ? c : NULL;
}

struct catalogue *catalogue_load_file(struct diagnostics *d, struct arena *a, const char *root,
                                      struct str path)
{
	const struct source *s = utf16_load(d, a, root, path, CATALOGUE_LIMIT);

	return s ? catalogue_load(d, a, s) : NULL;
}
