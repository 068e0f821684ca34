#include "text/template/message.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/catalogue/catalogue.h"
#include "text/document/frontmatter.h"
#include "text/template/assembly.h"
#include "text/template/pattern.h"

struct sentence {
	struct str id;
	const struct template *template;
	const struct str *arguments; /* sorted, each once */
	size_t n_arguments;
	bool translated;
};

struct messages {
	struct sentence *sentences; /* sorted by id */
	struct str *ids;
	size_t n;
	uint32_t *slots; /* by the id's hash: an index in sentences plus 1, or 0 */
	size_t n_slots;  /* a power of two, more than n */
};

/* Nested maps flattened: the ids so far, and where the next sentence goes. */
struct flat {
	struct diagnostics *d;
	struct arena *arena;
	struct message_source *sources;
	size_t n;
};

/*
 * The text itself within the place its file gives for it, so that a mistake can
 * be shown to the character; where the file spells it otherwise (escapes, folded
 * lines), the whole place.
 */
static struct position narrow(struct position where, struct str text, size_t from, size_t end)
{
	size_t at;

	if (!where.source || !text.len || from > end || end > where.source->text.len)
		return where;
	at = str_find(str_slice(where.source->text, 0, end), text, from);
	if (at == SIZE_MAX)
		return where;
	return (struct position){where.source, (uint32_t)at, (uint32_t)text.len};
}

static struct position place_in_yaml(const struct front_node *node)
{
	struct position p = node->position;

	return narrow(p, node->text, p.offset, p.offset + p.length);
}

static struct position place_of_target(const struct unit *u, struct str text)
{
	struct position p = u->position;
	size_t from;

	if (!p.source)
		return p;
	from = str_find(p.source->text, STR("<target"), p.offset);
	return narrow(p, text, from, str_find(p.source->text, STR("</trans-unit>"), p.offset));
}

static void flatten(struct flat *f, const struct front_node *node, struct str path)
{
	if (node->kind == FRONT_MAP) {
		for (size_t i = 0; i < node->n; i++) {
			struct str key = node->items[i].key;

			flatten(f, &node->items[i],
			        path.len ? str_format(f->arena, "%.*s.%.*s", STR_ARG(path), STR_ARG(key))
			                 : key);
		}
	} else if (!assembly_is_name(path) || str_is(path, ".")) {
		diag_add(f->d, MESSAGE_ID, node->key_position, str_z(f->arena, path));
	} else if (node->kind == FRONT_LIST) {
		diag_add(f->d, MESSAGE_NOT_TEXT, node->key_position, str_z(f->arena, path));
	} else {
		/* one without words is there all the same: nobody need look for it */
		if (utf8_is_blank(node->text))
			diag_add(f->d, MESSAGE_EMPTY, node->key_position, str_z(f->arena, path));
		*ARRAY_ADD(f->arena, f->sources, f->n) = (struct message_source){
			.id = path,
			.text = node->text,
			.position = place_in_yaml(node),
		};
	}
}

bool message_load_source(struct diagnostics *d, struct arena *a, const struct source *yaml,
                         struct message_source **out, size_t *n)
{
	size_t errors = diag_errors(d);
	const struct front_node *root = frontmatter_load_yaml(d, a, yaml);
	struct flat f = {.d = d, .arena = a};

	if (root)
		flatten(&f, root, (struct str){0});
	*out = f.sources;
	*n = f.n;
	return diag_errors(d) == errors;
}

static void list_arguments(struct arena *a, struct sentence *s)
{
	const struct template_name *names;
	size_t n = template_names(s->template, &names), kept = 0;
	struct str *list = arena_array(a, n, sizeof(*list));

	for (size_t i = 0; i < n; i++)
		list[i] = names[i].path;
	if (n)
		qsort(list, n, sizeof(*list), str_by_bytes);
	for (size_t i = 0; i < n; i++)
		if (!kept || !str_equal(list[kept - 1], list[i]))
			list[kept++] = list[i];
	s->arguments = list;
	s->n_arguments = kept;
}

static struct sentence compile_source(struct diagnostics *d, struct arena *a,
                                      const struct message_source *source)
{
	struct sentence s = {.id = source->id,
	                     .template = pattern_compile(d, a, source->text, source->position)};

	if (!s.template) {
		/* what asks for it is no further mistake: it gets the text as it is written */
		struct assembly p;

		assembly_open(&p, NULL, a, true);
		assembly_add_words(&p, source->text);
		s.template = assembly_close(&p, source->position);
	}
	list_arguments(a, &s);
	return s;
}

static bool has_argument(const struct sentence *s, struct str name)
{
	return str_index(name, s->arguments, s->n_arguments) != SIZE_MAX;
}

/* Whether the translation, which stands at where, takes what the source takes; what differs is said. */
static bool check_arguments(struct diagnostics *d, struct arena *a, const struct sentence *source,
                            const struct sentence *target, struct position where)
{
	const struct template_name *names;
	size_t n = template_names(target->template, &names);
	bool same = true;

	for (size_t i = 0; i < n; i++) {
		if (has_argument(source, names[i].path))
			continue;
		diag_add(d, ARGUMENT_UNKNOWN, names[i].position, str_z(a, target->id),
		         str_z(a, names[i].path));
		diag_suggest(d, names[i].path, source->arguments, source->n_arguments);
		same = false;
	}
	for (size_t i = 0; i < source->n_arguments; i++) {
		if (has_argument(target, source->arguments[i]))
			continue;
		diag_add(d, ARGUMENT_MISSING, where, str_z(a, target->id), str_z(a, source->arguments[i]));
		same = false;
	}
	return same;
}

/* The words; false where they hold codes, which no sentence of the interface has. */
static bool words_of(struct arena *a, const struct span *spans, size_t n, struct str *out)
{
	struct buf text = {0};
	bool words = true;

	for (size_t i = 0; i < n; i++) {
		words &= spans[i].kind == SPAN_TEXT;
		buf_add(&text, spans[i].text);
	}
	*out = buf_keep(&text, a);
	return words && out->len;
}

static bool is_of(struct arena *a, const struct unit *u, const struct message_source *source)
{
	struct str text;

	return words_of(a, u->source, u->n_source, &text) && str_equal(text, source->text);
}

/* The unit's translation of a source sentence; false where it is none that can be used (said). */
static bool read_target(struct diagnostics *d, struct arena *a, const struct sentence *source,
                        const struct unit *u, struct str text, struct sentence *out)
{
	struct position where = place_of_target(u, text);

	*out = (struct sentence){
		.id = source->id, .template = pattern_compile(d, a, text, where), .translated = true};
	if (!out->template)
		return false;
	list_arguments(a, out);
	return check_arguments(d, a, source, out, where);
}

/* Makes *s the translation, if there is one to be used. */
static void translate(struct diagnostics *d, struct arena *a, struct sentence *s,
                      const struct message_source *source, const struct unit *u)
{
	struct sentence target;
	struct str text;

	if (!u || !catalogue_usable(u) || !words_of(a, u->target, u->n_target, &text))
		return;
	if (!is_of(a, u, source))
		diag_add(d, MESSAGE_CHANGED, u->position, str_z(a, s->id));
	else if (read_target(d, a, s, u, text, &target))
		*s = target;
}

static const struct message_source *source_of(const struct message_source *source, size_t n, struct str id)
{
	for (size_t i = 0; i < n; i++)
		if (str_equal(source[i].id, id))
			return &source[i];
	return NULL;
}

void message_refuse(struct diagnostics *d, struct arena *a, const struct message_source *source, size_t n,
                    struct catalogue *theirs)
{
	size_t kept = 0;

	for (size_t i = 0; i < theirs->n_units; i++) {
		const struct unit *u = &theirs->units[i];
		const struct message_source *of = source_of(source, n, u->id);
		struct sentence s, target;
		struct str text;

		if (of && is_of(a, u, of) && words_of(a, u->target, u->n_target, &text)) {
			s = compile_source(NULL, a, of);
			if (!read_target(d, a, &s, u, text, &target))
				continue;
		}
		theirs->units[kept++] = *u;
	}
	theirs->n_units = kept;
	catalogue_index(a, theirs);
}

static int compare_sentences(const void *a, const void *b)
{
	return str_compare(((const struct sentence *)a)->id, ((const struct sentence *)b)->id);
}

static const struct sentence *find(const struct messages *m, struct str id)
{
	size_t at = hash_key(id);

	for (;; at++) {
		uint32_t slot = m->slots[at & (m->n_slots - 1)];

		if (slot == 0 || str_equal(m->sentences[slot - 1].id, id))
			return slot ? &m->sentences[slot - 1] : NULL;
	}
}

/* Sentences are asked for by their ids at every value of a page. */
static void index_ids(struct arena *a, struct messages *m)
{
	m->n_slots = 4;
	while (m->n_slots < m->n * 2)
		m->n_slots *= 2;
	m->slots = arena_array(a, m->n_slots, sizeof(*m->slots));
	for (size_t i = 0; i < m->n; i++) {
		size_t at = hash_key(m->sentences[i].id);

		while (m->slots[at & (m->n_slots - 1)])
			at++;
		m->slots[at & (m->n_slots - 1)] = (uint32_t)i + 1;
	}
}

/* What is translated and no longer said; nothing at all being said is another mistake. */
static void check_units(struct diagnostics *d, struct arena *a, const struct messages *m,
                        const struct catalogue *c)
{
	for (size_t i = 0; i < c->n_units && m->n > 0; i++)
		if (!c->units[i].orphan && !find(m, c->units[i].id))
			diag_add(d, CATALOGUE_UNIT, c->units[i].position, "content/messages.yaml",
			         str_z(a, c->units[i].id));
}

struct messages *message_compile(struct diagnostics *d, struct arena *a, const struct message_source *source,
                                 size_t n, const struct catalogue *c)
{
	struct messages *m = arena_alloc(a, sizeof(*m));

	m->sentences = arena_array(a, n, sizeof(*m->sentences));
	m->ids = arena_array(a, n, sizeof(*m->ids));
	m->n = n;
	for (size_t i = 0; i < n; i++) {
		m->sentences[i] = compile_source(d, a, &source[i]);
		if (c)
			translate(d, a, &m->sentences[i], &source[i], catalogue_find(c, source[i].id));
	}
	if (n)
		qsort(m->sentences, n, sizeof(*m->sentences), compare_sentences);
	for (size_t i = 0; i < n; i++)
		m->ids[i] = m->sentences[i].id;
	index_ids(a, m);
	if (c)
		check_units(d, a, m, c);
	return m;
}

struct hash message_hash(const struct messages *m)
{
	struct hash h = {0};

	for (size_t i = 0; i < m->n; i++)
		h = hash_join(hash_join(h, hash_of(m->ids[i])), template_hash(m->sentences[i].template));
	return h;
}

size_t message_ids(const struct messages *m, const struct str **ids)
{
	*ids = m->ids;
	return m->n;
}

const struct template *message_find(const struct messages *m, struct str id)
{
	const struct sentence *s = find(m, id);

	return s ? s->template : NULL;
}

bool message_is_translated(const struct messages *m, struct str id)
{
	const struct sentence *s = find(m, id);

	return s && s->translated;
}

size_t message_arguments(const struct messages *m, struct str id, const struct str **names)
{
	const struct sentence *s = find(m, id);

	*names = s ? s->arguments : NULL;
	return s ? s->n_arguments : 0;
}
