#include "site/ledger/ledger_status.h"

#include "base/date.h"
#include "site/ledger/query.h"
#include "site/ledger/seal.h"

bool ledger_status_note(struct ledger *l, struct diagnostics *d, const struct ledger_run *run)
{
	struct sqlite3_stmt *q = query_begin(
		l, "INSERT OR REPLACE INTO last_run VALUES (1, ?1, ?2, ?3, ?4, row_sum(1, ?1, ?2, ?3, ?4))");

	query_bind_integer(q, 1, run->as_of);
	query_bind_integer(q, 2, (int64_t)run->members);
	query_bind_integer(q, 3, (int64_t)run->written);
	query_bind_integer(q, 4, (int64_t)run->failed);
	return query_run(l, d, q);
}

int ledger_status_last(struct ledger *l, struct diagnostics *d, struct ledger_run *run)
{
	struct sqlite3_stmt *q = query_begin(
		l, "SELECT one, as_of, members, written, failed, sum FROM last_run");
	int code = query_step(q);
	bool ran = query_is_row(code) && seal_holds(q, 5);

	if (ran)
		*run = (struct ledger_run){
			.as_of = (int32_t)query_integer(q, 1),
			.members = (size_t)query_integer(q, 2),
			.written = (size_t)query_integer(q, 3),
			.failed = (size_t)query_integer(q, 4),
		};
	return query_end(l, d, q, code) ? ran : -1;
}

size_t ledger_status_days(struct ledger *l, struct diagnostics *d, int32_t after, struct ledger_day *days,
                          size_t room)
{
	struct sqlite3_stmt *q = query_begin(
		l, "SELECT next_change, count(*) FROM published WHERE next_change > ?1 AND next_change < ?2 "
		   "GROUP BY next_change ORDER BY next_change LIMIT ?3");
	size_t n = 0;
	int code;

	query_bind_integer(q, 1, after);
	query_bind_integer(q, 2, DATE_NEVER);
	query_bind_integer(q, 3, (int64_t)room);
	while (query_is_row(code = query_step(q)) && n < room)
		days[n++] = (struct ledger_day){(int32_t)query_integer(q, 0), (size_t)query_integer(q, 1)};
	return query_end(l, d, q, code) ? n : SIZE_MAX;
}

int64_t ledger_status_count(struct ledger *l, struct diagnostics *d)
{
	struct sqlite3_stmt *q = query_begin(l, "SELECT count(*) FROM published WHERE state = 0");
	int code = query_step(q);
	int64_t n = query_is_row(code) ? query_integer(q, 0) : -1;

	return query_end(l, d, q, code) ? n : -1;
}
