#include "text/bilingual/bilingual_find.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/bisect.h"
#include "base/diag.h"
#include "text/bilingual/bilingual_inline.h"
#include "text/document/block_run.h"

struct finder {
	struct diagnostics *d;
	struct arena *arena;
	struct bilingual_writer *writer;
	struct catalogue *c;
	const struct document *doc;
	struct str text;
	struct bilingual_found *found;
	size_t n;
	uint32_t *begins; /* of all blocks, ascending */
	size_t n_begins;
};

static int in_offset_order(const void *one, const void *other)
{
	const uint32_t *a = one, *b = other;

	return (*a > *b) - (*a < *b);
}

static bool is_here(const struct finder *f, const struct document_block *block)
{
	return block->kind < BLOCK_FIELD && block->position.source == f->doc->source;
}

static void list_begins(struct finder *f)
{
	for (size_t i = 0; i < f->doc->n_blocks; i++)
		if (is_here(f, f->doc->blocks[i]))
			*ARRAY_ADD(f->arena, f->begins, f->n_begins) = f->doc->blocks[i]->position.offset;
	if (f->n_begins > 0)
		qsort(f->begins, f->n_begins, sizeof(*f->begins), in_offset_order);
}

/* Where the next block begins. */
static size_t block_end(const struct finder *f, const struct document_block *block)
{
	size_t next = BISECT(i, 0, f->n_begins, f->begins[i] <= block->position.offset);

	return next < f->n_begins ? f->begins[next] : f->text.len;
}

/* As it is spelled, between the sentence before it and the next block. */
static bool find_spelled(const struct finder *f, struct bilingual_found *place, size_t from, size_t end)
{
	struct str spelled = bilingual_write_source(f->writer, place->unit),
		   text = str_slice(f->text, 0, end);
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
static bool find_parsed(const struct finder *f, struct bilingual_found *place, const struct segment *next,
                        size_t end)
{
	const struct segment *s = place->segment;
	struct str words;

	place->from = s->position.offset;
	place->to = s->end;
	if (next && next->position.offset > place->from && next->position.offset < place->to)
		place->to = next->position.offset;
	if (place->from >= place->to || place->to > end)
		return false;
	words = str_trim(str_slice(f->text, place->from, place->to));
	place->from = (size_t)(words.at - f->text.at);
	place->to = place->from + words.len;
	place->unit->n_outside = 0;
	return words.len > 0;
}

static void find_block(struct finder *f, const struct document_block *block)
{
	size_t end = block_end(f, block), from = block->position.offset;

	for (size_t i = 0; i < block->n_segments; i++) {
		const struct segment *s = &block->segments[i];
		const struct segment *next = i + 1 < block->n_segments ? s + 1 : NULL;
		const struct unit *u = s->id.len > 0 ? catalogue_find_segment(f->c, s) : NULL;
		struct bilingual_found place = {.segment = s};

		if (!u || str_is(u->name, "-"))
			continue;
		place.unit = &f->c->units[u - f->c->units];
		if (i == 0 && block->kind == BLOCK_HEADING)
			place.anchor = block->anchor;
		if ((u->name.len > 0 && find_spelled(f, &place, from, end)) ||
		    find_parsed(f, &place, next, end)) {
			*ARRAY_ADD(f->arena, f->found, f->n) = place;
			from = place.to;
		} else
			diag_add(f->d, BILINGUAL_ADDED, s->position);
	}
}

static int in_place_order(const void *one, const void *other)
{
	const struct bilingual_found *a = one, *b = other;

	return (a->from > b->from) - (a->from < b->from);
}

static void sort(struct finder *f)
{
	if (f->n > 0)
		qsort(f->found, f->n, sizeof(*f->found), in_place_order);
}

static bool overlaps(const struct finder *f, const struct bilingual_found *p)
{
	size_t next = BISECT(i, 0, f->n, f->found[i].to <= p->from);

	return next < f->n && f->found[next].from < p->to;
}

/* What the import found no place for on the page: it stands where nothing else does. */
static void find_kept_apart(struct finder *f)
{
	size_t n = f->n, body = (size_t)(f->doc->front->body.at - f->text.at);

	for (size_t i = 0; i < f->c->n_units; i++) {
		struct unit *u = &f->c->units[i];
		struct bilingual_found place = {.unit = u};

		if (!u->orphan || !str_starts(u->id, STR("imported-")) || u->name.len == 0 ||
		    u->name.at[0] == '=')
			continue;
		for (size_t from = body; find_spelled(f, &place, from, f->text.len); from = place.to)
			if (!overlaps(f, &place)) {
				*ARRAY_ADD(f->arena, f->found, n) = place;
				break;
			}
	}
	f->n = n;
	sort(f);
}

/* What a reader of the file would find there has to be the sentence. */
static void drop_misread(struct finder *f)
{
	struct str *pieces = arena_array(f->arena, f->n, sizeof(*pieces));
	struct str references = bilingual_inline_references(f->arena, f->doc->front->body);
	bool slots = !str_is(frontmatter_text(&f->doc->front->root, "slots"), "false");
	struct bilingual_inline *read;
	size_t kept = 0, end = 0;

	for (size_t i = 0; i < f->n; i++)
		pieces[i] = str_slice(f->text, f->found[i].from, f->found[i].to);
	read = bilingual_inline_parse(f->arena, pieces, f->n, references, f->c->source_language, slots);
	for (size_t i = 0; i < f->n; i++) {
		struct bilingual_found *p = &f->found[i];
		const struct segment *s = p->segment;
		bool fits = p->sure || str_equal(block_run_key(f->arena, read[i].spans, read[i].n_spans),
		                                 block_run_key(f->arena, s->spans, s->n_spans));

		if (fits && p->from >= end) {
			end = p->to;
			f->found[kept++] = *p;
		} else if (s)
			diag_add(f->d, BILINGUAL_ADDED, s->position);
	}
	f->n = kept;
}

struct bilingual_found *bilingual_find(struct diagnostics *d, struct arena *a, struct bilingual_writer *w,
                                       struct catalogue *c, const struct document *doc, size_t *n)
{
	struct finder f = {
		.d = d,
		.arena = a,
		.writer = w,
		.c = c,
		.doc = doc,
		.text = doc->source->text,
	};

	list_begins(&f);
	for (size_t i = 0; i < doc->n_blocks; i++)
		if (is_here(&f, doc->blocks[i]))
			find_block(&f, doc->blocks[i]);
	sort(&f);
	find_kept_apart(&f);
	drop_misread(&f);
	*n = f.n;
	return f.found;
}
