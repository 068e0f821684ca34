#include "policy/outlook/alike.h"

#include <string.h>

bool alike_tier(const struct alike *of, size_t a, size_t b)
{
	if (a == NOWHERE || b == NOWHERE)
		return a == b;
	return str_equal(of->p->tiers[a].id, of->q->tiers[b].id);
}

bool alike_offer(const struct alike *of, size_t a, size_t b)
{
	if (a == NOWHERE || b == NOWHERE)
		return a == b;
	return str_equal(of->p->offers[a].id, of->q->offers[b].id);
}

static bool same_parameter(const struct alike *of, size_t a, size_t b)
{
	if (a == NOWHERE || b == NOWHERE)
		return a == b;
	return str_equal(of->p->parameters[a].id, of->q->parameters[b].id);
}

bool alike_field(const struct field *a, const struct field *b)
{
	if (!str_equal(a->name, b->name) || a->type != b->type || strcmp(a->currency, b->currency) != 0 ||
	    a->n_values != b->n_values)
		return false;
	for (size_t i = 0; i < a->n_values; i++)
		if (!str_equal(a->values[i], b->values[i]))
			return false;
	return true;
}

/* Tiers are values too, and those of one name may stand at another place. */
static bool same_fact(const struct operand *like, const struct operand *other, const struct fact *a,
                      const struct fact *b)
{
	if (!a->known || !b->known)
		return a->known == b->known;
	if (like->type == FACT_TEXT)
		return str_equal(a->text, b->text);
	if (like->type == FACT_ENUM && like->of && other->of)
		return str_equal(like->of->values[a->number], other->of->values[b->number]);
	return a->number == b->number;
}

bool alike_interval(const struct alike *of, const struct interval *a, const struct interval *b)
{
	if (a->sign == 0 || b->sign == 0)
		return a->sign == b->sign;
	return a->unit == b->unit && a->sign == b->sign && a->count == b->count && a->as_of == b->as_of &&
	       same_parameter(of, a->parameter, b->parameter);
}

static bool same_arguments(const struct alike *of, const struct operand *a, const struct operand *b)
{
	if (a->calculation != b->calculation || a->period != b->period || a->n_arguments != b->n_arguments)
		return false;
	for (size_t i = 0; i < a->n_arguments; i++)
		if (!alike_operand(of, &a->arguments[i], &b->arguments[i]))
			return false;
	return true;
}

static bool same_reference(const struct alike *of, const struct operand *a, const struct operand *b)
{
	switch (a->kind) {
	case OPERAND_VALUE:
		return same_fact(a, b, &a->value, &b->value);
	case OPERAND_PARAMETER:
		return same_parameter(of, a->parameter, b->parameter) && a->as_of == b->as_of;
	case OPERAND_TODAY:
		return true;
	case OPERAND_MOMENT:
		return a->anchor == b->anchor;
	case OPERAND_CUSTOM:
		return str_equal(of->p->customs[a->custom].id, of->q->customs[b->custom].id);
	case OPERAND_PERIOD:
		return a->period == b->period;
	case OPERAND_TIER:
		return str_equal(of->p->tracks[a->subject].id, of->q->tracks[b->subject].id);
	case OPERAND_DERIVED:
		return str_equal(of->p->derived[a->subject].id, of->q->derived[b->subject].id);
	case OPERAND_OUTPUT:
		return str_equal(of->p->tables[a->subject].id, of->q->tables[b->subject].id) &&
		       a->field == b->field;
	case OPERAND_CALCULATION:
		return same_arguments(of, a, b);
	default:
		return a->collection == b->collection && a->field == b->field &&
		       alike_condition(of, a->where, b->where);
	}
}

bool alike_operand(const struct alike *of, const struct operand *a, const struct operand *b)
{
	if (!a || !b)
		return a == b;
	return a->kind == b->kind && a->type == b->type && strcmp(a->currency, b->currency) == 0 &&
	       same_reference(of, a, b) && alike_interval(of, &a->shift, &b->shift);
}

static bool same_states(const struct alike *of, const struct condition *a, const struct condition *b)
{
	const struct renewal *r, *s;

	if (a->n_states != b->n_states || !alike_offer(of, a->offer, b->offer))
		return false;
	r = &of->p->renewals[of->p->offers[a->offer].renewal];
	s = &of->q->renewals[of->q->offers[b->offer].renewal];
	for (size_t i = 0; i < a->n_states; i++)
		if (!str_equal(r->states[a->states[i]].id, s->states[b->states[i]].id))
			return false;
	return true;
}

static bool same_values(const struct condition *a, const struct condition *b)
{
	if (a->n_values != b->n_values)
		return false;
	for (size_t i = 0; i < a->n_values; i++)
		if (!same_fact(&a->left, &b->left, &a->values[i], &b->values[i]))
			return false;
	return true;
}

static bool same_children(const struct alike *of, const struct condition *a, const struct condition *b)
{
	if (a->n_children != b->n_children)
		return false;
	for (size_t i = 0; i < a->n_children; i++)
		if (!alike_condition(of, a->children[i], b->children[i]))
			return false;
	return true;
}

bool alike_condition(const struct alike *of, const struct condition *a, const struct condition *b)
{
	if (!a || !b || a->kind != b->kind)
		return a == b;
	switch (a->kind) {
	case CONDITION_ALL:
	case CONDITION_ANY:
	case CONDITION_NONE:
		return same_children(of, a, b);
	case CONDITION_COMPARE:
		return a->comparison == b->comparison && alike_operand(of, &a->left, &b->left) &&
		       alike_operand(of, &a->right, &b->right);
	case CONDITION_AMONG:
		return alike_operand(of, &a->left, &b->left) && same_values(a, b);
	case CONDITION_TIER:
		return alike_tier(of, a->tier, b->tier);
	case CONDITION_OFFER:
		return alike_offer(of, a->offer, b->offer) && a->offer_states == b->offer_states;
	case CONDITION_STATE:
		return same_states(of, a, b);
	default:
		return alike_operand(of, &a->left, &b->left);
	}
}

bool alike_sentence(const struct alike *of, const struct sentence *a, const struct sentence *b)
{
	if (!str_equal(a->message, b->message) || !str_equal(a->help, b->help) ||
	    a->n_arguments != b->n_arguments)
		return false;
	for (size_t i = 0; i < a->n_arguments; i++)
		if (!str_equal(a->arguments[i].name, b->arguments[i].name) ||
		    !alike_operand(of, &a->arguments[i].value, &b->arguments[i].value))
			return false;
	return true;
}
