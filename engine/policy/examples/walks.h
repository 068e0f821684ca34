#ifndef POLICY_WALKS_H
#define POLICY_WALKS_H

#include "policy/clauses/reading.h"

/* walk = { from = ..., to = ..., { "2017-02-14", renewal = "due_soon" }, ... } of an example. */
void walks_read(struct reading *r, const struct node *n, struct example *e);

#endif
