#include "policy/decide/calculate.h"

#include "base/date.h"
#include "policy/decide/custom.h"
#include "policy/decide/outcome.h"

int32_t calculate_period(int months, int32_t day)
{
	struct civil c;
	int32_t start;

	if (day < DATE_FIRST || day > DATE_LAST)
		return day;
	c = date_civil(day);
	return date_make(c.year, c.month - (c.month - 1) % months, 1, &start) ? start : day;
}

bool calculate_rows(struct run *r, const struct load *l, int64_t *out)
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
		if (!outcome_of(r, l->where))
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

bool calculate_start(struct run *r, const struct load *l, int64_t *out)
{
	*out = calculate_period(l->operand->period, r->today);
	evaluate_note(r, evaluate_add((int32_t)*out, true, l->operand->period));
	return true;
}

bool calculate_custom(struct run *r, int index, int64_t *out)
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

static int64_t whole_since(const struct run *r, int32_t day, int period)
{
	if (day > r->today)
		return 0;
	return period ? date_months_between(day, r->today) / period : r->today - day;
}

/* The day on which so many periods have passed. */
static int32_t passed(int32_t day, int period, int64_t n)
{
	int64_t distance;

	if (__builtin_mul_overflow(n, (int64_t)(period ? period : 1), &distance))
		return DATE_NEVER;
	return evaluate_add(day, period != 0, distance);
}

static bool since(struct run *r, const struct load *l, int64_t *out)
{
	int period = l->operand->period;
	int64_t day;

	if (!evaluate_number(r, r->program->arguments + l->index, &day) || day == DATE_NONE ||
	    day == DATE_NEVER)
		return false;
	*out = whole_since(r, (int32_t)day, period);
	evaluate_note(r, passed((int32_t)day, period, *out + 1));
	return true;
}

bool calculate_compare_since(struct run *r, const struct test *t)
{
	const struct load *l = &t->left;
	int64_t day, n, age;
	int period;

	if (l->kind == OPERAND_DERIVED)
		l = &r->program->derived[l->index].value;
	period = l->operand->period;
	if (!evaluate_number(r, r->program->arguments + l->index, &day) || day == DATE_NONE ||
	    day == DATE_NEVER || !evaluate_number(r, &t->right, &n))
		return false;
	age = whole_since(r, (int32_t)day, period);
	if (age < n)
		evaluate_note(r, passed((int32_t)day, period,
		                        t->comparison == COMPARE_MORE || t->comparison == COMPARE_AT_MOST
		                                ? n + (n < INT64_MAX)
		                                : n));
	else if (age == n && t->comparison != COMPARE_LESS && t->comparison != COMPARE_AT_LEAST)
		evaluate_note(r, passed((int32_t)day, period, n + 1));
	return condition_compare(age, t->comparison, n);
}

static int64_t most(bool negative)
{
	return negative ? INT64_MIN : INT64_MAX;
}

static int64_t divide(int64_t a, int64_t b)
{
	if (b == -1)
		return a == INT64_MIN ? INT64_MAX : -a;
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static int64_t combine(enum calculation c, int64_t a, int64_t b)
{
	int64_t out;

	switch (c) {
	case CALCULATE_PLUS:
		return __builtin_add_overflow(a, b, &out) ? most(b < 0) : out;
	case CALCULATE_MINUS:
		return __builtin_sub_overflow(a, b, &out) ? most(b > 0) : out;
	case CALCULATE_TIMES:
		return __builtin_mul_overflow(a, b, &out) ? most((a < 0) != (b < 0)) : out;
	case CALCULATE_LEAST:
		return a < b ? a : b;
	default:
		return a > b ? a : b;
	}
}

bool calculate_number(struct run *r, const struct load *l, int64_t *out)
{
	const struct operand *o = l->operand;
	const struct load *arguments = r->program->arguments + l->index;
	int64_t next;

	if (o->calculation == CALCULATE_SINCE)
		return since(r, l, out);
	if (o->calculation == CALCULATE_OTHERWISE) {
		for (size_t i = 0; i < o->n_arguments; i++)
			if (evaluate_number(r, arguments + i, out))
				return true;
		return false;
	}
	if (!evaluate_number(r, arguments, out))
		return false;
	if (o->calculation == CALCULATE_START_OF) {
		*out = calculate_period(o->period, (int32_t)*out);
	} else if (o->calculation == CALCULATE_END_OF) {
		next = evaluate_add(calculate_period(o->period, (int32_t)*out), true, o->period);
		*out = next == DATE_NEVER ? DATE_LAST : next - 1;
	}
	for (size_t i = 1; i < o->n_arguments; i++) {
		if (!evaluate_number(r, arguments + i, &next))
			return false;
		if (o->calculation == CALCULATE_DIVIDED && next == 0)
			return false;
		*out = o->calculation == CALCULATE_DIVIDED ? divide(*out, next)
		                                           : combine(o->calculation, *out, next);
	}
	return true;
}

bool calculate_known(struct run *r, const struct load *l)
{
	const struct operand *o = l->operand;
	const struct load *arguments = r->program->arguments + l->index;

	if (l->kind == OPERAND_DERIVED) {
		const struct code_derived *d = r->program->derived + l->index;

		return d->conditional || calculate_known(r, &d->value);
	}
	if (l->kind == OPERAND_TODAY || l->kind == OPERAND_PERIOD)
		return true;
	if (l->kind != OPERAND_CALCULATION || o->calculation == CALCULATE_DIVIDED || l->shift.factor)
		return evaluate_fact(r, l).known;
	for (size_t i = 0; i < o->n_arguments; i++)
		if (calculate_known(r, arguments + i) == (o->calculation == CALCULATE_OTHERWISE))
			return o->calculation == CALCULATE_OTHERWISE;
	return o->calculation != CALCULATE_OTHERWISE;
}

/* What is worked out once is neither told where it happens to be first, nor are its days only that reader's. */
struct aside {
	struct recorder *recorder;
	int32_t next;
};

static bool begin(struct run *r, size_t which, struct aside *a)
{
	if (r->worked[which])
		return false;
	r->worked[which] = true;
	*a = (struct aside){r->recorder, r->next};
	r->recorder = NULL;
	r->next = DATE_NEVER;
	return true;
}

static void end(struct run *r, size_t which, const struct aside *a)
{
	r->worked_until[which] = r->next;
	r->recorder = a->recorder;
	r->next = a->next;
}

bool calculate_derived(struct run *r, size_t derived, int64_t *out)
{
	const struct code_derived *d = r->program->derived + derived;
	struct fact *is = r->derived + derived;
	struct aside aside;

	if (begin(r, derived, &aside)) {
		is->known = true;
		if (d->conditional)
			is->number = outcome_of(r, d->when);
		else
			is->known = evaluate_number(r, &d->value, &is->number);
		end(r, derived, &aside);
	}
	evaluate_note(r, r->worked_until[derived]);
	*out = is->number;
	return is->known;
}

/* One more row of a table that collects. */
static void collect(const struct output *o, const struct fact *one, struct fact *all)
{
	static const enum calculation ways[] = {[COLLECT_SUM] = CALCULATE_PLUS,
	                                        [COLLECT_LEAST] = CALCULATE_LEAST,
	                                        [COLLECT_GREATEST] = CALCULATE_GREATEST};

	if (!one->known)
		return;
	all->number = all->known ? combine(ways[o->collect], all->number, one->number) : one->number;
	all->known = true;
}

static void take_row(struct run *r, size_t table, size_t row)
{
	const struct table *t = r->program->policy->tables + table;
	const struct code_table *code = r->program->tables + table;
	struct fact *outputs = r->outputs + code->first_output;

	for (size_t i = 0; i < t->n_outputs; i++) {
		struct fact one = evaluate_fact(r, code->rows[row].outputs + i);

		if (t->hit == HIT_COLLECT)
			collect(t->outputs + i, &one, outputs + i);
		else
			outputs[i] = one;
	}
}

static void work_out(struct run *r, size_t table)
{
	const struct table *t = r->program->policy->tables + table;
	const struct code_table *code = r->program->tables + table;

	r->rows[table] = NOWHERE;
	for (size_t i = 0; i < t->n_outputs; i++)
		r->outputs[code->first_output + (int)i] = (struct fact){
			.known = t->hit == HIT_COLLECT && t->outputs[i].collect == COLLECT_SUM};
	for (size_t i = 0; i < code->n_rows; i++) {
		if (!outcome_of(r, code->rows[i].when))
			continue;
		take_row(r, table, i);
		if (t->hit == HIT_COLLECT)
			continue;
		r->rows[table] = i;
		break;
	}
}

size_t calculate_row(struct run *r, size_t table)
{
	size_t which = r->program->policy->n_derived + table;
	struct aside aside;

	if (begin(r, which, &aside)) {
		work_out(r, table);
		end(r, which, &aside);
	}
	evaluate_note(r, r->worked_until[which]);
	return r->rows[table];
}

bool calculate_output(struct run *r, size_t table, size_t output, int64_t *out)
{
	calculate_row(r, table);
	*out = r->outputs[output].number;
	return r->outputs[output].known;
}

bool calculate_tier(struct run *r, size_t track, int64_t *out)
{
	const struct code_track *t = r->program->tracks + track;

	for (size_t i = 0; i < t->n; i++)
		if (r->held[r->program->tiers_in_order[t->first + i]]) {
			*out = (int64_t)(t->n - 1 - i);
			return true;
		}
	return false;
}
