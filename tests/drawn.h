#ifndef TESTS_DRAWN_H
#define TESTS_DRAWN_H

#include "policy/decide/decision.h"

/*
 * Members and numbers drawn from a seed, the same on any machine, and what a
 * decision says in one number, to compare two.
 */
void drawn_from(uint64_t seed);
int64_t drawn_number(int64_t low, int64_t high);

/* Facts of any kind that the schema allows: days around 2016, ends of months and leap days among them. */
void drawn_member(struct arena *a, const struct schema *s, size_t number, struct member *m);

/* Of everything a decision says, but for the day it is made on and, if not wanted, next_change. */
uint64_t drawn_digest(const struct decision *d, bool next_change);

#endif
