#ifndef POLICY_EXPECTATIONS_H
#define POLICY_EXPECTATIONS_H

#include "policy/clauses/reading.h"

enum { EXPECTATIONS_OTHERS = 4 };

/*
 * tier = { ... }, renewal = "due_soon", ... of a table that may have other fields, too: EXPECTATIONS_OTHERS at most,
 * up to one without a name; or NULL.  Returns how many expectations there are.
 */
size_t expectations_read(struct reading *r, const struct node *n, const char *what,
                         const struct accept *others, const struct expectation **out);

#endif
