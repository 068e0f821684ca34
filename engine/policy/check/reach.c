#include "base/arena.h"
#include "base/diag.h"
#include "policy/check/check.h"

/*
 * Conditions that can never hold.  Only what can be seen without deciding: the
 * demands that one list of conditions makes of one fact, against each other and
 * against what the records allow; and those that it makes of one offer.
 */
struct demand {
	const struct operand *of;
	int64_t least, most;
	bool unknown, known;
	uint64_t values; /* of an enum: those still possible, as bits; more than 64 are not followed */
	bool said;
};

/* In which of its states an offer may still be, and its renewal, as bits; of more than 64 none is followed. */
struct standing {
	size_t offer;
	uint64_t offer_states, states;
	bool said;
};

struct demands {
	struct reading *r;
	struct demand *at;
	struct standing *standings;
	size_t n, n_standings, room;
};

static bool same(const struct operand *a, const struct operand *b)
{
	return a->kind == b->kind && a->collection == b->collection && a->field == b->field &&
	       a->subject == b->subject;
}

static bool is_followed(const struct operand *o)
{
	return (o->kind == OPERAND_MEMBER || o->kind == OPERAND_OFFER || o->kind == OPERAND_ROW ||
	        o->kind == OPERAND_DERIVED || o->kind == OPERAND_OUTPUT || o->kind == OPERAND_TODAY) &&
	       o->shift.sign == 0 && o->type != FACT_TEXT;
}

static const struct field *field_of(const struct operand *o)
{
	static const struct field today = {.name = {"today", 5}, .type = FACT_DATE, .required = true};

	return o->kind == OPERAND_TODAY ? &today : o->of;
}

static struct demand *demand_of(struct demands *ds, const struct operand *o)
{
	const struct field *f = field_of(o);
	struct demand *d;

	for (size_t i = 0; i < ds->n; i++)
		if (same(ds->at[i].of, o))
			return &ds->at[i];
	if (ds->n == ds->room)
		return NULL;
	d = &ds->at[ds->n++];
	*d = (struct demand){
		.of = o, .least = INT64_MIN, .most = INT64_MAX, .known = f->required, .values = UINT64_MAX};
	if (f->has_min)
		d->least = f->min;
	if (f->has_max)
		d->most = f->max;
	if (f->type == FACT_ENUM && f->n_values < 64)
		d->values = (UINT64_C(1) << f->n_values) - 1;
	if (f->type == FACT_BOOL)
		d->values = 3;
	return d;
}

static bool by_value(const struct operand *o)
{
	return o->type == FACT_BOOL || (o->type == FACT_ENUM && o->of->n_values <= 64);
}

/* The least and the most the right side can be. */
static bool range_of(const struct reading *r, const struct operand *o, int64_t *least, int64_t *most)
{
	const struct parameter *p;

	if (o->kind == OPERAND_VALUE) {
		*least = *most = o->value.number;
		return true;
	}
	if (o->kind != OPERAND_PARAMETER || r->parameters[o->parameter].n_rows == 0)
		return false;
	p = &r->parameters[o->parameter];
	*least = INT64_MAX;
	*most = INT64_MIN;
	for (size_t i = 0; i < p->n_rows; i++) {
		*least = p->rows[i].value < *least ? p->rows[i].value : *least;
		*most = p->rows[i].value > *most ? p->rows[i].value : *most;
	}
	return true;
}

static void demand_range(struct demand *d, enum comparison by, int64_t least, int64_t most)
{
	if (by == COMPARE_EQUAL || by == COMPARE_AT_LEAST || by == COMPARE_MORE) {
		int64_t from = by == COMPARE_MORE && least < INT64_MAX ? least + 1 : least;

		d->least = from > d->least ? from : d->least;
	}
	if (by == COMPARE_EQUAL || by == COMPARE_AT_MOST || by == COMPARE_LESS) {
		int64_t to = by == COMPARE_LESS && most > INT64_MIN ? most - 1 : most;

		d->most = to < d->most ? to : d->most;
	}
}

static void demand_value(struct demand *d, const struct condition *c)
{
	uint64_t bits = 0;

	if (c->kind == CONDITION_AMONG)
		for (size_t i = 0; i < c->n_values; i++)
			bits |= UINT64_C(1) << c->values[i].number;
	else if (c->right.kind != OPERAND_VALUE)
		return;
	else if (c->comparison == COMPARE_EQUAL)
		bits = UINT64_C(1) << c->right.value.number;
	else
		bits = ~(UINT64_C(1) << c->right.value.number);
	d->values &= bits;
}

static void say(struct demands *ds, const struct condition *c, const char *why)
{
	diag_add(ds->r->d, NEVER_HOLDS, c->position, why);
}

/* Whether this alone asks for more or less than the fact may be. */
static bool is_outside(const struct reading *r, const struct condition *c)
{
	const struct field *f = field_of(&c->left);
	struct demand d = {.least = f->has_min ? f->min : INT64_MIN, .most = f->has_max ? f->max : INT64_MAX};
	int64_t least, most;

	if (c->kind != CONDITION_COMPARE || by_value(&c->left) || !range_of(r, &c->right, &least, &most))
		return false;
	demand_range(&d, c->comparison, least, most);
	return d.least > d.most;
}

static void demand_one(struct demands *ds, const struct condition *c)
{
	struct demand *d = is_followed(&c->left) ? demand_of(ds, &c->left) : NULL;
	const struct field *f = field_of(&c->left);
	int64_t least, most;

	if (!d || d->said)
		return;
	if (c->kind == CONDITION_UNKNOWN)
		d->unknown = true;
	else
		d->known = true;
	if (c->kind != CONDITION_KNOWN && c->kind != CONDITION_UNKNOWN && by_value(&c->left))
		demand_value(d, c);
	else if (c->kind == CONDITION_COMPARE && range_of(ds->r, &c->right, &least, &most))
		demand_range(d, c->comparison, least, most);
	d->said = true;
	if (is_outside(ds->r, c)) {
		say(ds, c, str_format(ds->r->a, "the records let no such '%.*s' in", STR_ARG(f->name)).at);
		return;
	}
	if (d->known && d->unknown)
		say(ds, c,
		    f->required ? str_format(ds->r->a, "'%.*s' is always known", STR_ARG(f->name)).at
		                : str_format(ds->r->a, "'%.*s' can't be unknown and have a value",
		                             STR_ARG(f->name))
		                          .at);
	else if (d->least > d->most || d->values == 0)
		say(ds, c,
		    str_format(ds->r->a, "'%.*s' can't be all that is asked of it here", STR_ARG(f->name))
		            .at);
	else
		d->said = false;
}

static struct standing *standing_of(struct demands *ds, size_t offer)
{
	for (size_t i = 0; i < ds->n_standings; i++)
		if (ds->standings[i].offer == offer)
			return &ds->standings[i];
	if (ds->n_standings == ds->room)
		return NULL;
	ds->standings[ds->n_standings] = (struct standing){
		.offer = offer, .offer_states = UINT64_MAX, .states = UINT64_MAX};
	return &ds->standings[ds->n_standings++];
}

static void demand_state(struct demands *ds, const struct condition *c)
{
	struct standing *s = standing_of(ds, c->offer);
	uint64_t states = 0;

	if (!s || s->said)
		return;
	if (c->kind == CONDITION_OFFER)
		s->offer_states &= c->offer_states;
	for (size_t i = 0; i < c->n_states; i++)
		states |= c->states[i] < 64 ? UINT64_C(1) << c->states[i] : UINT64_MAX;
	if (c->kind == CONDITION_STATE)
		s->states &= states;
	s->said = s->offer_states == 0 || s->states == 0;
	if (s->said)
		say(ds, c,
		    str_format(ds->r->a, "'%.*s' can't be in all states that are asked of it here",
		               STR_ARG(ds->r->offers[c->offer].id))
		            .at);
}

static void check_condition(struct reading *r, const struct condition *c);

static void demand_all(struct demands *ds, const struct condition *c)
{
	switch (c->kind) {
	case CONDITION_ALL:
		for (size_t i = 0; i < c->n_children; i++)
			demand_all(ds, c->children[i]);
		break;
	case CONDITION_COMPARE:
	case CONDITION_AMONG:
	case CONDITION_KNOWN:
	case CONDITION_UNKNOWN:
		demand_one(ds, c);
		break;
	case CONDITION_STATE:
		if (c->n_states == 0)
			say(ds, c, "the list of states is empty");
		else
			demand_state(ds, c);
		break;
	case CONDITION_OFFER:
		demand_state(ds, c);
		break;
	default:
		break;
	}
}

static size_t count(const struct condition *c)
{
	size_t n = 1;

	for (size_t i = 0; i < c->n_children; i++)
		n += count(c->children[i]);
	return n;
}

/* Lists inside a list that are not demanded together with it. */
static void check_inner(struct reading *r, const struct condition *c)
{
	if (c->left.where)
		check_condition(r, c->left.where);
	if (c->right.where)
		check_condition(r, c->right.where);
	for (size_t i = 0; i < c->n_children; i++)
		if (c->kind == CONDITION_ALL)
			check_inner(r, c->children[i]);
		else
			check_condition(r, c->children[i]);
}

enum { ROOM = 200 /* facts and offers followed in one list */ };

static void check_condition(struct reading *r, const struct condition *c)
{
	struct demands ds = {.r = r};

	if (!c)
		return;
	ds.room = count(c) < ROOM ? count(c) : ROOM;
	ds.at = arena_array(r->a, ds.room, sizeof(*ds.at));
	ds.standings = arena_array(r->a, ds.room, sizeof(*ds.standings));
	demand_all(&ds, c);
	check_inner(r, c);
}

/* The states in which the offer is no longer purchased: an action from `purchased` is not refused by them. */
static void check_from(struct reading *r, const struct action *a, const struct condition *c)
{
	const struct renewal *w;
	bool freed = true;

	if (!c || c->kind == CONDITION_NONE || c->kind == CONDITION_ANY)
		return;
	for (size_t i = 0; i < c->n_children; i++)
		check_from(r, a, c->children[i]);
	if (c->kind != CONDITION_STATE || c->offer != a->offer || c->n_states == 0)
		return;
	w = &r->renewals[r->offers[c->offer].renewal];
	for (size_t i = 0; i < c->n_states; i++)
		freed &= w->states[c->states[i]].frees_offer;
	if (freed)
		diag_add(r->d, NEVER_HOLDS, c->position,
		         "the offer is not purchased then, which refuses this action already");
}

static void check_refusals(struct reading *r, const struct refusal *refusals, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_condition(r, refusals[i].when);
}

void reach_check(struct reading *r)
{
	const struct policy *p = r->policy;

	for (size_t i = 0; i < p->n_tiers; i++)
		check_condition(r, p->tiers[i].condition);
	for (size_t i = 0; i < p->n_offers; i++) {
		check_condition(r, p->offers[i].ended);
		check_refusals(r, p->offers[i].closed, p->offers[i].n_closed);
	}
	for (size_t i = 0; i < p->n_renewals; i++)
		for (size_t k = 0; k < p->renewals[i].n_states; k++)
			for (size_t l = 0; l < p->renewals[i].states[k].n_dues; l++)
				check_condition(r, p->renewals[i].states[k].dues[l].when);
	for (size_t i = 0; i < p->n_actions; i++) {
		const struct action *a = &p->actions[i];

		check_refusals(r, a->refusals, a->n_refusals);
		for (size_t k = 0; a->has_from && a->from == OFFER_PURCHASED && k < a->n_refusals; k++)
			check_from(r, a, a->refusals[k].when);
	}
}
