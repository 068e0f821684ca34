#include "record/database/postgres.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

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

static struct server *server_of(const struct query *q)
{
	return (struct server *)q->database;
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

	if (!postgres_settle_all(s))
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
	if (many || postgres_settle(s, libpq.prepare(s->connection, c->name, c->sql, 0, NULL)))
		return &c->base;
	return NULL;
}

/*
 * What another cursor asked for is on its way, and PQexec would throw it away.  Nothing is said here: rows that were
 * lost are missed by whoever asks for them, and often nobody does.
 */
static void close_cursor(struct cursor *c)
{
	struct server *s = server_of(&c->base);

	if (c->open && postgres_hear_pending(s) && !s->failed)
		libpq.clear(libpq.exec(s->connection, str_format(s->base.arena, "CLOSE %s", c->name).at));
	postgres_clear(c);
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
	if (!libpq.sendQueryParams(s->connection, sql, 0, NULL, NULL, NULL, NULL, 1))
		return postgres_fail(s, NULL);
	c->asked = c->fetch;
	s->pending = c;
	return true;
}

static bool open_cursor(struct cursor *c)
{
	struct server *s = server_of(&c->base);

	if (!postgres_settle_all(s))
		return false;
	c->open = postgres_settle(s, libpq.execParams(s->connection, c->sql, c->n_parameters, NULL,
	                                              parameters(c), NULL, NULL, 1));
	return c->open && ask_ahead(c);
}

/* Memory stays about the same, whatever a row weighs. */
static void pace(struct cursor *c)
{
	size_t weight = libpq.resultMemorySize(c->rows);

	if (weight > FETCH_BYTES && c->fetch > 1)
		c->fetch /= 2;
	else if (weight < FETCH_BYTES / 2 && c->fetch < FETCH_MOST)
		c->fetch *= 2;
}

/* Brings the next rows to hand, and has those behind them on their way. */
static bool fetch(struct cursor *c)
{
	struct server *s = server_of(&c->base);

	if (!c->rows_next && s->pending != c && !(postgres_take_pending(s) && ask_ahead(c)))
		return false;
	if (!c->rows_next && !postgres_take_pending(s))
		return false;
	if (!postgres_is_good(c->rows_next))
		return postgres_fail(s, c->rows_next);
	libpq.clear(c->rows);
	c->rows = c->rows_next;
	c->rows_next = NULL;
	c->row = 0;
	c->last = libpq.ntuples(c->rows) < c->asked;
	pace(c);
	return c->last || (postgres_take_pending(s) && ask_ahead(c));
}

static int step_many(struct cursor *c)
{
	if (server_of(&c->base)->failed)
		return -1;
	if (!c->open && !open_cursor(c))
		return -1;
	if (c->rows && ++c->row < libpq.ntuples(c->rows))
		return 1;
	if (!c->last && !fetch(c))
		return -1;
	return c->row < libpq.ntuples(c->rows);
}

static int step(struct query *q)
{
	struct cursor *c = (struct cursor *)q;
	struct server *s = server_of(q);

	if (c->many)
		return step_many(c);
	if (!c->rows) {
		if (!postgres_settle_all(s))
			return -1;
		c->rows = libpq.execPrepared(s->connection, c->name, c->n_parameters, parameters(c), NULL,
		                             NULL, 1);
		c->row = -1;
		if (!postgres_is_good(c->rows)) {
			postgres_fail(s, c->rows);
			postgres_clear(c);
			return -1;
		}
	}
	if (++c->row < libpq.ntuples(c->rows))
		return 1;
	postgres_clear(c);
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

	if (s->failed || !postgres_take_pending(s))
		return false;
	if (libpq.pipelineStatus(s->connection) == PQ_PIPELINE_OFF && !libpq.enterPipelineMode(s->connection))
		return postgres_fail(s, NULL);
	if (!libpq.sendQueryPrepared(s->connection, c->name, c->n_parameters, parameters(c), NULL, NULL, 1))
		return postgres_fail(s, NULL);
	return ++s->queued < QUEUE || postgres_flush(s);
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

	if (libpq.getisnull(c->rows, c->row, column))
		return DATABASE_NULL;
	switch (libpq.ftype(c->rows, column)) {
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

/* Others see what a moment names. */
static bool never_changes(struct database *db)
{
	(void)db;
	return false;
}

/* As the server sends them: the upper byte first. */
static int64_t integer(struct query *q, int column)
{
	const struct cursor *c = (const struct cursor *)q;
	const char *at = libpq.getvalue(c->rows, c->row, column);
	int length = libpq.getlength(c->rows, c->row, column);
	int64_t n = length > 0 && (at[0] & 0x80) ? -1 : 0;

	if (libpq.ftype(c->rows, column) == TYPE_BOOL)
		return length == 1 && at[0];
	for (int i = 0; i < length && i < 8; i++)
		n = (int64_t)((uint64_t)n << 8 | (unsigned char)at[i]);
	return libpq.ftype(c->rows, column) == TYPE_DATE ? n + EPOCH : n;
}

static struct str bytes(struct query *q, int column)
{
	const struct cursor *c = (const struct cursor *)q;

	return (struct str){libpq.getvalue(c->rows, c->row, column),
	                    (size_t)libpq.getlength(c->rows, c->row, column)};
}

const struct database_engine database_postgres = {
	.open = postgres_open,
	.close = postgres_close,
	.moment = postgres_moment,
	.has_changed = never_changes,
	.run = postgres_run,
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
