#ifndef RECORD_STORE_H
#define RECORD_STORE_H

#include "record/facts/member.h"
#include "record/facts/shard.h"
#include "record/store/changes.h"

struct diagnostics;
struct arena;

/*
 * Membership records in a database whose tables follow from the schema
 * (tables.h): a file of SQLite, or, where the path is its URI, PostgreSQL.  Opened
 * to read, it is one snapshot for as long as it is open; nobody else can write
 * to a file then.  One store a thread; several may read one database.
 * Schema and diagnostics must outlive it.
 */
struct store;

/* A missing database, or one of another schema, is said: NULL. */
struct store *store_open(struct diagnostics *d, const struct schema *s, const char *path);
/* On a server, as it was at a moment that somebody exported (pg_export_snapshot) and holds; NULL: now. */
struct store *store_open_at(struct diagnostics *d, const struct schema *s, const char *path,
                            const char *moment);
/* The same records, for another thread; at the same moment where other has not changed then. */
struct store *store_open_beside(struct diagnostics *d, struct store *other);
/* Whether the database may have been written or replaced since the store was opened, as a WAL and a rename allow. */
bool store_has_changed(struct store *s);
/* Makes the database and its tables where they are missing; one transaction until store_commit. */
struct store *store_open_to_write(struct diagnostics *d, const struct schema *s, const char *path);
bool store_is_server(const struct store *s);   /* not a file */
const char *store_name(const struct store *s); /* for messages: nothing secret */
const struct schema *store_schema(const struct store *s);
void store_close(struct store *s); /* NULL is harmless; what was not committed is gone */

/*
 * The next member in id order (bytes).  1: read; 0: no more (rows without a
 * member are said then); -1: the database failed (said).  A record that breaks
 * the schema comes with *bad set, naming the field and why, else NULL; its
 * facts are not to be decided on.  What it points to lives in the arena.
 */
int store_next(struct store *s, struct arena *a, struct member *out, const char **bad);
/* One member by id: 1, 0 when there is none, -1. */
int store_find(struct store *s, struct arena *a, struct str id, struct member *out, const char **bad);
/* Of the ids that are there the one most like this, for a suggestion, or the empty view. */
struct str store_nearest(struct store *s, struct arena *a, struct str id);

/*
 * From here on store_next gives the members with from <= id < to, from the
 * first; an empty bound is none.  store_split gives the n - 1 bounds that cut
 * all members into n parts as equal as can be (where there are no members,
 * empty ones); n becomes 1 where views have members without an id, which no range would hold.
 */
bool store_range(struct store *s, struct str from, struct str to);
bool store_split(struct store *s, struct arena *a, size_t *n, struct str *bounds);
/* From here on store_next passes over the members of other shards. */
void store_take_shard(struct store *s, struct shard shard);
/* As changes_read and changes_since. */
bool store_mark(struct store *s, struct changes_mark *out);
bool store_touched(struct store *s, const struct changes_mark *since, const struct changes_mark *now,
                   struct changes_members *out);
/* How many members there are in all; -1 on failure. */
int64_t store_count(struct store *s);

/*
 * Inserts a member or row, or changes the one that has its key; where given is
 * not NULL, only those facts are changed of one already there.  The facts must
 * have been checked.  A row's member must be there.
 */
bool store_put_member(struct store *s, const struct fact *facts, const bool *given);
bool store_put_row(struct store *s, size_t collection, struct str member_id, const struct fact *facts,
                   const bool *given);
/* Removes a member's rows of a collection. */
bool store_remove_rows(struct store *s, size_t collection, struct str member_id);
/* Whether there is a member of this id: 1, 0, -1. */
int store_has(struct store *s, struct str id);
/* Ends writing. */
bool store_commit(struct store *s);

#endif
