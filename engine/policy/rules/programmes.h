#ifndef POLICY_PROGRAMMES_H
#define POLICY_PROGRAMMES_H

#include "policy/rules/reading.h"

/*
 * What a programme is made of stands in its folder: that of the file which
 * declares it, and those below.  Where there is but one, all belongs to it.
 */

/* The programme of what must belong to one; says so where it does not. */
size_t programmes_require(struct reading *r, const struct declaration *d);
/* Whose money and first day count there. */
const struct programme *programmes_at(const struct reading *r, struct position p);

#endif
