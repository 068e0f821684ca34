#include "text/catalogue/catalogue_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "base/tally.h"

/* Pairs must lie within each other. */
static bool is_nested(struct arena *a, const struct span *spans, size_t n)
{
	uint16_t *open = arena_room(a, n, sizeof(*open));
	size_t n_open = 0;

	for (size_t i = 0; i < n; i++) {
		if (spans[i].kind == SPAN_OPEN)
			open[n_open++] = spans[i].code;
		if (spans[i].kind == SPAN_CLOSE && (n_open == 0 || open[--n_open] != spans[i].code))
			return false;
	}
	return n_open == 0;
}

/* How often a code stands around words, and how often alone. */
struct count {
	int32_t pairs, alone;
};

static struct count *count_codes(struct arena *a, const struct unit *u, const struct span *spans, size_t n)
{
	struct count *counts = arena_array(a, u->n_codes, sizeof(*counts));

	for (size_t i = 0; i < n; i++)
		if (spans[i].kind != SPAN_TEXT && spans[i].code < u->n_codes) {
			counts[spans[i].code].pairs += spans[i].kind == SPAN_OPEN;
			counts[spans[i].code].alone += spans[i].kind == SPAN_ALONE;
		}
	return counts;
}

static const char *times(int32_t n, char out[32])
{
	if (n == 0)
		return "nowhere";
	if (n == 1)
		return "once";
	snprintf(out, 32, "%d times", n);
	return out;
}

static void check_codes(struct diagnostics *d, struct arena *a, const struct unit *u)
{
	const struct count *sources = count_codes(a, u, u->source, u->n_source);
	const struct count *targets = count_codes(a, u, u->target, u->n_target);

	for (size_t i = 0; i < u->n_codes; i++) {
		int32_t in_source = sources[i].pairs + sources[i].alone;
		int32_t in_target = targets[i].pairs + targets[i].alone;
		const char *how = targets[i].pairs > sources[i].pairs ? "around words" : "alone";
		char id[24], source[32], target[32];

		if (sources[i].pairs == targets[i].pairs && sources[i].alone == targets[i].alone)
			continue;
		/* Where what is shown was reviewed as it is, only a slot must not go: it is a fact. */
		if (u->state == UNIT_NEEDS_REVIEW && u->codes[i].kind != CODE_SLOT)
			continue;
		snprintf(id, sizeof(id), "%zu", i + 1);
		diag_add(d, XLIFF_CODES, u->position, id, str_z(a, u->codes[i].equiv),
		         times(in_source, source), in_source == in_target ? how : times(in_target, target));
	}
}

/* The next {{...}} in a text at or after *at, which moves past it. */
static bool next_slot(struct str text, size_t *at, struct str *slot)
{
	size_t from = str_find(text, STR("{{"), *at), to;

	if (from == SIZE_MAX)
		return false;
	to = str_find(text, STR("}}"), from);
	*at = to == SIZE_MAX ? from + 2 : to + 2;
	*slot = str_slice(text, from, *at);
	return true;
}

static size_t list_slots(struct arena *a, const struct span *spans, size_t n, struct str **list)
{
	struct buf slots = {0};
	struct str slot;

	for (size_t i = 0; i < n; i++)
		for (size_t at = 0; spans[i].kind == SPAN_TEXT && next_slot(spans[i].text, &at, &slot);)
			buf_add(&slots, (struct str){(const char *)&slot, sizeof(slot)});
	n = slots.len / sizeof(slot);
	*list = (struct str *)(void *)arena_copy(a, slots.at, slots.len);
	buf_free(&slots);
	return n;
}

static int in_order(const void *one, const void *other)
{
	const struct str *a = one, *b = other;

	return str_compare(*a, *b);
}

/* A slot typed into a target is text, shown as braces; whoever typed it meant something else. */
static void check_slots(struct diagnostics *d, struct arena *a, const struct unit *u)
{
	struct str *ours, *theirs;
	size_t n_theirs = list_slots(a, u->target, u->n_target, &theirs), n_ours;

	if (n_theirs == 0)
		return;
	n_ours = list_slots(a, u->source, u->n_source, &ours);
	if (n_ours > 0)
		qsort(ours, n_ours, sizeof(*ours), in_order);
	for (size_t i = 0; i < n_theirs; i++) {
		if (n_ours > 0 && bsearch(&theirs[i], ours, n_ours, sizeof(*ours), in_order))
			continue;
		diag_add(d, XLIFF_SLOT, u->position, str_z(a, theirs[i]));
		return;
	}
}

/* Of an imported page everything is as it was written. */
static void settle_target(struct unit *u)
{
	if (u->name.len == 0 && document_is_blank(u->target, u->n_target) &&
	    !document_is_blank(u->source, u->n_source))
		u->n_target = 0;
	if (u->n_target == 0) {
		u->state = UNIT_EMPTY;
		u->origin = ORIGIN_UNKNOWN;
	}
}

void catalogue_check_unit(struct diagnostics *d, struct arena *a, struct unit *u)
{
	settle_target(u);
	if (u->n_codes > 0 &&
	    (!is_nested(a, u->source, u->n_source) || !is_nested(a, u->target, u->n_target)))
		diag_add(d, XLIFF_NESTING, u->position);
	else if (u->state >= UNIT_NEEDS_REVIEW && !catalogue_codes_match(u))
		check_codes(d, a, u);
	/* An imported page has no slots: its braces are words. */
	if (u->name.len == 0)
		check_slots(d, a, u);
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

void catalogue_check_say_twice(struct diagnostics *d, struct position second, const char *what,
                               struct position first)
{
	char line[16];

	snprintf(line, sizeof(line), "%u", source_line(first.source, first.offset));
	diag_add(d, XLIFF_TWICE, second, what, line);
}

void catalogue_check_file(struct diagnostics *d, struct arena *a, struct catalogue *c)
{
	struct str folder = folder_language(c->file->path), target = c->target_language;

	if (folder.len > 0)
		c->target_language = folder;
	if (c->position.source && c->target_language.len == 0)
		diag_add(d, XLIFF_ATTRIBUTE, c->position, "file", "target-language");
	if (folder.len > 0 && target.len > 0 && !same_language(a, target, folder))
		diag_add(d, XLIFF_LANGUAGE, c->position, str_z(a, target), str_z(a, folder));
	for (size_t i = 0; c->by_id && c->by_id->n < c->n_units && i < c->n_units; i++) {
		const struct unit *second = &c->units[i], *first = catalogue_find(c, second->id);

		if (second->id.len > 0 && first != second)
			catalogue_check_say_twice(
				d, second->position,
				str_z(a, str_format(a, "the unit '%.*s'", STR_ARG(second->id))),
				first->position);
	}
}

/* Ids tell no white space from another, so a page may have more of it than when its sentences were taken. */
static bool same_words(struct str one, struct str other)
{
	size_t i = 0, j = 0;

	if (str_equal(one, other))
		return true;
	while (i < one.len && j < other.len) {
		bool space = ascii_is_white(one.at[i]);

		if (space ? !ascii_is_white(other.at[j]) : one.at[i] != other.at[j])
			return false;
		i++, j++;
		while (space && i < one.len && ascii_is_white(one.at[i]))
			i++;
		while (space && j < other.len && ascii_is_white(other.at[j]))
			j++;
	}
	return i == one.len && j == other.len;
}

static bool same_sentence(const struct span *one, size_t n_one, const struct span *other, size_t n_other)
{
	if (n_one != n_other)
		return false;
	for (size_t i = 0; i < n_one; i++)
		if (one[i].kind != other[i].kind || !same_words(one[i].text, other[i].text) ||
		    (one[i].kind != SPAN_TEXT && one[i].code != other[i].code))
			return false;
	return true;
}

void catalogue_check(struct diagnostics *d, const struct catalogue *c, const struct document *doc)
{
	struct arena *scratch = arena_open();
	bool *met = arena_array(scratch, c->n_units, sizeof(*met));
	char *page = str_z(scratch, doc->source->path);

	for (size_t i = 0; i < doc->n_blocks; i++)
		for (size_t j = 0; j < doc->blocks[i]->n_segments; j++) {
			const struct segment *s = &doc->blocks[i]->segments[j];
			const struct unit *u = s->id.len > 0 ? catalogue_find_segment(c, s) : NULL;

			if (!u)
				continue;
			met[u - c->units] = true;
			if (!same_sentence(u->source, u->n_source, s->spans, s->n_spans))
				diag_add(d, CATALOGUE_SOURCE, u->position, str_z(scratch, u->id));
		}
	for (size_t i = 0; i < c->n_units; i++)
		if (!met[i] && !c->units[i].orphan)
			diag_add(d, CATALOGUE_UNIT, c->units[i].position, page,
			         str_z(scratch, c->units[i].id));
	arena_close(scratch);
}
