#ifndef POLICY_CONDITIONS_H
#define POLICY_CONDITIONS_H

#include "policy/clauses/facts.h"

/*
 * Reads { fact = value, fact = at_least(3), any_of { ... }, ... }: all of it
 * must hold.  Fields named in `others` (up to a NULL, or NULL for none) belong
 * to whoever calls.  NULL: something was wrong, and said.
 */
const struct condition *conditions_read(struct reading *r, struct scope s, const struct node *n,
                                        const char *const *others);

/* An empty one. */
struct condition *conditions_make(struct reading *r, enum condition_kind kind, struct position p);

/* Whether a table read so says anything at all. */
bool conditions_any(const struct node *n, const char *const *others);

/* The collection that a text names, or NOWHERE (said). */
size_t conditions_collection(struct reading *r, const struct node *n);

#endif
