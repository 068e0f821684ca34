#ifndef POLICY_REMEDY_H
#define POLICY_REMEDY_H

#include "policy/decide/decision.h"

/*
 * What would let a member do what it may not do today, found by deciding on:
 * the days to come if nothing is done, and today after each thing the member
 * may do instead.
 */
enum { REMEDY_DAYS = 1100 /* looked ahead: three years */ };

struct remedy {
	int32_t from; /* the first day it is allowed if nothing is done, or DATE_NEVER within REMEDY_DAYS */
	const size_t *actions; /* after any of these it is allowed at once */
	size_t n_actions;
};

/* For an action that is refused today; the decider's last decision is another's afterwards. */
struct remedy remedy_find(struct arena *a, struct decider *decider, const struct member *m, int32_t today,
                          size_t action);

#endif
