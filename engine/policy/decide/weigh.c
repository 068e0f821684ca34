#include "policy/decide/weigh.h"

#include "base/date.h"
#include "policy/decide/calculate.h"

/* A new value of the parameter counts only where it makes a difference. */
static bool compare_parameter(struct run *r, const struct test *t, int64_t left)
{
	const struct parameter *p = r->program->policy->parameters + t->right.index;
	bool outcome;
	int64_t right;

	if (t->right.term_of != CODE_NONE) {
		evaluate_number(r, &t->right, &right);
		return condition_compare(left, t->comparison, right);
	}
	outcome = condition_compare(left, t->comparison, r->parameters[t->right.index]);
	for (size_t i = 1; i < p->n_rows; i++)
		if (p->rows[i].from > r->today &&
		    condition_compare(left, t->comparison, p->rows[i].value) != outcome) {
			evaluate_note(r, p->rows[i].from);
			break;
		}
	return outcome;
}

bool weigh_numbers(struct run *r, const struct test *t)
{
	int64_t left, right;

	if (!evaluate_number(r, &t->left, &left))
		return false;
	if (t->right.kind == OPERAND_VALUE)
		return t->right.known && condition_compare(left, t->comparison, t->right.value);
	if (t->right.kind == OPERAND_PARAMETER)
		return compare_parameter(r, t, left);
	return evaluate_number(r, &t->right, &right) && condition_compare(left, t->comparison, right);
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
bool weigh_today(struct run *r, const struct test *t)
{
	const struct load *l = &t->left;
	int64_t right, n = evaluate_shift(r, &l->shift);
	int32_t left = follow_day(l, n, r->today), other, reached, passed;

	if (t->right.kind == OPERAND_TODAY || t->right.kind == OPERAND_PERIOD) {
		evaluate_note(r, r->today + 1);
		evaluate_number(r, &t->right, &right);
		return condition_compare(left, t->comparison, right);
	}
	if (!evaluate_number(r, &t->right, &right))
		return false;
	other = (int32_t)right;
	if (left > other)
		return condition_compare(left, t->comparison, other);
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
	return condition_compare(left, t->comparison, other);
}

bool weigh_texts(struct run *r, const struct test *t)
{
	struct fact left = evaluate_fact(r, &t->left), right = evaluate_fact(r, &t->right);

	return left.known && right.known &&
	       condition_compare(str_compare(left.text, right.text), t->comparison, 0);
}

bool weigh_among(struct run *r, const struct test *t)
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

bool weigh_among_texts(struct run *r, const struct test *t)
{
	const struct condition *c = t->condition;
	struct fact left = evaluate_fact(r, &t->left);

	for (size_t i = 0; left.known && i < c->n_values; i++)
		if (str_equal(left.text, c->values[i].text))
			return true;
	return false;
}
