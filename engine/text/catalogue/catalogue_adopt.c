#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/bisect.h"
#include "base/utf8.h"
#include "text/catalogue/catalogue.h"
#include "text/document/block_run.h"
#include "text/document/segment.h"
#include "text/words/sentence.h"

/* The units of one block of the page as the catalogue knew it. */
struct group {
	struct str words; /* of the units' keys, those with words */
	struct str key;   /* all of them */
	struct str *keys; /* each unit's */
	const struct unit *units;
	size_t n;
	bool taken;
	size_t n_taken; /* of a run of the same words, in its first: so many from here on are taken */
};

struct adoption {
	struct arena *arena, *scratch;
	const struct catalogue *catalogue;
	bool *settled; /* per unit: the first of a group that is a block as it stands */
	struct group *groups;
	size_t n_groups;
	struct block_run_moves moves;
	bool changed;
};

/* Only what sentence_has_words counts: units without words are in no catalogue. */
static struct str words_of(struct arena *a, struct str key)
{
	char *words = arena_bytes(a, key.len);
	size_t n = 0;

	for (size_t i = 0; i < key.len;) {
		size_t from = i;

		if (!sentence_is_word(utf8_next(key, &i)))
			continue;
		while (from < i)
			words[n++] = key.at[from++];
	}
	return (struct str){words, n};
}

static int in_words_order(const void *one, const void *other)
{
	const struct group *a = one, *b = other;
	int order = str_compare(a->words, b->words);

	return order ? order : (a->units > b->units) - (a->units < b->units);
}

/* How many units from here on are of one group. */
static size_t group_size(const struct catalogue *c, const struct unit *u)
{
	size_t n = 0;

	while (u + n < c->units + c->n_units && !u[n].orphan && str_equal(u[n].group, u->group))
		n++;
	return n;
}

/* Whether the block's sentences are those of one group, which then is no other block's. */
static bool settle(struct adoption *w, const struct document_block *block)
{
	const struct catalogue *c = w->catalogue;
	const struct unit *first = block->n_segments > 0 ? catalogue_find_segment(c, block->segments) : NULL;

	if (!first || first->group.len == 0 || group_size(c, first) != block->n_segments ||
	    (first > c->units && str_equal(first[-1].group, first->group)))
		return false;
	for (size_t i = 0; i < block->n_segments; i++)
		if (!str_equal(first[i].id, block->segments[i].id))
			return false;
	w->settled[first - c->units] = true;
	return true;
}

static struct group make_group(struct arena *a, const struct unit *units, size_t n)
{
	struct group group = {.keys = arena_room(a, n, sizeof(*group.keys)), .units = units, .n = n};

	for (size_t i = 0; i < n; i++)
		group.keys[i] = block_run_key(a, units[i].source, units[i].n_source);
	group.key = str_join(a, group.keys, n);
	group.words = words_of(a, group.key);
	return group;
}

/* Those that are no block as it stands. */
static void list_groups(struct adoption *w)
{
	const struct catalogue *c = w->catalogue;

	for (size_t i = 0, n; i < c->n_units; i += n + (n == 0)) {
		n = group_size(c, &c->units[i]);
		if (n > 0 && c->units[i].group.len > 0 && !w->settled[i])
			*ARRAY_ADD(w->scratch, w->groups, w->n_groups) = make_group(w->scratch, &c->units[i],
			                                                            n);
	}
	if (w->n_groups > 0)
		qsort(w->groups, w->n_groups, sizeof(*w->groups), in_words_order);
}

/* How well a group fits a block whose words it says: each group serves one block, in the page's order. */
static int fit(const struct group *group, struct str key)
{
	return 2 * !group->taken + str_equal(group->key, key);
}

static struct group *find_group(const struct adoption *w, struct str words, struct str key)
{
	struct group *first, *found, *end = w->groups + w->n_groups;
	size_t at = BISECT(i, 0, w->n_groups, str_compare(w->groups[i].words, words) < 0);

	if (at == w->n_groups || !str_equal(w->groups[at].words, words))
		return NULL;
	first = found = &w->groups[at];
	for (struct group *g = first + first->n_taken; g < end && str_equal(g->words, words); g++) {
		if (fit(g, key) > fit(found, key))
			found = g;
		if (fit(found, key) == 3)
			break;
	}
	found->taken = true;
	while (first + first->n_taken < end && first[first->n_taken].taken)
		first->n_taken++;
	return found;
}

/* Where the group's units begin and end in the block's key; nothing with words may stand between. */
static bool find_cuts(struct arena *a, const struct group *group, struct str key, uint32_t **cuts, size_t *n)
{
	size_t at = 0;

	for (size_t i = 0; i < group->n; i++) {
		struct str unit = group->keys[i];
		size_t begin = str_find(key, unit, at);

		if (unit.len == 0 || begin == SIZE_MAX || sentence_has_words(str_slice(key, at, begin)))
			return false;
		if (at > 0)
			*ARRAY_ADD(a, *cuts, *n) = (uint32_t)at;
		if (begin > at)
			*ARRAY_ADD(a, *cuts, *n) = (uint32_t)begin;
		at = begin + unit.len;
	}
	if (at < key.len)
		*ARRAY_ADD(a, *cuts, *n) = (uint32_t)at;
	return true;
}

static bool is_cut_so(const struct block_run *run, const uint32_t *cuts, size_t n)
{
	if (n + 1 != run->n_segments)
		return false;
	for (size_t i = 0; i < n; i++)
		if (cuts[i] != run->ends[i])
			return false;
	return true;
}

/* Whether the page's own sentences are the catalogue's: a repeated one alone shows only in their number. */
static bool fits_already(const struct catalogue *c, const struct document *doc)
{
	size_t n = 0, known = 0;

	for (size_t i = 0; i < c->n_units; i++)
		known += !c->units[i].orphan;
	for (size_t i = 0; i < doc->n_blocks; i++)
		for (size_t j = 0; j < doc->blocks[i]->n_segments; j++) {
			const struct segment *s = &doc->blocks[i]->segments[j];

			if (s->id.len > 0 && !catalogue_find_segment(c, s))
				return false;
			n += s->id.len > 0;
		}
	return n == known;
}

static void adopt(struct adoption *w, struct document_block *block)
{
	struct block_run run = block_run_make(w->scratch, block);
	const struct group *group = find_group(w, words_of(w->scratch, run.key), run.key);
	uint32_t *cuts = NULL;
	size_t n = 0;

	if (!group || !find_cuts(w->scratch, group, run.key, &cuts, &n) || is_cut_so(&run, cuts, n))
		return;
	block_run_split(w->arena, block, &run, cuts, n, &w->moves);
	w->changed = true;
}

bool catalogue_adopt_segments(struct arena *a, struct document *doc, const struct catalogue *c)
{
	struct adoption w = {.arena = a, .scratch = arena_open(), .catalogue = c};

	if (c->by_id && !fits_already(c, doc)) {
		bool *stays = arena_array(w.scratch, doc->n_blocks, sizeof(*stays));

		w.settled = arena_array(w.scratch, c->n_units, sizeof(*w.settled));
		for (size_t i = 0; i < doc->n_blocks; i++)
			stays[i] = settle(&w, doc->blocks[i]);
		list_groups(&w);
		for (size_t i = 0; i < doc->n_blocks; i++)
			if (!stays[i])
				adopt(&w, doc->blocks[i]);
	}
	if (w.changed) {
		block_run_relink(a, doc, &w.moves);
		segment_name_all(a, doc);
	}
	arena_close(w.scratch);
	return w.changed;
}
