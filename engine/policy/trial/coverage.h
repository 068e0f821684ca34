#ifndef POLICY_COVERAGE_H
#define POLICY_COVERAGE_H

#include "policy/decide/decision.h"

/*
 * What of the rules the examples bring about: everything in a policy that can
 * be so or not, each with its place, and how often a decision found it so.
 * What a line of a decision's trace is of is told by its kind and place.
 */
struct coverable {
	enum trace_kind kind;
	struct str name; /* its id or message; a condition as it is written */
	struct position position;
	size_t yes, no; /* in how many decisions it was so, and was not */
};

struct coverage {
	struct coverable *at; /* by path, place and kind */
	size_t n;
};

struct coverage *coverage_make(struct arena *a, const struct policy *p);
/* A decision with its trace. */
void coverage_add(struct coverage *c, const struct decision *d);

/* A condition counts once it was so and was not; all else once it was so. */
bool coverage_is_met(const struct coverable *c);

/* "tiers", "conditions": what the things of a kind are called; NULL for a kind that is not counted. */
const char *coverage_kind(enum trace_kind kind);
/* What is missing, after its name: "is never held". */
const char *coverage_missing(const struct coverable *c);

#endif
