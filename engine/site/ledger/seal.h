#ifndef SITE_SEAL_H
#define SITE_SEAL_H

#include <stdbool.h>

struct diagnostics;
struct ledger;
struct sqlite3;
struct sqlite3_stmt;

/*
 * The last column of each of the ledger's rows is a checksum of the others, so
 * that a changed byte is found in a database that SQLite takes for whole.  Left
 * out are `state` and `reason`, which change in the course of things: a state
 * that somebody changed differs from its index, and that SQLite finds.
 *
 * In SQL it is row_sum(COLUMNS...).
 */
bool seal_register(struct sqlite3 *db);
/* Gives the tables of a ledger from before there were sums theirs, once. */
bool seal_adopt(struct sqlite3 *db);

/* Between query_enter and query_leave: whether the n-th column of the row at hand is the sum of those before it. */
bool seal_holds(struct sqlite3_stmt *q, int n);

/*
 * Says each row whose sum is another.  mend, after ledger_begin: its statement is
 * decided again by the next run, and an outbox's row counts as failed.  false: the database failed (said).
 */
bool seal_check(struct ledger *l, struct diagnostics *d, bool mend);

#endif
