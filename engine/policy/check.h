#ifndef POLICY_CHECK_H
#define POLICY_CHECK_H

#include "policy/reading.h"

/* What is wrong with declarations that are each well written: what they say together. */
void check_cycles(struct reading *r);	 /* a tier that needs itself, benefits that include themselves */
void check_timelines(struct reading *r); /* states that start out of order, for any values of parameters in force */
void check_reach(struct reading *r);	 /* conditions that can never hold */
void check_use(struct reading *r);	 /* facts, parameters and functions that nothing reads */

#endif
