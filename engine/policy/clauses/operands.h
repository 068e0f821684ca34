#ifndef POLICY_OPERANDS_H
#define POLICY_OPERANDS_H

#include "policy/clauses/facts.h"
#include "policy/clauses/literals.h"

/* What stands for a value: written out, a parameter, a fact, today, a day of the term, something about rows. */
bool operands_read(struct reading *r, struct scope s, const struct node *n, struct wanted w,
                   struct operand *out);

/* charges = ..., money that is taken; NULL where the table has none. */
const struct operand *operands_charge(struct reading *r, struct scope s, const struct node *table);

/* days(n), months(n), years(n), with a number or a parameter; or a parameter of such a unit. */
bool operands_interval(struct reading *r, struct scope s, const struct node *n, int sign,
                       struct interval *out);
/* on "anniversary", before_anniversary(...), ... */
bool operands_moment(struct reading *r, struct scope s, const struct node *n, struct operand *out);

#endif
