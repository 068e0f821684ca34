#ifndef RECORD_DATABASE_H
#define RECORD_DATABASE_H

#include "base/str.h"

struct arena;
struct diagnostics;

/*
 * A database as this program uses it.  SQLite: a file of ours and nothing else
 * (no URIs, extensions, triggers, views or attached files), a rollback journal,
 * every commit durable.  PostgreSQL, where the path is its URI: whatever tables
 * or views its owner has there.  Every failure is said where it happens.  One
 * thread a database; several may be open on one file or server.
 *
 * SQL is written for both: parameters as ?1, names in quotes.
 */
struct database;
struct query;

enum database_mode {
	DATABASE_READ,    /* must exist; nothing can be written */
	DATABASE_WRITE,   /* made where missing, readable by its owner alone */
	DATABASE_SCRATCH, /* this process's own, on disk where it grows, gone when closed; path is not used */
};

/*
 * Lives in the arena; so do its queries.  NULL when it cannot be opened.  moment:
 * NULL, or what database_moment gave of another that is still open: a server's reader then
 * sees what that one sees.
 */
struct database *database_open(struct diagnostics *d, struct arena *a, const char *path,
                               enum database_mode mode, const char *moment);
/* Its queries too; what was not committed is gone; NULL is harmless. */
void database_close(struct database *db);
const char *database_path(const struct database *db); /* for messages */
bool database_is_server(const struct database *db);
/* A name for what a server's reader sees, for others to see the same; NULL for a file, or where it failed (said). */
const char *database_moment(struct database *db);

/*
 * Of a file opened to be read: whether it may have been written or replaced since, so that one opened now may see
 * another moment.  A reader of a rollback journal holds off writers, one of a WAL does not.
 */
bool database_has_changed(struct database *db);

/* Statements without parameters or results. */
bool database_run(struct database *db, const char *sql);

struct query *database_prepare(struct database *db, struct str sql);
/* The same for more rows than memory should hold; several may be read in turns. */
struct query *database_stream(struct database *db, struct str sql);
void database_finish(struct query *q); /* before its database is closed, where it is not wanted that long */

/* Parameters count from 1 and stay bound; what they view must last until the query is reset. */
void database_bind_null(struct query *q, int parameter);
void database_bind_integer(struct query *q, int parameter, int64_t n);
void database_bind_text(struct query *q, int parameter, struct str text);
void database_bind_blob(struct query *q, int parameter, struct str bytes);

/* 1: a row; 0: no more, and reset; -1: failed. */
int database_step(struct query *q);
void database_reset(struct query *q);
/* For a statement that gives no rows: step and reset.  What a server makes of it may be said by a later call. */
bool database_do(struct query *q);
/* Of a file alone: how many rows the last such statement inserted, changed or removed. */
int64_t database_changes(struct database *db);

/* Columns count from 0.  The type is that of the value, whatever its column says. */
enum database_type {
	DATABASE_NULL,
	DATABASE_INTEGER, /* of a server also yes and no, as 1 and 0 */
	DATABASE_REAL,
	DATABASE_TEXT,
	DATABASE_BLOB,
	DATABASE_DATE,  /* of a server: an integer, days since 1970-01-01 */
	DATABASE_OTHER, /* of a server: nothing that is read here */
};
enum database_type database_type(struct query *q, int column);
int64_t database_integer(struct query *q, int column);
struct str database_bytes(struct query *q, int column); /* of a text or blob, until the next step */

#endif
