#ifndef POLICY_GRANTING_H
#define POLICY_GRANTING_H

#include "policy/decide/decision.h"

struct decider;
struct granting;

/*
 * The benefits that the tiers of a member add up to.  On one day they are the
 * same for all who hold the same tiers, but for the days of the next grants; so
 * they are put together once for each set of tiers.
 */
struct granting *granting_make(struct arena *a, const struct program *p);

/* Lists the benefits, and which of them recur; needs the tiers held, and their purchases. */
void granting_list(struct granting *g, struct decider *d);

#endif
