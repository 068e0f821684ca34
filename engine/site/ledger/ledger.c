#include "site/ledger/ledger.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/stamp.h"
#include "site/ledger/gather.h"
#include "site/ledger/ledger_schema.h"
#include "site/ledger/outbox_total.h"
#include "site/ledger/query.h"
#include "site/ledger/seal.h"

enum { HASTE = 8 << 20 };
enum { NAP_MILLISECONDS = 20, MOMENT_SECONDS = 2 };
enum { READ, PUT, N_STATEMENTS };

/* An empty bound reads as none: no id is empty, and no UTF-8 is above the byte FF. */
static const char *const sql[N_STATEMENTS] = {
	[READ] =
		("SELECT member, record, context, bytes, size, decided, next_change, sum, state FROM published "
                 "WHERE member >= ?1 AND (?2 = '' OR member < ?2) ORDER BY member LIMIT ?3"),
	[PUT] = "INSERT OR REPLACE INTO published VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, row_sum(?1, ?3, ?4, ?5, ?6, ?7, ?8))",
};

struct ledger {
	struct arena *arena; /* the ledger itself */
	const char *path;
	sqlite3 *db;
	bool begun, cut_off, failed;
	sqlite3_stmt *prepared[N_STATEMENTS];
	struct ledger_patience patience;
	uint64_t inode; /* of the file that was opened */
	int fd;         /* of the database; -1 until there is something to hasten */
	size_t waiting; /* bytes that the disk has not been asked to begin with */
};

/* Where SQLite's own words leave an operator without a way on. */
static const char *why(sqlite3 *db)
{
	int code = sqlite3_extended_errcode(db);

	if (code == SQLITE_READONLY_ROLLBACK)
		return "a run that was cut off has left it half written, which the next to open it puts right, "
		       "but nothing can be written there";
	if (code == SQLITE_READONLY_DIRECTORY)
		return "its journal has to lie beside it, but nothing can be written there";
	if ((code & 0xFF) == SQLITE_CORRUPT || code == SQLITE_NOTADB)
		return "it is damaged; put a copy of it back, or take it away: then everything is decided again, and "
		       "what is due is announced again, under the keys that it had";
	return sqlite3_errmsg(db);
}

/*
 * Of SQLite: true makes a commit a rollback.  A failure may have ended the transaction, and what other
 * threads put after it would be commits of their own: a claim without its statement.
 */
static int refuse_once_failed(void *ledger)
{
	return ((struct ledger *)ledger)->failed;
}

bool ledger_failed(struct ledger *l, struct diagnostics *d)
{
	int code = sqlite3_errcode(l->db);

	if (l->failed)
		return false;
	l->failed = true;
	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		diag_add(d, RUN_ALREADY, POSITION_NONE, l->path);
	else
		diag_add(d, LEDGER_FAILED, POSITION_NONE, l->path, why(l->db));
	return false;
}

bool ledger_row_changed(const struct ledger *l, struct diagnostics *d, const char *table, struct str row)
{
	struct arena *a = arena_open();

	diag_add(d, LEDGER_ROW_CHANGED, POSITION_NONE, l->path, table, str_z(a, row));
	arena_close(a);
	return false;
}

bool ledger_is_read_only(const struct ledger *l)
{
	return sqlite3_db_readonly(l->db, "main") == 1;
}

static bool prepare(struct ledger *l)
{
	bool ready = ledger_is_read_only(l) ? ledger_schema_look(l->db) : ledger_schema_make(l->db);

	return ready && query_prepare(l->db, sql, l->prepared, N_STATEMENTS);
}

/* Of SQLite: the n-th time that somebody else has it locked. */
static int nap(void *context, int n)
{
	struct ledger *l = context;

	if ((int64_t)n * NAP_MILLISECONDS >= l->patience.seconds * 1000)
		return 0;
	if (l->patience.word)
		l->patience.word(l->path, l->patience.seconds);
	l->patience.word = NULL;
	sqlite3_sleep(NAP_MILLISECONDS);
	return 1;
}

static int count_row(void *found, int n, char **values, char **names)
{
	(void)n, (void)values, (void)names;
	*(bool *)found = true;
	return 0;
}

struct ledger *ledger_open(struct diagnostics *d, const char *path, bool look_only,
                           const struct ledger_patience *p)
{
	struct arena *a = arena_open();
	struct ledger *l = arena_alloc(a, sizeof(*l));

	l->arena = a;
	l->fd = -1;
	l->patience = p ? *p : (struct ledger_patience){.seconds = MOMENT_SECONDS};
	l->path = str_z(a, str_from(path));
	/* also one that did get to its end, but not to the removal of its journal */
	l->cut_off = file_exists(str_format(a, "%s-journal", path).at);
	/* else every allocation of every worker's databases is counted under one lock; too late is no harm */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	/* not as a URI, whose options could have it lie in memory alone */
	if (sqlite3_open_v2(str_format(a, *path == '/' ? "%s" : "./%s", path).at, &l->db,
	                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX,
	                    gather_layer()) != SQLITE_OK ||
	    sqlite3_busy_handler(l->db, nap, l) != SQLITE_OK)
		goto failed;
	if (ledger_schema_is_foreign(l->db)) {
		diag_add(d, LEDGER_FOREIGN, POSITION_NONE, l->path);
		goto err;
	}
	if (!look_only && ledger_is_read_only(l)) {
		diag_add(d, LEDGER_FAILED, POSITION_NONE, l->path, "nothing can be written there");
		goto err;
	}
	if (!prepare(l) ||
	    sqlite3_exec(l->db, "SELECT run FROM unfinished", count_row, &l->cut_off, NULL) != SQLITE_OK)
		goto failed;
	l->inode = stamp_of(l->path).inode;
	sqlite3_commit_hook(l->db, refuse_once_failed, l);
	return l;
failed:
	ledger_failed(l, d);
err:
	ledger_close(l);
	return NULL;
}

void ledger_close(struct ledger *l)
{
	if (!l)
		return;
	query_finalize(l->prepared, N_STATEMENTS);
	sqlite3_close(l->db);
	/* not before: closing any descriptor of a file gives up the locks that SQLite has on it */
	if (l->fd >= 0)
		close(l->fd);
	arena_close(l->arena);
}

void ledger_hasten(struct ledger *l, size_t bytes)
{
	l->waiting += bytes;
	if (l->waiting < HASTE)
		return;
	l->waiting = 0;
	if (l->fd < 0)
		l->fd = open(l->path, O_RDONLY | O_CLOEXEC);
	if (l->fd >= 0)
		sync_file_range(l->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

const char *ledger_path(const struct ledger *l)
{
	return l->path;
}

struct sqlite3 *ledger_database(const struct ledger *l)
{
	return l->db;
}

bool ledger_check(struct ledger *l, struct diagnostics *d, bool mend)
{
	sqlite3_stmt *q = query_begin(l, "PRAGMA integrity_check(1)");
	int code = query_step(q);
	bool sound = code == SQLITE_ROW && str_is(query_text(q, 0), "ok");

	if (code == SQLITE_ROW && !sound)
		diag_add(d, LEDGER_FAILED, POSITION_NONE, l->path, query_text(q, 0).at);
	return query_end(l, d, q, code) && sound && (!mend || ledger_begin(l, d)) && seal_check(l, d, mend) &&
	       outbox_total_check(l, d, mend);
}

bool ledger_was_cut_off(const struct ledger *l)
{
	return l->cut_off;
}

/* The connection's own lock can be taken again by who has it. */
void ledger_lock(struct ledger *l)
{
	sqlite3_mutex_enter(sqlite3_db_mutex(l->db));
}

bool ledger_try_lock(struct ledger *l)
{
	return sqlite3_mutex_try(sqlite3_db_mutex(l->db)) == SQLITE_OK;
}

void ledger_unlock(struct ledger *l)
{
	sqlite3_mutex_leave(sqlite3_db_mutex(l->db));
}

/* What somebody else changed proves nothing. */
static struct ledger_entry read_entry(sqlite3_stmt *q, struct arena *a)
{
	struct ledger_entry e = {
		.member = str_copy(a, query_text(q, 0)),
		.size = sqlite3_column_int64(q, 4),
		.decided = sqlite3_column_int(q, 5),
		.next_change = sqlite3_column_int(q, 6),
		.state = (enum ledger_state)sqlite3_column_int(q, 8),
	};

	if (!query_hash(q, 1, &e.record) || !query_hash(q, 2, &e.context) || !query_hash(q, 3, &e.bytes) ||
	    !seal_holds(q, 7))
		e.state = LEDGER_DOUBTFUL;
	return e;
}

size_t ledger_read(struct ledger *l, struct diagnostics *d, struct arena *a, struct ledger_range range,
                   struct ledger_entry *out, size_t room)
{
	sqlite3_stmt *q = query_enter(l, l->prepared[READ]);
	size_t n = 0;
	int code;

	query_bind_text(q, 1, range.from);
	query_bind_text(q, 2, range.to);
	sqlite3_bind_int64(q, 3, (sqlite3_int64)room);
	while ((code = sqlite3_step(q)) == SQLITE_ROW)
		out[n++] = read_entry(q, a);
	return query_leave(l, d, q, code) ? n : SIZE_MAX;
}

int ledger_find(struct ledger *l, struct diagnostics *d, struct arena *a, struct str member,
                struct ledger_entry *out)
{
	size_t n = ledger_read(l, d, a, (struct ledger_range){.from = member}, out, 1);

	return n == SIZE_MAX ? -1 : n == 1 && str_equal(out->member, member);
}

int ledger_is_empty(struct ledger *l, struct diagnostics *d)
{
	sqlite3_stmt *q = query_begin(l, "SELECT 1 FROM published LIMIT 1");
	int code = query_step(q);

	return query_end(l, d, q, code) ? !query_is_row(code) : -1;
}

bool ledger_put(struct ledger *l, struct diagnostics *d, const struct ledger_entry *e)
{
	sqlite3_stmt *q = query_enter(l, l->prepared[PUT]);

	query_bind_text(q, 1, e->member);
	sqlite3_bind_int(q, 2, (int)e->state);
	query_bind_hash(q, 3, &e->record);
	query_bind_hash(q, 4, &e->context);
	query_bind_hash(q, 5, &e->bytes);
	sqlite3_bind_int64(q, 6, e->size);
	sqlite3_bind_int(q, 7, e->decided);
	sqlite3_bind_int(q, 8, e->next_change);
	return query_leave(l, d, q, sqlite3_step(q));
}

static bool execute(struct ledger *l, struct diagnostics *d, const char *commands)
{
	bool done;

	ledger_lock(l);
	done = sqlite3_exec(l->db, commands, NULL, NULL, NULL) == SQLITE_OK || ledger_failed(l, d);
	ledger_unlock(l);
	return done;
}

/* What an earlier run announced is not this run's to claim. */
static bool begin(struct ledger *l, struct diagnostics *d)
{
	static const char doubt[] = "UPDATE published SET state = 3 WHERE state <> 0";
	static const char mark[] =
		"DELETE FROM mark; INSERT OR IGNORE INTO unfinished VALUES (1); COMMIT; BEGIN EXCLUSIVE";

	_Static_assert(LEDGER_PUBLISHED == 0 && LEDGER_DOUBTFUL == 3, "the numbers above are in databases");
	if (l->begun)
		return true;
	if (l->cut_off && !execute(l, d, doubt))
		return false;
	l->begun = execute(l, d, mark);
	return l->begun;
}

bool ledger_begin(struct ledger *l, struct diagnostics *d)
{
	bool begun;

	ledger_lock(l);
	begun = begin(l, d);
	ledger_unlock(l);
	return begun;
}

bool ledger_has_begun(const struct ledger *l)
{
	return l->begun;
}

bool ledger_commit(struct ledger *l, struct diagnostics *d)
{
	return execute(l, d, "COMMIT; BEGIN EXCLUSIVE");
}

/* Otherwise what is claimed would be in a file that nobody finds. */
static bool is_in_place(struct ledger *l, struct diagnostics *d)
{
	bool same = stamp_of(l->path).inode == l->inode;

	if (!same)
		diag_add(d, LEDGER_FAILED, POSITION_NONE, l->path,
		         "it was removed or replaced while the run was under way");
	return same;
}

/* SQLite does so when it is closed, but then nobody hears of what went wrong. */
bool ledger_tidy(struct ledger *l, struct diagnostics *d)
{
	return is_in_place(l, d) && execute(l, d, "ROLLBACK") &&
	       file_remove(d, str_format(l->arena, "%s-journal", l->path).at);
}

bool ledger_finish(struct ledger *l, struct diagnostics *d)
{
	_Static_assert(LEDGER_WRITING == 1 && LEDGER_REMOVING == 2, "the numbers below are in databases");
	return is_in_place(l, d) && execute(l, d,
	                                    "UPDATE published SET state = 0 WHERE state <> 0 AND state = 1;"
	                                    "DELETE FROM published WHERE state <> 0 AND state = 2;"
	                                    "DELETE FROM unfinished; COMMIT; BEGIN EXCLUSIVE");
}
