#ifndef POLICY_EXPECTATIONS_H
#define POLICY_EXPECTATIONS_H

#include "policy/reading.h"

/* expect = { tier = { ... }, renewal = "due_soon", ... } of an example. */
void expectations_read(struct reading *r, const struct node *n, struct example *e);

#endif
