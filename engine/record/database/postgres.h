#ifndef RECORD_POSTGRES_H
#define RECORD_POSTGRES_H

#include "base/buf.h"
#include "record/database/database_engine.h"
#include "record/database/libpq.h"

/*
 * A connection to a PostgreSQL server, for database_postgres.c: one transaction,
 * in which cursors are read in turns, each with its next rows on their way, or
 * statements queued without waiting for what becomes of them.
 */
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
	PGresult *rows, *rows_next; /* at hand; taken ahead, good or not */
	int row;
	int fetch, asked; /* rows a time; rows that were last asked for */
	bool last;        /* there are none behind those at hand */
};

struct database *postgres_open(struct diagnostics *d, struct arena *a, const char *path,
                               enum database_mode mode, const char *moment);
void postgres_close(struct database *db);
bool postgres_run(struct database *db, const char *sql);
const char *postgres_moment(struct database *db);

/* Says what went wrong, the first time: what comes after is a consequence.  r may be NULL.  false. */
bool postgres_fail(struct server *s, const PGresult *r);
bool postgres_is_good(const PGresult *r);
/* Checks a result and forgets it. */
bool postgres_settle(struct server *s, PGresult *r);

/* Puts the rows that were asked for ahead by, or instead of them what went wrong: false then, for their reader to say. */
bool postgres_hear_pending(struct server *s);
/* The same, and says it; waits for what is queued; both, and makes room for another query. */
bool postgres_take_pending(struct server *s);
bool postgres_flush(struct server *s);
bool postgres_settle_all(struct server *s);

/* Forgets the rows of a cursor. */
void postgres_clear(struct cursor *c);

#endif
