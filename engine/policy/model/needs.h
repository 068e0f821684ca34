#ifndef POLICY_NEEDS_H
#define POLICY_NEEDS_H

#include "policy/model/policy.h"

/*
 * What must be settled before a rule can be decided.  Of an offer that is one of
 * two things: its row (is it bought?), its door (may it be bought?).
 */
enum need { NEED_TIER, NEED_ROW, NEED_DOOR, NEED_DERIVED, NEED_TABLE };

struct needs {
	void (*found)(void *context, enum need need, size_t index);
	void *context;
	const struct policy *policy;
	size_t offer; /* whose rule it is, or NOWHERE */
};

/* Each calls found for everything that the rule asks for by itself, not through others. */
void needs_derived(struct needs *n, size_t derived);
void needs_table(struct needs *n, size_t table);
void needs_tier(struct needs *n, size_t tier);
void needs_row(struct needs *n, size_t offer);
void needs_door(struct needs *n, size_t offer);

#endif
