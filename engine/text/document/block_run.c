#include "text/document/block_run.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/bisect.h"
#include "base/buf.h"

static void add_key(struct buf *key, const struct span *s)
{
	char *to;

	if (s->kind == SPAN_ALONE)
		buf_add_char(key, 1);
	if (s->kind != SPAN_TEXT)
		return;
	to = buf_reserve(key, s->text.len);
	for (size_t i = 0; i < s->text.len; i++) {
		*to = s->text.at[i];
		to += !ascii_is_white(*to);
	}
	key->len = (size_t)(to - key->at);
}

struct str block_run_key(struct arena *a, const struct span *spans, size_t n)
{
	struct buf key = {0};

	for (size_t i = 0; i < n; i++)
		add_key(&key, &spans[i]);
	return buf_keep(&key, a);
}

struct block_run block_run_make(struct arena *a, const struct document_block *block)
{
	struct block_run run = {.segments = block->segments,
	                        .n_segments = block->n_segments,
	                        .ends = arena_array(a, block->n_segments, sizeof(*run.ends))};
	struct buf key = {0};

	for (size_t i = 0; i < block->n_segments; i++) {
		const struct segment *s = &block->segments[i];
		size_t first_code = run.n_codes;

		for (size_t j = 0; j < s->n_codes; j++)
			*ARRAY_ADD(a, run.codes, run.n_codes) = &s->codes[j];
		for (size_t j = 0; j < s->n_spans; j++) {
			struct span span = s->spans[j];

			if (span.kind != SPAN_TEXT)
				span.code = (uint16_t)(span.code + first_code);
			*ARRAY_ADD(a, run.spans, run.n_spans) = span;
			add_key(&key, &span);
		}
		run.ends[i] = (uint32_t)key.len;
		if (s->after.len > 0)
			*ARRAY_ADD(a, run.spans, run.n_spans) = (struct span){SPAN_TEXT, 0, s->after};
	}
	run.key = buf_keep(&key, a);
	return run;
}

/* Cutting */

struct cutter {
	struct arena *arena;
	const struct block_run *run;
	struct block_run_moves *moves;
	struct segment *segments;
	size_t n_segments;
	struct segment now;
	struct buf text, white; /* since the last code; after a segment's last character */
	int32_t *local;         /* per code of the run: its number in this segment, or -1 */
	uint16_t *taken;        /* per code of this segment: its number in the run */
	uint16_t *open;
	size_t n_open;
	size_t key, old; /* how far in the key, in which of the old segments */
	const uint32_t *cuts, *last_cut;
	bool at_cut;
};

static void flush_text(struct cutter *c)
{
	struct span span = {SPAN_TEXT, 0, {0}};

	if (c->text.len == 0)
		return;
	span.text = str_copy(c->arena, buf_str(&c->text));
	buf_clear(&c->text);
	*ARRAY_ADD(c->arena, c->now.spans, c->now.n_spans) = span;
}

static void add_code(struct cutter *c, enum span_kind kind, uint16_t code)
{
	const struct code *from = c->run->codes[code];

	flush_text(c);
	if (c->local[code] < 0) {
		c->local[code] = (int32_t)c->now.n_codes;
		c->taken[c->now.n_codes] = code;
		*ARRAY_ADD(c->arena, c->now.codes, c->now.n_codes) = *from;
	}
	*ARRAY_ADD(c->arena, c->now.spans,
	           c->now.n_spans) = (struct span){kind, (uint16_t)c->local[code], {0}};
}

static void end_segment(struct cutter *c)
{
	for (size_t i = c->n_open; i > 0; i--)
		add_code(c, SPAN_CLOSE, c->open[i - 1]);
	flush_text(c);
	c->now.after = str_copy(c->arena, buf_str(&c->white));
	buf_clear(&c->white);
	for (size_t i = 0; i < c->now.n_codes; i++) {
		*ARRAY_ADD(c->arena, c->moves->items, c->moves->n) = (struct block_run_move){
			c->run->codes[c->taken[i]], &c->now.codes[i]};
		c->local[c->taken[i]] = -1;
	}
	*ARRAY_ADD(c->arena, c->segments, c->n_segments) = c->now;
}

static void cross_cut(struct cutter *c)
{
	if (!c->at_cut)
		return;
	c->at_cut = false;
	end_segment(c);
	while (c->old + 1 < c->run->n_segments && c->run->ends[c->old] <= c->key)
		c->old++;
	c->now = (struct segment){.position = c->run->segments[c->old].position};
	for (size_t i = 0; i < c->n_open; i++)
		add_code(c, SPAN_OPEN, c->open[i]);
}

static void keep_white(struct cutter *c)
{
	if (c->white.len == 0)
		return;
	buf_add(&c->text, buf_str(&c->white));
	buf_clear(&c->white);
}

static void take_code(struct cutter *c, const struct span *s)
{
	if (s->kind == SPAN_CLOSE) {
		keep_white(c);
		add_code(c, SPAN_CLOSE, s->code);
		c->n_open -= c->n_open > 0;
		return;
	}
	cross_cut(c);
	keep_white(c);
	add_code(c, s->kind, s->code);
	if (s->kind == SPAN_OPEN)
		c->open[c->n_open++] = s->code;
}

static void take_char(struct cutter *c, char byte)
{
	if (ascii_is_white(byte)) {
		buf_add_char(&c->white, byte);
		return;
	}
	cross_cut(c);
	keep_white(c);
	buf_add_char(&c->text, byte);
}

static void step(struct cutter *c)
{
	c->key++;
	if (c->cuts < c->last_cut && c->key >= *c->cuts) {
		c->cuts++;
		c->at_cut = true;
	}
}

static void take_span(struct cutter *c, const struct span *s)
{
	for (size_t i = 0; s->kind == SPAN_TEXT && i < s->text.len; i++) {
		take_char(c, s->text.at[i]);
		if (!ascii_is_white(s->text.at[i]))
			step(c);
	}
	if (s->kind != SPAN_TEXT)
		take_code(c, s);
	if (s->kind == SPAN_ALONE)
		step(c);
}

void block_run_split(struct arena *a, struct document_block *block, const struct block_run *run,
                     const uint32_t *cuts, size_t n_cuts, struct block_run_moves *moves)
{
	struct cutter c = {
		.arena = a,
		.run = run,
		.moves = moves,
		.cuts = cuts,
		.last_cut = n_cuts ? cuts + n_cuts : cuts,
		.local = arena_array(a, run->n_codes, sizeof(*c.local)),
		.taken = arena_array(a, run->n_codes, sizeof(*c.taken)),
		.open = arena_array(a, run->n_spans, sizeof(*c.open)),
	};

	if (run->n_segments == 0 || run->n_codes > UINT16_MAX)
		return;
	c.now.position = run->segments[0].position;
	memset(c.local, -1, run->n_codes * sizeof(*c.local));
	for (size_t i = 0; i < run->n_spans; i++)
		take_span(&c, &run->spans[i]);
	end_segment(&c);
	block->segments = c.segments;
	block->n_segments = c.n_segments;
	buf_free(&c.text);
	buf_free(&c.white);
}

static int in_address_order(const void *one, const void *other)
{
	const struct block_run_move *a = one, *b = other;

	if (a->from != b->from)
		return (uintptr_t)a->from < (uintptr_t)b->from ? -1 : 1;
	return ((uintptr_t)a->to > (uintptr_t)b->to) - ((uintptr_t)a->to < (uintptr_t)b->to);
}

void block_run_relink(struct arena *a, struct document *doc, struct block_run_moves *moves)
{
	struct document_link *links = NULL;
	size_t n = 0;

	if (moves->n == 0)
		return;
	qsort(moves->items, moves->n, sizeof(*moves->items), in_address_order);
	for (size_t i = 0; i < doc->n_links; i++) {
		struct document_link link = doc->links[i];
		size_t at = BISECT(m, 0, moves->n, (uintptr_t)moves->items[m].from < (uintptr_t)link.code);

		if (at == moves->n || moves->items[at].from != link.code)
			*ARRAY_ADD(a, links, n) = link;
		for (; at < moves->n && moves->items[at].from == doc->links[i].code; at++) {
			link.code = moves->items[at].to;
			*ARRAY_ADD(a, links, n) = link;
		}
	}
	doc->links = links;
	doc->n_links = n;
}
