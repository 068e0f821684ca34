#include "policy/model/needs.h"

static void found(const struct needs *n, enum need need, size_t index)
{
	if (index != NOWHERE)
		n->found(n->context, need, index);
}

static void needs_interval(const struct needs *n, const struct interval *i)
{
	if (i->sign && i->parameter != NOWHERE && i->as_of == AS_OF_TERM_START)
		found(n, NEED_ROW, n->offer);
}

/* A condition has operands, and an operand that counts rows a condition. */
static void ask_condition(const struct needs *n, const struct condition *c);

static void ask_operand(const struct needs *n, const struct operand *o)
{
	switch (o->kind) {
	case OPERAND_PARAMETER:
		if (o->as_of == AS_OF_TERM_START)
			found(n, NEED_ROW, n->offer);
		break;
	case OPERAND_MOMENT:
	case OPERAND_OFFER:
		found(n, NEED_ROW, n->offer);
		break;
	case OPERAND_TIER:
		for (size_t i = 0; i < n->policy->n_tiers; i++)
			if (n->policy->tiers[i].track == o->subject)
				found(n, NEED_TIER, i);
		break;
	case OPERAND_DERIVED:
		found(n, NEED_DERIVED, o->subject);
		break;
	case OPERAND_OUTPUT:
		found(n, NEED_TABLE, o->subject);
		break;
	default:
		break;
	}
	needs_interval(n, &o->shift);
	ask_condition(n, o->where);
	for (size_t i = 0; i < o->n_arguments; i++)
		ask_operand(n, o->arguments + i);
}

static void ask_condition(const struct needs *n, const struct condition *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n_children; i++)
		ask_condition(n, c->children[i]);
	if (c->kind == CONDITION_TIER)
		found(n, NEED_TIER, c->tier);
	else if (c->kind == CONDITION_OFFER)
		found(n, NEED_DOOR, c->offer);
	else if (c->kind == CONDITION_STATE)
		found(n, NEED_ROW, c->offer);
	if (c->kind < CONDITION_COMPARE)
		return;
	ask_operand(n, &c->left);
	ask_operand(n, &c->right);
}

static void ask_sentence(const struct needs *n, const struct sentence *s)
{
	for (size_t i = 0; i < s->n_arguments; i++)
		ask_operand(n, &s->arguments[i].value);
}

void needs_derived(struct needs *n, size_t derived)
{
	const struct derived *d = n->policy->derived + derived;

	n->offer = d->offer;
	if (d->when)
		ask_condition(n, d->when);
	else
		ask_operand(n, &d->value);
}

void needs_table(struct needs *n, size_t table)
{
	const struct table *t = n->policy->tables + table;

	n->offer = t->offer;
	for (size_t i = 0; i < t->n_inputs; i++)
		ask_operand(n, &t->inputs[i].value);
	for (size_t i = 0; i < t->n_rows; i++) {
		for (size_t k = 0; k < t->n_inputs; k++)
			ask_condition(n, t->rows[i].cells[k]);
		for (size_t k = 0; k < t->n_outputs; k++)
			ask_operand(n, t->rows[i].outputs + k);
	}
}

void needs_tier(struct needs *n, size_t tier)
{
	const struct tier *t = n->policy->tiers + tier;

	n->offer = t->offer;
	found(n, NEED_TIER, t->requires);
	found(n, NEED_ROW, t->offer);
	ask_condition(n, t->condition);
	if (t->since)
		ask_operand(n, t->since);
}

/* An offer's own row is at hand while it is looked for: its facts and its term need nothing more. */
static void found_but_row(void *context, enum need need, size_t index)
{
	const struct needs *n = context;

	if (need != NEED_ROW || index != n->offer)
		found(n, need, index);
}

void needs_row(struct needs *n, size_t offer)
{
	struct needs inner = {found_but_row, n, n->policy, offer};

	n->offer = offer;
	ask_condition(&inner, n->policy->offers[offer].ended);
}

void needs_door(struct needs *n, size_t offer)
{
	const struct offer *o = n->policy->offers + offer;

	n->offer = offer;
	found(n, NEED_ROW, offer);
	found(n, NEED_TIER, o->requires);
	ask_sentence(n, &o->requires_say);
	ask_operand(n, &o->price);
	for (size_t i = 0; i < o->n_closed; i++) {
		ask_condition(n, o->closed[i].when);
		ask_sentence(n, &o->closed[i].say);
	}
}
