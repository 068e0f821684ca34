#ifndef RECORD_DATABASE_H
#define RECORD_DATABASE_H

#include "base/str.h"

struct arena;
struct diagnostics;

/*
 * SQLite, as this program uses it: a file of ours and nothing else (no URIs,
 * extensions, triggers, views or attached files), a rollback journal, every commit
 * durable.  Every failure is said where it happens.  One thread a database;
 * several may be open on one file.
 */
struct database;
struct query;

enum database_mode {
	DATABASE_READ,    /* must exist; nothing can be written */
	DATABASE_WRITE,   /* made where missing, readable by its owner alone */
	DATABASE_SCRATCH, /* this process's own, on disk where it grows, gone when closed; path is not used */
};

/* Lives in the arena; so do its queries.  NULL when it cannot be opened. */
struct database *database_open(struct diagnostics *d, struct arena *a, const char *path,
                               enum database_mode mode);
void database_close(
	struct database *db); /* its queries too; what was not committed is gone; NULL is harmless */
const char *database_path(const struct database *db);

/* Statements without parameters or results. */
bool database_run(struct database *db, const char *sql);

struct query *database_prepare(struct database *db, struct str sql);
void database_finish(struct query *q); /* before its database is closed, where it is not wanted that long */

/* Parameters count from 1 and stay bound; what they view must last until the query is reset. */
void database_bind_null(struct query *q, int parameter);
void database_bind_integer(struct query *q, int parameter, int64_t n);
void database_bind_text(struct query *q, int parameter, struct str text);
void database_bind_blob(struct query *q, int parameter, struct str bytes);

/* 1: a row; 0: no more, and reset; -1: failed. */
int database_step(struct query *q);
void database_reset(struct query *q);
/* For a statement that gives no rows: step and reset. */
bool database_do(struct query *q);
int64_t
database_changes(struct database *db); /* rows that the last such statement inserted, changed or removed */

/* Columns count from 0.  The type is that of the value, whatever its column says. */
enum database_type { DATABASE_NULL, DATABASE_INTEGER, DATABASE_REAL, DATABASE_TEXT, DATABASE_BLOB };
enum database_type database_type(struct query *q, int column);
int64_t database_integer(struct query *q, int column);
struct str database_bytes(struct query *q, int column); /* of a text or blob, until the next step */

#endif
