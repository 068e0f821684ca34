#include "text/catalogue/catalogue.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/tally.h"
#include "text/document/segment.h"

void catalogue_index(struct arena *a, struct catalogue *c)
{
	struct tally *ids = arena_alloc(a, sizeof(*ids));

	for (size_t i = 0; i < c->n_units; i++) {
		struct tally_entry *e = tally_enter(ids, a, c->units[i].id);

		if (e->count == 0)
			e->count = i + 1;
	}
	c->by_id = ids;
}

static const struct unit *find_slowly(const struct catalogue *c, struct str id)
{
	for (size_t i = 0; i < c->n_units; i++)
		if (str_equal(c->units[i].id, id))
			return &c->units[i];
	return NULL;
}

const struct unit *catalogue_find(const struct catalogue *c, struct str id)
{
	size_t number;

	if (!c->by_id)
		return find_slowly(c, id);
	number = tally_count(c->by_id, id);
	return number > 0 ? &c->units[number - 1] : NULL;
}

const struct unit *catalogue_find_near(const struct catalogue *c, struct str id, size_t number)
{
	if (number < c->n_units && str_equal(c->units[number].id, id))
		return &c->units[number];
	return catalogue_find(c, id);
}

const struct unit *catalogue_find_segment(const struct catalogue *c, const struct segment *s)
{
	return catalogue_find_near(c, s->id, s->number);
}

/* The same for the same codes in any order: a sum of what each is worth. */
static uint64_t sum_codes(const struct span *spans, size_t n)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		uint64_t x = ((uint64_t)spans[i].code << 2 | spans[i].kind) + 1;

		if (spans[i].kind == SPAN_TEXT)
			continue;
		x *= 0x9E3779B97F4A7C15u;
		x ^= x >> 31;
		sum += x * 0xD6E8FEB86659FD93u;
	}
	return sum;
}

bool catalogue_codes_match(const struct unit *u)
{
	/* most are words alone */
	return u->n_codes == 0 || sum_codes(u->source, u->n_source) == sum_codes(u->target, u->n_target);
}

bool catalogue_usable(const struct unit *u)
{
	if (u->n_target == 0 || u->orphan)
		return false;
	return u->state == UNIT_NEEDS_REVIEW || (u->state > UNIT_NEEDS_REVIEW && catalogue_codes_match(u));
}

uint64_t catalogue_hash(const struct span *spans, size_t n)
{
	struct buf b = {0};
	uint64_t hash;

	/* Two texts side by side say what one does. */
	for (size_t i = 0; i < n; i++) {
		buf_add(&b, spans[i].text);
		if (spans[i].kind != SPAN_TEXT)
			buf_add_format(&b, "%c%d,%u;", 0, spans[i].kind, spans[i].code);
	}
	hash = hash_of(buf_str(&b)).low;
	buf_free(&b);
	return hash ? hash : 1;
}

struct catalogue_status catalogue_status(const struct catalogue *c)
{
	struct catalogue_status status = {0};

	for (size_t i = 0; i < c->n_units; i++) {
		const struct unit *u = &c->units[i];
		size_t words;

		if (u->orphan)
			continue;
		words = segment_words(u->source, u->n_source, c->source_language);
		status.units++;
		status.words += words;
		if (catalogue_usable(u)) {
			status.translated++;
			status.translated_words += words;
		} else if (u->state == UNIT_NEEDS_ADAPTATION) {
			status.stale++;
			status.stale_words += words;
		} else
			continue;
		if (u->origin == ORIGIN_MACHINE)
			status.machine_words += words;
		else
			status.human_words += words;
	}
	return status;
}
