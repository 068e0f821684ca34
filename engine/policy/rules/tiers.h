#ifndef POLICY_TIERS_H
#define POLICY_TIERS_H

#include "policy/rules/reading.h"

/* The member's tier on the track that a text names; false: there is none (said). */
bool tiers_refer_track(struct reading *r, const struct node *n, struct operand *out);
/* The same, without a word where there is none. */
bool tiers_find_track(const struct reading *r, struct str name, struct operand *out);

#endif
