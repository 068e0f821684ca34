#ifndef POLICY_DOUBTS_H
#define POLICY_DOUBTS_H

#include "policy/rules/reading.h"

/*
 * A mistake in a declaration leaves out what it would have declared; whoever
 * names that elsewhere is right, and told nothing.  So a name may be missing
 * because of a mistake where the name stands in quotes in a declaration with
 * one.  A declaration is told from its text, for one that can't be read, or
 * whose first word is misspelt, is not there otherwise.
 */

/* Whether the name, wanted at that place, may be declared by what is broken; so noted, for the next. */
bool doubts_cover(struct reading *r, struct position wanted, struct str name);
/* Whether something is wrong in the declaration there. */
bool doubts_about(const struct reading *r, struct position declaration);

#endif
