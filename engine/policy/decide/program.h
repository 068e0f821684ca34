#ifndef POLICY_PROGRAM_H
#define POLICY_PROGRAM_H

#include "policy/model/policy.h"

/*
 * A policy compiled: what decision_make runs.  It does not change once made,
 * so all threads share one; it points into the policy, and lives in the arena.
 */
struct program;

struct program *program_make(struct arena *a, const struct policy *p);
const struct policy *program_policy(const struct program *p);

#endif
