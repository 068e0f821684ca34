#ifndef RECORD_DATABASE_ENGINE_H
#define RECORD_DATABASE_ENGINE_H

#include "record/database/database.h"

/* What a kind of database is made of, for database.c; each is one file.  Its own database and query begin with these. */
struct database {
	const struct database_engine *engine;
	struct diagnostics *d;
	struct arena *arena;
	const char *path; /* as messages name it: without a password */
};

struct query {
	struct database *database;
};

struct database_engine {
	struct database *(*open)(struct diagnostics *d, struct arena *a, const char *path,
	                         enum database_mode mode, const char *moment);
	void (*close)(struct database *db);
	const char *(*moment)(struct database *db);
	bool (*has_changed)(struct database *db);
	bool (*run)(struct database *db, const char *sql);
	struct query *(*prepare)(struct database *db, struct str sql, bool many);
	void (*finish)(struct query *q);
	void (*bind_null)(struct query *q, int parameter);
	void (*bind_integer)(struct query *q, int parameter, int64_t n);
	void (*bind_text)(struct query *q, int parameter, struct str text);
	void (*bind_blob)(struct query *q, int parameter, struct str bytes);
	int (*step)(struct query *q);
	void (*reset)(struct query *q);
	bool (*act)(struct query *q);
	int64_t (*changes)(struct database *db);
	enum database_type (*type)(struct query *q, int column);
	int64_t (*integer)(struct query *q, int column);
	struct str (*bytes)(struct query *q, int column);
};

extern const struct database_engine database_sqlite, database_postgres;

#endif
