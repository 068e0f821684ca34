#ifndef RECORD_SCAN_H
#define RECORD_SCAN_H

#include "record/facts/member.h"
#include "record/facts/shard.h"

struct arena;
struct database;

/*
 * Reads members with their rows by a merge of ordered scans: one query over the
 * members and one over each collection, all in the order of ids.  Memory is
 * that of one member.
 */
struct scan;

/* Members with from <= id < to, by bytes; an empty bound is none.  NULL when the database failed (said). */
struct scan *scan_open(struct arena *a, struct database *db, const struct schema *s, struct str from,
                       struct str to);
/* Begins again with other bounds, where it was opened with some: nothing is prepared a second time. */
void scan_seek(struct scan *s, struct str from, struct str to);
/* Lets go of what the database holds open for it, until it seeks again. */
void scan_rest(struct scan *s);
/* Gives no members of other shards from here on; their facts are not looked at. */
void scan_take_shard(struct scan *s, struct shard shard);
void scan_close(struct scan *s); /* before its database; NULL is harmless */

/* As store_next. */
int scan_next(struct scan *s, struct arena *a, struct member *out, const char **bad);

/* After the last member: how many rows of a collection belonged to none, and whose the first was. */
int64_t scan_orphans(const struct scan *s, size_t collection, struct str *first);

#endif
