#ifndef SITE_LEDGER_WALK_H
#define SITE_LEDGER_WALK_H

#include "site/ledger/ledger.h"

/*
 * The entries of a range, in their order, for who goes through the members in the same order.  They are read some at a
 * time, and what is put meanwhile of members passed already does not come up.
 */
struct ledger_walk;

/* l NULL: there are none. */
struct ledger_walk *ledger_walk_open(struct ledger *l, struct ledger_range range);
void ledger_walk_close(struct ledger_walk *w); /* NULL is harmless */

/*
 * 1: the next entry, which stands until the next call; 0: there is none, or
 * it is of a member after `last` (NULL: of any) and waits; -1: failed, said.
 */
int ledger_walk_next(struct ledger_walk *w, struct diagnostics *d, const struct str *last,
                     const struct ledger_entry **e);
/* So many at once, LEDGER_WALK_SOME at most, which stand until the next call; 0: no more; SIZE_MAX: failed, said. */
enum { LEDGER_WALK_SOME = 512 };

size_t ledger_walk_some(struct ledger_walk *w, struct diagnostics *d, const struct ledger_entry **entries);

#endif
