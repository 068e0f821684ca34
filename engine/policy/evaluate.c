#include "policy/evaluate.h"

#include <assert.h>

#include "base/date.h"
#include "policy/calculate.h"
#include "policy/custom.h"
#include "policy/recorder.h"

/* Further than any two days are apart. */
enum { FAR = 4000000 };

void evaluate_note(struct run *r, int32_t day)
{
	if (day > r->today && day < r->next)
		r->next = day;
}

void evaluate_day(struct run *r, int32_t today)
{
	const struct policy *p = r->program->policy;
	int32_t next = r->next;

	r->today = today;
	for (size_t i = 0; i < p->n_parameters; i++) {
		const struct parameter *of = p->parameters + i;
		size_t row = 0;

		while (row + 1 < of->n_rows && of->rows[row + 1].from <= today)
			row++;
		r->parameters[i] = of->rows[row].value;
		r->parameters_until[i] = row + 1 < of->n_rows ? of->rows[row + 1].from : DATE_NEVER;
	}
	for (size_t i = 0; i < r->program->n_ready; i++) {
		r->next = DATE_NEVER;
		r->ready[i] = evaluate_given(r, (struct str){0}, r->program->ready + i);
		r->ready_until[i] = r->next;
	}
	r->next = next;
}

static int64_t parameter(struct run *r, int index, int term_of)
{
	if (term_of != CODE_NONE && r->purchases[term_of].renews) {
		const struct purchase *p = r->purchases + term_of;

		/* Paid ahead, the term under way is not the last paid one. */
		if (p->term_start > r->today)
			evaluate_note(r, p->over_until);
		return policy_parameter(r->program->policy->parameters + index, p->under_way);
	}
	evaluate_note(r, r->parameters_until[index]);
	return r->parameters[index];
}

int32_t evaluate_add(int32_t day, bool months, int64_t n)
{
	if (day == DATE_NEVER || day == DATE_NONE || !n)
		return day;
	if (n > FAR || n < -FAR)
		return n > 0 ? DATE_NEVER : DATE_NONE;
	if (months)
		return date_add_months(day, (int)n);
	day += (int32_t)n;
	return day < DATE_FIRST ? DATE_NONE : day > DATE_LAST ? DATE_NEVER : day;
}

static int64_t shift_count(struct run *r, const struct shift *s)
{
	int64_t n = s->factor;

	if (n && s->parameter != CODE_NONE &&
	    __builtin_mul_overflow(n, parameter(r, s->parameter, s->term_of), &n))
		n = s->factor > 0 ? FAR + 1 : -FAR - 1;
	return n;
}

static bool ask_custom(struct run *r, int index, int64_t *out)
{
	const struct custom *c = r->program->policy->customs + index;
	struct fact *answer = r->answers + index;

	if (!r->asked[index] && !r->failure) {
		r->asked[index] = true;
		answer->known = false;
		if (!custom_evaluate(r->host, (size_t)index, r->member, r->today, answer))
			r->failure = custom_failure(r->host);
	}
	if (c->reads_today)
		evaluate_note(r, r->today + 1);
	*out = answer->number;
	return !r->failure && answer->known;
}

/* A count, sum, least or greatest over the rows for which where holds. */
static bool aggregate(struct run *r, const struct load *l, int64_t *out)
{
	const struct rows *rows = r->member->rows + l->collection;
	size_t n_fields = r->program->policy->schema->collections[l->collection].n_fields;
	const struct fact *outer = r->row;
	struct recorder *recorder = r->recorder;
	int64_t total = 0;
	bool any = false;

	r->recorder = NULL;
	for (size_t i = 0; i < rows->n; i++) {
		const struct fact *fact;

		r->row = rows->facts + i * n_fields;
		if (!evaluate_test(r, l->where))
			continue;
		if (l->kind == OPERAND_COUNT) {
			total++;
			continue;
		}
		fact = r->row + l->index;
		if (!fact->known)
			continue;
		if (l->kind == OPERAND_SUM) {
			if (__builtin_add_overflow(total, fact->number, &total))
				total = fact->number > 0 ? INT64_MAX : INT64_MIN;
		} else if (!any ||
		           (l->kind == OPERAND_LATEST ? fact->number > total : fact->number < total)) {
			total = fact->number;
		}
		any = true;
	}
	r->row = outer;
	r->recorder = recorder;
	*out = total;
	return any || l->kind == OPERAND_COUNT || l->kind == OPERAND_SUM;
}

static bool moment(const struct run *r, const struct load *l, int64_t *out)
{
	const struct purchase *p = r->purchases + l->offer;

	if (!p->renews)
		return false;
	*out = l->anchor == ANCHOR_ORIGIN       ? p->origin
	       : l->anchor == ANCHOR_TERM_START ? p->term_start
	                                        : p->anniversary;
	return true;
}

static const struct fact *find_fact(const struct run *r, const struct load *l)
{
	const struct fact *row;

	if (l->kind == OPERAND_MEMBER)
		return r->member->facts + l->index;
	row = l->kind == OPERAND_ROW ? r->row : r->purchases[l->offer].row;
	return row ? row + l->index : NULL;
}

bool evaluate_number(struct run *r, const struct load *l, int64_t *out)
{
	const struct fact *fact;
	bool known = true;

	switch (l->kind) {
	case OPERAND_VALUE:
		*out = l->value;
		return l->known;
	case OPERAND_PARAMETER:
		*out = parameter(r, l->index, l->term_of);
		return true;
	case OPERAND_TODAY:
		*out = r->today;
		evaluate_note(r, r->today + 1);
		break;
	case OPERAND_PERIOD:
		*out = calculate_period(l->operand->period, r->today);
		evaluate_note(r, evaluate_add((int32_t)*out, true, l->operand->period));
		break;
	case OPERAND_MOMENT:
		known = moment(r, l, out);
		break;
	case OPERAND_MEMBER:
	case OPERAND_OFFER:
	case OPERAND_ROW:
		fact = find_fact(r, l);
		known = fact && fact->known;
		if (known)
			*out = fact->number;
		break;
	case OPERAND_CUSTOM:
		return ask_custom(r, l->index, out);
	case OPERAND_DERIVED:
		return calculate_derived(r, (size_t)l->index, out);
	case OPERAND_OUTPUT:
		return calculate_output(r, (size_t)l->collection, (size_t)l->index, out);
	case OPERAND_TIER:
		return calculate_tier(r, (size_t)l->index, out);
	case OPERAND_CALCULATION:
		known = calculate_number(r, l, out);
		break;
	default:
		known = aggregate(r, l, out);
	}
	if (known && l->shift.factor)
		*out = evaluate_add((int32_t)*out, l->shift.months, shift_count(r, &l->shift));
	return known;
}

struct fact evaluate_fact(struct run *r, const struct load *l)
{
	struct fact f = {0};
	const struct fact *found;

	if (l->operand->type != FACT_TEXT) {
		f.known = evaluate_number(r, l, &f.number);
		return f;
	}
	if (l->kind == OPERAND_VALUE)
		return l->operand->value;
	found = find_fact(r, l);
	return found ? *found : f;
}

struct given evaluate_given(struct run *r, struct str name, const struct load *l)
{
	const struct operand *o = l->operand;
	struct given g;

	if (l->ready != CODE_NONE) {
		evaluate_note(r, r->ready_until[l->ready]);
		g = r->ready[l->ready];
		g.name = name;
		return g;
	}
	g = (struct given){.name = name, .type = o->type, .of = o->of, .value = evaluate_fact(r, l)};

	for (size_t i = 0; i < sizeof(g.currency); i++)
		g.currency[i] = o->currency[i];
	return g;
}

bool evaluate_compare(int64_t a, enum comparison c, int64_t b)
{
	switch (c) {
	case COMPARE_EQUAL:
		return a == b;
	case COMPARE_NOT_EQUAL:
		return a != b;
	case COMPARE_LESS:
		return a < b;
	case COMPARE_AT_MOST:
		return a <= b;
	case COMPARE_MORE:
		return a > b;
	default:
		return a >= b;
	}
}

/* What today, or its period's first day, comes to when it is shifted. */
static int32_t follow_day(const struct load *l, int64_t n, int32_t day)
{
	if (l->kind == OPERAND_PERIOD)
		day = calculate_period(l->operand->period, day);
	return evaluate_add(day, l->shift.months, n);
}

/* The first day from which that is at least this one. */
static int32_t first_reaching(const struct load *l, int64_t n, int32_t day)
{
	bool months = l->shift.months;
	int32_t first;

	if (l->kind == OPERAND_PERIOD) {
		first = calculate_period(l->operand->period, day);
		if (first < day)
			first = evaluate_add(first, true, l->operand->period);
		return evaluate_add(first, true, -n);
	}
	first = evaluate_add(day, months, -n);
	if (first == DATE_NEVER || first == DATE_NONE)
		return DATE_NEVER;
	/* The ends of months meet: several days may lead to one day, and none to another. */
	while (months && evaluate_add(first, true, n) < day)
		if (first++ == DATE_LAST)
			return DATE_NEVER;
	while (months && first > DATE_FIRST && evaluate_add(first - 1, true, n) >= day)
		first--;
	return first;
}

/* Notes when a comparison of today, shifted, with a day comes out differently. */
static bool compare_today(struct run *r, const struct test *t)
{
	const struct load *l = &t->left;
	int64_t right, n = shift_count(r, &l->shift);
	int32_t left = follow_day(l, n, r->today), other, reached, passed;

	if (t->right.kind == OPERAND_TODAY || t->right.kind == OPERAND_PERIOD) {
		evaluate_note(r, r->today + 1);
		evaluate_number(r, &t->right, &right);
		return evaluate_compare(left, t->comparison, right);
	}
	if (!evaluate_number(r, &t->right, &right))
		return false;
	other = (int32_t)right;
	if (left > other)
		return evaluate_compare(left, t->comparison, other);
	reached = first_reaching(l, n, other);
	passed = other >= DATE_LAST ? DATE_NEVER : first_reaching(l, n, other + 1);
	switch (t->comparison) {
	case COMPARE_EQUAL:
	case COMPARE_NOT_EQUAL:
		evaluate_note(r, left < other && follow_day(l, n, reached) == other ? reached : passed);
		break;
	case COMPARE_LESS:
	case COMPARE_AT_LEAST:
		evaluate_note(r, left < other ? reached : DATE_NEVER);
		break;
	default:
		evaluate_note(r, passed);
	}
	return evaluate_compare(left, t->comparison, other);
}

static bool compare_text(struct run *r, const struct test *t)
{
	struct fact left = evaluate_fact(r, &t->left), right = evaluate_fact(r, &t->right);

	return left.known && right.known &&
	       evaluate_compare(str_compare(left.text, right.text), t->comparison, 0);
}

static bool among(struct run *r, const struct test *t)
{
	const struct condition *c = t->condition;
	bool found = false;
	int64_t left;

	if (t->left.kind == OPERAND_TODAY && !t->left.shift.factor)
		left = r->today;
	else if (!evaluate_number(r, &t->left, &left))
		return false;
	for (size_t i = 0; i < c->n_values; i++) {
		found |= left == c->values[i].number;
		/* Dates to come may be met one day after the other. */
		if (t->left.kind == OPERAND_TODAY && left <= c->values[i].number)
			evaluate_note(r, r->today + 1);
	}
	return found;
}

static bool among_texts(struct run *r, const struct test *t)
{
	const struct condition *c = t->condition;
	struct fact left = evaluate_fact(r, &t->left);

	for (size_t i = 0; left.known && i < c->n_values; i++)
		if (str_equal(left.text, c->values[i].text))
			return true;
	return false;
}

static bool in_state(const struct run *r, const struct test *t)
{
	const struct purchase *p = r->purchases + t->index;

	for (size_t i = 0; p->renews && i < t->condition->n_states; i++)
		if (t->condition->states[i] == p->state)
			return true;
	return false;
}

/* A new value of the parameter counts only where it makes a difference. */
static bool compare_parameter(struct run *r, const struct test *t, int64_t left)
{
	const struct parameter *p = r->program->policy->parameters + t->right.index;
	bool outcome;
	int64_t right;

	if (t->right.term_of != CODE_NONE) {
		evaluate_number(r, &t->right, &right);
		return evaluate_compare(left, t->comparison, right);
	}
	outcome = evaluate_compare(left, t->comparison, r->parameters[t->right.index]);
	for (size_t i = 1; i < p->n_rows; i++)
		if (p->rows[i].from > r->today &&
		    evaluate_compare(left, t->comparison, p->rows[i].value) != outcome) {
			evaluate_note(r, p->rows[i].from);
			break;
		}
	return outcome;
}

static bool one_test(struct run *r, const struct test *t)
{
	int64_t left, right;

	switch (t->kind) {
	case TEST_COMPARE:
		if (!evaluate_number(r, &t->left, &left))
			return false;
		if (t->right.kind == OPERAND_PARAMETER)
			return compare_parameter(r, t, left);
		return evaluate_number(r, &t->right, &right) && evaluate_compare(left, t->comparison, right);
	case TEST_COMPARE_FACT: {
		const struct fact *fact = find_fact(r, &t->left);

		return fact && fact->known && evaluate_compare(fact->number, t->comparison, t->right.value);
	}
	case TEST_COMPARE_TEXT:
		return compare_text(r, t);
	case TEST_COMPARE_TODAY:
		return compare_today(r, t);
	case TEST_COMPARE_SINCE:
		return calculate_compare_since(r, t);
	case TEST_AMONG:
		return among(r, t);
	case TEST_AMONG_TEXT:
		return among_texts(r, t);
	case TEST_KNOWN:
		return calculate_known(r, &t->left);
	case TEST_TIER:
		return r->held[t->index];
	case TEST_OFFER:
		return t->set >> r->offers[t->index] & 1;
	case TEST_STATE:
		return in_state(r, t);
	case TEST_CUSTOM:
		return evaluate_number(r, &t->left, &left) && left;
	}
	return false;
}

/*
 * A test that might have gone the other way counts for next_change, unless that
 * way is the answer too: where all of several must hold and the last does not,
 * it is that one alone which has to turn.
 */
bool evaluate_tests(struct run *r, int test)
{
	int32_t next = r->next, answers[2] = {DATE_NEVER, DATE_NEVER};

	if (test < 0)
		return test == CODE_HOLDS;
	r->next = DATE_NEVER;
	while (test >= 0) {
		const struct test *t = r->program->tests + test;
		bool outcome = one_test(r, t);

		if (recorder_wanted(r))
			recorder_test(r, t, outcome);
		if (r->next != DATE_NEVER) {
			int other = outcome ? t->fails : t->holds;
			int32_t *least = other < 0 ? answers + (other == CODE_HOLDS) : &next;

			if (r->next < *least)
				*least = r->next;
			r->next = DATE_NEVER;
		}
		test = outcome ? t->holds : t->fails;
	}
	r->next = next;
	evaluate_note(r, answers[test == CODE_FAILS]);
	return test == CODE_HOLDS;
}
