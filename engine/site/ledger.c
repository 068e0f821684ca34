#include "site/ledger.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

#define LEDGER_NAME ".tierbook.db"

enum { READ, PUT, DROP, N_STATEMENTS };

/* An empty bound reads as none: no id is empty, and no UTF-8 is above the byte FF. */
static const char *const sql[N_STATEMENTS] = {
	[READ] = ("SELECT member, hash FROM statement WHERE (member > ?1 OR (?2 AND member = ?1)) "
                  "AND (?3 = '' OR member < ?3) ORDER BY member LIMIT ?4"),
	[PUT] = "INSERT INTO statement VALUES (?1, ?2) ON CONFLICT (member) DO UPDATE SET hash = excluded.hash",
	[DROP] = "DELETE FROM statement WHERE member = ?1",
};

struct ledger {
	struct arena *arena; /* the ledger itself */
	pthread_mutex_t lock;
	const char *path;
	sqlite3 *db;
	sqlite3_stmt *prepared[N_STATEMENTS];
};

static bool failed(const struct ledger *l, struct diagnostics *d)
{
	int code = sqlite3_errcode(l->db);

	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		diag_add(d, RUN_ALREADY, POSITION_NONE, l->path);
	else
		diag_add(d, LEDGER_FAILED, POSITION_NONE, l->path, sqlite3_errmsg(l->db));
	return false;
}

/*
 * EXCLUSIVE for as long as it is open: two runs never write one folder.  A
 * rollback journal: a crash loses no more than what was not committed.
 */
static bool prepare(struct ledger *l)
{
	static const char setup[] =
		"PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;"
		"PRAGMA trusted_schema = OFF; BEGIN EXCLUSIVE;"
		"CREATE TABLE IF NOT EXISTS statement (member TEXT PRIMARY KEY, hash BLOB NOT NULL) STRICT, WITHOUT ROWID;";

	sqlite3_db_config(l->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	if (sqlite3_exec(l->db, setup, NULL, NULL, NULL) != SQLITE_OK)
		return false;
	for (int i = 0; i < N_STATEMENTS; i++)
		if (sqlite3_prepare_v3(l->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &l->prepared[i], NULL) !=
		    SQLITE_OK)
			return false;
	return true;
}

struct ledger *ledger_open(struct diagnostics *d, const char *folder)
{
	struct arena *a;
	struct ledger *l;

	if (!file_make_folders(d, folder))
		return NULL;
	a = arena_open();
	l = arena_alloc(a, sizeof(*l));
	l->arena = a;
	l->path = file_path(a, folder, STR(LEDGER_NAME));
	pthread_mutex_init(&l->lock, NULL);
	if (sqlite3_open_v2(l->path, &l->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
	                    NULL) != SQLITE_OK ||
	    !prepare(l)) {
		failed(l, d);
		ledger_close(l);
		return NULL;
	}
	return l;
}

void ledger_close(struct ledger *l)
{
	if (!l)
		return;
	for (int i = 0; i < N_STATEMENTS; i++)
		sqlite3_finalize(l->prepared[i]);
	sqlite3_close(l->db);
	pthread_mutex_destroy(&l->lock);
	arena_close(l->arena);
}

static void bind_text(sqlite3_stmt *q, int at, struct str s)
{
	sqlite3_bind_text(q, at, s.len ? s.at : "", (int)s.len, SQLITE_STATIC);
}

size_t ledger_read(struct ledger *l, struct diagnostics *d, struct arena *a, struct str from, bool inclusive,
                   struct str to, struct ledger_entry *out, size_t room)
{
	sqlite3_stmt *q = l->prepared[READ];
	size_t n = 0;
	int code;

	pthread_mutex_lock(&l->lock);
	bind_text(q, 1, from);
	sqlite3_bind_int(q, 2, inclusive);
	bind_text(q, 3, to);
	sqlite3_bind_int64(q, 4, (sqlite3_int64)room);
	while ((code = sqlite3_step(q)) == SQLITE_ROW) {
		struct str member = {(const char *)sqlite3_column_text(q, 0),
		                     (size_t)sqlite3_column_bytes(q, 0)};

		out[n].member = str_copy(a, member);
		out[n].hash = (struct hash){0};
		if (sqlite3_column_bytes(q, 1) == (int)sizeof(struct hash))
			memcpy(&out[n].hash, sqlite3_column_blob(q, 1), sizeof(struct hash));
		n++;
	}
	sqlite3_reset(q);
	if (code != SQLITE_DONE) {
		failed(l, d);
		n = SIZE_MAX;
	}
	pthread_mutex_unlock(&l->lock);
	return n;
}

static bool run(struct ledger *l, struct diagnostics *d, sqlite3_stmt *q)
{
	bool done = sqlite3_step(q) == SQLITE_DONE || failed(l, d);

	sqlite3_reset(q);
	return done;
}

bool ledger_put(struct ledger *l, struct diagnostics *d, struct str member, struct hash hash)
{
	bool done;

	pthread_mutex_lock(&l->lock);
	bind_text(l->prepared[PUT], 1, member);
	sqlite3_bind_blob(l->prepared[PUT], 2, &hash, sizeof(hash), SQLITE_STATIC);
	done = run(l, d, l->prepared[PUT]);
	pthread_mutex_unlock(&l->lock);
	return done;
}

bool ledger_drop(struct ledger *l, struct diagnostics *d, struct str member)
{
	bool done;

	pthread_mutex_lock(&l->lock);
	bind_text(l->prepared[DROP], 1, member);
	done = run(l, d, l->prepared[DROP]);
	pthread_mutex_unlock(&l->lock);
	return done;
}

bool ledger_commit(struct ledger *l, struct diagnostics *d)
{
	return sqlite3_exec(l->db, "COMMIT; BEGIN EXCLUSIVE", NULL, NULL, NULL) == SQLITE_OK || failed(l, d);
}
