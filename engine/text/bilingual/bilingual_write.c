#include "text/bilingual/bilingual_write.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/hash.h"
#include "text/bilingual/bilingual_inline.h"
#include "text/bilingual/bilingual_skeleton.h"
#include "text/markdown/markdown_code.h"
#include "text/markdown/markdown_sentence.h"

/* A segment of the page, by its id. */
struct entry {
	struct str id;
	const struct segment *segment;
	const struct document_block *block;
};

struct image {
	const struct code *code;
	size_t order; /* on the page */
};

struct bilingual_writer {
	struct arena *arena;
	const struct catalogue *catalogue;
	struct entry *entries;
	size_t n;
	struct image *images; /* by their Markdown; of two alike the first */
	size_t n_images;
};

static int in_id_order(const void *one, const void *other)
{
	const struct entry *a = one, *b = other;

	return str_compare(a->id, b->id);
}

static int in_markdown_order(const void *one, const void *other)
{
	const struct image *a = one, *b = other;

	return str_compare(a->code->markdown, b->code->markdown);
}

static int in_image_order(const void *one, const void *other)
{
	const struct image *a = one, *b = other;
	int order = in_markdown_order(one, other);

	return order ? order : (a->order > b->order) - (a->order < b->order);
}

static void add_segment(struct bilingual_writer *w, const struct segment *s,
                        const struct document_block *block)
{
	*ARRAY_ADD(w->arena, w->entries, w->n) = (struct entry){s->id, s, block};
	for (size_t i = 0; i < s->n_codes; i++) {
		struct image image = {&s->codes[i], w->n_images};

		if (image.code->kind == CODE_IMAGE)
			*ARRAY_ADD(w->arena, w->images, w->n_images) = image;
	}
}

static void sort(struct bilingual_writer *w)
{
	size_t kept = 0;

	if (w->n > 0)
		qsort(w->entries, w->n, sizeof(*w->entries), in_id_order);
	if (w->n_images > 0)
		qsort(w->images, w->n_images, sizeof(*w->images), in_image_order);
	for (size_t i = 0; i < w->n_images; i++)
		if (i == 0 || in_markdown_order(&w->images[kept - 1], &w->images[i]) != 0)
			w->images[kept++] = w->images[i];
	w->n_images = kept;
}

struct bilingual_writer *bilingual_write_open(struct arena *a, const struct document *doc,
                                              const struct catalogue *c)
{
	struct bilingual_writer *w = arena_alloc(a, sizeof(*w));

	w->arena = a;
	w->catalogue = c;
	for (size_t i = 0; i < doc->n_blocks; i++)
		for (size_t j = 0; j < doc->blocks[i]->n_segments; j++)
			add_segment(w, &doc->blocks[i]->segments[j], doc->blocks[i]);
	sort(w);
	return w;
}

static const struct entry *find(const struct bilingual_writer *w, struct str id)
{
	const struct entry key = {.id = id};

	return w->n > 0 ? bsearch(&key, w->entries, w->n, sizeof(key), in_id_order) : NULL;
}

static struct str plain(struct bilingual_writer *w, struct str written)
{
	struct buf b = {0};

	bilingual_skeleton_plain(&b, written);
	return buf_keep(&b, w->arena);
}

/* A code by what a translator sees of it, where the page no longer has it. */
static struct code guess_code(struct unit_code c)
{
	struct code code = {.kind = c.kind, .markdown = c.equiv};

	if (c.kind == CODE_LINK) {
		code.markdown = STR("[");
		code.markdown_close = str_slice(c.equiv, 1, c.equiv.len);
	} else if (c.kind <= CODE_STRIKE)
		code.markdown_close = c.equiv;
	return code;
}

/* An alternative text or a title in the other language; empty: it has none yet. */
static struct str translated(struct bilingual_writer *w, const struct document_block *b)
{
	struct buf out = {0};

	for (size_t i = 0; b && i < b->n_segments; i++) {
		const struct segment *s = &b->segments[i];
		const struct unit *u = s->id.len > 0 ? catalogue_find_segment(w->catalogue, s) : NULL;

		if (u && u->n_target > 0)
			buf_add(&out, document_plain(w->arena, u->target, u->n_target, s->codes));
		if (u && u->n_target > 0 && i + 1 < b->n_segments)
			buf_add(&out, s->after);
	}
	return buf_keep(&out, w->arena);
}

/*
 * A sentence of images alone has no words that would make it a segment of the page: its images are known there by how
 * the file spelled them.
 */
static void find_images(struct bilingual_writer *w, const struct unit *u, const struct code **found)
{
	struct str written = plain(w, u->written_source);
	const struct bilingual_inline *spelled = bilingual_inline_parse(w->arena, &written, 1, STR(""),
	                                                                w->catalogue->source_language, false);
	size_t next = 0;

	for (size_t i = 0; i < u->n_codes; i++) {
		struct image key = {0}, *known;

		if (u->codes[i].kind != CODE_IMAGE)
			continue;
		while (next < spelled->n_codes && spelled->codes[next].kind != CODE_IMAGE)
			next++;
		if (next == spelled->n_codes)
			return;
		key.code = &spelled->codes[next++];
		known = bsearch(&key, w->images, w->n_images, sizeof(key), in_markdown_order);
		found[i] = known ? known->code : NULL;
	}
}

static bool has_images(const struct unit *u)
{
	for (size_t i = 0; i < u->n_codes; i++)
		if (u->codes[i].kind == CODE_IMAGE)
			return true;
	return false;
}

/* The page's codes for the unit's, NULL where it has none. */
static const struct code **find_codes(struct bilingual_writer *w, const struct unit *u)
{
	const struct code **found = arena_array(w->arena, u->n_codes, sizeof(const struct code *));
	const struct entry *on_page = find(w, u->id);

	for (size_t i = 0; on_page && i < u->n_codes && i < on_page->segment->n_codes; i++)
		found[i] = &on_page->segment->codes[i];
	if (!on_page && u->orphan && w->n_images > 0 && has_images(u))
		find_images(w, u, found);
	return found;
}

static struct code translate(struct bilingual_writer *w, const struct code *c)
{
	struct str words = translated(w, c->alt), title = translated(w, c->title);

	return words.len > 0 || title.len > 0 ? markdown_code_reworded(w->arena, c, words, title) : *c;
}

/* The unit's codes as Markdown writes them; those that stand in the skeleton are not written. */
static struct code *list_codes(struct bilingual_writer *w, const struct unit *u, bool target)
{
	const struct code **found = find_codes(w, u);
	struct code *codes = arena_array(w->arena, u->n_codes, sizeof(*codes));

	for (size_t i = 0; i < u->n_codes; i++)
		codes[i] = found[i] ? *found[i] : guess_code(u->codes[i]);
	for (size_t i = 0; i < u->n_codes && target; i++)
		codes[i] = translate(w, &codes[i]);
	for (int i = 0; i < u->n_outside && (size_t)i < u->n_source; i++)
		if (u->source[i].kind == SPAN_OPEN)
			codes[u->source[i].code].markdown = codes[u->source[i].code].markdown_close = STR("");
	return codes;
}

/* The block's own pairs, of which some of the innermost stand in the segment: the first of those. */
static size_t first_pair(const struct entry *on_page, const struct unit *u)
{
	size_t n = u->n_outside < 0 ? (size_t)-u->n_outside : 0, all = on_page->block->n_outer;

	return all - (n < all ? n : all);
}

static void write_pairs(struct bilingual_writer *w, struct buf *out, const struct entry *on_page,
                        const struct unit *u, bool target, bool closing)
{
	size_t first = first_pair(on_page, u), n = on_page->block->n_outer;

	for (size_t i = first; i < n; i++) {
		const struct code *code = &on_page->block->outer[closing ? first + n - 1 - i : i];
		struct code written = target ? translate(w, code) : *code;

		markdown_sentence_write_code(out, closing ? written.markdown_close : written.markdown,
		                             u->kind == BLOCK_CELL);
	}
}

struct str bilingual_write_canonical(struct bilingual_writer *w, const struct unit *u, bool target)
{
	const struct entry *on_page = find(w, u->id);
	struct buf b = {0};

	if (on_page)
		write_pairs(w, &b, on_page, u, target, false);
	markdown_sentence_write(&b, target ? u->target : u->source, target ? u->n_target : u->n_source,
	                        list_codes(w, u, target), u->kind == BLOCK_CELL);
	if (on_page)
		write_pairs(w, &b, on_page, u, target, true);
	return buf_keep(&b, w->arena);
}

static uint64_t hash_with(struct bilingual_writer *w, uint64_t hash, const struct code *code)
{
	struct str words[] = {translated(w, code->alt), translated(w, code->title)};

	for (size_t i = 0; i < 2; i++)
		if (words[i].len > 0)
			hash = hash * 31 + hash_of(words[i]).low;
	return hash;
}

uint64_t bilingual_write_hash(struct bilingual_writer *w, const struct unit *u)
{
	const struct code **found = find_codes(w, u);
	const struct entry *on_page = find(w, u->id);
	uint64_t hash = catalogue_hash(u->target, u->n_target);

	for (size_t i = 0; i < u->n_codes; i++)
		if (found[i])
			hash = hash_with(w, hash, found[i]);
	for (size_t i = on_page ? first_pair(on_page, u) : 0; on_page && i < on_page->block->n_outer; i++)
		hash = hash_with(w, hash, &on_page->block->outer[i]);
	return hash;
}

struct str bilingual_write_source(struct bilingual_writer *w, const struct unit *u)
{
	if (u->written_source_of == catalogue_hash(u->source, u->n_source))
		return plain(w, u->written_source);
	return bilingual_write_canonical(w, u, false);
}

struct str bilingual_write_target(struct bilingual_writer *w, const struct unit *u)
{
	if (u->written_target_of == bilingual_write_hash(w, u))
		return plain(w, u->written_target);
	return u->n_target == 0 ? bilingual_write_source(w, u) : bilingual_write_canonical(w, u, true);
}
