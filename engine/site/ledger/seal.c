#include "site/ledger/seal.h"

#include <sqlite3.h>

#include "base/arena.h"
#include "site/ledger/ledger.h"
#include "site/ledger/outbox_item.h"
#include "site/ledger/query.h"

static const struct sealed {
	const char *table, *columns; /* what tells a row comes first */
	const char *mend;            /* what becomes of a row that nobody can trust, or "" */
	const char *removal;         /* or NULL: such rows go, and before them this is done */
} tables[] = {
	{"published", "member, record, context, bytes, size, decided, next_change", "state = 3, "},
	{"outbox", "key, kind, id, member, language, offer, day, as_of, message, arguments",
         "state = 5, reason = 'its row in the list was damaged', "},
	{"outbox_total", "one, n", ""},
	/* nobody knows whether they have come to the file's place: whoever sends is asked */
	{"outbox_file", "path, form, ready", "",
         "UPDATE outbox SET state = 5, reason = 'it was on its way to a file, and nobody knows which' WHERE state = 2"
         " AND EXISTS (SELECT 1 FROM outbox_file WHERE sum IS NOT row_sum(path, form, ready))"},
	{"failed", "member", ""},
	{"asset", "name, bytes", ""},
	{"witness", "one, folders", ""},
	{"mark", "id, sequence, token, schema, context, day, members", ""},
	{"origin", "number, shards, context, day", ""},
	{"last_run", "one, as_of, members, written, failed", ""},
};

_Static_assert(LEDGER_DOUBTFUL == 3 && OUTBOX_FAILED == 5 && OUTBOX_TAKING == 2,
               "the numbers above are in databases");

enum { N_TABLES = sizeof(tables) / sizeof(*tables) };

/* Whatever one value is changed to, this differs, and every later step keeps that. */
static uint64_t add(uint64_t sum, sqlite3_value *value)
{
	int type = sqlite3_value_type(value);
	uint64_t h;

	if (type == SQLITE_INTEGER)
		h = (uint64_t)sqlite3_value_int64(value);
	else
		h = hash_short((struct str){sqlite3_value_blob(value), (size_t)sqlite3_value_bytes(value)});
	return (sum ^ h) * 0x9E3779B185EBCA87u + (uint64_t)type;
}

static void sum_row(sqlite3_context *context, int n, sqlite3_value **values)
{
	uint64_t sum = 0;

	for (int i = 0; i < n; i++)
		sum = add(sum, values[i]);
	sqlite3_result_int64(context, (sqlite3_int64)sum);
}

bool seal_register(sqlite3 *db)
{
	return sqlite3_create_function(db, "row_sum", -1,
	                               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, sum_row,
	                               NULL, NULL) == SQLITE_OK;
}

/* A column's value may be looked into, for the database is this thread's alone. */
bool seal_holds(sqlite3_stmt *q, int n)
{
	uint64_t sum = 0;

	for (int i = 0; i < n; i++)
		sum = add(sum, sqlite3_column_value(q, i));
	return sum == (uint64_t)sqlite3_column_int64(q, n);
}

bool seal_adopt(sqlite3 *db)
{
	struct arena *a = arena_open();
	bool done = true;

	for (int i = 0; done && i < N_TABLES; i++) {
		const struct sealed *t = &tables[i];

		if (!query_has(db, t->table, NULL) || query_has(db, t->table, "sum"))
			continue;
		done = sqlite3_exec(db,
		                    str_format(a,
		                               "ALTER TABLE %s ADD COLUMN sum INTEGER;"
		                               "UPDATE %s SET sum = row_sum(%s)",
		                               t->table, t->table, t->columns)
		                            .at,
		                    NULL, NULL, NULL) == SQLITE_OK;
	}
	arena_close(a);
	return done;
}

static bool say_broken(struct ledger *l, struct diagnostics *d, struct arena *a, const struct sealed *t)
{
	sqlite3_stmt *q = query_begin(
		l, str_format(a, "SELECT * FROM %s WHERE sum IS NOT row_sum(%s)", t->table, t->columns).at);
	int code;

	while ((code = query_step(q)) == SQLITE_ROW)
		ledger_row_changed(l, d, t->table, query_text(q, 0));
	return query_end(l, d, q, code);
}

static bool remove_broken(struct ledger *l, struct diagnostics *d, struct arena *a, const struct sealed *t)
{
	const char *removal =
		str_format(a, "DELETE FROM %s WHERE sum IS NOT row_sum(%s)", t->table, t->columns).at;

	return query_run(l, d, query_begin(l, t->removal)) && query_run(l, d, query_begin(l, removal));
}

static bool mend_broken(struct ledger *l, struct diagnostics *d, struct arena *a, const struct sealed *t)
{
	if (t->removal)
		return remove_broken(l, d, a, t);
	return query_run(
		l, d,
		query_begin(l, str_format(a, "UPDATE %s SET %ssum = row_sum(%s) WHERE sum IS NOT row_sum(%s)",
	                                  t->table, t->mend, t->columns, t->columns)
	                               .at));
}

bool seal_check(struct ledger *l, struct diagnostics *d, bool mend)
{
	struct arena *a = arena_open();
	bool done = true;

	for (int i = 0; done && i < N_TABLES; i++)
		done = !query_has(ledger_database(l), tables[i].table, NULL) ||
		       (say_broken(l, d, a, &tables[i]) && (!mend || mend_broken(l, d, a, &tables[i])));
	arena_close(a);
	return done;
}
