#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/conditions.h"
#include "policy/clauses/operands.h"
#include "policy/clauses/owner.h"
#include "policy/rules/families.h"

static const struct node *track_of(const struct reading *r, size_t tier)
{
	const struct node *name = node_field(&r->by[FAMILY_TIER].at[tier]->body, "track");

	return name && name->kind == NODE_TEXT ? name : NULL;
}

static const struct node *rank_of(const struct reading *r, size_t tier)
{
	const struct node *rank = node_field(&r->by[FAMILY_TIER].at[tier]->body, "rank");

	return rank && rank->kind == NODE_INTEGER ? rank : NULL;
}

/* A tier where it stands: by track, and there by rank. */
struct place {
	struct str track;
	size_t tier;
	int64_t rank;
};

static int compare_tracks(const void *x, const void *y)
{
	const struct place *a = x, *b = y;
	int order = str_compare(a->track, b->track);

	return order ? order : (a->tier > b->tier) - (a->tier < b->tier);
}

static int compare_ranks(const void *x, const void *y)
{
	const struct place *a = x, *b = y;

	return a->rank != b->rank ? (a->rank > b->rank) - (a->rank < b->rank)
	                          : (a->tier > b->tier) - (a->tier < b->tier);
}

static int compare_tiers(const void *x, const void *y)
{
	const struct place *a = x, *b = y;

	return (a->tier > b->tier) - (a->tier < b->tier);
}

static void say_ranks(struct reading *r, const struct place *places, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (places[i].rank == places[i - 1].rank)
			diag_add(r->d, SAME_RANK, rank_of(r, places[i].tier)->position,
			         reading_z(r, r->tiers[places[i].tier].id),
			         reading_z(r, r->tiers[places[i - 1].tier].id));
}

/* The tiers of one track, as the values that the member's tier there can have. */
static void fill_track(struct reading *r, struct track *t, struct place *places, size_t n)
{
	size_t ranked = 0;

	t->is = (struct field){.name = t->id, .type = FACT_ENUM, .position = t->position};
	t->is.values = arena_array(r->a, n, sizeof(*t->is.values));
	for (size_t i = 0; i < n; i++)
		if (rank_of(r, places[i].tier))
			places[ranked++] = places[i];
	if (ranked > 1)
		qsort(places, ranked, sizeof(*places), compare_ranks);
	say_ranks(r, places, ranked);
	for (size_t i = 0; i < ranked; i++)
		t->is.values[t->is.n_values++] = r->tiers[places[i].tier].id;
}

/* All tiers of a track are of one programme. */
static void place_tier(struct reading *r, size_t tier, size_t track, bool first)
{
	const struct declaration *d = r->by[FAMILY_TIER].at[tier];
	size_t programme = owner_require(r, d);
	struct track *t = &r->tracks[track];

	r->tiers[tier].track = track;
	if (first)
		t->programme = programme;
	else if (t->programme != programme)
		diag_add(r->d, TRACK_SHARED, track_of(r, tier)->position, reading_z(r, t->id),
		         reading_z(r, r->policy->programmes[t->programme].id));
}

/* A track is there as soon as a tier is on it; they are in the order of their first tiers. */
static void name_tracks(struct reading *r, struct place *places, size_t n)
{
	struct place *firsts = arena_array(r->a, n, sizeof(*firsts));
	size_t *counts = arena_array(r->a, r->policy->n_tiers, sizeof(*counts)), n_firsts = 0;

	if (n > 1)
		qsort(places, n, sizeof(*places), compare_tracks);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || !str_equal(places[i].track, places[i - 1].track)) {
			firsts[n_firsts] = places[i];
			firsts[n_firsts++].rank = (int64_t)i;
		}
		counts[firsts[n_firsts - 1].tier]++;
	}
	if (n_firsts > 1)
		qsort(firsts, n_firsts, sizeof(*firsts), compare_tiers);
	for (size_t i = 0; i < n_firsts; i++) {
		struct place *of = places + firsts[i].rank;
		size_t count = counts[firsts[i].tier];
		const struct node *name = track_of(r, firsts[i].tier);

		if (!reading_is_name(name->text))
			diag_add(r->d, BAD_NAME, name->position, reading_z(r, name->text));
		r->tracks[i] = (struct track){.id = name->text, .position = name->position};
		for (size_t k = 0; k < count; k++)
			place_tier(r, of[k].tier, i, k == 0);
		fill_track(r, &r->tracks[i], of, count);
	}
	r->policy->n_tracks = n_firsts;
}

void tiers_name(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_TIER];
	struct place *places = arena_array(r->a, by->n, sizeof(*places));
	size_t n = 0;

	r->tiers = arena_array(r->a, by->n, sizeof(*r->tiers));
	for (size_t i = 0; i < by->n; i++) {
		struct tier *t = &r->tiers[i];

		t->id = by->at[i]->name;
		t->position = by->at[i]->position;
		t->requires = t->includes = t->offer = t->track = NOWHERE;
		reading_number(r, &by->at[i]->body, "rank", 0, 1000000, &t->rank);
		if (track_of(r, i))
			places[n++] = (struct place){track_of(r, i)->text, i, t->rank};
	}
	r->tracks = arena_array(r->a, by->n, sizeof(*r->tracks));
	r->policy->tiers = r->tiers;
	r->policy->n_tiers = by->n;
	r->policy->tracks = r->tracks;
	name_tracks(r, places, n);
}

/* How a member comes by the tier: one way, and one only. */
static void read_way(struct reading *r, const struct declaration *d, struct tier *t)
{
	const struct node *entry = node_field(&d->body, "entry"), *earned = node_field(&d->body, "earned");
	const struct node *bought = node_field(&d->body, "bought"), *condition = entry ? entry : earned;

	if (!entry + !earned + !bought != 2) {
		if (d->body.kind == NODE_TABLE)
			diag_add(r->d, TIER_WAY, d->position, reading_what(r, d));
		return;
	}
	t->way = entry ? TIER_ENTRY : earned ? TIER_EARNED : TIER_BOUGHT;
	if (bought)
		t->offer = reading_refer_field(r, &d->body, "bought", FAMILY_OFFER);
	else
		t->condition = conditions_read(r, SCOPE_MEMBER, condition, NULL);
}

static void read_since(struct reading *r, const struct node *n, struct tier *t)
{
	struct operand *since = arena_alloc(r->a, sizeof(*since));

	if (operands_read(r, SCOPE_MEMBER, n, WANT("since", FACT_DATE), since))
		t->since = since;
}

static void read_tier(struct reading *r, const struct declaration *d, struct tier *t)
{
	static const struct accept fields[] = {
		{"track", ACCEPT_TEXT, true},   {"rank", ACCEPT_INTEGER, true},
		{"entry", ACCEPT_ANY, false},   {"earned", ACCEPT_ANY, false},
		{"bought", ACCEPT_TEXT, false}, {"requires", ACCEPT_TEXT, false},
		{"since", ACCEPT_ANY, false},   {NULL, ACCEPT_ANY, false}};
	const char *what = reading_what(r, d);
	const struct node *since = node_field(&d->body, "since");

	reading_fields(r, &d->body, what, fields);
	reading_no_items(r, &d->body, what);
	read_way(r, d, t);
	t->requires = reading_refer_field(r, &d->body, "requires", FAMILY_TIER);
	if (since)
		read_since(r, since, t);
}

void tiers_read(struct reading *r)
{
	for (size_t i = 0; i < r->policy->n_tiers; i++)
		read_tier(r, r->by[FAMILY_TIER].at[i], &r->tiers[i]);
}
