#include "site/origin.h"

#include <sqlite3.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "site/shelf.h"

static bool prepare(struct ledger *l, const char *sql, sqlite3_stmt **out)
{
	return sqlite3_prepare_v2(ledger_database(l), sql, -1, out, NULL) == SQLITE_OK;
}

/* A ledger without the table is of all members; one that is broken says so elsewhere. */
bool origin_read(struct ledger *l, struct diagnostics *d, struct origin *out)
{
	sqlite3_stmt *q = NULL;
	int code;
	bool done = true;

	*out = (struct origin){.day = DATE_NONE};
	ledger_lock(l);
	if (!prepare(l, "SELECT number, shards, day, context FROM origin", &q))
		goto out;
	code = sqlite3_step(q);
	done = code == SQLITE_ROW || code == SQLITE_DONE || ledger_failed(l, d);
	if (code != SQLITE_ROW)
		goto out;
	out->shard = (struct shard){(uint32_t)sqlite3_column_int64(q, 0),
	                            (uint32_t)sqlite3_column_int64(q, 1)};
	out->day = sqlite3_column_int(q, 2);
	if (sqlite3_column_bytes(q, 3) == (int)sizeof(out->context))
		memcpy(&out->context, sqlite3_column_blob(q, 3), sizeof(out->context));
out:
	sqlite3_finalize(q);
	ledger_unlock(l);
	return done;
}

static bool is_same(const struct origin *x, const struct origin *y)
{
	return x->shard.number == y->shard.number && x->shard.of == y->shard.of && x->day == y->day &&
	       hash_equal(x->context, y->context);
}

/* A run over all members notes nothing: what it skips, each statement's entry tells. */
bool origin_finish(struct ledger *l, struct diagnostics *d, const struct origin *o)
{
	sqlite3_stmt *q = NULL;
	struct origin there;
	bool done;

	if (o->shard.of == 0)
		return true;
	if (!origin_read(l, d, &there))
		return false;
	if (is_same(&there, o))
		return true;
	if (!ledger_begin(l, d))
		return false;
	ledger_lock(l);
	done = sqlite3_exec(ledger_database(l),
	                    "CREATE TABLE IF NOT EXISTS origin"
	                    " (number INTEGER, shards INTEGER, context BLOB, day INTEGER) STRICT",
	                    NULL, NULL, NULL) == SQLITE_OK &&
	       prepare(l,
	               "INSERT OR REPLACE INTO origin (rowid, number, shards, context, day) VALUES (1, ?, ?, ?, ?)",
	               &q);
	if (done) {
		sqlite3_bind_int64(q, 1, o->shard.number);
		sqlite3_bind_int64(q, 2, o->shard.of);
		sqlite3_bind_blob(q, 3, &o->context, sizeof(o->context), SQLITE_STATIC);
		sqlite3_bind_int(q, 4, o->day);
		done = sqlite3_step(q) == SQLITE_DONE;
	}
	done = done || ledger_failed(l, d);
	sqlite3_finalize(q);
	ledger_unlock(l);
	return done;
}

static struct str name_of(struct arena *a, struct shard s)
{
	return s.of == 0 ? STR("all members")
	                 : str_format(a, "shard %u of %u", (unsigned)s.number, (unsigned)s.of);
}

bool origin_begin(const struct shelf *s, struct diagnostics *d, struct shard shard, bool look_only)
{
	struct origin there, origin = {.shard = shard, .day = DATE_NONE};
	struct arena *a = arena_open();
	struct ledger_entry first;
	bool done = true, same;
	size_t n = 0;

	if (!s->ledger)
		goto out;
	done = origin_read(s->ledger, d, &there);
	if (done && there.shard.of == 0)
		n = ledger_read(s->ledger, d, a, STR(""), true, STR(""), &first, 1);
	same = there.shard.number == shard.number && there.shard.of == shard.of;
	if (!done || n == SIZE_MAX) {
		done = false;
	} else if (!same && (n > 0 || there.shard.of > 0)) {
		diag_add(d, OTHER_SHARD, POSITION_NONE, s->place, str_z(a, name_of(a, there.shard)),
		         str_z(a, name_of(a, shard)));
		done = false;
	} else if (!same && !look_only) {
		done = origin_finish(s->ledger, d, &origin);
	}
out:
	arena_close(a);
	return done;
}
