#ifndef POLICY_ALIKE_H
#define POLICY_ALIKE_H

#include "policy/model/policy.h"

/*
 * Whether parts of two policies say the same.  What they refer to goes by its
 * id, since the same thing has another index in another policy; facts go by
 * their index, since both keep the same.
 */
struct alike {
	const struct policy *p, *q;
};

/* Either may be NULL. */
bool alike_operand(const struct alike *of, const struct operand *a, const struct operand *b);
bool alike_condition(const struct alike *of, const struct condition *a, const struct condition *b);
bool alike_sentence(const struct alike *of, const struct sentence *a, const struct sentence *b);
bool alike_interval(const struct alike *of, const struct interval *a, const struct interval *b);

/* Of one name, type, currency and values. */
bool alike_field(const struct field *a, const struct field *b);

/* The same tier, offer, by id; NOWHERE is like NOWHERE. */
bool alike_tier(const struct alike *of, size_t a, size_t b);
bool alike_offer(const struct alike *of, size_t a, size_t b);

#endif
