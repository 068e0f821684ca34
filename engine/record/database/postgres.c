#include "record/database/postgres.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "record/database/address.h"

/* One line of what the server or libpq said. */
static const char *reason_of(struct server *s, const PGresult *r)
{
	const char *why = r ? libpq.resultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	struct str text = str_trim(str_from(why ? why : libpq.errorMessage(s->connection)));

	for (size_t end = 0; end < text.len; end++)
		if (text.at[end] == '\n')
			text.len = end;
	return text.len ? str_z(s->base.arena, text) : "it does not say why";
}

/* A server that shuts down says so before it hangs up (class 57P); what has no class is libpq's own. */
static bool is_lost(const struct server *s, const PGresult *r)
{
	struct str state = str_from(r ? libpq.resultErrorField(r, PG_DIAG_SQLSTATE) : NULL);

	return libpq.status(s->connection) != CONNECTION_OK || !state.len || str_starts(state, STR("57P"));
}

bool postgres_fail(struct server *s, const PGresult *r)
{
	const char *why = reason_of(s, r);

	if (s->failed)
		return false;
	s->failed = true;
	if (is_lost(s, r))
		diag_add(s->base.d, DATABASE_LOST, POSITION_NONE, s->base.path, why);
	else
		diag_add(s->base.d, DATABASE_FAILED, POSITION_NONE, s->base.path, why);
	return false;
}

bool postgres_is_good(const PGresult *r)
{
	ExecStatusType status = libpq.resultStatus(r);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

bool postgres_settle(struct server *s, PGresult *r)
{
	bool good = postgres_is_good(r) || postgres_fail(s, r);

	libpq.clear(r);
	return good;
}

bool postgres_hear_pending(struct server *s)
{
	struct cursor *c = s->pending;
	PGresult *r;

	s->pending = NULL;
	while (c && (r = libpq.getResult(s->connection))) {
		bool first = !c->rows_next || postgres_is_good(c->rows_next);

		libpq.clear(first ? c->rows_next : r);
		if (first)
			c->rows_next = r;
	}
	return !c || (c->rows_next && postgres_is_good(c->rows_next));
}

bool postgres_take_pending(struct server *s)
{
	struct cursor *c = s->pending;

	return postgres_hear_pending(s) || postgres_fail(s, c->rows_next);
}

/* The results of what was queued; after one mistake, the server passes over the rest. */
static bool take_results(struct server *s)
{
	bool good = true, done = false;

	while (!done) {
		PGresult *r = libpq.getResult(s->connection);
		ExecStatusType status = libpq.resultStatus(r);

		if (!r) {
			/* between two statements, or the connection is gone */
			done = libpq.status(s->connection) != CONNECTION_OK;
			good = good && !done;
			continue;
		}
		done = status == PGRES_PIPELINE_SYNC;
		if (!done && status != PGRES_PIPELINE_ABORTED)
			good = (postgres_is_good(r) || postgres_fail(s, r)) && good;
		libpq.clear(r);
	}
	s->queued = 0;
	return good || postgres_fail(s, NULL);
}

bool postgres_flush(struct server *s)
{
	return s->queued == 0 || (libpq.pipelineSync(s->connection) && take_results(s)) ||
	       postgres_fail(s, NULL);
}

/* Makes the connection ready for a query of its own. */
bool postgres_settle_all(struct server *s)
{
	if (s->failed || !postgres_take_pending(s) || !postgres_flush(s))
		return false;
	return libpq.pipelineStatus(s->connection) == PQ_PIPELINE_OFF ||
	       libpq.exitPipelineMode(s->connection) || postgres_fail(s, NULL);
}

bool postgres_run(struct database *db, const char *sql)
{
	struct server *s = (struct server *)db;
	PGresult *r;
	bool good;

	if (!postgres_settle_all(s))
		return false;
	r = libpq.exec(s->connection, sql);
	/* a transaction that has failed is rolled back instead, and that is no error */
	good = strcmp(sql, "COMMIT") != 0 || strcmp(libpq.cmdStatus(r), "COMMIT") == 0;
	return postgres_settle(s, r) && (good || postgres_fail(s, NULL));
}

void postgres_clear(struct cursor *c)
{
	libpq.clear(c->rows);
	libpq.clear(c->rows_next);
	c->rows = c->rows_next = NULL;
	c->row = 0;
}

void postgres_close(struct database *db)
{
	struct server *s = (struct server *)db;

	for (struct cursor *c = s->first; c; c = c->next) {
		postgres_clear(c);
		buf_free(&c->text);
	}
	libpq.finish(s->connection);
}

static void say_nothing(void *context, const PGresult *notice)
{
	(void)context, (void)notice;
}

static bool connect(struct server *s, const char *path)
{
	/* what stands after the address overrules it, what stands before is for where it is silent */
	static const char *const names[] = {"connect_timeout", "fallback_application_name", "dbname",
	                                    "client_encoding", NULL};
	const char *values[] = {"15", "tierbook", path, "UTF8", NULL};

	s->connection = libpq.connectdbParams(names, values, 1);
	if (libpq.status(s->connection) != CONNECTION_OK) {
		diag_add(s->base.d, NO_CONNECTION, POSITION_NONE, s->base.path, reason_of(s, NULL));
		s->failed = true;
		return false;
	}
	libpq.setNoticeReceiver(s->connection, say_nothing, NULL);
	return true;
}

/* Names of moments are the server's own, but what was typed is not. */
static bool is_moment(const char *moment)
{
	return *moment && strspn(moment, "0123456789ABCDEFabcdef-") == strlen(moment);
}

static bool begin(struct server *s, enum database_mode mode, const char *moment)
{
	if (mode == DATABASE_WRITE)
		return postgres_run(&s->base, "BEGIN");
	if (!postgres_run(&s->base, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
		return false;
	if (!moment)
		return true;
	if (!is_moment(moment)) {
		diag_add(s->base.d, NO_MOMENT, POSITION_NONE, moment);
		return false;
	}
	s->moment = str_z(s->base.arena, str_from(moment));
	return postgres_run(&s->base, str_format(s->base.arena, "SET TRANSACTION SNAPSHOT '%s'", moment).at);
}

struct database *postgres_open(struct diagnostics *d, struct arena *a, const char *path,
                               enum database_mode mode, const char *moment)
{
	struct server *s = arena_alloc(a, sizeof(*s));
	const char *wrong = address_wrong(path);

	s->base = (struct database){&database_postgres, d, a, address_show(a, path)};
	if (wrong) {
		diag_add(d, BAD_ADDRESS, POSITION_NONE, wrong);
		return NULL;
	}
	if (!libpq_open(d))
		return NULL;
	if (connect(s, path) && begin(s, mode, moment))
		return &s->base;
	postgres_close(&s->base);
	return NULL;
}

const char *postgres_moment(struct database *db)
{
	struct server *s = (struct server *)db;
	PGresult *r;

	if (s->moment || !postgres_settle_all(s))
		return s->moment;
	r = libpq.exec(s->connection, "SELECT pg_export_snapshot()");
	if (postgres_is_good(r) && libpq.ntuples(r) == 1)
		s->moment = str_z(db->arena, str_from(libpq.getvalue(r, 0, 0)));
	postgres_settle(s, r);
	return s->moment;
}
