#include "base/arena.h"
#include "base/diag.h"
#include "policy/conditions.h"
#include "policy/families.h"
#include "policy/operands.h"

void tiers_name(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_TIER];

	r->tiers = arena_array(r->a, by->n, sizeof(*r->tiers));
	for (size_t i = 0; i < by->n; i++) {
		r->tiers[i].id = by->at[i]->name;
		r->tiers[i].position = by->at[i]->position;
		r->tiers[i].requires = r->tiers[i].includes = r->tiers[i].offer = NOWHERE;
		r->tiers[i].track = NOWHERE;
	}
	r->tracks = arena_array(r->a, by->n, sizeof(*r->tracks));
	r->policy->tiers = r->tiers;
	r->policy->n_tiers = by->n;
	r->policy->tracks = r->tracks;
}

/* A track is there as soon as a tier is on it. */
static size_t track(struct reading *r, const struct node *name)
{
	size_t i = 0;

	while (i < r->policy->n_tracks && !str_equal(r->tracks[i].id, name->text))
		i++;
	if (i == r->policy->n_tracks) {
		if (!reading_is_name(name->text, false))
			diag_add(r->d, BAD_NAME, name->position, reading_z(r, name->text));
		r->tracks[i] = (struct track){name->text, name->position};
		r->policy->n_tracks++;
	}
	return i;
}

static void read_place(struct reading *r, const struct node *body, struct tier *t)
{
	const struct node *name = node_field(body, "track"), *rank = node_field(body, "rank");

	if (name && name->kind == NODE_TEXT)
		t->track = track(r, name);
	if (!rank || !reading_number(r, body, "rank", 0, 1000000, &t->rank))
		return;
	for (const struct tier *other = r->tiers; other < t; other++)
		if (other->track == t->track && other->rank == t->rank)
			diag_add(r->d, SAME_RANK, rank->position, reading_z(r, t->id),
			         reading_z(r, other->id));
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
	read_place(r, &d->body, t);
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
