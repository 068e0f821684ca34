#include "site/ledger/mark.h"

#include "site/ledger/query.h"
#include "site/ledger/seal.h"

/* Made with the first mark: with each entry of a first run it would cost more.  It sorts in as much memory as the cache has. */
static const char small_cache[] = "PRAGMA cache_size = -8192";
static const char due_index[] = "CREATE INDEX IF NOT EXISTS published_next ON published (next_change)";

static bool execute(struct ledger *l, struct diagnostics *d, const char *sql, struct str member)
{
	struct sqlite3_stmt *q = query_begin(l, sql);

	if (q && member.len)
		query_bind_text(q, 1, member);
	return query_run(l, d, q);
}

bool mark_read(struct ledger *l, struct diagnostics *d, struct mark *out)
{
	struct sqlite3_stmt *q = query_begin(
		l, "SELECT id, sequence, token, schema, context, day, members, sum FROM mark");
	int code = query_step(q);

	*out = (struct mark){0};
	if (query_is_row(code) && seal_holds(q, 7) && query_hash(q, 4, &out->context)) {
		out->records = (struct changes_mark){query_integer(q, 1), query_integer(q, 2),
		                                     query_integer(q, 3)};
		out->day = (int32_t)query_integer(q, 5);
		out->members = query_integer(q, 6);
	}
	return query_end(l, d, q, code);
}

bool mark_is(const struct mark *there, const struct mark *m)
{
	return there->records.sequence == m->records.sequence && there->records.token == m->records.token &&
	       there->records.schema == m->records.schema && hash_equal(there->context, m->context) &&
	       there->members == m->members;
}

bool mark_write(struct ledger *l, struct diagnostics *d, const struct mark *m)
{
	struct sqlite3_stmt *q;

	if (!execute(l, d, small_cache, STR("")) || !execute(l, d, due_index, STR("")))
		return false;
	q = query_begin(
		l,
		"INSERT OR REPLACE INTO mark VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, row_sum(1, ?1, ?2, ?3, ?4, ?5, ?6))");
	query_bind_integer(q, 1, m->records.sequence);
	query_bind_integer(q, 2, m->records.token);
	query_bind_integer(q, 3, m->records.schema);
	query_bind_hash(q, 4, &m->context);
	query_bind_integer(q, 5, m->day);
	query_bind_integer(q, 6, m->members);
	return query_run(l, d, q);
}

bool mark_remove(struct ledger *l, struct diagnostics *d)
{
	struct mark there;

	return mark_read(l, d, &there) && (there.records.sequence == 0 || ledger_begin(l, d));
}

bool mark_fail(struct ledger *l, struct diagnostics *d, struct str member)
{
	return execute(l, d, "INSERT OR IGNORE INTO failed VALUES (?1, row_sum(?1))", member);
}

bool mark_heal(struct ledger *l, struct diagnostics *d, struct str member)
{
	return execute(l, d, "DELETE FROM failed WHERE member = ?1", member);
}

/* 1 where the query gives a row. */
static int has_row(struct ledger *l, struct diagnostics *d, const char *sql, struct str member)
{
	struct sqlite3_stmt *q = query_begin(l, sql);
	int code;

	if (q && member.len)
		query_bind_text(q, 1, member);
	code = query_step(q);
	return query_end(l, d, q, code) ? query_is_row(code) : -1;
}

int mark_has_failures(struct ledger *l, struct diagnostics *d)
{
	return has_row(l, d, "SELECT 1 FROM failed LIMIT 1", STR(""));
}

bool mark_heal_all(struct ledger *l, struct diagnostics *d)
{
	int any = mark_has_failures(l, d);

	return any == 0 || (any == 1 && ledger_begin(l, d) && execute(l, d, "DELETE FROM failed", STR("")));
}

int mark_has_failed(struct ledger *l, struct diagnostics *d, struct str member)
{
	return has_row(l, d, "SELECT 1 FROM failed WHERE member = ?1", member);
}

bool mark_due(struct ledger *l, struct diagnostics *d, int32_t day, struct changes_members *out)
{
	struct sqlite3_stmt *q = query_begin(l, "SELECT member FROM published WHERE next_change <= ?1"
	                                        " UNION SELECT member FROM failed LIMIT ?2");
	int code;

	query_bind_integer(q, 1, day);
	query_bind_integer(q, 2, (int64_t)out->most + 1);
	while (query_is_row(code = query_step(q)) && changes_add(out, query_text(q, 0)))
		continue;
	return query_end(l, d, q, code);
}
