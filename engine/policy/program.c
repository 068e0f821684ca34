#include "policy/program.h"

#include <string.h>

#include "base/arena.h"
#include "policy/code.h"
#include "policy/order.h"

/* While a program is made.  Where a rule stands decides what its operands mean: whose row, whose term. */
struct maker {
	struct arena *arena;
	const struct policy *policy;
	struct program *program;
	struct test *tests;
	size_t n_tests, room;
	struct load *ready;
	size_t n_ready, ready_room;
	struct load *arguments;
	size_t n_arguments, arguments_room;
	int *first_outputs; /* a table */
};

static int reference(size_t index)
{
	return index == NOWHERE ? CODE_NONE : (int)index;
}

static void *room_for_one(struct arena *a, void *old, size_t n, size_t *room, size_t size)
{
	void *more;

	if (n < *room)
		return old;
	*room = *room ? 2 * *room : 32;
	more = arena_array(a, *room, size);
	if (n)
		memcpy(more, old, n * size);
	return more;
}

static int make_condition(struct maker *m, const struct condition *c, int offer);

static struct shift make_shift(const struct maker *m, const struct interval *i, int offer)
{
	struct shift s = {.months = i->unit == INTERVAL_MONTHS, .parameter = CODE_NONE, .term_of = CODE_NONE};

	if (!i->sign)
		return s;
	s.factor = i->sign;
	s.parameter = reference(i->parameter);
	if (i->as_of == AS_OF_TERM_START)
		s.term_of = offer;
	if (s.parameter == CODE_NONE)
		s.factor *= i->count;
	else if (m->policy->parameters[s.parameter].unit == PARAMETER_YEARS)
		s.factor *= 12;
	return s;
}

static struct load make_load(struct maker *m, const struct operand *o, int offer);

/* The arguments of one calculation stand together; theirs are made before there is a place for them. */
static int make_arguments(struct maker *m, const struct operand *o, int offer)
{
	struct load *own = arena_array(m->arena, o->n_arguments, sizeof(*own));
	size_t first;

	for (size_t i = 0; i < o->n_arguments; i++)
		own[i] = make_load(m, o->arguments + i, offer);
	first = m->n_arguments;
	for (size_t i = 0; i < o->n_arguments; i++) {
		m->arguments = room_for_one(m->arena, m->arguments, m->n_arguments, &m->arguments_room,
		                            sizeof(*own));
		m->arguments[m->n_arguments++] = own[i];
	}
	return (int)first;
}

static void make_ready(struct maker *m, struct load *l)
{
	if (l->kind != OPERAND_VALUE && (l->kind != OPERAND_PARAMETER || l->term_of != CODE_NONE))
		return;
	m->ready = room_for_one(m->arena, m->ready, m->n_ready, &m->ready_room, sizeof(*m->ready));
	m->ready[m->n_ready] = *l;
	l->ready = (int)m->n_ready++;
}

static struct load make_load(struct maker *m, const struct operand *o, int offer)
{
	struct load l = {
		.kind = o->kind,
		.index = CODE_NONE,
		.ready = CODE_NONE,
		.collection = reference(o->collection),
		.where = CODE_HOLDS,
		.offer = offer,
		.term_of = o->as_of == AS_OF_TERM_START ? offer : CODE_NONE,
		.anchor = o->anchor,
		.shift = make_shift(m, &o->shift, offer),
		.operand = o,
	};

	switch (o->kind) {
	case OPERAND_VALUE:
		l.known = o->value.known;
		if (o->type != FACT_TEXT)
			l.value = o->value.number;
		break;
	case OPERAND_PARAMETER:
		l.index = reference(o->parameter);
		break;
	case OPERAND_CUSTOM:
		l.index = reference(o->custom);
		break;
	case OPERAND_TODAY:
	case OPERAND_MOMENT:
	case OPERAND_PERIOD:
		break;
	case OPERAND_TIER:
	case OPERAND_DERIVED:
		l.index = (int)o->subject;
		break;
	case OPERAND_OUTPUT:
		l.collection = (int)o->subject;
		l.index = m->first_outputs[o->subject] + (int)o->field;
		break;
	case OPERAND_CALCULATION:
		l.index = make_arguments(m, o, offer);
		break;
	case OPERAND_COUNT:
	case OPERAND_SUM:
	case OPERAND_EARLIEST:
	case OPERAND_LATEST:
		if (o->where)
			l.where = make_condition(m, o->where, offer);
		/* fall through */
	default:
		l.index = reference(o->field);
	}
	make_ready(m, &l);
	return l;
}

/* A comparison seen from its other side. */
static enum comparison mirror(enum comparison c)
{
	switch (c) {
	case COMPARE_LESS:
		return COMPARE_MORE;
	case COMPARE_AT_MOST:
		return COMPARE_AT_LEAST;
	case COMPARE_MORE:
		return COMPARE_LESS;
	case COMPARE_AT_LEAST:
		return COMPARE_AT_MOST;
	default:
		return c;
	}
}

static bool is_plain_fact(const struct load *l)
{
	return (l->kind == OPERAND_MEMBER || l->kind == OPERAND_OFFER || l->kind == OPERAND_ROW) &&
	       !l->shift.factor;
}

static bool follows_today(const struct load *l)
{
	return l->kind == OPERAND_TODAY || l->kind == OPERAND_PERIOD;
}

/* How long something is ago, by itself or as a derived fact. */
static bool is_since(const struct maker *m, const struct operand *o)
{
	if (o->kind == OPERAND_DERIVED && !m->policy->derived[o->subject].when)
		o = &m->policy->derived[o->subject].value;
	return o->kind == OPERAND_CALCULATION && o->calculation == CALCULATE_SINCE;
}

static void turn(struct test *t)
{
	struct load left = t->left;

	t->left = t->right;
	t->right = left;
	t->comparison = mirror(t->comparison);
}

static void make_comparison(const struct maker *m, struct test *t, const struct condition *c)
{
	t->comparison = c->comparison;
	t->kind = c->left.type == FACT_TEXT ? TEST_COMPARE_TEXT : TEST_COMPARE;
	if (follows_today(&t->right) && !follows_today(&t->left))
		turn(t);
	if (is_since(m, t->right.operand) && !is_since(m, t->left.operand))
		turn(t);
	if (follows_today(&t->left))
		t->kind = TEST_COMPARE_TODAY;
	else if (is_since(m, t->left.operand))
		t->kind = TEST_COMPARE_SINCE;
	else if (t->kind == TEST_COMPARE && is_plain_fact(&t->left) && t->right.kind == OPERAND_VALUE &&
	         t->right.known)
		t->kind = TEST_COMPARE_FACT;
}

static int make_test(struct maker *m, const struct condition *c, int offer, int holds, int fails)
{
	struct test t = {.holds = holds, .fails = fails, .condition = c};

	switch (c->kind) {
	case CONDITION_COMPARE:
		t.left = make_load(m, &c->left, offer);
		t.right = make_load(m, &c->right, offer);
		make_comparison(m, &t, c);
		break;
	case CONDITION_AMONG:
		t.kind = c->left.type == FACT_TEXT ? TEST_AMONG_TEXT : TEST_AMONG;
		t.left = make_load(m, &c->left, offer);
		break;
	case CONDITION_UNKNOWN:
		t.holds = fails;
		t.fails = holds;
		/* fall through */
	case CONDITION_KNOWN:
		t.kind = TEST_KNOWN;
		t.left = make_load(m, &c->left, offer);
		break;
	case CONDITION_TIER:
		t.kind = TEST_TIER;
		t.index = (int)c->tier;
		break;
	case CONDITION_OFFER:
		t.kind = TEST_OFFER;
		t.index = (int)c->offer;
		t.set = c->offer_states;
		break;
	case CONDITION_STATE:
		t.kind = TEST_STATE;
		t.index = (int)c->offer;
		break;
	default:
		t.kind = TEST_CUSTOM;
		t.left = make_load(m, &c->left, offer);
	}
	m->tests = room_for_one(m->arena, m->tests, m->n_tests, &m->room, sizeof(*m->tests));
	m->tests[m->n_tests] = t;
	return (int)m->n_tests++;
}

/* From the last to the first, so that the way on from each is known. */
static int make_ways(struct maker *m, const struct condition *c, int offer, int holds, int fails)
{
	int way;

	switch (c->kind) {
	case CONDITION_ALL:
		way = holds;
		for (size_t i = c->n_children; i--;)
			way = make_ways(m, c->children[i], offer, way, fails);
		return way;
	case CONDITION_ANY:
		way = fails;
		for (size_t i = c->n_children; i--;)
			way = make_ways(m, c->children[i], offer, holds, way);
		return way;
	case CONDITION_NONE:
		way = holds;
		for (size_t i = c->n_children; i--;)
			way = make_ways(m, c->children[i], offer, fails, way);
		return way;
	default:
		return make_test(m, c, offer, holds, fails);
	}
}

static int make_condition(struct maker *m, const struct condition *c, int offer)
{
	return c ? make_ways(m, c, offer, CODE_HOLDS, CODE_FAILS) : CODE_HOLDS;
}

static struct say make_say(struct maker *m, const struct sentence *s, int offer)
{
	struct load *arguments = arena_array(m->arena, s->n_arguments, sizeof(*arguments));

	for (size_t i = 0; i < s->n_arguments; i++)
		arguments[i] = make_load(m, &s->arguments[i].value, offer);
	m->program->sizes.arguments += s->n_arguments;
	return (struct say){s, arguments};
}

static const struct code_refusal *make_refusals(struct maker *m, const struct refusal *from, size_t n,
                                                int offer)
{
	struct code_refusal *refusals = arena_array(m->arena, n, sizeof(*refusals));

	for (size_t i = 0; i < n; i++)
		refusals[i] = (struct code_refusal){make_condition(m, from[i].when, offer),
		                                    make_say(m, &from[i].say, offer), from + i};
	m->program->sizes.reasons += n;
	return refusals;
}

static struct code_state make_state(struct maker *m, const struct state *from, int offer)
{
	struct code_due *dues = arena_array(m->arena, from->n_dues, sizeof(*dues));
	struct code_state s = {
		.starts = make_load(m, &from->starts, offer),
		.say = make_say(m, &from->say, offer),
		.keeps = from->keeps_benefits,
		.frees = from->frees_offer,
		.dues = dues,
		.n_dues = from->n_dues,
	};

	for (size_t i = 0; i < from->n_dues; i++) {
		dues[i].due = from->dues + i;
		dues[i].when = make_condition(m, from->dues[i].when, offer);
		dues[i].say = make_say(m, &from->dues[i].say, offer);
		dues[i].at_day = from->dues[i].at != NULL;
		if (dues[i].at_day)
			dues[i].at = make_load(m, from->dues[i].at, offer);
		dues[i].has_charge = from->dues[i].charges != NULL;
		if (dues[i].has_charge)
			dues[i].charge = make_load(m, from->dues[i].charges, offer);
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

static struct code_offer make_offer(struct maker *m, const struct offer *from, int offer)
{
	struct code_offer o = {
		.collection = (int)from->collection,
		.key_field = (int)from->key_field,
		.key_value = from->key_value,
		.ended = from->ended ? make_condition(m, from->ended, offer) : CODE_FAILS,
		.requires = reference(from->requires),
		.price = make_load(m, &from->price, offer),
		.requires_say = make_say(m, &from->requires_say, offer),
		.not_purchased = make_say(m, &from->not_purchased, offer),
		.not_available = make_say(m, &from->not_available, offer),
		.closed = make_refusals(m, from->closed, from->n_closed, offer),
		.n_closed = from->n_closed,
	};

	if (from->renewal != NOWHERE)
		make_renewal(m, &o, m->policy->renewals + from->renewal, offer);
	m->program->sizes.reasons++;
	return o;
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

	t->offer = from->way == TIER_BOUGHT ? reference(from->offer) : CODE_NONE;
	t->requires = reference(from->requires);
	t->when = make_condition(m, from->condition, t->offer);
	t->has_since = from->since != NULL;
	if (t->has_since)
		t->since = make_load(m, from->since, t->offer);
	t->grants = grants;
	t->covers = covers;
	for (size_t i = 0; i < from->n_grants; i++) {
		grants[i].benefit = (int)from->grants[i].benefit;
		grants[i].origin = find_origin(m, tiers, number, from->grants + i);
		grants[i].amount = make_load(m, &from->grants[i].value, t->offer);
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
		effects[i] = make_load(m, &from->effects[i].value, offer);
	return effects;
}

static void make_derived(struct maker *m, struct code_derived *to, const struct derived *from)
{
	int offer = reference(from->offer);

	to->conditional = from->when != NULL;
	if (to->conditional)
		to->when = make_condition(m, from->when, offer);
	else
		to->value = make_load(m, &from->value, offer);
}

/* All cells of a row must hold, the first column asked first. */
static int make_cells(struct maker *m, const struct table *t, const struct table_row *row)
{
	int way = CODE_HOLDS;

	for (size_t i = t->n_inputs; i--;)
		if (row->cells[i])
			way = make_ways(m, row->cells[i], reference(t->offer), way, CODE_FAILS);
	return way;
}

static void make_table(struct maker *m, struct code_table *to, const struct table *from)
{
	struct code_row *rows = arena_array(m->arena, from->n_rows, sizeof(*rows));

	for (size_t i = 0; i < from->n_rows; i++) {
		struct load *outputs = arena_array(m->arena, from->n_outputs, sizeof(*outputs));

		rows[i].when = make_cells(m, from, from->rows + i);
		for (size_t k = 0; k < from->n_outputs; k++)
			outputs[k] = make_load(m, from->rows[i].outputs + k, reference(from->offer));
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
	int offer = reference(from->offer);

	to->refusals = make_refusals(m, from->refusals, from->n_refusals, offer);
	to->n_refusals = from->n_refusals;
	to->has_charge = from->charges != NULL;
	if (to->has_charge)
		to->charge = make_load(m, from->charges, offer);
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
		offers[i] = make_offer(&m, p->offers + i, (int)i);
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
