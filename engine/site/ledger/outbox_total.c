#include "site/ledger/outbox_total.h"

#include <sqlite3.h>

#include "base/arena.h"
#include "base/diag.h"
#include "site/ledger/ledger.h"
#include "site/ledger/query.h"

#define RECOUNT "INSERT OR REPLACE INTO outbox_total SELECT 1, count(*), row_sum(1, count(*)) FROM outbox"

static bool is_there(sqlite3 *db)
{
	return query_has(db, "outbox_total", NULL);
}

bool outbox_total_make(sqlite3 *db)
{
	static const char setup[] =
		"SAVEPOINT making;"
		"CREATE TABLE outbox_total (one INTEGER PRIMARY KEY, n INTEGER NOT NULL, sum INTEGER) STRICT;" RECOUNT
		"; RELEASE making";

	return is_there(db) || sqlite3_exec(db, setup, NULL, NULL, NULL) == SQLITE_OK;
}

/* false: the database failed (said). */
static bool count_lost(struct ledger *l, struct diagnostics *d, int64_t *lost)
{
	sqlite3_stmt *q = query_begin(
		l, "SELECT ifnull(sum(n), 0), (SELECT count(*) FROM outbox) FROM outbox_total");
	int code = query_step(q);

	*lost = 0;
	if (query_is_row(code))
		*lost = query_integer(q, 0) - query_integer(q, 1);
	return query_end(l, d, q, code);
}

static bool mend_total(struct ledger *l, struct diagnostics *d)
{
	static const char again[] = "UPDATE published SET state = 3 WHERE state = 0";

	_Static_assert(LEDGER_PUBLISHED == 0 && LEDGER_DOUBTFUL == 3, "the numbers above are in databases");
	return query_run(l, d, query_begin(l, again)) && query_run(l, d, query_begin(l, RECOUNT));
}

bool outbox_total_check(struct ledger *l, struct diagnostics *d, bool mend)
{
	struct arena *a = arena_open();
	int64_t lost = 0;
	bool done = !is_there(ledger_database(l)) || count_lost(l, d, &lost);

	if (done && lost != 0) {
		diag_add(d, OUTBOX_ROWS_LOST, POSITION_NONE, ledger_path(l),
		         str_format(a, "%lld", (long long)(lost > 0 ? lost : -lost)).at,
		         lost > 0 ? "fewer" : "more");
		done = !mend || mend_total(l, d);
	}
	arena_close(a);
	return done;
}
