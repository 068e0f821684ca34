#include "text/bilingual_layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bisect.h"
#include "base/diag.h"
#include "base/hash.h"
#include "text/array.h"
#include "text/bilingual_head.h"
#include "text/bilingual_inline.h"
#include "text/bilingual_skeleton.h"
#include "text/block_run.h"
#include "text/tally.h"

/* A sentence and where it stands in the page's text. */
struct place {
	size_t from, to;
	struct unit *unit;
	const struct segment *segment; /* NULL: what only the file has */
	struct str anchor;             /* to be written before it */
	bool sure;                     /* it stands there as the file spells it */
};

struct layout {
	struct diagnostics *d;
	struct arena *arena;
	struct bilingual_writer *writer;
	struct catalogue *c;
	const struct document *doc;
	struct str text, old_skeleton;
	size_t old_head; /* so much of the old skeleton is the head */
	struct place *places;
	size_t n;
	uint32_t *begins; /* of all blocks, ascending */
	size_t n_begins;
	struct tally names;
	struct str prefix; /* the file's five digits */
	unsigned long last;
	struct skeleton_piece *maimed; /* the file's segments that lack a half */
	size_t n_maimed;
	struct buf skeleton;
};

/* The end of a head between two lines "---", in a text that may begin with a mark of the skeleton. */
static size_t head_end(struct str text)
{
	size_t begin = str_find(text, STR("---"), 0), at, line;

	if (begin == SIZE_MAX || str_find(str_slice(text, 0, begin), STR("\n"), 0) != SIZE_MAX || begin > 16)
		return 0;
	at = str_find(text, STR("\n---"), begin);
	if (at == SIZE_MAX)
		return 0;
	line = str_find(text, STR("\n"), at + 1);
	return line == SIZE_MAX ? text.len : line + 1;
}

static const struct unit *find_name(const struct catalogue *c, struct str name)
{
	for (size_t i = 0; i < c->n_units; i++)
		if (str_equal(c->units[i].name, name))
			return &c->units[i];
	return NULL;
}

bool bilingual_layout_holds(struct bilingual_writer *w, const struct catalogue *c, const struct document *doc)
{
	struct str rest = doc->front->body;
	struct skeleton_piece piece;
	char scratch[4];
	const struct unit *next = c->units;

	if (c->skeleton.len == 0)
		return false;
	for (size_t at = head_end(c->skeleton); bilingual_skeleton_next(c->skeleton, &at, scratch, &piece);) {
		struct str text = piece.text;

		if (piece.kind == SKELETON_FIELD)
			continue;
		if (piece.kind == SKELETON_SEGMENT) {
			/* They follow each other in the catalogue too, nearly always. */
			if (next == c->units + c->n_units || !str_equal(next->name, text))
				next = find_name(c, text);
			if (!next)
				return false;
			text = bilingual_write_source(w, next++);
		}
		if (!str_starts(rest, text))
			return false;
		rest = str_slice(rest, text.len, rest.len);
	}
	return rest.len == 0;
}

/* What the file's names tell: its five digits, the last number, which segments lack a half. */
static void read_names(struct layout *l)
{
	struct skeleton_piece piece;
	char scratch[4];

	l->prefix = str_format(l->arena, "%05x", (unsigned)(hash_short(l->doc->source->path) & 0xFFFFF));
	l->last = 102;
	for (size_t at = 0; bilingual_skeleton_next(l->old_skeleton, &at, scratch, &piece);) {
		struct str name = piece.text;
		size_t dash = str_find(name, STR("-"), 0);
		unsigned long number;

		if (piece.kind != SKELETON_SEGMENT)
			continue;
		if (piece.form != BILINGUAL_FULL)
			*ARRAY_ADD(l->arena, l->maimed, l->n_maimed) = piece;
		if (dash != 5)
			continue;
		l->prefix = str_slice(name, 0, dash);
		number = strtoul(str_z(l->arena, str_slice(name, dash + 1, name.len)), NULL, 10);
		if (number > l->last && number < 1000000)
			l->last = number;
	}
}

/* Finding the sentences */

static int in_offset_order(const void *one, const void *other)
{
	const uint32_t *a = one, *b = other;

	return (*a > *b) - (*a < *b);
}

static bool is_here(const struct layout *l, const struct document_block *block)
{
	return block->kind != BLOCK_FIELD && block->kind != BLOCK_ALT &&
	       block->position.source == l->doc->source;
}

static void list_begins(struct layout *l)
{
	for (size_t i = 0; i < l->doc->n_blocks; i++)
		if (is_here(l, l->doc->blocks[i]))
			*ARRAY_ADD(l->arena, l->begins, l->n_begins) = l->doc->blocks[i]->position.offset;
	if (l->n_begins > 0)
		qsort(l->begins, l->n_begins, sizeof(*l->begins), in_offset_order);
}

/* Where the next block begins. */
static size_t block_end(const struct layout *l, const struct document_block *block)
{
	size_t next = BISECT(i, 0, l->n_begins, l->begins[i] <= block->position.offset);

	return next < l->n_begins ? l->begins[next] : l->text.len;
}

/* As it is spelled, between the sentence before it and the next block. */
static bool find_spelled(const struct layout *l, struct place *place, size_t from, size_t end)
{
	struct str spelled = bilingual_write_source(l->writer, place->unit),
		   text = str_slice(l->text, 0, end);
	size_t at = SIZE_MAX;

	if (spelled.len > 0 && place->segment && place->segment->position.offset > from)
		at = str_find(text, spelled, place->segment->position.offset);
	if (spelled.len > 0 && at == SIZE_MAX)
		at = str_find(text, spelled, from);
	if (at == SIZE_MAX)
		return false;
	place->from = at;
	place->to = at + spelled.len;
	return place->sure = true;
}

/* As the page's parser saw it: from its first character to its last, or to the next sentence. */
static bool find_parsed(const struct layout *l, struct place *place, const struct segment *next, size_t end)
{
	const struct segment *s = place->segment;
	struct str words;

	place->from = s->position.offset;
	place->to = s->end;
	if (next && next->position.offset > place->from && next->position.offset < place->to)
		place->to = next->position.offset;
	if (place->from >= place->to || place->to > end)
		return false;
	words = str_trim(str_slice(l->text, place->from, place->to));
	place->from = (size_t)(words.at - l->text.at);
	place->to = place->from + words.len;
	place->unit->n_outside = 0;
	return words.len > 0;
}

static void find_block(struct layout *l, const struct document_block *block)
{
	size_t end = block_end(l, block), from = block->position.offset;

	for (size_t i = 0; i < block->n_segments; i++) {
		const struct segment *s = &block->segments[i];
		const struct segment *next = i + 1 < block->n_segments ? s + 1 : NULL;
		const struct unit *u = s->id.len > 0 ? catalogue_find(l->c, s->id) : NULL;
		struct place place = {.segment = s};

		if (!u || str_is(u->name, "-"))
			continue;
		place.unit = &l->c->units[u - l->c->units];
		if (i == 0 && block->kind == BLOCK_HEADING)
			place.anchor = block->anchor;
		if ((u->name.len > 0 && find_spelled(l, &place, from, end)) ||
		    find_parsed(l, &place, next, end)) {
			*ARRAY_ADD(l->arena, l->places, l->n) = place;
			from = place.to;
		} else
			diag_add(l->d, BILINGUAL_ADDED, s->position);
	}
}

static int in_place_order(const void *one, const void *other)
{
	const struct place *a = one, *b = other;

	return (a->from > b->from) - (a->from < b->from);
}

static bool overlaps(const struct layout *l, const struct place *p)
{
	size_t next = BISECT(i, 0, l->n, l->places[i].to <= p->from);

	return next < l->n && l->places[next].from < p->to;
}

/* What the import found no place for on the page: it stands where nothing else does. */
static void find_kept_apart(struct layout *l)
{
	size_t n = l->n, body = (size_t)(l->doc->front->body.at - l->text.at);

	for (size_t i = 0; i < l->c->n_units; i++) {
		struct unit *u = &l->c->units[i];
		struct place place = {.unit = u};

		if (!u->orphan || !str_starts(u->id, STR("imported-")) || u->name.len == 0 ||
		    u->name.at[0] == '=')
			continue;
		for (size_t from = body; find_spelled(l, &place, from, l->text.len); from = place.to)
			if (!overlaps(l, &place)) {
				*ARRAY_ADD(l->arena, l->places, n) = place;
				break;
			}
	}
	l->n = n;
	if (l->n > 0)
		qsort(l->places, l->n, sizeof(*l->places), in_place_order);
}

/* Checking them: what a reader of the file would find there has to be the sentence. */

static void drop_misread(struct layout *l)
{
	struct str *pieces = arena_array(l->arena, l->n, sizeof(*pieces));
	struct str references = bilingual_inline_references(l->arena, l->doc->front->body);
	bool slots = !str_is(frontmatter_text(&l->doc->front->root, "slots"), "false");
	struct bilingual_inline *read;
	size_t kept = 0, end = 0;

	for (size_t i = 0; i < l->n; i++)
		pieces[i] = str_slice(l->text, l->places[i].from, l->places[i].to);
	read = bilingual_inline_parse(l->arena, pieces, l->n, references, l->c->source_language, slots);
	for (size_t i = 0; i < l->n; i++) {
		struct place *p = &l->places[i];
		const struct segment *s = p->segment;
		bool fits = p->sure || str_equal(block_run_key(l->arena, read[i].spans, read[i].n_spans),
		                                 block_run_key(l->arena, s->spans, s->n_spans));

		if (fits && p->from >= end) {
			end = p->to;
			l->places[kept++] = *p;
		} else if (s)
			diag_add(l->d, BILINGUAL_ADDED, s->position);
	}
	l->n = kept;
}

/* Writing the skeleton */

static struct str marked(struct layout *l, struct str written)
{
	struct buf b = {0};
	struct str text;

	bilingual_skeleton_text(&b, written);
	text = str_copy(l->arena, buf_str(&b));
	buf_free(&b);
	return text;
}

static void name_unit(struct layout *l, struct unit *u)
{
	while (u->name.len == 0 || tally_add(&l->names, l->arena, u->name) > 0)
		u->name = str_format(l->arena, "%.*s-%lu", STR_ARG(l->prefix), ++l->last);
}

static enum bilingual_form form_of(const struct layout *l, struct str name)
{
	for (size_t i = 0; i < l->n_maimed; i++)
		if (str_equal(l->maimed[i].text, name))
			return l->maimed[i].form;
	return BILINGUAL_FULL;
}

static void add_anchor(struct layout *l, const struct place *p)
{
	size_t line = p->from;

	while (line > 0 && l->text.at[line - 1] != '\n')
		line--;
	if (p->anchor.len > 0 && str_find(str_slice(l->text, line, p->from), STR("<a "), 0) == SIZE_MAX)
		bilingual_skeleton_text(&l->skeleton,
		                        str_format(l->arena, "<a name=\"%.*s\"></a>", STR_ARG(p->anchor)));
}

static void write_body(struct layout *l)
{
	size_t at = (size_t)(l->doc->front->body.at - l->text.at);

	for (size_t i = 0; i < l->n; i++) {
		struct place *p = &l->places[i];

		bilingual_skeleton_text(&l->skeleton, str_slice(l->text, at, p->from));
		add_anchor(l, p);
		name_unit(l, p->unit);
		if (!p->sure) {
			p->unit->written_source = marked(l, str_slice(l->text, p->from, p->to));
			p->unit->written_source_of = catalogue_hash(p->unit->source, p->unit->n_source);
		}
		bilingual_skeleton_segment(&l->skeleton, form_of(l, p->unit->name), p->unit->name);
		at = p->to;
	}
	bilingual_skeleton_text(&l->skeleton, str_slice(l->text, at, l->text.len));
}

/* A field's translation moves to the unit that the page has for it now. */
static bool take_field(struct layout *l, struct str key)
{
	struct str name = str_format(l->arena, "=%.*s", STR_ARG(key));
	struct unit *ours = NULL;

	for (size_t i = 0; i < l->c->n_units; i++)
		if (l->c->units[i].kind == BLOCK_FIELD && str_equal(l->c->units[i].group, key))
			ours = &l->c->units[i];
	if (!ours || (ours->n_target == 0 && find_name(l->c, name)))
		return find_name(l->c, name) != NULL;
	for (size_t i = 0; i < l->c->n_units; i++)
		if (str_equal(l->c->units[i].name, name))
			l->c->units[i].name = (struct str){0};
	ours->name = name;
	return true;
}

/* The file's own head; of a page that came from no file the page's, which says its language then. */
static void write_head(struct layout *l)
{
	struct bilingual_head head = bilingual_head_read(l->arena, l->doc->source);
	size_t body = (size_t)(l->doc->front->body.at - l->text.at), at = 0, close;
	bool has = body > 0, imported = l->old_skeleton.len > 0;

	for (size_t i = 0; i < head.n && has; i++) {
		const struct bilingual_field *f = &head.fields[i];
		size_t from = f->text.len > 0 ? (size_t)(f->written.at - l->text.at) : 0;

		if ((!str_is(f->key, "title") && !str_is(f->key, "description")) || f->text.len == 0 ||
		    !take_field(l, f->key) || imported)
			continue;
		bilingual_skeleton_text(&l->skeleton, str_slice(l->text, at, from));
		bilingual_skeleton_field(&l->skeleton, f->key);
		at = from + f->written.len;
	}
	if (imported) {
		buf_add(&l->skeleton, str_slice(l->old_skeleton, 0, l->old_head));
		return;
	}
	for (close = body; close > at && !str_starts(str_slice(l->text, close, body), STR("---"));)
		close--;
	bilingual_skeleton_text(&l->skeleton, has ? str_slice(l->text, at, close) : STR("---\n"));
	if (!bilingual_head_field(&head, "ms.contentlocale"))
		buf_add_format(&l->skeleton, "ms.contentlocale: %.*s\n", STR_ARG(l->c->target_language));
	bilingual_skeleton_text(&l->skeleton, has ? str_slice(l->text, close, body) : STR("---\n"));
}

struct catalogue *bilingual_layout_make(struct diagnostics *d, struct arena *a, struct bilingual_writer *w,
                                        const struct catalogue *c, const struct document *doc)
{
	struct layout l = {
		.d = d,
		.arena = a,
		.writer = w,
		.doc = doc,
		.text = doc->source->text,
		.old_skeleton = c->skeleton,
		.old_head = head_end(c->skeleton),
	};

	l.c = arena_alloc(a, sizeof(*l.c));
	*l.c = *c;
	l.c->units = arena_array(a, c->n_units, sizeof(*c->units));
	if (c->n_units > 0)
		memcpy(l.c->units, c->units, c->n_units * sizeof(*c->units));
	read_names(&l);
	list_begins(&l);
	for (size_t i = 0; i < doc->n_blocks; i++)
		if (is_here(&l, doc->blocks[i]))
			find_block(&l, doc->blocks[i]);
	if (l.n > 0)
		qsort(l.places, l.n, sizeof(*l.places), in_place_order);
	find_kept_apart(&l);
	drop_misread(&l);
	write_head(&l);
	write_body(&l);
	l.c->skeleton = str_copy(a, buf_str(&l.skeleton));
	buf_free(&l.skeleton);
	return l.c;
}
