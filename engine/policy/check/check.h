#ifndef POLICY_CHECK_H
#define POLICY_CHECK_H

#include "policy/clauses/reading.h"

/* What is wrong with declarations that are each well written: what they say together.  Each says all that it finds: */

/* A tier that needs itself, benefits that include themselves. */
void cycles_check(struct reading *r);
/* Cases that a decision table leaves out, or settles twice. */
void gaps_check(struct reading *r);
/* States that start out of order, for any values that parameters have on some day. */
void timelines_check(struct reading *r);
/* Conditions that can never hold. */
void reach_check(struct reading *r);
/* Custom functions that keep state, or read what they are not given. */
void functions_check(struct reading *r);
/* Facts, parameters and functions that nothing reads. */
void usage_check(struct reading *r);
/* Tiers, states, reasons and messages that no example tries. */
void trials_check(struct reading *r);

#endif
