#include "policy/order.h"

#include "base/arena.h"

struct walk {
	const struct policy *policy;
	bool *visited[3]; /* by kind of step */
	struct step *steps;
	size_t n_steps;
};

static void visit(struct walk *w, enum step_kind kind, size_t index);

static void visit_condition(struct walk *w, const struct condition *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n_children; i++)
		visit_condition(w, c->children[i]);
	if (c->kind == CONDITION_TIER)
		visit(w, STEP_TIER, c->tier);
	else if (c->kind == CONDITION_OFFER)
		visit(w, STEP_OFFER, c->offer);
	else if (c->kind == CONDITION_STATE)
		visit(w, STEP_PURCHASE, c->offer);
	if (c->kind >= CONDITION_COMPARE) {
		visit_condition(w, c->left.where);
		visit_condition(w, c->right.where);
	}
}

static void visit_offer(struct walk *w, const struct offer *o, size_t index)
{
	visit(w, STEP_PURCHASE, index);
	if (o->requires != NOWHERE)
		visit(w, STEP_TIER, o->requires);
	for (size_t i = 0; i < o->n_closed; i++)
		visit_condition(w, o->closed[i].when);
}

static void visit_tier(struct walk *w, const struct tier *t)
{
	if (t->requires != NOWHERE)
		visit(w, STEP_TIER, t->requires);
	if (t->way == TIER_BOUGHT)
		visit(w, STEP_PURCHASE, t->offer);
	visit_condition(w, t->condition);
	if (t->since)
		visit_condition(w, t->since->where);
}

static void visit(struct walk *w, enum step_kind kind, size_t index)
{
	const struct policy *p = w->policy;
	bool *visited = w->visited[kind] + index;

	if (*visited)
		return;
	*visited = true;
	switch (kind) {
	case STEP_PURCHASE:
		visit_condition(w, p->offers[index].ended);
		break;
	case STEP_TIER:
		visit_tier(w, p->tiers + index);
		break;
	case STEP_OFFER:
		visit_offer(w, p->offers + index, index);
		break;
	}
	w->steps[w->n_steps++] = (struct step){kind, (int)index};
}

const struct step *order_steps(struct arena *a, const struct policy *p, size_t *n)
{
	struct walk w = {.policy = p,
	                 .steps = arena_array(a, 2 * p->n_offers + p->n_tiers, sizeof(struct step))};

	w.visited[STEP_PURCHASE] = arena_array(a, p->n_offers, sizeof(bool));
	w.visited[STEP_TIER] = arena_array(a, p->n_tiers, sizeof(bool));
	w.visited[STEP_OFFER] = arena_array(a, p->n_offers, sizeof(bool));
	for (size_t i = 0; i < p->n_offers; i++)
		visit(&w, STEP_PURCHASE, i);
	for (size_t i = 0; i < p->n_tiers; i++)
		visit(&w, STEP_TIER, i);
	for (size_t i = 0; i < p->n_offers; i++)
		visit(&w, STEP_OFFER, i);
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
