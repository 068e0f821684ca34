#ifndef POLICY_ORDER_H
#define POLICY_ORDER_H

#include "policy/decide/code.h"

struct arena;

/* Purchases, tiers and offers, each after those whose outcome its conditions ask for; check has refused circles. */
const struct step *order_steps(struct arena *a, const struct policy *p, size_t *n);

/* Tiers by track, then by falling rank. */
const int *order_tiers(struct arena *a, const struct policy *p);

#endif
