#include "policy/decide/maker.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "policy/decide/evaluate.h"

int maker_reference(size_t index)
{
	return index == NOWHERE ? CODE_NONE : (int)index;
}

/* As of whose term it is read; a parameter that never changes has no need to know. */
static int term_of(const struct maker *m, enum as_of as_of, size_t parameter, int offer)
{
	return as_of == AS_OF_TERM_START && m->policy->parameters[parameter].n_rows > 1 ? offer : CODE_NONE;
}

static struct shift make_shift(const struct maker *m, const struct interval *i, int offer)
{
	struct shift s = {.months = i->unit == INTERVAL_MONTHS,
	                  .parameter = CODE_NONE,
	                  .term_of = CODE_NONE,
	                  .fixed = true};
	const struct parameter *p;

	if (!i->sign)
		return s;
	s.factor = i->sign;
	s.parameter = maker_reference(i->parameter);
	if (s.parameter == CODE_NONE) {
		s.n = s.factor *= i->count;
		return s;
	}
	p = m->policy->parameters + i->parameter;
	if (p->unit == PARAMETER_YEARS)
		s.factor *= 12;
	s.term_of = term_of(m, i->as_of, i->parameter, offer);
	s.fixed = p->n_rows == 1;
	s.n = evaluate_distance(s.factor, p->rows[0].value);
	return s;
}

/* The arguments of one calculation stand together; theirs are made before there is a place for them. */
static int make_arguments(struct maker *m, const struct operand *o, int offer)
{
	struct load *own = arena_array(m->arena, o->n_arguments, sizeof(*own));
	size_t first;

	for (size_t i = 0; i < o->n_arguments; i++)
		own[i] = maker_load(m, o->arguments + i, offer);
	first = m->n_arguments;
	for (size_t i = 0; i < o->n_arguments; i++)
		*ARRAY_ADD(m->arena, m->arguments, m->n_arguments) = own[i];
	return (int)first;
}

struct load maker_load(struct maker *m, const struct operand *o, int offer)
{
	struct load l = {
		.kind = o->kind,
		.index = CODE_NONE,
		.collection = maker_reference(o->collection),
		.where = CODE_HOLDS,
		.offer = offer,
		.term_of = CODE_NONE,
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
		l.index = maker_reference(o->parameter);
		l.term_of = term_of(m, o->as_of, o->parameter, offer);
		break;
	case OPERAND_CUSTOM:
		l.index = maker_reference(o->custom);
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
			l.where = maker_condition(m, o->where, offer);
		/* fall through */
	default:
		l.index = maker_reference(o->field);
	}
	return l;
}

void maker_fill(struct maker *m, struct fill *to, struct str name, const struct operand *o, int offer)
{
	*to = (struct fill){{.name = name, .type = o->type, .of = o->of}, maker_load(m, o, offer), CODE_NONE};
	memcpy(to->like.currency, o->currency, sizeof(to->like.currency));
	if (o->kind != OPERAND_VALUE && (o->kind != OPERAND_PARAMETER || to->load.term_of != CODE_NONE))
		return;
	to->ready = (int)m->n_ready;
	*ARRAY_ADD(m->arena, m->ready, m->n_ready) = to;
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
	if (t->left.kind == OPERAND_TODAY && !t->left.shift.factor && is_plain_fact(&t->right) &&
	    t->comparison != COMPARE_EQUAL && t->comparison != COMPARE_NOT_EQUAL)
		t->kind = TEST_DAY;
	else if (follows_today(&t->left))
		t->kind = TEST_COMPARE_TODAY;
	else if (is_since(m, t->left.operand))
		t->kind = TEST_COMPARE_SINCE;
	else if (t->kind == TEST_COMPARE && is_plain_fact(&t->left) && t->right.kind == OPERAND_VALUE &&
	         t->right.known)
		t->kind = TEST_FACT;
}

static int make_test(struct maker *m, const struct condition *c, int offer, int holds, int fails)
{
	struct test t = {.holds = holds, .fails = fails, .condition = c};

	switch (c->kind) {
	case CONDITION_COMPARE:
		t.left = maker_load(m, &c->left, offer);
		t.right = maker_load(m, &c->right, offer);
		make_comparison(m, &t, c);
		break;
	case CONDITION_AMONG:
		t.kind = c->left.type == FACT_TEXT ? TEST_AMONG_TEXT : TEST_AMONG;
		t.left = maker_load(m, &c->left, offer);
		break;
	case CONDITION_UNKNOWN:
		t.holds = fails;
		t.fails = holds;
		/* fall through */
	case CONDITION_KNOWN:
		t.kind = TEST_KNOWN;
		t.left = maker_load(m, &c->left, offer);
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
		t.left = maker_load(m, &c->left, offer);
	}
	t.alone = holds < 0 && fails < 0 && holds != fails;
	*ARRAY_ADD(m->arena, m->tests, m->n_tests) = t;
	return (int)m->n_tests - 1;
}

/* From the last to the first, so that the way on from each is known. */
int maker_ways(struct maker *m, const struct condition *c, int offer, int holds, int fails)
{
	int way;

	switch (c->kind) {
	case CONDITION_ALL:
		way = holds;
		for (size_t i = c->n_children; i--;)
			way = maker_ways(m, c->children[i], offer, way, fails);
		return way;
	case CONDITION_ANY:
		way = fails;
		for (size_t i = c->n_children; i--;)
			way = maker_ways(m, c->children[i], offer, holds, way);
		return way;
	case CONDITION_NONE:
		way = holds;
		for (size_t i = c->n_children; i--;)
			way = maker_ways(m, c->children[i], offer, fails, way);
		return way;
	default:
		return make_test(m, c, offer, holds, fails);
	}
}

int maker_condition(struct maker *m, const struct condition *c, int offer)
{
	return c ? maker_ways(m, c, offer, CODE_HOLDS, CODE_FAILS) : CODE_HOLDS;
}
