#ifndef POLICY_EXAMPLE_H
#define POLICY_EXAMPLE_H

#include "policy/decide/decision.h"

struct diagnostics;

/* What an example expects, and what is so instead. */
struct mismatch {
	struct str path; /* empty: found says it all */
	struct str wanted, found;
	int32_t day;              /* of a walk; else DATE_NONE */
	struct position position; /* of the expectation */
	struct position because;  /* the rule that says what was found, or POSITION_NONE */
};

/* Whoever wants to see the decisions that an example makes. */
struct example_watcher {
	void *context;
	void (*see)(void *context, const struct decision *d); /* with its trace */
};

/*
 * Decides the example's member on its days; how many expectations are not met,
 * which go into the arena.  The watcher may be NULL.
 */
size_t example_run(struct decider *d, const struct example *e, struct arena *a,
                   const struct example_watcher *w, const struct mismatch **out);

/* One mismatch in words: "renewal should be due_soon, but is active (rules/renewals.lua:11)". */
struct str example_word(struct arena *a, const struct mismatch *m);

/* Says one mismatch at its place in the rules. */
void example_say(struct diagnostics *d, const struct example *e, const struct mismatch *m);

#endif
