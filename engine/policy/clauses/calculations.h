#ifndef POLICY_CALCULATIONS_H
#define POLICY_CALCULATIONS_H

#include "policy/clauses/facts.h"

/* Whether the word works something out from other values: plus(...), years_since(...), later(...). */
bool calculations_is(enum word w);
/* Reads such a word. */
bool calculations_read(struct reading *r, struct scope s, const struct node *n, struct operand *out);

/* The first day of the calendar period of so many months that today falls into, or of one further on. */
struct operand calculations_period(int months, int64_t further, struct position p);

#endif
