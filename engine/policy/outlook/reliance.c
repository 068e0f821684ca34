#include "policy/outlook/reliance.h"

#include "base/arena.h"

struct reliance reliance_make(struct arena *a, const struct policy *p, const struct differences *ds,
                              uint64_t *marks)
{
	return (struct reliance){
		.policy = p,
		.differences = ds,
		.marks = marks,
		.tiers = arena_array(a, p->n_tiers + 1, sizeof(bool)),
		.offers = arena_array(a, p->n_offers + 1, sizeof(bool)),
		.derived = arena_array(a, p->n_derived + 1, sizeof(bool)),
		.tables = arena_array(a, p->n_tables + 1, sizeof(bool)),
	};
}

static void mark_bit(struct reliance *r, size_t difference)
{
	r->marks[difference / 64] |= UINT64_C(1) << difference % 64;
}

static void mark_owned(struct reliance *r, enum difference_kind kind, struct str owner, struct str id)
{
	for (size_t i = 0; i < r->differences->n; i++) {
		const struct difference *d = &r->differences->at[i];

		if (d->kind == kind && str_equal(d->id, id) && str_equal(d->owner, owner))
			mark_bit(r, i);
	}
}

static void mark(struct reliance *r, enum difference_kind kind, struct str id)
{
	mark_owned(r, kind, (struct str){0}, id);
}

/* Of a state: whether it begins on another day, and, if that counts too, what it does to benefits and the offer. */
static void mark_state(struct reliance *r, struct str offer, struct str id, bool effects)
{
	for (size_t i = 0; i < r->differences->n; i++) {
		const struct difference *d = &r->differences->at[i];

		if (d->kind == DIFFERENCE_STATE && (effects || !d->same_day) && str_equal(d->id, id) &&
		    str_equal(d->owner, offer))
			mark_bit(r, i);
	}
}

static const struct renewal *renewal_of(const struct reliance *r, size_t offer)
{
	size_t renewal = r->policy->offers[offer].renewal;

	return renewal == NOWHERE ? NULL : &r->policy->renewals[renewal];
}

/* What is asked of the states of a renewal, one after the other. */
struct question {
	enum { KEEPS_BENEFITS, FREES_OFFER, IS_NAMED, IS_AMONG } kind;
	struct str name;               /* IS_NAMED */
	const struct condition *among; /* IS_AMONG */
};

static bool answer(const struct question *q, const struct renewal *w, size_t state)
{
	const struct state *s = &w->states[state];

	switch (q->kind) {
	case KEEPS_BENEFITS:
		return s->keeps_benefits;
	case FREES_OFFER:
		return s->frees_offer;
	case IS_NAMED:
		return str_equal(s->id, q->name);
	case IS_AMONG:
		break;
	}
	for (size_t i = 0; i < q->among->n_states; i++)
		if (q->among->states[i] == state)
			return true;
	return false;
}

static void on_condition(struct reliance *r, const struct condition *c, size_t offer);

/* When the offer's terms begin. */
static void on_terms(struct reliance *r, size_t offer)
{
	if (offer != NOWHERE && renewal_of(r, offer))
		mark(r, DIFFERENCE_RENEWAL, r->policy->offers[offer].id);
}

static void on_parameter(struct reliance *r, size_t parameter, enum as_of as_of, size_t offer)
{
	if (parameter == NOWHERE)
		return;
	mark(r, DIFFERENCE_PARAMETER, r->policy->parameters[parameter].id);
	if (as_of == AS_OF_TERM_START)
		on_terms(r, offer);
}

static void on_operand(struct reliance *r, const struct operand *o, size_t offer);

static void on_derived(struct reliance *r, size_t index)
{
	const struct derived *d = &r->policy->derived[index];

	if (r->derived[index])
		return;
	r->derived[index] = true;
	mark(r, DIFFERENCE_DERIVED, d->id);
	if (d->when)
		on_condition(r, d->when, d->offer);
	else
		on_operand(r, &d->value, d->offer);
}

static void on_table(struct reliance *r, size_t index)
{
	const struct table *t = &r->policy->tables[index];

	if (r->tables[index])
		return;
	r->tables[index] = true;
	mark(r, DIFFERENCE_TABLE, t->id);
	for (size_t i = 0; i < t->n_inputs; i++)
		on_operand(r, &t->inputs[i].value, t->offer);
	for (size_t i = 0; i < t->n_rows; i++) {
		for (size_t k = 0; k < t->n_inputs; k++)
			on_condition(r, t->rows[i].cells[k], t->offer);
		for (size_t k = 0; k < t->n_outputs; k++)
			on_operand(r, &t->rows[i].outputs[k], t->offer);
	}
}

static void on_track(struct reliance *r, size_t track)
{
	for (size_t i = 0; i < r->policy->n_tiers; i++)
		if (r->policy->tiers[i].track == track)
			reliance_on_tier(r, i);
}

/* The offer is the one whose rule this is: moments and terms are its own. */
static void on_operand(struct reliance *r, const struct operand *o, size_t offer)
{
	if (!o)
		return;
	if (o->kind == OPERAND_PARAMETER)
		on_parameter(r, o->parameter, o->as_of, offer);
	if (o->kind == OPERAND_CUSTOM)
		mark(r, DIFFERENCE_CUSTOM, r->policy->customs[o->custom].id);
	if (o->kind == OPERAND_MOMENT)
		on_terms(r, offer);
	if (o->kind == OPERAND_DERIVED)
		on_derived(r, o->subject);
	if (o->kind == OPERAND_OUTPUT)
		on_table(r, o->subject);
	if (o->kind == OPERAND_TIER)
		on_track(r, o->subject);
	for (size_t i = 0; o->kind == OPERAND_CALCULATION && i < o->n_arguments; i++)
		on_operand(r, &o->arguments[i], offer);
	if (o->shift.sign != 0)
		on_parameter(r, o->shift.parameter, o->shift.as_of, offer);
	on_condition(r, o->where, offer);
}

/* The days on which the answer changes. */
static void on_timeline(struct reliance *r, const struct renewal *w, const struct question *q)
{
	struct str offer = r->policy->offers[w->offer].id;

	mark(r, DIFFERENCE_RENEWAL, offer);
	for (size_t i = 1; i < w->n_states; i++) {
		if (answer(q, w, i) == answer(q, w, i - 1))
			continue;
		mark_state(r, offer, w->states[i].id, q->kind == KEEPS_BENEFITS || q->kind == FREES_OFFER);
		on_operand(r, &w->states[i].starts, w->offer);
	}
}

static void on_condition(struct reliance *r, const struct condition *c, size_t offer)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n_children; i++)
		on_condition(r, c->children[i], offer);
	if (c->kind == CONDITION_TIER)
		reliance_on_tier(r, c->tier);
	else if (c->kind == CONDITION_OFFER)
		reliance_on_offer(r, c->offer);
	else if (c->kind == CONDITION_STATE && renewal_of(r, c->offer))
		on_timeline(r, renewal_of(r, c->offer), &(struct question){.kind = IS_AMONG, .among = c});
	if (c->kind >= CONDITION_COMPARE) {
		on_operand(r, &c->left, offer);
		on_operand(r, &c->right, offer);
	}
}

/* Whether its row counts, and what its renewal makes of it. */
static void on_purchase(struct reliance *r, size_t offer, const struct question *q)
{
	const struct renewal *w = renewal_of(r, offer);

	mark(r, DIFFERENCE_OFFER, r->policy->offers[offer].id);
	on_condition(r, r->policy->offers[offer].ended, offer);
	if (w)
		on_timeline(r, w, q);
}

void reliance_on_state(struct reliance *r, size_t offer, struct str state)
{
	const struct renewal *w = renewal_of(r, offer);

	if (w)
		on_timeline(r, w, &(struct question){.kind = IS_NAMED, .name = state});
}

/* The offer whose terms a tier's rules may speak of. */
static size_t scope_of(const struct tier *t)
{
	return t->way == TIER_BOUGHT ? t->offer : NOWHERE;
}

void reliance_on_tier(struct reliance *r, size_t tier)
{
	const struct tier *t;

	if (tier == NOWHERE || r->tiers[tier])
		return;
	r->tiers[tier] = true;
	t = &r->policy->tiers[tier];
	mark(r, DIFFERENCE_TIER, t->id);
	on_condition(r, t->condition, scope_of(t));
	reliance_on_tier(r, t->requires);
	if (t->way == TIER_BOUGHT)
		on_purchase(r, t->offer, &(struct question){.kind = KEEPS_BENEFITS});
}

void reliance_on_fact(struct reliance *r, struct str name)
{
	const struct policy *p = r->policy;

	for (size_t i = 0; i < p->n_derived; i++)
		if (str_equal(p->derived[i].id, name))
			on_derived(r, i);
	for (size_t i = 0; i < p->n_tables; i++)
		for (size_t k = 0; k < p->tables[i].n_outputs; k++)
			if (str_equal(p->tables[i].outputs[k].is.name, name))
				on_table(r, i);
}

void reliance_on_benefit(struct reliance *r, size_t benefit)
{
	const struct policy *p = r->policy;

	mark(r, DIFFERENCE_BENEFIT, p->benefits[benefit].id);
	for (size_t i = 0; i < p->n_tiers; i++) {
		const struct tier *t = &p->tiers[i];

		for (size_t k = 0; k < t->n_grants; k++) {
			if (t->grants[k].benefit != benefit)
				continue;
			reliance_on_tier(r, i);
			on_operand(r, &t->grants[k].value, scope_of(t));
		}
	}
	/* also of tiers that once gave it: only one of the policies may still */
	for (size_t i = 0; i < r->differences->n; i++) {
		const struct difference *d = &r->differences->at[i];

		if (d->kind == DIFFERENCE_GRANT && str_equal(d->id, p->benefits[benefit].id))
			mark_bit(r, i);
	}
}

static void on_closing(struct reliance *r, size_t offer, const struct refusal *c)
{
	mark_owned(r, DIFFERENCE_CLOSED, r->policy->offers[offer].id, c->say.message);
	on_condition(r, c->when, offer);
}

void reliance_on_offer(struct reliance *r, size_t offer)
{
	const struct offer *o;

	if (offer == NOWHERE || r->offers[offer])
		return;
	r->offers[offer] = true;
	o = &r->policy->offers[offer];
	on_purchase(r, offer, &(struct question){.kind = FREES_OFFER});
	reliance_on_tier(r, o->requires);
	for (size_t i = 0; i < o->n_closed; i++)
		on_closing(r, offer, &o->closed[i]);
}

void reliance_on_price(struct reliance *r, size_t offer)
{
	mark(r, DIFFERENCE_OFFER, r->policy->offers[offer].id);
	on_operand(r, &r->policy->offers[offer].price, offer);
}

static void on_refusal(struct reliance *r, const struct action *a, const struct refusal *f)
{
	mark_owned(r, DIFFERENCE_REFUSAL, a->id, f->say.message);
	on_condition(r, f->when, a->offer);
}

/* The refusals that say it, or the state of the offer; where the policy has no such message, nothing. */
static void on_message(struct reliance *r, const struct action *a, struct str message)
{
	const struct offer *o = a->offer == NOWHERE ? NULL : &r->policy->offers[a->offer];

	for (size_t i = 0; i < a->n_refusals; i++)
		if (str_equal(a->refusals[i].say.message, message))
			on_refusal(r, a, &a->refusals[i]);
	for (size_t i = 0; o && i < o->n_closed; i++)
		if (str_equal(o->closed[i].say.message, message))
			on_closing(r, a->offer, &o->closed[i]);
	if (o && o->requires != NOWHERE && str_equal(o->requires_say.message, message))
		reliance_on_tier(r, o->requires);
	if (o &&
	    (str_equal(o->not_purchased.message, message) || str_equal(o->not_available.message, message)))
		reliance_on_offer(r, a->offer);
}

void reliance_on_action(struct reliance *r, size_t action, struct str message)
{
	const struct action *a = &r->policy->actions[action];

	mark(r, DIFFERENCE_ACTION, a->id);
	if (message.len > 0) {
		on_message(r, a, message);
		return;
	}
	if (a->has_from)
		reliance_on_offer(r, a->offer);
	for (size_t i = 0; i < a->n_refusals; i++)
		on_refusal(r, a, &a->refusals[i]);
}

void reliance_on_charge(struct reliance *r, size_t action)
{
	const struct action *a = &r->policy->actions[action];

	mark(r, DIFFERENCE_ACTION, a->id);
	on_operand(r, a->charges, a->offer);
}

void reliance_on_due(struct reliance *r, size_t offer, struct str id)
{
	const struct renewal *w = renewal_of(r, offer);

	for (size_t i = 0; w && i < w->n_states; i++)
		for (size_t k = 0; k < w->states[i].n_dues; k++) {
			const struct due *d = &w->states[i].dues[k];

			if (!str_equal(d->id, id))
				continue;
			mark_owned(r, DIFFERENCE_DUE, r->policy->offers[offer].id, id);
			on_condition(r, d->when, offer);
			on_operand(r, d->at, offer);
			reliance_on_state(r, offer, w->states[i].id);
		}
}
