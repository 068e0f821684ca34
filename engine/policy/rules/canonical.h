#ifndef POLICY_CANONICAL_H
#define POLICY_CANONICAL_H

#include "policy/model/policy.h"

/*
 * The hash of everything in a policy that can change a decision, and of the
 * records it decides on: the same for two rules folders that say the same,
 * however they are laid out and commented.
 */
struct hash canonical_hash(const struct policy *p, struct arena *a);

#endif
