#include "text/bilingual/bilingual_place.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "text/document/block_run.h"
#include "text/document/segment.h"

/* A block of the page, and which of the places lie in it. */
struct candidate {
	struct document_block *block;
	struct block_run run;
	struct str key; /* the run's, its codes told apart */
	uint32_t line;
	size_t order;
	size_t *places;
	uint32_t *starts, *ends; /* where each begins and ends in the key */
	size_t n_places, n_starts, n_ends;
};

struct search {
	struct arena *arena, *scratch;
	struct document *doc;
	struct candidate *candidates; /* by line */
	size_t n;
	size_t at;    /* the candidate reached */
	uint32_t key; /* and how far in it */
};

static int in_line_order(const void *one, const void *other)
{
	const struct candidate *a = one, *b = other;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

/*
 * The run's key with a byte for each kind of code, as a sentence may be one code and no words: an image is not found
 * where a tag stands before it.
 */
static struct str tell_codes_apart(struct arena *a, const struct block_run *run)
{
	struct buf key = {0};
	size_t at = 0;

	for (size_t i = 0; i < run->n_spans; i++) {
		size_t code;

		if (run->spans[i].kind != SPAN_ALONE)
			continue;
		code = str_find(run->key, STR("\1"), at);
		buf_add(&key, str_slice(run->key, at, code));
		buf_add_char(&key, (char)(1 + run->codes[run->spans[i].code]->kind));
		at = code + 1;
	}
	buf_add(&key, str_slice(run->key, at, run->key.len));
	return buf_keep(&key, a);
}

static struct str key_of(struct arena *a, const struct bilingual_inline *source)
{
	struct segment segment = {.spans = source->spans,
	                          .n_spans = source->n_spans,
	                          .codes = source->codes,
	                          .n_codes = source->n_codes};
	struct block_run run = block_run_make(
		a, &(struct document_block){.segments = &segment, .n_segments = 1});

	return tell_codes_apart(a, &run);
}

static void list_candidates(struct search *s)
{
	for (size_t i = 0; i < s->doc->n_blocks; i++) {
		struct document_block *block = s->doc->blocks[i];
		struct candidate *c;

		if (block->kind >= BLOCK_FIELD || block->position.source != s->doc->source)
			continue;
		c = ARRAY_ADD(s->scratch, s->candidates, s->n);
		c->block = block;
		c->run = block_run_make(s->scratch, block);
		c->key = tell_codes_apart(s->scratch, &c->run);
		c->line = source_line(s->doc->source, block->position.offset);
		c->order = i;
	}
	if (s->n > 0)
		qsort(s->candidates, s->n, sizeof(*s->candidates), in_line_order);
}

/* From the block that holds the place's first line, or begins on it, to those that begin on its last. */
static void find_place(struct search *s, struct bilingual_place *place, size_t which)
{
	uint32_t first = source_line(s->doc->source, place->from),
		 last = source_line(s->doc->source, place->to);
	struct str key = key_of(s->scratch, place->source);
	size_t i = s->at;

	if (key.len == 0)
		return;
	while (i + 1 < s->n && s->candidates[i + 1].line <= first && s->candidates[i].line < first)
		i++;
	while (i > s->at && s->candidates[i - 1].line == s->candidates[i].line)
		i--;
	for (; i < s->n && s->candidates[i].line <= last; i++) {
		struct candidate *c = &s->candidates[i];
		size_t at = str_find(c->key, key, i == s->at ? s->key : 0);

		if (at == SIZE_MAX || c->run.n_codes > UINT16_MAX)
			continue;
		*ARRAY_ADD(s->scratch, c->places, c->n_places) = which;
		*ARRAY_ADD(s->scratch, c->starts, c->n_starts) = (uint32_t)at;
		*ARRAY_ADD(s->scratch, c->ends, c->n_ends) = (uint32_t)(at + key.len);
		place->block = c->block;
		s->at = i;
		s->key = (uint32_t)(at + key.len);
		return;
	}
}

static void add_cut(struct search *s, const struct candidate *c, uint32_t **cuts, size_t *n, uint32_t at)
{
	if (at > 0 && at < c->run.key.len && (*n == 0 || (*cuts)[*n - 1] < at))
		*ARRAY_ADD(s->scratch, *cuts, *n) = at;
}

static void split(struct search *s, const struct candidate *c, struct block_run_moves *moves)
{
	uint32_t *cuts = NULL;
	size_t n = 0;

	for (size_t i = 0; i < c->n_places; i++) {
		add_cut(s, c, &cuts, &n, c->starts[i]);
		add_cut(s, c, &cuts, &n, c->ends[i]);
	}
	block_run_split(s->arena, c->block, &c->run, cuts, n, moves);
}

/* After the split each place is a segment, between others that are none's. */
static void take_segments(const struct candidate *c, struct bilingual_place *places)
{
	struct arena *scratch = arena_open();
	uint32_t at = 0;
	size_t next = 0;

	for (size_t i = 0; i < c->block->n_segments && next < c->n_places; i++) {
		struct segment *segment = &c->block->segments[i];

		if (at == c->starts[next])
			places[c->places[next++]].segment = segment;
		at += (uint32_t)block_run_key(scratch, segment->spans, segment->n_spans).len;
		arena_reset(scratch);
	}
	arena_close(scratch);
}

/* Values of the head, alternative texts and titles are one segment each in the dialect, whatever sentences they have. */
static void join(struct search *s, struct block_run_moves *moves)
{
	for (size_t i = 0; i < s->doc->n_blocks; i++) {
		struct document_block *block = s->doc->blocks[i];
		struct block_run run;

		if (block->kind < BLOCK_FIELD || block->n_segments < 2)
			continue;
		run = block_run_make(s->scratch, block);
		block_run_split(s->arena, block, &run, NULL, 0, moves);
	}
}

void bilingual_place_find(struct arena *a, struct document *doc, struct bilingual_place *places, size_t n)
{
	struct search s = {.arena = a, .scratch = arena_open(), .doc = doc};
	struct block_run_moves moves = {0};

	list_candidates(&s);
	for (size_t i = 0; i < n; i++)
		find_place(&s, &places[i], i);
	for (size_t i = 0; i < s.n; i++)
		if (s.candidates[i].n_places > 0) {
			split(&s, &s.candidates[i], &moves);
			take_segments(&s.candidates[i], places);
		}
	join(&s, &moves);
	block_run_relink(a, doc, &moves);
	segment_name_all(a, doc);
	arena_close(s.scratch);
}
