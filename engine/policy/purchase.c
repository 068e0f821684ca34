#include "policy/purchase.h"

#include "base/date.h"

/* The start of the term that comes after n others. */
static int32_t term_start(const struct code_offer *o, int32_t origin, int64_t n)
{
	int64_t distance;

	if (__builtin_mul_overflow(n, o->term, &distance))
		return n > 0 ? DATE_NEVER : DATE_NONE;
	return evaluate_add(origin, o->term_in_months, distance);
}

/* How many terms are over. */
static int64_t terms_over(const struct code_offer *o, int32_t origin, int32_t today)
{
	return (o->term_in_months ? date_months_between(origin, today) : today - origin) / o->term;
}

static void find_state(struct run *r, const struct code_offer *o, struct purchase *p)
{
	p->state = 0;
	for (size_t i = 0; i < o->n_states; i++) {
		int64_t day = p->term_start;

		if (i)
			evaluate_number(r, &o->states[i].starts, &day);
		p->starts[i] = (int32_t)day;
		if (day <= r->today)
			p->state = i;
	}
	p->since = p->state || p->term_start <= r->today ? p->starts[p->state] : DATE_NONE;
	p->until = DATE_NEVER;
	p->keeps = o->states[p->state].keeps;
	p->keeps_until = p->keeps ? DATE_NEVER : r->today;
	for (size_t i = p->state + 1; i < o->n_states; i++) {
		if (p->starts[i] < p->until)
			p->until = p->starts[i];
		if (!o->states[i].keeps && p->starts[i] < p->keeps_until)
			p->keeps_until = p->starts[i];
	}
	evaluate_note(r, p->until);
}

/* What follows from the row alone; false while it has not begun. */
static bool find_term(struct run *r, const struct code_offer *o, struct purchase *p)
{
	const struct fact *origin = p->row + o->origin_field, *paid = p->row + o->paid_field;

	p->renews = false;
	if (!o->renewal)
		return true;
	if (!origin->known || !paid->known)
		return false;
	p->renews = true;
	p->origin = (int32_t)origin->number;
	p->term = paid->number > 1 ? paid->number : 1;
	p->term_start = term_start(o, p->origin, p->term - 1);
	p->anniversary = term_start(o, p->origin, p->term);
	evaluate_note(r, p->origin);
	if (p->origin > r->today)
		return false;
	evaluate_note(r, p->term_start);
	p->under_way = p->term_start;
	p->over = p->term - 1;
	p->over_until = p->anniversary;
	/* Paid ahead, or not paid yet, today is in another term. */
	if (p->term_start > r->today || p->anniversary <= r->today) {
		p->over = terms_over(o, p->origin, r->today);
		p->over_until = term_start(o, p->origin, p->over + 1);
	}
	if (p->term_start > r->today)
		p->under_way = term_start(o, p->origin, p->over);
	return true;
}

/* Whether a row is better than another, which comes before it. */
static bool is_better(const struct purchase *new, const struct purchase *old)
{
	if (!old->row || new->active != old->active)
		return !old->row || new->active;
	return !new->renews || !old->renews || new->origin >= old->origin;
}

void purchase_find(struct run *r, int offer)
{
	const struct code_offer *o = r->program->offers + offer;
	const struct rows *rows = r->member->rows + o->collection;
	size_t n_fields = r->program->policy->schema->collections[o->collection].n_fields;
	struct purchase *p = r->purchases + offer, best = {.starts = p->starts};

	for (size_t i = 0; i < rows->n; i++) {
		const struct fact *row = rows->facts + i * n_fields, *key = row + o->key_field;

		if (!key->known || key->number != o->key_value)
			continue;
		/* Its conditions ask for the row and the term that are being looked at. */
		*p = (struct purchase){.row = row, .starts = best.starts};
		p->active = find_term(r, o, p) && !evaluate_test(r, o->ended);
		if (is_better(p, &best))
			best = *p;
	}
	*p = best;
	p->renews &= p->active;
	if (p->renews)
		find_state(r, o, p);
	else
		p->keeps = p->active;
	p->purchased = p->active && !(p->renews && o->states[p->state].frees);
}

int32_t purchase_next_grant(const struct run *r, int offer, int every)
{
	const struct code_offer *o = r->program->offers + offer;
	const struct purchase *p = r->purchases + offer;
	int32_t from = p->origin, next;
	int64_t before = p->over * o->term, within;

	/* Counted from the origin where terms are months too, so that the 31st comes back after a February. */
	if (!o->term_in_months) {
		from = term_start(o, p->origin, p->over);
		before = 0;
	}
	within = date_months_between(from, r->today) - before;
	next = evaluate_add(from, true, before + (within / every + 1) * every);
	if (next > p->over_until)
		next = p->over_until;
	return next < p->keeps_until ? next : DATE_NONE;
}
