#ifndef POLICY_COMPARISONS_H
#define POLICY_COMPARISONS_H

#include "policy/clauses/facts.h"

/* What stands on the right of `fact = ...` in a condition.  NULL: something was wrong, and said. */
const struct condition *comparisons_read(struct reading *r, struct scope s, const struct operand *left,
                                         const char *name, const struct node *n, struct position p);

/* collection = at_least(2, { ... }): how many rows there are for which this holds. */
const struct condition *comparisons_count(struct reading *r, struct scope s, size_t collection,
                                          const struct node *n, struct position p);

#endif
