#ifndef POLICY_EXPECTATIONS_H
#define POLICY_EXPECTATIONS_H

#include "policy/rules/reading.h"

enum { EXPECTATIONS_OTHERS = 4 /* fields at most that are none */ };

/*
 * tier = { ... }, renewal = "due_soon", ... of a table that may have others
 * too (up to one without a name, or NULL).  How many there are.
 */
size_t expectations_read(struct reading *r, const struct node *n, const char *what,
                         const struct accept *others, const struct expectation **out);

#endif
