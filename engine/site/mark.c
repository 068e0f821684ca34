#include "site/mark.h"

#include <sqlite3.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"

static const char failed_table[] =
	"CREATE TABLE IF NOT EXISTS failed (member TEXT PRIMARY KEY) STRICT, WITHOUT ROWID";
/* Made with the first mark: with each entry of a first run it would cost more.  It sorts in as much memory as the cache has. */
static const char small_cache[] = "PRAGMA cache_size = -8192";
static const char due_index[] = "CREATE INDEX IF NOT EXISTS published_next ON published (next_change)";

/* Under the lock, to be let go with leave(); NULL where there is no such table yet. */
static sqlite3_stmt *enter(struct ledger *l, const char *sql, struct str member)
{
	sqlite3_stmt *q = NULL;

	ledger_lock(l);
	if (sqlite3_prepare_v2(ledger_database(l), sql, -1, &q, NULL) != SQLITE_OK)
		return NULL;
	if (member.len)
		sqlite3_bind_text(q, 1, member.at, (int)member.len, SQLITE_STATIC);
	return q;
}

static void leave(struct ledger *l, sqlite3_stmt *q)
{
	sqlite3_finalize(q);
	ledger_unlock(l);
}

static bool is_missing_table(struct ledger *l)
{
	return sqlite3_errcode(ledger_database(l)) == SQLITE_ERROR;
}

/* What changes something; a table that is not there has nothing to change. */
static bool execute(struct ledger *l, struct diagnostics *d, const char *sql, struct str member)
{
	sqlite3_stmt *q = enter(l, sql, member);
	bool done = q ? sqlite3_step(q) == SQLITE_DONE : is_missing_table(l);

	done = done || ledger_failed(l, d);
	leave(l, q);
	return done;
}

bool mark_read(struct ledger *l, struct diagnostics *d, struct mark *out)
{
	sqlite3_stmt *q = enter(l, "SELECT sequence, token, schema, context, day, members FROM mark",
	                        STR(""));
	int code = q ? sqlite3_step(q) : is_missing_table(l) ? SQLITE_DONE : SQLITE_ERROR;

	*out = (struct mark){0};
	if (code == SQLITE_ROW && sqlite3_column_bytes(q, 3) == (int)sizeof(out->context)) {
		out->records = (struct changes_mark){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
		                                     sqlite3_column_int64(q, 2)};
		memcpy(&out->context, sqlite3_column_blob(q, 3), sizeof(out->context));
		out->day = sqlite3_column_int(q, 4);
		out->members = sqlite3_column_int64(q, 5);
	}
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		ledger_failed(l, d);
	leave(l, q);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

bool mark_is(const struct mark *there, const struct mark *m)
{
	return there->records.sequence == m->records.sequence && there->records.token == m->records.token &&
	       there->records.schema == m->records.schema && hash_equal(there->context, m->context) &&
	       there->members == m->members;
}

bool mark_write(struct ledger *l, struct diagnostics *d, const struct mark *m)
{
	sqlite3_stmt *q;
	bool done;

	if (!execute(l, d, failed_table, STR("")) || !execute(l, d, small_cache, STR("")) ||
	    !execute(l, d, due_index, STR("")))
		return false;
	q = enter(l, "INSERT OR REPLACE INTO mark VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)", STR(""));
	sqlite3_bind_int64(q, 1, m->records.sequence);
	sqlite3_bind_int64(q, 2, m->records.token);
	sqlite3_bind_int64(q, 3, m->records.schema);
	sqlite3_bind_blob(q, 4, &m->context, sizeof(m->context), SQLITE_STATIC);
	sqlite3_bind_int(q, 5, m->day);
	sqlite3_bind_int64(q, 6, m->members);
	done = sqlite3_step(q) == SQLITE_DONE || ledger_failed(l, d);
	leave(l, q);
	return done;
}

bool mark_remove(struct ledger *l, struct diagnostics *d)
{
	struct mark there;

	return mark_read(l, d, &there) && (there.records.sequence == 0 || ledger_begin(l, d));
}

bool mark_fail(struct ledger *l, struct diagnostics *d, struct str member)
{
	return execute(l, d, failed_table, STR("")) &&
	       execute(l, d, "INSERT OR IGNORE INTO failed VALUES (?1)", member);
}

bool mark_heal(struct ledger *l, struct diagnostics *d, struct str member)
{
	return execute(l, d, "DELETE FROM failed WHERE member = ?1", member);
}

/* 1 where the query gives a row. */
static int has_row(struct ledger *l, struct diagnostics *d, const char *sql, struct str member)
{
	sqlite3_stmt *q = enter(l, sql, member);
	int code = q ? sqlite3_step(q) : is_missing_table(l) ? SQLITE_DONE : SQLITE_ERROR;

	if (code != SQLITE_ROW && code != SQLITE_DONE)
		ledger_failed(l, d);
	leave(l, q);
	return code == SQLITE_ROW ? 1 : code == SQLITE_DONE ? 0 : -1;
}

bool mark_heal_all(struct ledger *l, struct diagnostics *d)
{
	int any = has_row(l, d, "SELECT 1 FROM failed LIMIT 1", STR(""));

	return any == 0 || (any == 1 && ledger_begin(l, d) && execute(l, d, "DELETE FROM failed", STR("")));
}

int mark_has_failed(struct ledger *l, struct diagnostics *d, struct str member)
{
	return has_row(l, d, "SELECT 1 FROM failed WHERE member = ?1", member);
}

bool mark_due(struct ledger *l, struct diagnostics *d, struct arena *a, int32_t day, size_t room,
              struct str *ids, size_t *n)
{
	sqlite3_stmt *q = enter(l,
	                        "SELECT member FROM published WHERE next_change <= ?1"
	                        " UNION SELECT member FROM failed LIMIT ?2",
	                        STR(""));
	int code = SQLITE_ERROR;

	*n = 0;
	sqlite3_bind_int(q, 1, day);
	sqlite3_bind_int64(q, 2, (sqlite3_int64)room + 1);
	while (q && (code = sqlite3_step(q)) == SQLITE_ROW && *n < room) {
		struct str id = {(const char *)sqlite3_column_text(q, 0), (size_t)sqlite3_column_bytes(q, 0)};

		ids[(*n)++] = str_copy(a, id);
	}
	if (code == SQLITE_ROW)
		*n = SIZE_MAX;
	else if (code != SQLITE_DONE)
		ledger_failed(l, d);
	leave(l, q);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}
