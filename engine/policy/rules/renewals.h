#ifndef POLICY_RENEWALS_H
#define POLICY_RENEWALS_H

#include "policy/rules/reading.h"

/* The state of an offer's renewal that a text names, or NOWHERE (said). */
size_t renewals_refer_state(struct reading *r, size_t offer, const struct node *n);

#endif
