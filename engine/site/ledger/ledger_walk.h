#ifndef SITE_LEDGER_WALK_H
#define SITE_LEDGER_WALK_H

#include "site/ledger/ledger.h"

/*
 * The entries with from <= member < to, in their order, for who goes through the members in the same order; an empty
 * bound is none.  They are read some at a time, and what is put meanwhile of members passed already does not come up.
 */
struct ledger_walk;

/* l NULL: there are none. */
struct ledger_walk *ledger_walk_open(struct ledger *l, struct str from, struct str to);
void ledger_walk_close(struct ledger_walk *w); /* NULL is harmless */

/*
 * 1: the next entry, which stands until the next call; 0: there is none, or
 * it is of a member after `last` (NULL: of any) and waits; -1: failed, said.
 */
int ledger_walk_next(struct ledger_walk *w, struct diagnostics *d, const struct str *last,
                     const struct ledger_entry **e);

#endif
