#ifndef SITE_OUTBOX_H
#define SITE_OUTBOX_H

#include <stddef.h>

#include "site/ledger/outbox_item.h"

struct arena;
struct diagnostics;
struct ledger;

/*
 * The table of what fell due, in the ledger's database: a row a key, for good.
 * A key is announced once, whatever nights are missed, run again or cut off, and
 * the table keeps what became of it.
 *
 *   announced -> pending -> taken -> done | failed -> (retry) pending
 *
 * A row is announced with its member's statement, in the same commit, and
 * pending once the statement is claimed.  All of it happens in the ledger's
 * transaction: what is not committed there is forgotten.  Safe to use from
 * several threads.
 */
struct outbox;

/* Of shards that were put together, each keeps its own. */
bool outbox_exists(const struct ledger *l);
/* Where there is none it is made, and every member is to be decided again.  Closed before the ledger.  NULL: said. */
struct outbox *outbox_open(struct diagnostics *d, struct ledger *l);
void outbox_close(struct outbox *o); /* NULL is harmless */
struct ledger *outbox_ledger(const struct outbox *o);

/* 1: the key is new, and its row stands as the item says; 0: it has been announced before; -1: said. */
int outbox_announce(struct outbox *o, struct diagnostics *d, const struct outbox_item *item);
/* Forgets what a run announced that was cut off: the next decides those members again. */
bool outbox_withdraw(struct outbox *o, struct diagnostics *d);
/* All rows of a state go over to another. */
bool outbox_move(struct outbox *o, struct diagnostics *d, enum outbox_state from, enum outbox_state to);

/* 1: there, and what became of it; 0: no such key; -1: said, also of a row that nobody can trust any more. */
int outbox_find(struct outbox *o, struct diagnostics *d, struct str key, enum outbox_state *state);
/* Of the keys beside it the one most like this, or the empty view. */
struct str outbox_nearest(struct outbox *o, struct arena *a, struct str key);
bool outbox_set(struct outbox *o, struct diagnostics *d, struct str key, enum outbox_state state,
                struct str reason);

/* A file on its way to its place; its rows are OUTBOX_TAKING.  There is one at most. */
struct outbox_way {
	struct str path; /* absolute */
	enum outbox_form form;
	bool ready; /* beside its place, to be moved there */
};

/* 1: there is one; 0: none; -1: it failed, or nobody can trust where it was to go (said). */
int outbox_find_way(struct outbox *o, struct diagnostics *d, struct arena *a, struct outbox_way *way);
/* The way's three steps: what is pending goes on it; its file is ready; the file is in its place. */
bool outbox_set_out(struct outbox *o, struct diagnostics *d, const struct outbox_way *way);
bool outbox_make_ready(struct outbox *o, struct diagnostics *d);
bool outbox_arrive(struct outbox *o, struct diagnostics *d);
/* Before it is in its place: its rows are pending again. */
bool outbox_turn_back(struct outbox *o, struct diagnostics *d);

/* By key, those of a state, or all (OUTBOX_STATES); what nobody can trust any more is said instead, and the end is false. */
bool outbox_each(struct outbox *o, struct diagnostics *d, enum outbox_state state,
                 void (*see)(void *context, const struct outbox_item *item), void *context);
bool outbox_count(struct outbox *o, struct diagnostics *d, size_t counts[OUTBOX_STATES]);

#endif
