#ifndef POLICY_OUTCOME_H
#define POLICY_OUTCOME_H

#include "policy/evaluate.h"

/* Whether a test and all that follow it hold. */
bool outcome_follow(struct run *r, int test);

/* CODE_HOLDS and CODE_FAILS too: much is asked without a condition, and that costs no call. */
static inline bool outcome_of(struct run *r, int test)
{
	return test < 0 ? test == CODE_HOLDS : outcome_follow(r, test);
}

#endif
