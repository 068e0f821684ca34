#ifndef POLICY_CALCULATE_H
#define POLICY_CALCULATE_H

#include "policy/decide/evaluate.h"

/*
 * What is worked out from other values; each notes when it may change, as all
 * of evaluate.h does.  false: unknown.
 */
/* The first day of the period that today falls into. */
bool calculate_start(struct run *r, const struct load *l, int64_t *out);
/* A count, sum, least or greatest over the rows for which where holds. */
bool calculate_rows(struct run *r, const struct load *l, int64_t *out);
/* What a Lua function says, asked once. */
bool calculate_custom(struct run *r, int index, int64_t *out);
bool calculate_number(struct run *r, const struct load *l, int64_t *out);
bool calculate_derived(struct run *r, size_t derived, int64_t *out);
bool calculate_output(struct run *r, size_t table, size_t output, int64_t *out);
bool calculate_tier(struct run *r, size_t track, int64_t *out);

/* Whether there is a value, whatever it is: how long ago a day is changes daily, that it is known does not. */
bool calculate_known(struct run *r, const struct load *l);

/* The row of a table that counts, or NOWHERE: none, or all that match. */
size_t calculate_row(struct run *r, size_t table);

/* Compares how long ago a day is with a number, and notes only the day on which the answer turns. */
bool calculate_compare_since(struct run *r, const struct test *t);

/* The first day of the calendar period of so many months around a day. */
int32_t calculate_period(int months, int32_t day);

#endif
