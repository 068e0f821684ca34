#include "site/ledger/outbox.h"

#include <sqlite3.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "site/ledger/ledger.h"
#include "site/ledger/outbox_total.h"
#include "site/ledger/query.h"
#include "site/ledger/seal.h"

enum {
	ANNOUNCE,
	FIND,
	SET,
	MOVE,
	WITHDRAW,
	BESIDE,
	OF_STATE,
	ALL,
	COUNT,
	TOTAL,
	WAY,
	SET_OUT,
	READY,
	ARRIVE,
	N_STATEMENTS
};

#define COLUMNS "key, kind, id, member, language, offer, day, as_of, message, arguments, sum, state, reason"

/* The numbers of states are in databases. */
_Static_assert(OUTBOX_ANNOUNCED == 0 && OUTBOX_FAILED == 5, "never change what a state's number means");

static const char *const sql[N_STATEMENTS] = {
	[ANNOUNCE] = "INSERT OR IGNORE INTO outbox (" COLUMNS ") "
		     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
		     " row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10), ?11, '')",
	[FIND] = "SELECT " COLUMNS " FROM outbox WHERE key = ?1",
	[SET] = "UPDATE outbox SET state = ?2, reason = ?3 WHERE key = ?1",
	[MOVE] = "UPDATE outbox SET state = ?2, reason = '' WHERE state = ?1",
	[WITHDRAW] = "DELETE FROM outbox WHERE state = 0",
	[BESIDE] = "SELECT key FROM (SELECT key FROM outbox WHERE key < ?1 ORDER BY key DESC LIMIT 100) "
		   "UNION ALL SELECT key FROM (SELECT key FROM outbox WHERE key > ?1 ORDER BY key LIMIT 100)",
	[OF_STATE] = "SELECT " COLUMNS " FROM outbox WHERE state = ?1 ORDER BY key",
	[ALL] = "SELECT " COLUMNS " FROM outbox WHERE state > 0 ORDER BY key",
	[TOTAL] = OUTBOX_TOTAL_ADD,
	[WAY] = "SELECT path, form, ready, sum FROM outbox_file",
	[SET_OUT] = "INSERT INTO outbox_file VALUES (?1, ?2, 0, row_sum(?1, ?2, 0))",
	[READY] = "UPDATE outbox_file SET ready = 1, sum = row_sum(path, form, 1)",
	[ARRIVE] = "DELETE FROM outbox_file",
	[COUNT] = "SELECT state, count(*) FROM outbox GROUP BY state",
};

struct outbox {
	struct arena *arena;
	struct ledger *ledger;
	sqlite3_stmt *prepared[N_STATEMENTS];
};

bool outbox_exists(const struct ledger *l)
{
	return query_has(ledger_database(l), "outbox", NULL);
}

/* Statements of a ledger that had none have announced nothing: all are to be decided again. */
static bool make_table(sqlite3 *db)
{
	static const char setup[] =
		"SAVEPOINT making;"
		"CREATE TABLE outbox (key TEXT PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL,"
		" member TEXT NOT NULL, language TEXT NOT NULL, offer TEXT NOT NULL, day INTEGER NOT NULL,"
		" as_of INTEGER NOT NULL, message TEXT NOT NULL, arguments TEXT NOT NULL,"
		" state INTEGER NOT NULL, reason TEXT NOT NULL, sum INTEGER) STRICT, WITHOUT ROWID;"
		"CREATE INDEX outbox_by_state ON outbox (state);"
		"CREATE TABLE outbox_file (path TEXT NOT NULL, form INTEGER NOT NULL, ready INTEGER NOT NULL, sum INTEGER) STRICT;"
		"UPDATE published SET state = 3; DELETE FROM mark; RELEASE making";

	_Static_assert(LEDGER_DOUBTFUL == 3, "the number above is in databases");
	return sqlite3_exec(db, setup, NULL, NULL, NULL) == SQLITE_OK;
}

struct outbox *outbox_open(struct diagnostics *d, struct ledger *l)
{
	struct arena *a = arena_open();
	struct outbox *o = arena_alloc(a, sizeof(*o));
	sqlite3 *db = ledger_database(l);
	bool done = ledger_is_read_only(l) || ((outbox_exists(l) || make_table(db)) && outbox_total_make(db));

	o->arena = a;
	o->ledger = l;
	if (done && query_prepare(db, sql, o->prepared, N_STATEMENTS))
		return o;
	ledger_failed(l, d);
	outbox_close(o);
	return NULL;
}

void outbox_close(struct outbox *o)
{
	if (!o)
		return;
	query_finalize(o->prepared, N_STATEMENTS);
	arena_close(o->arena);
}

struct ledger *outbox_ledger(const struct outbox *o)
{
	return o->ledger;
}

/* Ended by leave(). */
static sqlite3_stmt *enter(struct outbox *o, int which)
{
	return query_enter(o->ledger, o->prepared[which]);
}

static bool leave(struct outbox *o, struct diagnostics *d, sqlite3_stmt *q, int code)
{
	return query_leave(o->ledger, d, q, code);
}

static bool count(struct outbox *o, struct diagnostics *d, int n)
{
	sqlite3_stmt *q = enter(o, TOTAL);

	sqlite3_bind_int(q, 1, n);
	return leave(o, d, q, sqlite3_step(q));
}

/* 1: it is new; 0; -1: said. */
static int insert(struct outbox *o, struct diagnostics *d, const struct outbox_item *item)
{
	const struct str texts[] = {item->key,    item->kind,     item->id,
	                            item->member, item->language, item->offer};
	sqlite3_stmt *q = enter(o, ANNOUNCE);
	int made;

	for (int i = 0; i < 6; i++)
		query_bind_text(q, i + 1, texts[i]);
	sqlite3_bind_int(q, 7, item->day);
	sqlite3_bind_int(q, 8, item->as_of);
	query_bind_text(q, 9, item->message);
	query_bind_text(q, 10, item->arguments);
	sqlite3_bind_int(q, 11, (int)item->state);
	int code = sqlite3_step(q);
	made = sqlite3_changes(ledger_database(o->ledger));
	return leave(o, d, q, code) ? made : -1;
}

int outbox_announce(struct outbox *o, struct diagnostics *d, const struct outbox_item *item)
{
	int made;

	/* no commit comes between a row and the total */
	ledger_lock(o->ledger);
	made = insert(o, d, item);
	if (made == 1 && !count(o, d, 1))
		made = -1;
	ledger_unlock(o->ledger);
	return made;
}

static bool step(struct outbox *o, struct diagnostics *d, int which)
{
	sqlite3_stmt *q = enter(o, which);

	return leave(o, d, q, sqlite3_step(q));
}

bool outbox_withdraw(struct outbox *o, struct diagnostics *d)
{
	bool done;
	int gone;

	ledger_lock(o->ledger);
	done = step(o, d, WITHDRAW);
	gone = sqlite3_changes(ledger_database(o->ledger));
	done = done && (gone == 0 || count(o, d, -gone));
	ledger_unlock(o->ledger);
	return done;
}

bool outbox_move(struct outbox *o, struct diagnostics *d, enum outbox_state from, enum outbox_state to)
{
	sqlite3_stmt *q = enter(o, MOVE);

	sqlite3_bind_int(q, 1, (int)from);
	sqlite3_bind_int(q, 2, (int)to);
	return leave(o, d, q, sqlite3_step(q));
}

int outbox_find_way(struct outbox *o, struct diagnostics *d, struct arena *a, struct outbox_way *way)
{
	sqlite3_stmt *q = enter(o, WAY);
	int code = sqlite3_step(q);
	bool whole = code != SQLITE_ROW || seal_holds(q, 3) ||
	             ledger_row_changed(o->ledger, d, "outbox_file", query_text(q, 0));

	if (code == SQLITE_ROW)
		*way = (struct outbox_way){
			.path = str_copy(a, query_text(q, 0)),
			.form = sqlite3_column_int(q, 1) == OUTBOX_CSV ? OUTBOX_CSV : OUTBOX_JSONL,
			.ready = sqlite3_column_int(q, 2) != 0,
		};
	return leave(o, d, q, code) && whole ? code == SQLITE_ROW : -1;
}

bool outbox_set_out(struct outbox *o, struct diagnostics *d, const struct outbox_way *way)
{
	sqlite3_stmt *q;

	if (!outbox_move(o, d, OUTBOX_PENDING, OUTBOX_TAKING))
		return false;
	q = enter(o, SET_OUT);
	query_bind_text(q, 1, way->path);
	sqlite3_bind_int(q, 2, (int)way->form);
	return leave(o, d, q, sqlite3_step(q));
}

bool outbox_make_ready(struct outbox *o, struct diagnostics *d)
{
	return step(o, d, READY);
}

bool outbox_arrive(struct outbox *o, struct diagnostics *d)
{
	return outbox_move(o, d, OUTBOX_TAKING, OUTBOX_TAKEN) && step(o, d, ARRIVE);
}

bool outbox_turn_back(struct outbox *o, struct diagnostics *d)
{
	return outbox_move(o, d, OUTBOX_TAKING, OUTBOX_PENDING) && step(o, d, ARRIVE);
}

/* The row at hand, all COLUMNS of it.  false: said. */
static bool is_whole(struct outbox *o, struct diagnostics *d, sqlite3_stmt *q)
{
	return seal_holds(q, 10) || ledger_row_changed(o->ledger, d, "outbox", query_text(q, 0));
}

static enum outbox_state state_in(sqlite3_stmt *q)
{
	int state = sqlite3_column_int(q, 11);

	return state >= 0 && state < OUTBOX_STATES ? (enum outbox_state)state : OUTBOX_PENDING;
}

int outbox_find(struct outbox *o, struct diagnostics *d, struct str key, enum outbox_state *state)
{
	sqlite3_stmt *q = enter(o, FIND);
	bool whole;
	int code;

	query_bind_text(q, 1, key);
	code = sqlite3_step(q);
	whole = code != SQLITE_ROW || is_whole(o, d, q);
	if (code == SQLITE_ROW)
		*state = state_in(q);
	return leave(o, d, q, code) && whole ? code == SQLITE_ROW : -1;
}

struct str outbox_nearest(struct outbox *o, struct arena *a, struct str key)
{
	struct str beside[200];
	sqlite3_stmt *q = enter(o, BESIDE);
	size_t n = 0;

	query_bind_text(q, 1, key);
	while (n < 200 && sqlite3_step(q) == SQLITE_ROW)
		beside[n++] = str_copy(a, query_text(q, 0));
	sqlite3_reset(q);
	ledger_unlock(o->ledger);
	return nearest_name(key, beside, n);
}

bool outbox_set(struct outbox *o, struct diagnostics *d, struct str key, enum outbox_state state,
                struct str reason)
{
	sqlite3_stmt *q = enter(o, SET);

	query_bind_text(q, 1, key);
	sqlite3_bind_int(q, 2, (int)state);
	query_bind_text(q, 3, reason);
	return leave(o, d, q, sqlite3_step(q));
}

bool outbox_each(struct outbox *o, struct diagnostics *d, enum outbox_state state,
                 void (*see)(void *context, const struct outbox_item *item), void *context)
{
	bool all = state == OUTBOX_STATES;
	sqlite3_stmt *q = enter(o, all ? ALL : OF_STATE);
	bool whole = true;
	int code;

	if (!all)
		sqlite3_bind_int(q, 1, (int)state);
	while ((code = sqlite3_step(q)) == SQLITE_ROW) {
		struct outbox_item item = {
			.key = query_text(q, 0),
			.kind = query_text(q, 1),
			.id = query_text(q, 2),
			.member = query_text(q, 3),
			.language = query_text(q, 4),
			.offer = query_text(q, 5),
			.day = sqlite3_column_int(q, 6),
			.as_of = sqlite3_column_int(q, 7),
			.message = query_text(q, 8),
			.arguments = query_text(q, 9),
			.state = state_in(q),
			.reason = query_text(q, 12),
		};

		if (is_whole(o, d, q))
			see(context, &item);
		else
			whole = false;
	}
	return leave(o, d, q, code) && whole;
}

bool outbox_count(struct outbox *o, struct diagnostics *d, size_t counts[OUTBOX_STATES])
{
	sqlite3_stmt *q = enter(o, COUNT);
	int code;

	for (int i = 0; i < OUTBOX_STATES; i++)
		counts[i] = 0;
	while ((code = sqlite3_step(q)) == SQLITE_ROW) {
		int state = sqlite3_column_int(q, 0);

		if (state >= 0 && state < OUTBOX_STATES)
			counts[state] = (size_t)sqlite3_column_int64(q, 1);
	}
	return leave(o, d, q, code);
}
