#ifndef SITE_LEDGER_H
#define SITE_LEDGER_H

#include "base/hash.h"

struct arena;
struct diagnostics;

/*
 * Which members have a statement, what each was made of, and the hash of its
 * bytes: an SQLite database beside the statements.  Open, it keeps every other
 * run out.  Safe to use from several threads.
 *
 * No entry that is committed claims (LEDGER_PUBLISHED) what the disk does not
 * have.  What replaces a file is announced (LEDGER_WRITING), committed, before
 * the file is touched, and claimed at the run's end.  New files lie there before
 * an entry tells of them: what a run that was cut off left is adopted (night_adopt).
 */
struct ledger;

enum ledger_state {
	LEDGER_PUBLISHED,
	LEDGER_WRITING,
	LEDGER_REMOVING,
	LEDGER_DOUBTFUL /* announced by a run that was cut off: the file may be the old one, the new one or missing */
};

struct ledger_entry {
	struct str member;
	enum ledger_state state;
	struct hash record, context; /* what the statement was made of: member.hash, statement_context */
	struct hash bytes;
	int64_t size;
	int32_t decided, next_change; /* the decision holds from the first day until before the second */
};

/* How long to wait for whoever has the ledger open; `word` is called once, when the waiting begins. */
struct ledger_patience {
	int64_t seconds;
	void (*word)(const char *path, int64_t seconds);
};

/*
 * NULL: it failed, or a run still has it open (said).  look_only: to read, also where nothing can be written.
 * p: NULL waits a moment, for somebody who only looks.
 */
struct ledger *ledger_open(struct diagnostics *d, const char *path, bool look_only,
                           const struct ledger_patience *p);
void ledger_close(struct ledger *l); /* NULL is harmless; forgets what was not committed */

/* Whether the database is sound; says its rows that are not as they were written, and mends them (seal.h).  false: said. */
bool ledger_check(struct ledger *l, struct diagnostics *d, bool mend);

/* Whether the last run did not get to ledger_finish. */
bool ledger_was_cut_off(const struct ledger *l);

/* The members with from <= id < to; an empty bound is none. */
struct ledger_range {
	struct str from, to;
};

/* The first entries of a range, by member, at most room.  SIZE_MAX: failed, said. */
size_t ledger_read(struct ledger *l, struct diagnostics *d, struct arena *a, struct ledger_range range,
                   struct ledger_entry *out, size_t room);
/* The entry of one member: 1; 0: there is none; -1: failed, said. */
int ledger_find(struct ledger *l, struct diagnostics *d, struct arena *a, struct str member,
                struct ledger_entry *out);
/* Whether it has no entry at all: 1, 0; -1: failed, said. */
int ledger_is_empty(struct ledger *l, struct diagnostics *d);

/* Before the first change of anything: from here on the run is one that may be cut off, and there is no mark (mark.h). */
bool ledger_begin(struct ledger *l, struct diagnostics *d);
bool ledger_has_begun(const struct ledger *l);
bool ledger_put(struct ledger *l, struct diagnostics *d, const struct ledger_entry *e);
bool ledger_commit(struct ledger *l, struct diagnostics *d);
/*
 * So many bytes were put into the database: has the disk begin with what is
 * written while more is made, else every commit waits for all of it.  Nothing
 * is durable by this.
 */
void ledger_hasten(struct ledger *l, size_t bytes);
/* Nobody else's puts and commits come between. */
void ledger_lock(struct ledger *l);
bool ledger_try_lock(struct ledger *l); /* false: somebody else has it */
void ledger_unlock(struct ledger *l);

const char *ledger_path(const struct ledger *l);
/* Nothing can be written there: it is looked at as it is. */
bool ledger_is_read_only(const struct ledger *l);
/* For what else is kept in the same database: packs, the outbox, marks. */
struct sqlite3 *ledger_database(const struct ledger *l);
/* Says that the database failed, and why: nothing is committed any more.  false. */
bool ledger_failed(struct ledger *l, struct diagnostics *d);
/* A row that is not as it was written (seal.h): says so; false. */
bool ledger_row_changed(const struct ledger *l, struct diagnostics *d, const char *table, struct str row);

/* Nothing more is to be put, and it stands where it was: takes away what the database needed on the way.  false: said. */
bool ledger_tidy(struct ledger *l, struct diagnostics *d);

/* The disk has everything: claims what this run announced, forgets what it removed, and commits. */
bool ledger_finish(struct ledger *l, struct diagnostics *d);

#endif
