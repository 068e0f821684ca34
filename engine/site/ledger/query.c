#include "site/ledger/query.h"

#include <sqlite3.h>
#include <string.h>

#include "site/ledger/ledger.h"

/* SQLite takes no address for NULL, which an empty view may have. */
void query_bind_text(sqlite3_stmt *q, int at, struct str s)
{
	sqlite3_bind_text(q, at, s.len ? s.at : "", (int)s.len, SQLITE_STATIC);
}

void query_bind_hash(sqlite3_stmt *q, int at, const struct hash *h)
{
	sqlite3_bind_blob(q, at, h, sizeof(*h), SQLITE_STATIC);
}

void query_bind_integer(sqlite3_stmt *q, int at, int64_t n)
{
	sqlite3_bind_int64(q, at, n);
}

struct str query_text(sqlite3_stmt *q, int at)
{
	const char *text = (const char *)sqlite3_column_text(q, at);

	return (struct str){text ? text : "", (size_t)sqlite3_column_bytes(q, at)};
}

bool query_hash(sqlite3_stmt *q, int at, struct hash *out)
{
	if (sqlite3_column_bytes(q, at) != (int)sizeof(*out))
		return false;
	memcpy(out, sqlite3_column_blob(q, at), sizeof(*out));
	return true;
}

int64_t query_integer(sqlite3_stmt *q, int at)
{
	return sqlite3_column_int64(q, at);
}

bool query_has(sqlite3 *db, const char *table, const char *column)
{
	return sqlite3_table_column_metadata(db, NULL, table, column, NULL, NULL, NULL, NULL, NULL) ==
	       SQLITE_OK;
}

bool query_prepare(sqlite3 *db, const char *const *sql, sqlite3_stmt **out, int n)
{
	for (int i = 0; i < n; i++)
		if (sqlite3_prepare_v3(db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &out[i], NULL) != SQLITE_OK)
			return false;
	return true;
}

void query_finalize(sqlite3_stmt **prepared, int n)
{
	for (int i = 0; i < n; i++)
		sqlite3_finalize(prepared[i]);
}

static bool is_fine(int code)
{
	return code == SQLITE_DONE || code == SQLITE_ROW;
}

sqlite3_stmt *query_enter(struct ledger *l, sqlite3_stmt *prepared)
{
	ledger_lock(l);
	return prepared;
}

bool query_leave(struct ledger *l, struct diagnostics *d, sqlite3_stmt *q, int code)
{
	bool done = is_fine(code) || ledger_failed(l, d);

	sqlite3_reset(q);
	ledger_unlock(l);
	return done;
}

sqlite3_stmt *query_begin(struct ledger *l, const char *sql)
{
	sqlite3_stmt *q = NULL;

	ledger_lock(l);
	sqlite3_prepare_v2(ledger_database(l), sql, -1, &q, NULL);
	return q;
}

int query_step(sqlite3_stmt *q)
{
	return q ? sqlite3_step(q) : SQLITE_ERROR;
}

bool query_is_row(int code)
{
	return code == SQLITE_ROW;
}

bool query_end(struct ledger *l, struct diagnostics *d, sqlite3_stmt *q, int code)
{
	bool done = (q && is_fine(code)) || ledger_failed(l, d);

	sqlite3_finalize(q);
	ledger_unlock(l);
	return done;
}

bool query_run(struct ledger *l, struct diagnostics *d, sqlite3_stmt *q)
{
	return query_end(l, d, q, query_step(q));
}
