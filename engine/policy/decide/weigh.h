#ifndef POLICY_WEIGH_H
#define POLICY_WEIGH_H

#include "policy/decide/evaluate.h"

/* Tests that compare; each notes the first day on which it would come out differently. */
bool weigh_numbers(struct run *r, const struct test *t);
bool weigh_texts(struct run *r, const struct test *t);
bool weigh_today(struct run *r, const struct test *t);
bool weigh_among(struct run *r, const struct test *t);
bool weigh_among_texts(struct run *r, const struct test *t);

#endif
