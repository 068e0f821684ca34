#ifndef POLICY_NEEDS_H
#define POLICY_NEEDS_H

#include "policy/model/policy.h"

/*
 * What must be settled before a rule can be decided.  A row is whether an offer
 * is bought, a door whether it is open.
 */
enum need { NEED_TIER, NEED_ROW, NEED_DOOR, NEED_DERIVED, NEED_TABLE };

struct needs {
	void (*found)(void *context, enum need need, size_t index);
	void *context;
	const struct policy *policy;
	size_t offer; /* whose rule it is, or NOWHERE */
};

/* Calls found for all that is asked for by a derived fact, a table, a tier, an offer's row and its door. */
void needs_derived(struct needs *n, size_t derived);
void needs_table(struct needs *n, size_t table);
void needs_tier(struct needs *n, size_t tier);
void needs_row(struct needs *n, size_t offer);
void needs_door(struct needs *n, size_t offer);

#endif
