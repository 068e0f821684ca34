#ifndef POLICY_GIVEN_MEMBER_H
#define POLICY_GIVEN_MEMBER_H

#include "policy/rules/reading.h"

/* given = { ... } as a member; the id, the name and the language are filled in where it names none. */
void given_member_read(struct reading *r, const struct node *n, struct member *m);

/* The same as changes to a member: those of its own facts first, then a patch a row.  How many there are. */
size_t given_member_patches(struct reading *r, const struct node *n, const struct patch **out);

#endif
