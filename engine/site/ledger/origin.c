#include "site/ledger/origin.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "site/ledger/query.h"
#include "site/ledger/seal.h"
#include "site/ledger/shelf.h"

/* A ledger without a row is of all members; a row that somebody else changed says nothing that could be gone by. */
bool origin_read(struct ledger *l, struct diagnostics *d, struct origin *out)
{
	struct sqlite3_stmt *q = query_begin(l, "SELECT number, shards, context, day, sum FROM origin");
	int code = query_step(q);

	*out = (struct origin){.day = DATE_NONE};
	if (query_is_row(code) && !seal_holds(q, 4)) {
		ledger_row_changed(l, d, "origin", query_text(q, 0));
		query_end(l, d, q, code);
		return false;
	}
	if (query_is_row(code)) {
		out->shard = (struct shard){(uint32_t)query_integer(q, 0), (uint32_t)query_integer(q, 1)};
		query_hash(q, 2, &out->context);
		out->day = (int32_t)query_integer(q, 3);
	}
	return query_end(l, d, q, code);
}

static bool is_same(const struct origin *x, const struct origin *y)
{
	return x->shard.number == y->shard.number && x->shard.of == y->shard.of && x->day == y->day &&
	       hash_equal(x->context, y->context);
}

/* A run over all members notes nothing: what it skips, each statement's entry tells. */
bool origin_finish(struct ledger *l, struct diagnostics *d, const struct origin *o)
{
	struct origin there;
	struct sqlite3_stmt *q;

	if (o->shard.of == 0)
		return true;
	if (!origin_read(l, d, &there))
		return false;
	if (is_same(&there, o))
		return true;
	if (!ledger_begin(l, d))
		return false;
	q = query_begin(l, "INSERT OR REPLACE INTO origin (rowid, number, shards, context, day, sum)"
	                   " VALUES (1, ?1, ?2, ?3, ?4, row_sum(?1, ?2, ?3, ?4))");
	query_bind_integer(q, 1, o->shard.number);
	query_bind_integer(q, 2, o->shard.of);
	query_bind_hash(q, 3, &o->context);
	query_bind_integer(q, 4, o->day);
	return query_run(l, d, q);
}

static struct str name_of(struct arena *a, struct shard s)
{
	return s.of == 0 ? STR("all members")
	                 : str_format(a, "shard %u of %u", (unsigned)s.number, (unsigned)s.of);
}

void origin_refuse(const struct shelf *s, struct diagnostics *d, struct str holds, struct shard wanted)
{
	struct arena *a = arena_open();

	diag_add(d, OTHER_SHARD, POSITION_NONE, s->place, str_z(a, holds), str_z(a, name_of(a, wanted)));
	arena_close(a);
}

static void refuse(const struct shelf *s, struct diagnostics *d, struct shard holds, struct shard wanted)
{
	struct arena *a = arena_open();

	origin_refuse(s, d, name_of(a, holds), wanted);
	arena_close(a);
}

/* Whether there are statements of those whom it is of: 1, 0; -1: said. */
static int is_taken(struct ledger *l, struct diagnostics *d, const struct origin *o)
{
	int empty = o->shard.of > 0 ? 0 : ledger_is_empty(l, d);

	return empty < 0 ? -1 : !empty;
}

bool origin_begin(const struct shelf *s, struct diagnostics *d, struct shard shard, bool look_only)
{
	struct origin there, origin = {.shard = shard, .day = DATE_NONE};
	int taken;

	if (!s->ledger)
		return true;
	if (!origin_read(s->ledger, d, &there))
		return false;
	if (there.shard.number == shard.number && there.shard.of == shard.of)
		return true;
	taken = is_taken(s->ledger, d, &there);
	if (taken == 1)
		refuse(s, d, there.shard, shard);
	return taken == 0 && (look_only || origin_finish(s->ledger, d, &origin));
}
