#include "record/database_engine.h"

#include <assert.h>
#include <inttypes.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "record/address.h"

enum {
	QUEUE = 512,          /* statements sent before their results are waited for */
	FETCH_FIRST = 64,     /* rows asked for at first, */
	FETCH_MOST = 4096,    /* at most, */
	FETCH_BYTES = 1 << 20 /* and about how many bytes of them */
};

/* Types of PostgreSQL by their numbers, which are the same in every database. */
enum {
	TYPE_BOOL = 16,
	TYPE_BYTEA = 17,
	TYPE_NAME = 19,
	TYPE_INT8 = 20,
	TYPE_INT2 = 21,
	TYPE_INT4 = 23,
	TYPE_TEXT = 25,
	TYPE_FLOAT4 = 700,
	TYPE_FLOAT8 = 701,
	TYPE_BPCHAR = 1042,
	TYPE_VARCHAR = 1043,
	TYPE_DATE = 1082
};

enum { EPOCH = 10957 /* 2000-01-01, from which PostgreSQL counts */ };

struct server {
	struct database base;
	PGconn *connection;
	struct cursor *first;   /* all queries, for closing */
	struct cursor *pending; /* whose next rows have been asked for and not been taken */
	unsigned n_queries;
	size_t queued; /* statements without their results */
	bool failed;   /* said; what comes after would be a consequence */
	const char *moment;
};

/* A query and, where it gives many rows, the server's cursor behind it. */
struct cursor {
	struct query base;
	struct cursor *next;
	const char *name, *sql;
	bool many, open;
	int n_parameters;
	struct buf text;            /* parameters, each with a zero byte */
	size_t *at;                 /* where each begins; SIZE_MAX: NULL */
	const char **values;        /* room for PQexecPrepared */
	PGresult *rows, *rows_next; /* at hand; taken ahead */
	int row;
	int fetch, asked; /* rows a time; rows that were last asked for */
	bool last;        /* there are none behind those at hand */
};

static struct server *server_of(const struct query *q)
{
	return (struct server *)q->database;
}

/* One line of what the server or libpq said. */
static const char *reason_of(struct server *s, const PGresult *r)
{
	const char *why = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	struct str text = str_trim(str_from(why ? why : PQerrorMessage(s->connection)));

	for (size_t end = 0; end < text.len; end++)
		if (text.at[end] == '\n')
			text.len = end;
	return text.len ? str_z(s->base.arena, text) : "it does not say why";
}

/* A server that shuts down says so before it hangs up (class 57P); what has no class is libpq's own. */
static bool is_lost(const struct server *s, const PGresult *r)
{
	struct str state = str_from(r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL);

	return PQstatus(s->connection) != CONNECTION_OK || !state.len || str_starts(state, STR("57P"));
}

static bool fail(struct server *s, const PGresult *r)
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

static bool is_good(const PGresult *r)
{
	ExecStatusType status = PQresultStatus(r);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* Checks and forgets. */
static bool settle(struct server *s, PGresult *r)
{
	bool good = is_good(r) || fail(s, r);

	PQclear(r);
	return good;
}

/* The rows that were asked for ahead are put by, so that the connection is free. */
static bool take_pending(struct server *s)
{
	struct cursor *c = s->pending;
	PGresult *r;

	if (!c)
		return true;
	s->pending = NULL;
	while ((r = PQgetResult(s->connection))) {
		if (!is_good(r)) {
			fail(s, r);
			PQclear(r);
			continue;
		}
		PQclear(c->rows_next);
		c->rows_next = r;
	}
	return c->rows_next || fail(s, NULL);
}

/* The results of what was queued; after one mistake, the server passes over the rest. */
static bool take_results(struct server *s)
{
	bool good = true, done = false;

	while (!done) {
		PGresult *r = PQgetResult(s->connection);
		ExecStatusType status = PQresultStatus(r);

		if (!r) {
			/* between two statements, or the connection is gone */
			done = PQstatus(s->connection) != CONNECTION_OK;
			good = good && !done;
			continue;
		}
		done = status == PGRES_PIPELINE_SYNC;
		if (!done && status != PGRES_PIPELINE_ABORTED)
			good = (is_good(r) || fail(s, r)) && good;
		PQclear(r);
	}
	s->queued = 0;
	return good || fail(s, NULL);
}

static bool flush(struct server *s)
{
	return s->queued == 0 || (PQpipelineSync(s->connection) && take_results(s)) || fail(s, NULL);
}

/* Makes the connection ready for a query of its own. */
static bool settle_all(struct server *s)
{
	if (s->failed || !take_pending(s) || !flush(s))
		return false;
	return PQpipelineStatus(s->connection) == PQ_PIPELINE_OFF || PQexitPipelineMode(s->connection) ||
	       fail(s, NULL);
}

static bool run(struct database *db, const char *sql)
{
	struct server *s = (struct server *)db;
	PGresult *r;
	bool good;

	if (!settle_all(s))
		return false;
	r = PQexec(s->connection, sql);
	/* a transaction that has failed is rolled back instead, and that is no error */
	good = strcmp(sql, "COMMIT") != 0 || strcmp(PQcmdStatus(r), "COMMIT") == 0;
	return settle(s, r) && (good || fail(s, NULL));
}

static void clear(struct cursor *c)
{
	PQclear(c->rows);
	PQclear(c->rows_next);
	c->rows = c->rows_next = NULL;
	c->row = 0;
}

static void close_server(struct database *db)
{
	struct server *s = (struct server *)db;

	for (struct cursor *c = s->first; c; c = c->next) {
		clear(c);
		buf_free(&c->text);
	}
	PQfinish(s->connection);
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

	s->connection = PQconnectdbParams(names, values, 1);
	if (PQstatus(s->connection) != CONNECTION_OK) {
		diag_add(s->base.d, NO_CONNECTION, POSITION_NONE, s->base.path, reason_of(s, NULL));
		s->failed = true;
		return false;
	}
	PQsetNoticeReceiver(s->connection, say_nothing, NULL);
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
		return run(&s->base, "BEGIN");
	if (!run(&s->base, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
		return false;
	if (!moment)
		return true;
	if (!is_moment(moment)) {
		diag_add(s->base.d, NO_MOMENT, POSITION_NONE, moment);
		return false;
	}
	s->moment = str_z(s->base.arena, str_from(moment));
	return run(&s->base, str_format(s->base.arena, "SET TRANSACTION SNAPSHOT '%s'", moment).at);
}

static struct database *open_server(struct diagnostics *d, struct arena *a, const char *path,
                                    enum database_mode mode, const char *moment)
{
	struct server *s = arena_alloc(a, sizeof(*s));
	const char *wrong = address_wrong(path);

	s->base = (struct database){&database_postgres, d, a, address_show(a, path)};
	if (wrong) {
		diag_add(d, BAD_ADDRESS, POSITION_NONE, wrong);
		return NULL;
	}
	if (connect(s, path) && begin(s, mode, moment))
		return &s->base;
	close_server(&s->base);
	return NULL;
}

/* How many parameters ?1, ?2, ... there are; they become $1, $2, ... */
static int number_parameters(char *sql)
{
	int most = 0;

	for (char *at = sql; (at = strchr(at, '?')); at++) {
		int64_t n = 0;

		str_integer((struct str){at + 1, strspn(at + 1, "0123456789")}, &n);
		*at = '$';
		most = n > most ? (int)n : most;
	}
	return most;
}

static struct query *prepare(struct database *db, struct str sql, bool many)
{
	struct server *s = (struct server *)db;
	struct cursor *c = arena_alloc(db->arena, sizeof(*c));
	char *text = str_z(db->arena, sql);

	if (!settle_all(s))
		return NULL;
	*c = (struct cursor){.base.database = db, .next = s->first, .many = many, .fetch = FETCH_FIRST};
	c->n_parameters = number_parameters(text);
	c->name = str_format(db->arena, "tierbook_%u", s->n_queries++).at;
	c->at = arena_array(db->arena, (size_t)c->n_parameters, sizeof(*c->at));
	c->values = arena_array(db->arena, (size_t)c->n_parameters, sizeof(*c->values));
	for (int i = 0; i < c->n_parameters; i++)
		c->at[i] = SIZE_MAX;
	c->sql = many ? str_format(db->arena, "DECLARE %s NO SCROLL CURSOR FOR %s", c->name, text).at : text;
	s->first = c;
	if (many || settle(s, PQprepare(s->connection, c->name, c->sql, 0, NULL)))
		return &c->base;
	return NULL;
}

static void close_cursor(struct cursor *c)
{
	struct server *s = server_of(&c->base);

	if (s->pending == c)
		take_pending(s);
	clear(c);
	if (c->open && !s->failed)
		PQclear(PQexec(s->connection, str_format(s->base.arena, "CLOSE %s", c->name).at));
	c->open = c->last = false;
}

static void finish(struct query *q)
{
	struct cursor *c = (struct cursor *)q;

	close_cursor(c);
	buf_free(&c->text);
}

static void bind_null(struct query *q, int parameter)
{
	((struct cursor *)q)->at[parameter - 1] = SIZE_MAX;
}

/* A query is bound from its first parameter on each time. */
static void bind_text(struct query *q, int parameter, struct str text)
{
	struct cursor *c = (struct cursor *)q;

	if (parameter == 1)
		buf_clear(&c->text);
	c->at[parameter - 1] = c->text.len;
	buf_add(&c->text, text);
	buf_add_char(&c->text, 0);
}

static void bind_integer(struct query *q, int parameter, int64_t n)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%" PRId64, n);

	bind_text(q, parameter, (struct str){digits, (size_t)length});
}

static void bind_blob(struct query *q, int parameter, struct str bytes)
{
	(void)q, (void)parameter, (void)bytes;
	assert(!"records have no bytes but texts");
}

static const char *const *parameters(struct cursor *c)
{
	for (int i = 0; i < c->n_parameters; i++)
		c->values[i] = c->at[i] == SIZE_MAX ? NULL : c->text.at + c->at[i];
	return c->values;
}

/* Asks for the next rows of a cursor; while they are made and sent, those at hand are read. */
static bool ask_ahead(struct cursor *c)
{
	struct server *s = server_of(&c->base);
	char sql[80];

	snprintf(sql, sizeof(sql), "FETCH FORWARD %d FROM %s", c->fetch, c->name);
	if (!PQsendQueryParams(s->connection, sql, 0, NULL, NULL, NULL, NULL, 1))
		return fail(s, NULL);
	c->asked = c->fetch;
	s->pending = c;
	return true;
}

static bool open_cursor(struct cursor *c)
{
	struct server *s = server_of(&c->base);

	if (!settle_all(s))
		return false;
	c->open = settle(
		s, PQexecParams(s->connection, c->sql, c->n_parameters, NULL, parameters(c), NULL, NULL, 1));
	return c->open && ask_ahead(c);
}

/* Memory stays about the same, whatever a row weighs. */
static void pace(struct cursor *c)
{
	size_t weight = PQresultMemorySize(c->rows);

	if (weight > FETCH_BYTES && c->fetch > 1)
		c->fetch /= 2;
	else if (weight < FETCH_BYTES / 2 && c->fetch < FETCH_MOST)
		c->fetch *= 2;
}

/* Brings the next rows to hand, and has those behind them on their way. */
static bool fetch(struct cursor *c)
{
	struct server *s = server_of(&c->base);

	if (!c->rows_next && s->pending != c && !(take_pending(s) && ask_ahead(c)))
		return false;
	if (!c->rows_next && !take_pending(s))
		return false;
	PQclear(c->rows);
	c->rows = c->rows_next;
	c->rows_next = NULL;
	c->row = 0;
	c->last = PQntuples(c->rows) < c->asked;
	pace(c);
	return c->last || (take_pending(s) && ask_ahead(c));
}

static int step_many(struct cursor *c)
{
	if (server_of(&c->base)->failed)
		return -1;
	if (!c->open && !open_cursor(c))
		return -1;
	if (c->rows && ++c->row < PQntuples(c->rows))
		return 1;
	if (!c->last && !fetch(c))
		return -1;
	return c->row < PQntuples(c->rows);
}

static int step(struct query *q)
{
	struct cursor *c = (struct cursor *)q;
	struct server *s = server_of(q);

	if (c->many)
		return step_many(c);
	if (!c->rows) {
		if (!settle_all(s))
			return -1;
		c->rows = PQexecPrepared(s->connection, c->name, c->n_parameters, parameters(c), NULL, NULL,
		                         1);
		c->row = -1;
		if (!is_good(c->rows)) {
			fail(s, c->rows);
			clear(c);
			return -1;
		}
	}
	if (++c->row < PQntuples(c->rows))
		return 1;
	clear(c);
	return 0;
}

static void reset(struct query *q)
{
	close_cursor((struct cursor *)q);
}

/* Queued: a round trip for each would cost more than the statement. */
static bool act(struct query *q)
{
	struct cursor *c = (struct cursor *)q;
	struct server *s = server_of(q);

	if (s->failed || !take_pending(s))
		return false;
	if (PQpipelineStatus(s->connection) == PQ_PIPELINE_OFF && !PQenterPipelineMode(s->connection))
		return fail(s, NULL);
	if (!PQsendQueryPrepared(s->connection, c->name, c->n_parameters, parameters(c), NULL, NULL, 1))
		return fail(s, NULL);
	return ++s->queued < QUEUE || flush(s);
}

static int64_t changes(struct database *db)
{
	(void)db;
	assert(!"asked of files alone");
	return 0;
}

static enum database_type type(struct query *q, int column)
{
	const struct cursor *c = (const struct cursor *)q;

	if (PQgetisnull(c->rows, c->row, column))
		return DATABASE_NULL;
	switch (PQftype(c->rows, column)) {
	case TYPE_TEXT:
	case TYPE_VARCHAR:
	case TYPE_BPCHAR:
	case TYPE_NAME:
		return DATABASE_TEXT;
	case TYPE_INT2:
	case TYPE_INT4:
	case TYPE_INT8:
	case TYPE_BOOL:
		return DATABASE_INTEGER;
	case TYPE_DATE:
		return DATABASE_DATE;
	case TYPE_FLOAT4:
	case TYPE_FLOAT8:
		return DATABASE_REAL;
	case TYPE_BYTEA:
		return DATABASE_BLOB;
	}
	return DATABASE_OTHER;
}

/* As the server sends them: the upper byte first. */
static int64_t integer(struct query *q, int column)
{
	const struct cursor *c = (const struct cursor *)q;
	const char *at = PQgetvalue(c->rows, c->row, column);
	int length = PQgetlength(c->rows, c->row, column);
	int64_t n = length > 0 && (at[0] & 0x80) ? -1 : 0;

	if (PQftype(c->rows, column) == TYPE_BOOL)
		return length == 1 && at[0];
	for (int i = 0; i < length && i < 8; i++)
		n = (int64_t)((uint64_t)n << 8 | (unsigned char)at[i]);
	return PQftype(c->rows, column) == TYPE_DATE ? n + EPOCH : n;
}

static struct str bytes(struct query *q, int column)
{
	const struct cursor *c = (const struct cursor *)q;

	return (struct str){PQgetvalue(c->rows, c->row, column),
	                    (size_t)PQgetlength(c->rows, c->row, column)};
}

static const char *moment(struct database *db)
{
	struct server *s = (struct server *)db;
	PGresult *r;

	if (s->moment || !settle_all(s))
		return s->moment;
	r = PQexec(s->connection, "SELECT pg_export_snapshot()");
	if (is_good(r) && PQntuples(r) == 1)
		s->moment = str_z(db->arena, str_from(PQgetvalue(r, 0, 0)));
	settle(s, r);
	return s->moment;
}

const struct database_engine database_postgres = {
	.open = open_server,
	.close = close_server,
	.moment = moment,
	.run = run,
	.prepare = prepare,
	.finish = finish,
	.bind_null = bind_null,
	.bind_integer = bind_integer,
	.bind_text = bind_text,
	.bind_blob = bind_blob,
	.step = step,
	.reset = reset,
	.act = act,
	.changes = changes,
	.type = type,
	.integer = integer,
	.bytes = bytes,
};
