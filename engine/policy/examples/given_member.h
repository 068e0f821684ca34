#ifndef POLICY_GIVEN_MEMBER_H
#define POLICY_GIVEN_MEMBER_H

#include "policy/clauses/reading.h"

/* given = { ... } as a member; the id, the name and the language are filled in where it names none. */
void given_member_read(struct reading *r, const struct node *n, struct member *m);

/* The same as changes to a member: those of its own facts first, then an amendment a row.  How many there are. */
size_t given_member_amendments(struct reading *r, const struct node *n, const struct amendment **out);

#endif
