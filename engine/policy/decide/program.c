#include "policy/decide/program.h"

#include "base/arena.h"
#include "policy/decide/maker.h"
#include "policy/decide/order.h"

static struct say make_say(struct maker *m, const struct sentence *s, int offer)
{
	struct fill *arguments = arena_array(m->arena, s->n_arguments, sizeof(*arguments));

	for (size_t i = 0; i < s->n_arguments; i++)
		maker_fill(m, arguments + i, s->arguments[i].name, &s->arguments[i].value, offer);
	m->program->sizes.arguments += s->n_arguments;
	return (struct say){s, arguments};
}

static const struct code_refusal *make_refusals(struct maker *m, const struct refusal *from, size_t n,
                                                int offer)
{
	struct code_refusal *refusals = arena_array(m->arena, n, sizeof(*refusals));

	for (size_t i = 0; i < n; i++)
		refusals[i] = (struct code_refusal){maker_condition(m, from[i].when, offer),
		                                    make_say(m, &from[i].say, offer), from + i};
	m->program->sizes.reasons += n;
	return refusals;
}

static struct code_state make_state(struct maker *m, const struct state *from, int offer)
{
	struct code_due *dues = arena_array(m->arena, from->n_dues, sizeof(*dues));
	struct code_state s = {
		.starts = maker_load(m, &from->starts, offer),
		.say = make_say(m, &from->say, offer),
		.keeps = from->keeps_benefits,
		.frees = from->frees_offer,
		.dues = dues,
		.n_dues = from->n_dues,
	};

	for (size_t i = 0; i < from->n_dues; i++) {
		dues[i].due = from->dues + i;
		dues[i].when = maker_condition(m, from->dues[i].when, offer);
		dues[i].say = make_say(m, &from->dues[i].say, offer);
		dues[i].at_day = from->dues[i].at != NULL;
		if (dues[i].at_day)
			dues[i].at = maker_load(m, from->dues[i].at, offer);
		dues[i].has_charge = from->dues[i].charges != NULL;
		if (dues[i].has_charge)
			maker_fill(m, &dues[i].charge, STR("charge"), from->dues[i].charges, offer);
	}
	m->program->sizes.dues += from->n_dues;
	return s;
}

static void make_renewal(struct maker *m, struct code_offer *o, const struct renewal *r, int offer)
{
	struct code_state *states = arena_array(m->arena, r->n_states, sizeof(*states));

	o->renewal = r;
	o->term_in_months = r->term.unit == INTERVAL_MONTHS;
	o->term = r->term.count > 0 ? r->term.count : 1;
	o->origin_field = (int)r->origin_field;
	o->paid_field = (int)r->paid_field;
	for (size_t i = 0; i < r->n_states; i++)
		states[i] = make_state(m, r->states + i, offer);
	o->states = states;
	o->n_states = r->n_states;
	m->program->sizes.coming += r->n_states + 1;
}

static void make_offer(struct maker *m, struct code_offer *to, const struct offer *from, int offer)
{
	*to = (struct code_offer){
		.collection = (int)from->collection,
		.key_field = (int)from->key_field,
		.key_value = from->key_value,
		.ended = from->ended ? maker_condition(m, from->ended, offer) : CODE_FAILS,
		.requires = maker_reference(from->requires),
		.requires_say = make_say(m, &from->requires_say, offer),
		.not_purchased = make_say(m, &from->not_purchased, offer),
		.not_available = make_say(m, &from->not_available, offer),
		.closed = make_refusals(m, from->closed, from->n_closed, offer),
		.n_closed = from->n_closed,
	};

	maker_fill(m, &to->price, STR("price"), &from->price, offer);
	if (from->renewal != NOWHERE)
		make_renewal(m, to, m->policy->renewals + from->renewal, offer);
	m->program->sizes.reasons++;
}

/* Grants that stand at the same place of a file are one, however many tiers hold it. */
static int find_origin(struct maker *m, const struct code_tier *tiers, size_t n, const struct grant *g)
{
	for (size_t t = 0; t <= n; t++)
		for (size_t i = 0; i < tiers[t].n_grants; i++) {
			const struct grant *other = m->policy->tiers[t].grants + i;

			if (other->position.source == g->position.source &&
			    other->position.offset == g->position.offset && g->position.source)
				return tiers[t].grants[i].origin;
		}
	return (int)m->program->sizes.origins++;
}

static void make_tier(struct maker *m, struct code_tier *tiers, size_t number)
{
	const struct tier *from = m->policy->tiers + number;
	struct code_grant *grants = arena_array(m->arena, from->n_grants, sizeof(*grants));
	bool *covers = arena_array(m->arena, m->policy->n_tiers, sizeof(*covers));
	struct code_tier *t = tiers + number;

	t->offer = from->way == TIER_BOUGHT ? maker_reference(from->offer) : CODE_NONE;
	t->requires = maker_reference(from->requires);
	t->when = maker_condition(m, from->condition, t->offer);
	t->has_since = from->since != NULL;
	if (t->has_since)
		t->since = maker_load(m, from->since, t->offer);
	t->grants = grants;
	t->covers = covers;
	for (size_t i = 0; i < from->n_grants; i++) {
		grants[i].benefit = (int)from->grants[i].benefit;
		grants[i].origin = find_origin(m, tiers, number, from->grants + i);
		maker_fill(m, &grants[i].amount, m->policy->benefits[grants[i].benefit].id,
		           &from->grants[i].value, t->offer);
		t->n_grants = i + 1;
		t->varies |= grants[i].amount.ready == CODE_NONE;
	}
	/* At most as many steps as there are tiers, should somebody have let tiers include each other. */
	for (size_t i = from->includes, steps = 0; i != NOWHERE && steps < m->policy->n_tiers;
	     i = m->policy->tiers[i].includes, steps++)
		covers[i] = true;
}

static const struct load *make_effects(struct maker *m, const struct action *from, int offer)
{
	struct load *effects = arena_array(m->arena, from->n_effects, sizeof(*effects));

	for (size_t i = 0; i < from->n_effects; i++)
		effects[i] = maker_load(m, &from->effects[i].value, offer);
	return effects;
}

static void make_derived(struct maker *m, struct code_derived *to, const struct derived *from)
{
	int offer = maker_reference(from->offer);

	to->conditional = from->when != NULL;
	if (to->conditional)
		to->when = maker_condition(m, from->when, offer);
	else
		to->value = maker_load(m, &from->value, offer);
}

/* All cells of a row must hold, the first column asked first. */
static int make_cells(struct maker *m, const struct table *t, const struct table_row *row)
{
	int way = CODE_HOLDS;

	for (size_t i = t->n_inputs; i--;)
		if (row->cells[i])
			way = maker_ways(m, row->cells[i], maker_reference(t->offer), way, CODE_FAILS);
	return way;
}

static void make_table(struct maker *m, struct code_table *to, const struct table *from)
{
	struct code_row *rows = arena_array(m->arena, from->n_rows, sizeof(*rows));

	for (size_t i = 0; i < from->n_rows; i++) {
		struct load *outputs = arena_array(m->arena, from->n_outputs, sizeof(*outputs));

		rows[i].when = make_cells(m, from, from->rows + i);
		for (size_t k = 0; k < from->n_outputs; k++)
			outputs[k] = maker_load(m, from->rows[i].outputs + k, maker_reference(from->offer));
		rows[i].outputs = outputs;
	}
	to->rows = rows;
	to->n_rows = from->n_rows;
}

static void make_facts(struct maker *m)
{
	const struct policy *p = m->policy;
	struct code_derived *derived = arena_array(m->arena, p->n_derived, sizeof(*derived));
	struct code_table *tables = arena_array(m->arena, p->n_tables, sizeof(*tables));

	for (size_t i = 0; i < p->n_derived; i++)
		make_derived(m, derived + i, p->derived + i);
	for (size_t i = 0; i < p->n_tables; i++) {
		tables[i].first_output = m->first_outputs[i];
		make_table(m, tables + i, p->tables + i);
	}
	m->program->derived = derived;
	m->program->tables = tables;
}

static const struct code_track *make_tracks(struct maker *m)
{
	const struct policy *p = m->policy;
	struct code_track *tracks = arena_array(m->arena, p->n_tracks, sizeof(*tracks));

	for (size_t i = p->n_tiers; i--;) {
		struct code_track *t = tracks + p->tiers[m->program->tiers_in_order[i]].track;

		t->first = i;
		t->n++;
	}
	return tracks;
}

static void make_action(struct maker *m, struct code_action *to, const struct action *from)
{
	int offer = maker_reference(from->offer);

	to->refusals = make_refusals(m, from->refusals, from->n_refusals, offer);
	to->n_refusals = from->n_refusals;
	to->has_charge = from->charges != NULL;
	if (to->has_charge)
		maker_fill(m, &to->charge, STR("charge"), from->charges, offer);
	to->effects = make_effects(m, from, offer);
	m->program->sizes.reasons++;
	if (from->has_from && offer != CODE_NONE) {
		const struct offer *o = m->policy->offers + offer;

		m->program->sizes.arguments += o->not_purchased.n_arguments + o->not_available.n_arguments;
	}
}

struct program *program_make(struct arena *a, const struct policy *p)
{
	struct program *program = arena_alloc(a, sizeof(*program));
	struct maker m = {.arena = a, .policy = p, .program = program};
	struct code_offer *offers = arena_array(a, p->n_offers, sizeof(*offers));
	struct code_tier *tiers = arena_array(a, p->n_tiers, sizeof(*tiers));
	struct code_action *actions = arena_array(a, p->n_actions, sizeof(*actions));

	program->policy = p;
	m.first_outputs = arena_array(a, p->n_tables, sizeof(*m.first_outputs));
	for (size_t i = 0; i < p->n_tables; i++) {
		m.first_outputs[i] = (int)program->n_outputs;
		program->n_outputs += p->tables[i].n_outputs;
	}
	make_facts(&m);
	for (size_t i = 0; i < p->n_offers; i++)
		make_offer(&m, offers + i, p->offers + i, (int)i);
	for (size_t i = 0; i < p->n_tiers; i++)
		make_tier(&m, tiers, i);
	for (size_t i = 0; i < p->n_actions; i++)
		make_action(&m, actions + i, p->actions + i);
	program->arguments = m.arguments;
	program->tests = m.tests;
	program->ready = m.ready;
	program->n_ready = m.n_ready;
	program->offers = offers;
	program->tiers = tiers;
	program->actions = actions;
	program->steps = order_steps(a, p, &program->n_steps);
	program->tiers_in_order = order_tiers(a, p);
	program->tracks = make_tracks(&m);
	program->sizes.coming += program->sizes.dues + p->n_benefits;
	return program;
}

const struct policy *program_policy(const struct program *p)
{
	return p->policy;
}
