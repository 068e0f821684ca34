#ifndef POLICY_EXAMPLE_ROWS_H
#define POLICY_EXAMPLE_ROWS_H

#include "policy/clauses/reading.h"

/*
 * Many examples of one shape, a line each:
 *
 *   examples "who may buy" {
 *     given   = { network_since = "2015-03-02" },
 *     on      = "2016-05-01",
 *     columns = { "given.employees", "expect.offers.action_pack" },
 *     { 250, "available" },
 *     { 251, "closed" },
 *   }
 *
 * A column is where its cells would stand in an example of their own, and that
 * is how they are read: what is common to all, each row's cells laid over it.
 */
struct example_row {
	struct str name;
	struct position position;
	struct node body; /* as that of an example */
};

/* How many rows there are; what is wrong with the table as such has been said. */
size_t example_rows_make(struct reading *r, const struct declaration *d, const struct example_row **out);

#endif
