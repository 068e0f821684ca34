#include "record/database/database_engine.h"

#include "record/database/address.h"

struct database *database_open(struct diagnostics *d, struct arena *a, const char *path,
                               enum database_mode mode, const char *moment)
{
	bool server = mode != DATABASE_SCRATCH && address_is_server(path);

	return (server ? &database_postgres : &database_sqlite)->open(d, a, path, mode, moment);
}

void database_close(struct database *db)
{
	if (db)
		db->engine->close(db);
}

bool database_is_server(const struct database *db)
{
	return db->engine == &database_postgres;
}

const char *database_moment(struct database *db)
{
	return db->engine->moment(db);
}

bool database_has_changed(struct database *db)
{
	return db->engine->has_changed(db);
}

const char *database_path(const struct database *db)
{
	return db->path;
}

bool database_run(struct database *db, const char *sql)
{
	return db->engine->run(db, sql);
}

struct query *database_prepare(struct database *db, struct str sql)
{
	return db->engine->prepare(db, sql, false);
}

struct query *database_stream(struct database *db, struct str sql)
{
	return db->engine->prepare(db, sql, true);
}

void database_finish(struct query *q)
{
	if (q)
		q->database->engine->finish(q);
}

void database_bind_null(struct query *q, int parameter)
{
	q->database->engine->bind_null(q, parameter);
}

void database_bind_integer(struct query *q, int parameter, int64_t n)
{
	q->database->engine->bind_integer(q, parameter, n);
}

void database_bind_text(struct query *q, int parameter, struct str text)
{
	q->database->engine->bind_text(q, parameter, text);
}

void database_bind_blob(struct query *q, int parameter, struct str bytes)
{
	q->database->engine->bind_blob(q, parameter, bytes);
}

int database_step(struct query *q)
{
	return q->database->engine->step(q);
}

void database_reset(struct query *q)
{
	q->database->engine->reset(q);
}

bool database_do(struct query *q)
{
	return q->database->engine->act(q);
}

int64_t database_changes(struct database *db)
{
	return db->engine->changes(db);
}

enum database_type database_type(struct query *q, int column)
{
	return q->database->engine->type(q, column);
}

int64_t database_integer(struct query *q, int column)
{
	return q->database->engine->integer(q, column);
}

struct str database_bytes(struct query *q, int column)
{
	return q->database->engine->bytes(q, column);
}
