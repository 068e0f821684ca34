#ifndef POLICY_IMPACT_DUES_H
#define POLICY_IMPACT_DUES_H

#include "policy/outlook/impact.h"

/*
 * What falls due for one member under either policy, over the days that are
 * compared: so that a message of another day is seen to have moved.
 */
struct impact_dues *impact_dues_make(struct arena *a); /* one for all members, after each other */
void impact_dues_begin(struct impact_dues *d);
void impact_dues_add(struct impact *i, const struct decision *before, const struct decision *after);
/* Counts what differs. */
void impact_dues_end(struct impact *i);

#endif
