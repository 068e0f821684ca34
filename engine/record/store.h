#ifndef RECORD_STORE_H
#define RECORD_STORE_H

#include "record/member.h"

struct diagnostics;
struct arena;

/*
 * Membership records in an SQLite database whose tables follow from the
 * schema: `member`, clustered by id, and one table a collection, clustered by
 * member and key.  Opened to read, it is one snapshot for as long as it is open.
 */
struct store;

/* A missing database, or one of another schema, is said: NULL. */
struct store *store_open(struct diagnostics *d, const struct schema *s, const char *path);
/* Makes the database and its tables where they are missing; one transaction until store_commit. */
struct store *store_open_to_write(struct diagnostics *d, const struct schema *s, const char *path);
void store_close(struct store *s); /* NULL is harmless; what was not committed is gone */

/*
 * The next member in id order (bytes), read by a merge of ordered scans: no
 * query a member.  1: read; 0: no more; -1: the database failed (said).  A
 * record that breaks the schema comes with *bad set, naming why, and is skipped by whoever decides.
 * What it points to lives in the arena.
 */
int store_next(struct store *s, struct arena *a, struct member *out, const char **bad);
/* One member by id: 1, 0 when there is none, -1. */
int store_find(struct store *s, struct arena *a, struct str id, struct member *out, const char **bad);
/* How many members, for progress; -1 on failure. */
int64_t store_count(struct store *s);
/* Ids like the given one, for a suggestion. */
struct str store_nearest(struct store *s, struct arena *a, struct str id);

/* Inserts or replaces the member's own facts (not its rows). */
bool store_put_member(struct store *s, const struct fact *facts);
/* Inserts or replaces one row of a collection. */
bool store_put_row(struct store *s, size_t collection, struct str member_id, const struct fact *facts);
bool store_commit(struct store *s);

#endif
