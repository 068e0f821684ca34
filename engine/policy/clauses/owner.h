#ifndef POLICY_OWNER_H
#define POLICY_OWNER_H

#include "policy/clauses/reading.h"

/*
 * Whose a rule is.  What a programme is made of stands in its folder: that of the file which
 * declares it, and those below.  Where there is but one, all belongs to it.
 */

/* The programme of what must belong to one; says so where it does not. */
size_t owner_require(struct reading *r, const struct declaration *d);
/* Whose money and first day count there. */
const struct programme *owner_at(const struct reading *r, struct position p);

#endif
