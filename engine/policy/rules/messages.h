#ifndef POLICY_MESSAGES_H
#define POLICY_MESSAGES_H

#include "policy/clauses/reading.h"

/*
 * Gathers every message the policy refers to, with what its sentence may use,
 * into policy->messages.  One id used in two places must have the same arguments in both
 * for a sentence to rely on: the list holds what all its uses have.
 */
void messages_collect(struct reading *r);

#endif
