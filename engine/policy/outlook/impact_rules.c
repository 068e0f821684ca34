#include "policy/outlook/impact_rules.h"

#include "base/arena.h"
#include "policy/outlook/reliance.h"

/* What one policy says of the line's subject; in it, it goes by index. */
static void find_rules(struct impact_line *l, struct reliance *r, size_t index, struct str end)
{
	switch (l->kind) {
	case IMPACT_TIER:
		if (end.len > 0)
			reliance_on_tier(r, policy_find_tier(r->policy, end));
		break;
	case IMPACT_FACT:
	case IMPACT_FACT_GAINED:
	case IMPACT_FACT_LOST:
	case IMPACT_FACT_MORE:
	case IMPACT_FACT_LESS:
		reliance_on_fact(r, l->subject);
		break;
	case IMPACT_OFFER:
		reliance_on_offer(r, index);
		break;
	case IMPACT_RENEWAL:
		reliance_on_state(r, index, l->from);
		reliance_on_state(r, index, l->to);
		break;
	case IMPACT_PRICE_MORE:
	case IMPACT_PRICE_LESS:
		reliance_on_price(r, index);
		break;
	case IMPACT_ACTION_ALLOWED:
	case IMPACT_ACTION_REFUSED:
	case IMPACT_ACTION_OTHERWISE:
		reliance_on_action(r, index, l->from.len > 0 ? l->from : l->to);
		break;
	case IMPACT_CHARGE_MORE:
	case IMPACT_CHARGE_LESS:
		reliance_on_charge(r, index);
		break;
	default:
		if (l->kind >= IMPACT_MESSAGE_ADDED)
			reliance_on_due(r, index, l->from.len > 0 ? l->from : l->to);
		else
			reliance_on_benefit(r, index);
	}
}

static const struct counterparts *family_of(const struct impact *i, enum impact_kind kind)
{
	if (kind == IMPACT_TIER)
		return &i->tracks;
	if (kind < IMPACT_BENEFIT_GAINED)
		return &i->facts;
	if (kind < IMPACT_OFFER)
		return &i->benefits;
	if (kind >= IMPACT_ACTION_ALLOWED && kind <= IMPACT_CHARGE_LESS)
		return &i->actions;
	return &i->offers;
}

void impact_rules_find(struct impact *i, struct impact_line *l)
{
	const struct counterpart *c = &family_of(i, l->kind)->at[l->order];
	const struct policy *policies[] = {i->before, i->after};

	l->rules = arena_array(i->arena, RELIANCE_WORDS(i->differences.n) + 1, sizeof(*l->rules));
	for (int side = 0; side < 2; side++)
		for (int end = 0; end < (l->kind == IMPACT_TIER ? 2 : 1); end++) {
			struct reliance r = reliance_make(i->arena, policies[side], &i->differences,
			                                  l->rules);
			size_t index = side == 0 ? c->before : c->after;

			if (index != NOWHERE)
				find_rules(l, &r, index, end == 0 ? l->from : l->to);
		}
}
