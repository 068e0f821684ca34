#ifndef POLICY_CHECK_H
#define POLICY_CHECK_H

#include "policy/rules/reading.h"

/* What is wrong with declarations that are each well written: what they say together. */
void cycles_check(struct reading *r); /* a tier that needs itself, benefits that include themselves */
void gaps_check(struct reading *r);   /* cases that a decision table leaves out, or settles twice */
void timelines_check(
	struct reading *r); /* states that start out of order, for any values of parameters in force */
void reach_check(struct reading *r); /* conditions that can never hold */
void functions_check(
	struct reading *r);           /* custom functions that keep state, or read what they are not given */
void usage_check(struct reading *r);  /* facts, parameters and functions that nothing reads */
void trials_check(struct reading *r); /* tiers, states, reasons and messages that no example tries */

#endif
