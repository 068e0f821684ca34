#include "policy/decide/purchase.h"

#include "base/date.h"
#include "policy/decide/outcome.h"

/* The start of the term that comes after n others. */
static int32_t term_start(const struct code_offer *o, const struct purchase *p, int64_t n)
{
	int64_t distance;

	if (n == 0)
		return p->origin;
	if (__builtin_mul_overflow(n, o->term, &distance))
		return n > 0 ? DATE_NEVER : DATE_NONE;
	return o->term_in_months ? date_civil_add(p->begun, distance)
	                         : evaluate_add(p->origin, false, distance);
}

/* How many terms are over. */
static int64_t terms_over(const struct run *r, const struct code_offer *o, const struct purchase *p)
{
	return (o->term_in_months ? date_civil_between(p->begun, r->date) : r->today - p->origin) / o->term;
}

/* From the last state to the first, since each lasts until a later one begins. */
static void find_state(struct run *r, const struct code_offer *o, struct purchase *p, struct stretch *states)
{
	int32_t end = DATE_NEVER, loses = DATE_NEVER;
	bool found = false;

	for (size_t i = o->n_states; i--;) {
		int64_t day = p->term_start;

		if (i)
			evaluate_number(r, &o->states[i].starts, &day);
		states[i] = (struct stretch){(int32_t)day, end};
		if (!found && day <= r->today) {
			found = true;
			p->state = i;
		}
		if (!found && i && !o->states[i].keeps && day < loses)
			loses = (int32_t)day;
		if (day < end)
			end = (int32_t)day;
	}
	p->since = found ? states[p->state].begins : DATE_NONE;
	p->until = states[p->state].ends;
	p->keeps = o->states[p->state].keeps;
	p->keeps_until = p->keeps ? loses : r->today;
	evaluate_note(r, p->until);
}

/* What follows from the row alone; false while it has not begun. */
static bool find_term(struct run *r, const struct code_offer *o, struct purchase *p)
{
	const struct fact *origin = p->row + o->origin_field, *paid = p->row + o->paid_field;

	if (!o->renewal)
		return true;
	if (!origin->known || !paid->known)
		return false;
	p->renews = true;
	p->origin = (int32_t)origin->number;
	p->begun = date_civil(p->origin);
	p->term = paid->number > 1 ? paid->number : 1;
	p->term_start = term_start(o, p, p->term - 1);
	p->anniversary = term_start(o, p, p->term);
	evaluate_note(r, p->origin);
	if (p->origin > r->today)
		return false;
	evaluate_note(r, p->term_start);
	p->under_way = p->term_start;
	p->over = p->term - 1;
	p->over_until = p->anniversary;
	/* Paid ahead, or not paid yet, today is in another term. */
	if (p->term_start > r->today || p->anniversary <= r->today) {
		p->over = terms_over(r, o, p);
		p->over_until = term_start(o, p, p->over + 1);
	}
	if (p->term_start > r->today)
		p->under_way = term_start(o, p, p->over);
	return true;
}

/* Whether a row is better than another, which comes before it. */
static bool is_better(const struct purchase *new, const struct purchase *old)
{
	if (new->active != old->active)
		return new->active;
	return !new->renews || !old->renews || new->origin >= old->origin;
}

void purchase_find(struct run *r, int offer)
{
	const struct code_offer *o = r->program->offers + offer;
	const struct rows *rows = r->member->rows + o->collection;
	size_t n_fields = r->program->policy->schema->collections[o->collection].n_fields;
	struct purchase *p = r->purchases + offer, before;

	for (size_t i = 0; i < rows->n; i++) {
		const struct fact *row = rows->facts + i * n_fields, *key = row + o->key_field;
		bool first = !p->row;

		if (!key->known || key->number != o->key_value)
			continue;
		if (!first) {
			before = *p;
			*p = (struct purchase){0};
		}
		/* Its conditions ask for the row and the term that are being looked at. */
		p->row = row;
		p->active = find_term(r, o, p) && !outcome_of(r, o->ended);
		if (!first && !is_better(p, &before))
			*p = before;
	}
	p->renews &= p->active;
	if (p->renews)
		find_state(r, o, p, r->stretches[offer]);
	else
		p->keeps = p->active;
	p->purchased = p->active && !(p->renews && o->states[p->state].frees);
}

int32_t purchase_next_grant(const struct run *r, int offer, int every)
{
	const struct code_offer *o = r->program->offers + offer;
	const struct purchase *p = r->purchases + offer;
	struct civil from = p->begun;
	int64_t before = p->over * o->term, within;
	int32_t next;

	/* Counted from the origin where terms are months too, so that the 31st comes back after a February. */
	if (!o->term_in_months) {
		from = date_civil(term_start(o, p, p->over));
		before = 0;
	}
	within = date_civil_between(from, r->date) - before;
	next = date_civil_add(from, before + (within / every + 1) * every);
	if (next > p->over_until)
		next = p->over_until;
	return next < p->keeps_until ? next : DATE_NONE;
}
