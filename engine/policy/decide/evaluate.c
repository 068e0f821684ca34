#include "policy/decide/evaluate.h"

#include "base/date.h"
#include "policy/decide/calculate.h"

/* Further than any two days are apart. */
enum { FAR = 4000000 };

void evaluate_day(struct run *r, int32_t today)
{
	const struct policy *p = r->program->policy;
	int32_t next = r->next;

	r->today = today;
	r->date = date_civil(today);
	for (size_t i = 0; i < p->n_parameters; i++) {
		const struct parameter *of = p->parameters + i;
		size_t row = 0;

		while (row + 1 < of->n_rows && of->rows[row + 1].from <= today)
			row++;
		r->parameters[i] = of->rows[row].value;
		r->parameters_until[i] = row + 1 < of->n_rows ? of->rows[row + 1].from : DATE_NEVER;
	}
	for (size_t i = 0; i < r->program->n_ready; i++) {
		const struct fill *f = r->program->ready[i];

		r->next = DATE_NEVER;
		r->ready[i] = f->like;
		r->ready[i].value = evaluate_fact(r, &f->load);
		r->ready_until[i] = r->next;
	}
	r->next = next;
}

static bool read_parameter(struct run *r, int index, int term_of, int64_t *out)
{
	if (term_of != CODE_NONE && r->purchases[term_of].renews) {
		const struct purchase *p = r->purchases + term_of;

		/* Paid ahead, the term under way is not the last paid one. */
		if (p->term_start > r->today)
			evaluate_note(r, p->over_until);
		*out = policy_parameter(r->program->policy->parameters + index, p->under_way);
		return true;
	}
	evaluate_note(r, r->parameters_until[index]);
	*out = r->parameters[index];
	return true;
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

int64_t evaluate_distance(int64_t factor, int64_t n)
{
	int64_t distance;

	return __builtin_mul_overflow(n, factor, &distance) ? factor > 0 ? FAR + 1 : -FAR - 1 : distance;
}

int64_t evaluate_shift(struct run *r, const struct shift *s)
{
	int64_t n;

	if (s->fixed)
		return s->n;
	read_parameter(r, s->parameter, s->term_of, &n);
	return evaluate_distance(s->factor, n);
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

/* Most members have no rows of most collections. */
static bool over_rows(struct run *r, const struct load *l, int64_t *out)
{
	if (r->member->rows[l->collection].n)
		return calculate_rows(r, l, out);
	*out = 0;
	return l->kind == OPERAND_COUNT || l->kind == OPERAND_SUM;
}

bool evaluate_load(struct run *r, const struct load *l, int64_t *out)
{
	const struct fact *fact;

	switch (l->kind) {
	case OPERAND_VALUE:
		*out = l->value;
		return l->known;
	case OPERAND_PARAMETER:
		return read_parameter(r, l->index, l->term_of, out);
	case OPERAND_TODAY:
		*out = r->today;
		evaluate_note(r, r->today + 1);
		return true;
	case OPERAND_PERIOD:
		return calculate_start(r, l, out);
	case OPERAND_MOMENT:
		return moment(r, l, out);
	case OPERAND_MEMBER:
	case OPERAND_OFFER:
	case OPERAND_ROW:
		fact = evaluate_find(r, l);
		if (!fact || !fact->known)
			return false;
		*out = fact->number;
		return true;
	case OPERAND_CUSTOM:
		return calculate_custom(r, l->index, out);
	case OPERAND_DERIVED:
		return calculate_derived(r, (size_t)l->index, out);
	case OPERAND_OUTPUT:
		return calculate_output(r, (size_t)l->collection, (size_t)l->index, out);
	case OPERAND_TIER:
		return calculate_tier(r, (size_t)l->index, out);
	case OPERAND_CALCULATION:
		return calculate_number(r, l, out);
	default:
		return over_rows(r, l, out);
	}
}

bool evaluate_shifted(struct run *r, const struct load *l, int64_t *out)
{
	if (!evaluate_load(r, l, out))
		return false;
	*out = evaluate_add((int32_t)*out, l->shift.months, evaluate_shift(r, &l->shift));
	return true;
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
	found = evaluate_find(r, l);
	return found ? *found : f;
}

void evaluate_fill(struct run *r, const struct fill *f, struct given *out)
{
	if (f->ready != CODE_NONE) {
		evaluate_note(r, r->ready_until[f->ready]);
		*out = r->ready[f->ready];
	} else {
		*out = f->like;
		out->value = evaluate_fact(r, &f->load);
	}
}
