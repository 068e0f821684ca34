#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bisect.h"
#include "text/catalogue/catalogue.h"
#include "text/catalogue/similar.h"
#include "text/document/segment.h"

/* How near, in percent, an old source has to be for its target to be offered. */
enum { NEAR = 70 };

struct update {
	struct arena *arena, *scratch;
	struct catalogue *fresh;
	const struct catalogue *old;
	bool *used;      /* per old unit: it lives on in a fresh one */
	uint32_t *order; /* the old units by what their sources say */
	uint64_t *says;
};

static bool has_target(const struct unit *u)
{
	return u->n_target > 0;
}

/* The translation alone: what another place of the same sentence may have too. */
static void copy_target(struct unit *to, const struct unit *from)
{
	to->target = from->target;
	to->n_target = from->n_target;
	to->state = from->state;
	to->origin = from->origin;
	to->old_source = from->old_source;
	to->old_target = from->old_target;
	to->old_codes = from->old_codes;
	to->n_old_source = from->n_old_source;
	to->n_old_target = from->n_old_target;
	to->n_old_codes = from->n_old_codes;
}

/* All that an old unit knows, where its source is still the same. */
static void move_unit(struct update *w, struct unit *to, const struct unit *from)
{
	w->used[from - w->old->units] = true;
	copy_target(to, from);
	to->note = from->note;
	to->name = from->name;
	to->written_source = from->written_source;
	to->written_target = from->written_target;
	to->written_source_of = from->written_source_of;
	to->written_target_of = from->written_target_of;
	to->n_outside = from->n_outside;
}

static int in_saying_order(const void *one, const void *other, void *context)
{
	const struct update *w = context;
	const uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;

	if (w->says[a] != w->says[b])
		return w->says[a] < w->says[b] ? -1 : 1;
	return (a > b) - (a < b);
}

static void order_old(struct update *w)
{
	size_t n = w->old->n_units;

	w->used = arena_array(w->scratch, n, sizeof(*w->used));
	w->says = arena_array(w->scratch, n, sizeof(*w->says));
	w->order = arena_array(w->scratch, n, sizeof(*w->order));
	for (size_t i = 0; i < n; i++) {
		w->says[i] = catalogue_hash(w->old->units[i].source, w->old->units[i].n_source);
		w->order[i] = (uint32_t)i;
	}
	if (n > 0)
		qsort_r(w->order, n, sizeof(*w->order), in_saying_order, w);
}

static void keep_same_ids(struct update *w)
{
	for (size_t i = 0; i < w->fresh->n_units; i++) {
		const struct unit *old = catalogue_find_near(w->old, w->fresh->units[i].id, i);

		if (old && !w->used[old - w->old->units])
			move_unit(w, &w->fresh->units[i], old);
	}
}

/* An old unit that says the same, rather one that has lost its place than one that is in use. */
static const struct unit *find_same_source(const struct update *w, const struct unit *u)
{
	uint64_t says = catalogue_hash(u->source, u->n_source);
	size_t at = BISECT(i, 0, w->old->n_units, w->says[w->order[i]] < says);
	const struct unit *found = NULL;

	for (; at < w->old->n_units && w->says[w->order[at]] == says; at++) {
		const struct unit *old = &w->old->units[w->order[at]];

		if (has_target(old) && !w->used[w->order[at]])
			return old;
		if (has_target(old) && !found)
			found = old;
	}
	return found;
}

static void copy_same_sources(struct update *w)
{
	for (size_t i = 0; i < w->fresh->n_units; i++) {
		struct unit *u = &w->fresh->units[i];
		const struct unit *old = has_target(u) ? NULL : find_same_source(w, u);

		if (!old)
			continue;
		if (w->used[old - w->old->units] || u->name.len > 0)
			copy_target(u, old);
		else
			move_unit(w, u, old);
	}
}

static struct str words_of(struct arena *a, const struct unit *u)
{
	struct buf b = {0};

	for (size_t i = 0; i < u->n_source; i++)
		if (u->source[i].kind == SPAN_TEXT)
			buf_add(&b, u->source[i].text);
	return buf_keep(&b, a);
}

/* Which of the new source's codes does the work of each of the old one's; UINT16_MAX: none. */
static uint16_t *map_codes(struct arena *a, const struct unit *to, const struct unit *from)
{
	uint16_t *map = arena_array(a, from->n_codes, sizeof(*map));
	size_t next = 0;

	for (size_t i = 0; i < from->n_codes; i++) {
		size_t j = next;

		while (j < to->n_codes && (to->codes[j].kind != from->codes[i].kind ||
		                           (from->codes[i].kind != CODE_LINK &&
		                            !str_equal(to->codes[j].equiv, from->codes[i].equiv))))
			j++;
		map[i] = j < to->n_codes ? (uint16_t)j : UINT16_MAX;
		if (j < to->n_codes)
			next = j + 1;
	}
	return map;
}

/* The old target on the new source: what it says, without the codes that are no more. */
static void adapt(struct update *w, struct unit *u, const struct unit *old)
{
	uint16_t *map = map_codes(w->scratch, u, old);
	bool again = old->state == UNIT_NEEDS_ADAPTATION && old->n_old_target > 0;

	move_unit(w, u, old);
	u->target = arena_array(w->arena, old->n_target, sizeof(*u->target));
	u->n_target = 0;
	for (size_t i = 0; i < old->n_target; i++) {
		struct span s = old->target[i];

		if (s.kind != SPAN_TEXT)
			s.code = map[s.code];
		if (s.kind == SPAN_TEXT || s.code != UINT16_MAX)
			u->target[u->n_target++] = s;
	}
	u->state = UNIT_NEEDS_ADAPTATION;
	if (again)
		return;
	u->old_source = old->source;
	u->n_old_source = old->n_source;
	u->old_target = old->target;
	u->n_old_target = old->n_target;
	u->old_codes = old->codes;
	u->n_old_codes = old->n_codes;
}

static void adapt_similar(struct update *w)
{
	size_t n = 0, n_old = w->old->n_units;
	uint32_t *which = arena_array(w->scratch, n_old, sizeof(*which));
	struct str *texts = arena_array(w->scratch, n_old, sizeof(*texts));
	bool *taken = arena_array(w->scratch, n_old, sizeof(*taken));
	struct similar *similar;

	for (size_t i = 0; i < n_old; i++)
		if (!w->used[i] && has_target(&w->old->units[i])) {
			texts[n] = words_of(w->scratch, &w->old->units[i]);
			which[n++] = (uint32_t)i;
		}
	if (n == 0)
		return;
	similar = similar_open(w->scratch, texts, n);
	for (size_t i = 0; i < w->fresh->n_units; i++) {
		struct unit *u = &w->fresh->units[i];
		size_t found;

		if (has_target(u))
			continue;
		found = similar_find(similar, words_of(w->scratch, u), NEAR, taken);
		if (found == SIZE_MAX)
			continue;
		taken[found] = true;
		adapt(w, u, &w->old->units[which[found]]);
	}
}

/* A price, a number: nothing to translate. */
static void fill_wordless(struct catalogue *c)
{
	for (size_t i = 0; i < c->n_units; i++) {
		struct unit *u = &c->units[i];

		if (has_target(u) || segment_words(u->source, u->n_source, c->source_language) > 0)
			continue;
		u->target = u->source;
		u->n_target = u->n_source;
		u->state = UNIT_TRANSLATED;
		u->origin = ORIGIN_HUMAN;
	}
}

static bool page_changed(const struct update *w)
{
	size_t in_use = 0;

	for (size_t i = 0; i < w->old->n_units; i++)
		in_use += !w->old->units[i].orphan;
	if (in_use != w->fresh->n_units)
		return true;
	for (size_t i = 0; i < w->fresh->n_units; i++) {
		const struct unit *old = catalogue_find_near(w->old, w->fresh->units[i].id, i);

		if (!old || old->orphan)
			return true;
	}
	return false;
}

/* What an imported file still shows stays as long as the file's skeleton does. */
static void keep_orphans(struct update *w)
{
	struct catalogue *c = w->fresh;
	bool changed = page_changed(w);
	struct unit *units = arena_array(w->arena, c->n_units + w->old->n_units, sizeof(*units));

	if (c->n_units > 0)
		memcpy(units, c->units, c->n_units * sizeof(*units));
	for (size_t i = 0; i < w->old->n_units; i++) {
		const struct unit *old = &w->old->units[i];
		bool imported = w->old->skeleton.len > 0 && old->name.len > 0 && !str_is(old->name, "-");

		if (w->used[i] || (!imported && (!has_target(old) || (old->orphan && changed))))
			continue;
		units[c->n_units] = *old;
		units[c->n_units].group = (struct str){0};
		units[c->n_units++].orphan = true;
	}
	c->units = units;
}

void catalogue_update_units(struct arena *a, struct catalogue *fresh, const struct catalogue *old)
{
	struct update w = {.arena = a, .fresh = fresh, .old = old};

	if (old) {
		w.scratch = arena_open();
		order_old(&w);
		keep_same_ids(&w);
		copy_same_sources(&w);
		adapt_similar(&w);
		keep_orphans(&w);
		fresh->record = old->record;
		fresh->n_record = old->n_record;
		fresh->skeleton = old->skeleton;
		arena_close(w.scratch);
	}
	fill_wordless(fresh);
	catalogue_index(a, fresh);
}

struct catalogue *catalogue_update(struct arena *a, const struct document *doc, const struct catalogue *old,
                                   struct str source_language, struct str target_language)
{
	struct catalogue *c = catalogue_extract(a, doc, source_language, target_language);

	catalogue_update_units(a, c, old);
	return c;
}
