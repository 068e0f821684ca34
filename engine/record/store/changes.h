#ifndef RECORD_CHANGES_H
#define RECORD_CHANGES_H

#include "record/facts/schema.h"

struct arena;
struct database;
struct query;

/*
 * Which members were touched, in order: a table `tierbook_change` that triggers
 * fill, whoever writes, and that keeps the last CHANGES_KEPT touches.  A mark
 * is a moment of it.
 *
 * What was touched since a mark is known where all of this holds: every trigger
 * is there to the letter; the schema is as old as at the mark, so none was away
 * in between; the row of the mark is there with the token that it got at
 * random, so the database has the history that the mark was taken of, and is no
 * other, restored or parted copy; it was not made anew of a dump, whose rows
 * come before the triggers; no unique index beside the keys has REPLACE take
 * rows that no trigger sees; and no row after it is missing.  Otherwise nothing
 * is known, and whoever asked reads everything.
 */
struct changes_mark {
	int64_t sequence, token; /* of the last row; a sequence of 0 is no mark */
	int64_t schema;          /* SQLite's schema_version */
};

enum { CHANGES_KEPT = 2000000 };

/*
 * Makes the log where it is not whole, which parts it from all earlier marks.
 * *fresh: it was made, so that nobody has a mark of it and what the same
 * transaction changes need not be noted.
 */
bool changes_make(struct arena *a, struct database *db, const struct schema *s, bool *fresh);

/*
 * Our own connections let no trigger run, since a database may bring its own: they note what they touch.
 * *insert: NULL at first, then the prepared query.
 */
bool changes_note(struct database *db, struct query **insert, struct str member);
/* At the end of a transaction that noted something. */
bool changes_prune(struct database *db);

/* Where the log stands; no mark where there is no log to be trusted.  false: the database failed (said). */
bool changes_read(struct arena *a, struct database *db, const struct schema *s, struct changes_mark *out);

/* The members that are to be looked at, by id, as long as they are known and no more than `most`. */
struct changes_members {
	struct arena *arena; /* has the ids */
	struct str *ids;
	size_t n, most;
	bool unknown; /* which they are, or they are more: nothing can be gone by */
};

/* One more; false: they are unknown now. */
bool changes_add(struct changes_members *m, struct str id);

/* Adds those that were touched since a mark of the same log, each once.  false: the database failed (said). */
bool changes_since(struct database *db, const struct changes_mark *since, const struct changes_mark *now,
                   struct changes_members *out);

#endif
