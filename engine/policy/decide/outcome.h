#ifndef POLICY_OUTCOME_H
#define POLICY_OUTCOME_H

#include "policy/decide/evaluate.h"

/* Whether a test holds; whether it and all that follow it do. */
bool outcome_test(struct run *r, const struct test *t);
bool outcome_follow(struct run *r, const struct test *t);

/* Of a test's index, CODE_HOLDS or CODE_FAILS: most conditions are one test, or none. */
static inline bool outcome_of(struct run *r, int test)
{
	const struct test *t;

	if (test < 0)
		return test == CODE_HOLDS;
	t = r->program->tests + test;
	if (t->alone && !r->recorder)
		return outcome_test(r, t) == (t->holds == CODE_HOLDS);
	return outcome_follow(r, t);
}

#endif
