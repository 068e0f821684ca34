#ifndef SITE_QUERY_H
#define SITE_QUERY_H

#include "base/hash.h"

struct diagnostics;
struct ledger;
struct sqlite3;
struct sqlite3_stmt;

/* How the ledger's database is asked: what ledger, pack, outbox, mark and origin have in common. */

/* What is bound or read lives until the query is let go or stepped again. */
void query_bind_text(struct sqlite3_stmt *q, int at, struct str s);
void query_bind_hash(struct sqlite3_stmt *q, int at, const struct hash *h);
void query_bind_integer(struct sqlite3_stmt *q, int at, int64_t n);
struct str query_text(struct sqlite3_stmt *q, int at);
bool query_hash(struct sqlite3_stmt *q, int at, struct hash *out); /* false: no hash is there */
int64_t query_integer(struct sqlite3_stmt *q, int at);

/* Whether the table is there, and the column in it; column: NULL for any. */
bool query_has(struct sqlite3 *db, const char *table, const char *column);

/* Prepares n queries for as long as the database is open.  false: the database says why. */
bool query_prepare(struct sqlite3 *db, const char *const *sql, struct sqlite3_stmt **out, int n);
void query_finalize(struct sqlite3_stmt **prepared, int n);

/*
 * Between the two the query is this thread's alone, and so is the database.  code: of
 * the last step; false: it failed (said).
 */
struct sqlite3_stmt *query_enter(struct ledger *l, struct sqlite3_stmt *prepared);
bool query_leave(struct ledger *l, struct diagnostics *d, struct sqlite3_stmt *q, int code);

/* The same for a query that is made for this once; NULL: it could not be, which query_end says. */
struct sqlite3_stmt *query_begin(struct ledger *l, const char *sql);
/* SQLite's code of the next step; of NULL, that it failed. */
int query_step(struct sqlite3_stmt *q);
bool query_is_row(int code);
bool query_end(struct ledger *l, struct diagnostics *d, struct sqlite3_stmt *q, int code);
/* Steps and ends it. */
bool query_run(struct ledger *l, struct diagnostics *d, struct sqlite3_stmt *q);

#endif
