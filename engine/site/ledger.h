#ifndef SITE_LEDGER_H
#define SITE_LEDGER_H

#include "base/hash.h"

struct arena;
struct diagnostics;

/*
 * Which members have a statement in a folder, and the hash of its bytes: an
 * SQLite database beside the statements.  Open, it keeps every other run out.
 * What it claims was durable before it was claimed.  Safe to use from several
 * threads.
 */
struct ledger;

struct ledger_entry {
	struct str member;
	struct hash hash;
};

/* NULL: said; that another run has it open, too. */
struct ledger *ledger_open(struct diagnostics *d, const char *folder);
void ledger_close(struct ledger *l); /* NULL is harmless; forgets what was not committed */

/*
 * The next entries with after < member (or from <= member, inclusive) and
 * member < to, by member, at most room; an empty bound is none.  SIZE_MAX: failed, said.
 */
size_t ledger_read(struct ledger *l, struct diagnostics *d, struct arena *a, struct str from, bool inclusive,
                   struct str to, struct ledger_entry *out, size_t room);

bool ledger_put(struct ledger *l, struct diagnostics *d, struct str member, struct hash hash);
bool ledger_drop(struct ledger *l, struct diagnostics *d, struct str member);
bool ledger_commit(struct ledger *l, struct diagnostics *d);

#endif
