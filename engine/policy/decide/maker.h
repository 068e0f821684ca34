#ifndef POLICY_MAKER_H
#define POLICY_MAKER_H

#include "policy/decide/code.h"

/* A program while it is made.  `offer` is whose rule an operand stands in: its row and term are meant. */
struct maker {
	struct arena *arena;
	const struct policy *policy;
	struct program *program;
	struct test *tests;
	size_t n_tests;
	const struct fill **ready;
	size_t n_ready;
	struct load *arguments;
	size_t n_arguments;
	int *first_outputs; /* a table */
};

/* An index of the policy's as one of the program's. */
int maker_reference(size_t index);

struct load maker_load(struct maker *m, const struct operand *o, int offer);
/* At `to`, where it must stay. */
void maker_fill(struct maker *m, struct fill *to, struct str name, const struct operand *o, int offer);

/* Its first test, or an answer; NULL, no condition, holds. */
int maker_condition(struct maker *m, const struct condition *c, int offer);
/* The same with where to go on from it: tests, or answers. */
int maker_ways(struct maker *m, const struct condition *c, int offer, int holds, int fails);

#endif
