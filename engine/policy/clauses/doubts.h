#ifndef POLICY_DOUBTS_H
#define POLICY_DOUBTS_H

#include "policy/clauses/reading.h"

/*
 * Where a declaration is broken, what it would have declared is missing; who names that elsewhere has made no
 * mistake, and is not told of one.  So a missing name is in doubt if it stands in quotes in some broken declaration.
 * That is looked for in the text of the files: of a declaration that cannot be read, or whose first word is
 * misspelt, there is nothing else.
 */

/* Whether a broken declaration may be what declares the name that is wanted at that place; noted there, too. */
bool doubts_cover(struct reading *r, struct position wanted, struct str name);
/* Whether something is wrong in the declaration there, or it could not be read. */
bool doubts_about(const struct reading *r, struct position declaration);

#endif
