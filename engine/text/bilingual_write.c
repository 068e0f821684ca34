#include "text/bilingual_write.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/hash.h"
#include "text/bilingual_skeleton.h"
#include "text/inline_markdown.h"
#include "text/markdown_code.h"

/* A segment of the page, by its id; one of images alone, which has no words to be known by, by its Markdown. */
struct entry {
	struct str id;
	const struct segment *segment;
	const struct document_block *block;
};

struct bilingual_writer {
	struct arena *arena;
	const struct catalogue *catalogue;
	struct entry *entries;
	size_t n;
};

static int in_id_order(const void *one, const void *other)
{
	const struct entry *a = one, *b = other;

	return str_compare(a->id, b->id);
}

static struct str plain(struct bilingual_writer *w, struct str written)
{
	struct buf b = {0};
	struct str text;

	bilingual_skeleton_plain(&b, written);
	text = str_copy(w->arena, buf_str(&b));
	buf_free(&b);
	return text;
}

static const struct entry *find(struct bilingual_writer *w, const struct unit *u)
{
	const struct entry key = {.id = u->orphan ? plain(w, u->written_source) : u->id};

	return w->n > 0 ? bsearch(&key, w->entries, w->n, sizeof(key), in_id_order) : NULL;
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

/* The block's own pairs, of which so many of the innermost stand in the segment. */
static void write_pairs(struct buf *out, const struct document_block *block, size_t n, bool closing)
{
	size_t first = block->n_outer - (n < block->n_outer ? n : block->n_outer);

	for (size_t i = first; i < block->n_outer && !closing; i++)
		buf_add(out, block->outer[i].markdown);
	for (size_t i = block->n_outer; i > first && closing; i--)
		buf_add(out, block->outer[i - 1].markdown_close);
}

static void add_entry(struct bilingual_writer *w, struct str id, const struct segment *s,
                      const struct document_block *block)
{
	*ARRAY_ADD(w->arena, w->entries, w->n) = (struct entry){id, s, block};
}

/* The file may have the block's pairs within the segment, or around it. */
static void add_wordless(struct bilingual_writer *w, const struct segment *s,
                         const struct document_block *block)
{
	struct buf b = {0};

	write_pairs(&b, block, block->n_outer, false);
	inline_markdown_write(&b, s->spans, s->n_spans, s->codes, block->kind == BLOCK_CELL);
	write_pairs(&b, block, block->n_outer, true);
	add_entry(w, str_copy(w->arena, buf_str(&b)), s, block);
	buf_clear(&b);
	inline_markdown_write(&b, s->spans, s->n_spans, s->codes, block->kind == BLOCK_CELL);
	if (block->n_outer > 0)
		add_entry(w, str_copy(w->arena, buf_str(&b)), s, block);
	buf_free(&b);
}

static void add_entries(struct bilingual_writer *w, const struct document_block *block)
{
	for (size_t i = 0; i < block->n_segments; i++) {
		const struct segment *s = &block->segments[i];

		if (s->id.len > 0)
			add_entry(w, s->id, s, block);
		else
			add_wordless(w, s, block);
	}
}

struct bilingual_writer *bilingual_write_open(struct arena *a, const struct document *doc,
                                              const struct catalogue *c)
{
	struct bilingual_writer *w = arena_alloc(a, sizeof(*w));

	w->arena = a;
	w->catalogue = c;
	for (size_t i = 0; i < doc->n_blocks; i++)
		add_entries(w, doc->blocks[i]);
	if (w->n > 0)
		qsort(w->entries, w->n, sizeof(*w->entries), in_id_order);
	return w;
}

/* The alternative text in the other language; empty: it has none yet. */
static struct str translated(struct bilingual_writer *w, const struct document_block *alt)
{
	struct buf b = {0};
	struct str words;

	for (size_t i = 0; alt && i < alt->n_segments; i++) {
		const struct segment *s = &alt->segments[i];
		const struct unit *u = s->id.len > 0 ? catalogue_find(w->catalogue, s->id) : NULL;

		if (u && u->n_target > 0)
			buf_add(&b, document_plain(w->arena, u->target, u->n_target, s->codes));
		if (u && u->n_target > 0 && i + 1 < alt->n_segments)
			buf_add(&b, s->after);
	}
	words = str_copy(w->arena, buf_str(&b));
	buf_free(&b);
	return words;
}

/* The page's next code of the kind, unless it has another first: a pair of the unit's may be the block's there. */
static const struct code *find_code(const struct segment *s, enum code_kind kind, size_t *next)
{
	return *next < s->n_codes && s->codes[*next].kind == kind ? &s->codes[(*next)++] : NULL;
}

/* The unit's codes as Markdown writes them; those that stand in the skeleton are not written. */
static struct code *list_codes(struct bilingual_writer *w, const struct unit *u, const struct entry *on_page,
                               bool target)
{
	struct code *codes = arena_array(w->arena, u->n_codes, sizeof(*codes));

	for (size_t i = 0, next = 0; i < u->n_codes; i++) {
		const struct code *found = on_page ? find_code(on_page->segment, u->codes[i].kind, &next)
		                                   : NULL;

		codes[i] = found ? *found : guess_code(u->codes[i]);
	}
	for (size_t i = 0; i < u->n_codes && target; i++) {
		struct str words = translated(w, codes[i].alt);

		if (words.len > 0)
			codes[i].markdown = markdown_code_reworded(w->arena, &codes[i], words);
	}
	for (int i = 0; i < u->n_outside && (size_t)i < u->n_source; i++)
		if (u->source[i].kind == SPAN_OPEN)
			codes[u->source[i].code].markdown = codes[u->source[i].code].markdown_close = STR("");
	return codes;
}

struct str bilingual_write_canonical(struct bilingual_writer *w, const struct unit *u, bool target)
{
	const struct entry *on_page = find(w, u);
	size_t n_pairs = u->n_outside < 0 ? (size_t)-u->n_outside : 0;
	struct buf b = {0};
	struct str text;

	if (on_page)
		write_pairs(&b, on_page->block, n_pairs, false);
	inline_markdown_write(&b, target ? u->target : u->source, target ? u->n_target : u->n_source,
	                      list_codes(w, u, on_page, target), u->kind == BLOCK_CELL);
	if (on_page)
		write_pairs(&b, on_page->block, n_pairs, true);
	text = str_copy(w->arena, buf_str(&b));
	buf_free(&b);
	return text;
}

uint64_t bilingual_write_hash(struct bilingual_writer *w, const struct unit *u)
{
	const struct entry *on_page = find(w, u);
	uint64_t hash = catalogue_hash(u->target, u->n_target);

	for (size_t i = 0; on_page && i < on_page->segment->n_codes; i++) {
		struct str words = translated(w, on_page->segment->codes[i].alt);

		if (words.len > 0)
			hash = hash * 31 + hash_of(words).low;
	}
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
