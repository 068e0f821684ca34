#include "policy/decide/order.h"

#include "base/arena.h"
#include "policy/model/needs.h"

struct walk {
	const struct policy *policy;
	bool *visited[NEED_TABLE + 1];
	struct step *steps;
	size_t n_steps;
};

static const enum step_kind kinds[] = {
	[NEED_TIER] = STEP_TIER, [NEED_ROW] = STEP_PURCHASE, [NEED_DOOR] = STEP_OFFER};

/* Derived facts and tables are worked out when they are asked for; what they need must be there by then. */
static void visit(void *context, enum need need, size_t index)
{
	static void (*const of[])(struct needs *, size_t) = {needs_tier, needs_row, needs_door, needs_derived,
	                                                     needs_table};
	struct walk *w = context;
	struct needs needs = {visit, w, w->policy, NOWHERE};

	if (w->visited[need][index])
		return;
	w->visited[need][index] = true;
	of[need](&needs, index);
	if (need < NEED_DERIVED)
		w->steps[w->n_steps++] = (struct step){kinds[need], (int)index};
}

const struct step *order_steps(struct arena *a, const struct policy *p, size_t *n)
{
	const size_t counts[] = {p->n_tiers, p->n_offers, p->n_offers, p->n_derived, p->n_tables};
	struct walk w = {.policy = p,
	                 .steps = arena_array(a, 2 * p->n_offers + p->n_tiers, sizeof(struct step))};

	for (size_t i = 0; i <= NEED_TABLE; i++)
		w.visited[i] = arena_array(a, counts[i], sizeof(bool));
	for (size_t i = 0; i < p->n_offers; i++)
		visit(&w, NEED_ROW, i);
	for (size_t i = 0; i < p->n_tiers; i++)
		visit(&w, NEED_TIER, i);
	for (size_t i = 0; i < p->n_offers; i++)
		visit(&w, NEED_DOOR, i);
	*n = w.n_steps;
	return w.steps;
}

static bool comes_before(const struct tier *a, const struct tier *b)
{
	return a->track != b->track ? a->track < b->track : a->rank > b->rank;
}

const int *order_tiers(struct arena *a, const struct policy *p)
{
	int *order = arena_array(a, p->n_tiers, sizeof(*order));

	for (size_t i = 0; i < p->n_tiers; i++) {
		size_t at = i;

		for (; at && comes_before(p->tiers + i, p->tiers + order[at - 1]); at--)
			order[at] = order[at - 1];
		order[at] = (int)i;
	}
	return order;
}
