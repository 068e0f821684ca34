#ifndef POLICY_CHANGING_H
#define POLICY_CHANGING_H

#include "policy/decide/decision.h"

/*
 * A member whose facts change on the way of a walk: what the records would
 * hold had it happened.  The original is not touched.
 */
struct member changing_copy(struct arena *a, const struct schema *s, const struct member *m);

void changing_amend(struct arena *a, const struct schema *s, struct member *m, const struct amendment *p);

/* What an action does, to the row that the decider's last decision found: `buy` makes one. */
void changing_act(struct arena *a, struct decider *decider, const struct decision *d, size_t action,
                  struct member *m);

/* Pays for one more term of an offer whose renewal the decision shows. */
void changing_renew(const struct decision *d, size_t offer, struct member *m);

#endif
