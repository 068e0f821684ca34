#ifndef POLICY_COMPARING_H
#define POLICY_COMPARING_H

#include "policy/trial/example.h"

/* The mismatches of an example, as they are found. */
struct comparing {
	struct arena *arena;
	int32_t day; /* of a walk; else DATE_NONE */
	struct mismatch *at;
	size_t n;
};

struct mismatch *comparing_add(struct comparing *c, struct mismatch m);

/* Adds one for each expectation that the decision does not meet. */
void comparing_run(struct comparing *c, const struct decision *d, const struct expectation *expect, size_t n);

#endif
