#include "record/store/store.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "record/database/database.h"
#include "record/store/changes.h"
#include "record/store/roll.h"
#include "record/store/scan.h"
#include "record/store/tables.h"
#include "record/store/writer.h"

enum { CANDIDATES = 256 /* ids compared at a time, for a suggestion */ };

struct store {
	struct diagnostics *d;
	struct arena *arena, *scratch;
	const struct schema *schema;
	const char *records; /* as it was opened */
	struct database *db;
	struct scan *scan;   /* behind store_next; NULL before it, as */
	struct scan *finder; /* behind store_find */
	struct shard shard;
	bool ended;
	struct writer *writer; /* behind store_put_member; NULL where nothing is written */
	struct roll *roll;     /* behind store_has */
};

static struct store *open_store(struct diagnostics *d, const struct schema *schema, const char *path,
                                enum database_mode mode, const char *moment)
{
	struct arena *a = arena_open();
	struct store *s = arena_alloc(a, sizeof(*s));
	bool write = mode == DATABASE_WRITE;

	*s = (struct store){.d = d, .arena = a, .scratch = arena_open(), .schema = schema};
	s->records = str_z(a, str_from(path));
	s->db = database_open(d, a, path, mode, moment);
	if (!s->db)
		goto failed;
	if (!database_is_server(s->db) && !database_run(s->db, write ? "BEGIN IMMEDIATE" : "BEGIN"))
		goto failed;
	if (!(write ? tables_make : tables_check)(d, a, s->db, schema))
		goto failed;
	if (write && !(s->writer = writer_open(a, s->db, schema)))
		goto failed;
	return s;

failed:
	store_close(s);
	return NULL;
}

struct store *store_open(struct diagnostics *d, const struct schema *s, const char *path)
{
	return store_open_at(d, s, path, NULL);
}

struct store *store_open_at(struct diagnostics *d, const struct schema *s, const char *path,
                            const char *moment)
{
	return open_store(d, s, path, DATABASE_READ, moment);
}

struct store *store_open_beside(struct diagnostics *d, struct store *other)
{
	const char *moment = database_moment(other->db);

	if (!moment && database_is_server(other->db))
		return NULL;
	return store_open_at(d, other->schema, other->records, moment);
}

bool store_has_changed(struct store *s)
{
	return database_has_changed(s->db);
}

struct store *store_open_to_write(struct diagnostics *d, const struct schema *s, const char *path)
{
	return open_store(d, s, path, DATABASE_WRITE, NULL);
}

bool store_is_server(const struct store *s)
{
	return database_is_server(s->db);
}

const struct schema *store_schema(const struct store *s)
{
	return s->schema;
}

const char *store_name(const struct store *s)
{
	return database_path(s->db);
}

void store_close(struct store *s)
{
	if (!s)
		return;
	scan_close(s->scan);
	scan_close(s->finder);
	writer_close(s->writer);
	roll_close(s->roll);
	database_close(s->db);
	arena_close(s->scratch);
	arena_close(s->arena);
}

static void say_orphans(struct store *s)
{
	for (size_t i = 0; i < s->schema->n_collections; i++) {
		struct str first;
		int64_t n = scan_orphans(s->scan, i, &first);
		struct str count = str_format(s->arena, "%" PRId64, n);

		if (n)
			diag_add(s->d, ORPHAN_ROWS, POSITION_NONE, database_path(s->db), count.at,
			         str_z(s->arena, s->schema->collections[i].name), str_z(s->arena, first));
	}
}

int store_next(struct store *s, struct arena *a, struct member *out, const char **bad)
{
	int status;

	if (!s->scan && !store_range(s, (struct str){0}, (struct str){0}))
		return -1;
	status = scan_next(s->scan, a, out, bad);
	if (status == 0 && !s->ended)
		say_orphans(s);
	s->ended = status <= 0;
	return status;
}

int store_find(struct store *s, struct arena *a, struct str id, struct member *out, const char **bad)
{
	/* No id stands between one and the same with a zero byte after it. */
	struct str next = str_format(a, "%.*s%c", STR_ARG(id), 0);
	int status;

	if (!id.len)
		return 0;
	if (!s->finder)
		s->finder = scan_open(s->arena, s->db, s->schema, id, next);
	else
		scan_seek(s->finder, id, next);
	if (!s->finder)
		return -1;
	status = scan_next(s->finder, a, out, bad);
	scan_rest(s->finder);
	return status;
}

/* Keeps the best so far as the first candidate of the next lot. */
static int gather(struct store *s, struct query *q, struct str id, struct str *best)
{
	struct str candidates[CANDIDATES];
	size_t n = 0;
	int status = 1;

	arena_reset(s->scratch);
	if (best->len)
		candidates[n++] = *best = str_copy(s->scratch, *best);
	while (n < CANDIDATES && (status = database_step(q)) == 1)
		if (database_type(q, 0) == DATABASE_TEXT)
			candidates[n++] = str_copy(s->scratch, database_bytes(q, 0));
	*best = nearest_name(id, candidates, n);
	return status;
}

struct str store_nearest(struct store *s, struct arena *a, struct str id)
{
	const char *column = str_z(a, s->schema->fields[0].name);
	struct str like = str_format(a, "\"member\" WHERE length(\"%s\") BETWEEN ?1 AND ?2", column);
	struct query *q = database_stream(s->db, str_format(a, "SELECT \"%s\" FROM %s", column, like.at));
	struct str best = {0};
	int status = 1;

	if (!q)
		return best;
	database_bind_integer(q, 1, (int64_t)(id.len / 2));
	database_bind_integer(q, 2, (int64_t)id.len * 2);
	while (status == 1) {
		status = gather(s, q, id, &best);
		best = str_copy(a, best);
	}
	database_finish(q);
	return best;
}

bool store_range(struct store *s, struct str from, struct str to)
{
	scan_close(s->scan);
	s->ended = false;
	s->scan = scan_open(s->arena, s->db, s->schema, from, to);
	if (s->scan)
		scan_take_shard(s->scan, s->shard);
	return s->scan;
}

void store_take_shard(struct store *s, struct shard shard)
{
	s->shard = shard;
	if (s->scan)
		scan_take_shard(s->scan, shard);
}

/* The number a query gives; -1 where the database failed. */
static int64_t ask(struct store *s, struct str sql)
{
	struct query *q = database_prepare(s->db, sql);
	int64_t n = -1;

	if (q && database_step(q) == 1)
		n = database_integer(q, 0);
	database_finish(q);
	return n;
}

int64_t store_count(struct store *s)
{
	return ask(s, STR("SELECT count(*) FROM \"member\""));
}

/* An id that is no text, or empty, cannot be a bound; such stand before all that can, or after. */
static int cut(struct store *s, struct arena *a, size_t n, struct str *bounds)
{
	const char *id = str_format(a, "\"%.*s\"", STR_ARG(s->schema->fields[0].name)).at;
	bool server = database_is_server(s->db);
	const char *text = server ? "" : str_format(a, "typeof(%s) = 'text' AND ", id).at;
	const char *from = str_format(a, "FROM \"member\" WHERE %s%s <> ''", text, id).at;
	struct str sql = str_format(a, "SELECT %s %s ORDER BY %s COLLATE %s", id, from, id,
	                            server ? "\"C\"" : "BINARY");
	int64_t count = ask(s, str_format(a, "SELECT count(*) %s", from));
	struct query *q = database_stream(s->db, sql);
	size_t found = 0;
	int status = q && count >= 0 ? 1 : -1;

	for (int64_t at = 0; found + 1 < n && status == 1; at++) {
		status = database_step(q);
		while (status == 1 && found + 1 < n && at == count * (int64_t)(found + 1) / (int64_t)n)
			bounds[found++] = str_copy(a, database_bytes(q, 0));
	}
	database_finish(q);
	return status;
}

bool store_split(struct store *s, struct arena *a, size_t *n, struct str *bounds)
{
	const char *id = str_z(a, s->schema->fields[0].name);
	int64_t nulls = 0;

	for (size_t i = 0; i + 1 < *n; i++)
		bounds[i] = (struct str){0};
	if (*n > 1 && database_is_server(s->db))
		nulls = ask(s, str_format(a, "SELECT count(*) FROM \"member\" WHERE \"%s\" IS NULL", id));
	if (nulls != 0)
		*n = 1;
	return nulls >= 0 && (*n == 1 || cut(s, a, *n, bounds) >= 0);
}

bool store_put_member(struct store *s, const struct fact *facts, const bool *given)
{
	if (s->roll)
		roll_forget(s->roll);
	return writer_put_member(s->writer, facts, given);
}

bool store_put_row(struct store *s, size_t collection, struct str member_id, const struct fact *facts,
                   const bool *given)
{
	return writer_put_row(s->writer, collection, member_id, facts, given);
}

bool store_remove_rows(struct store *s, size_t collection, struct str member_id)
{
	return writer_remove_rows(s->writer, collection, member_id);
}

int store_has(struct store *s, struct str id)
{
	if (!s->roll)
		s->roll = roll_open(s->arena, s->db, s->schema->fields[0].name);
	return s->roll ? roll_has(s->roll, id) : -1;
}

bool store_mark(struct store *s, struct changes_mark *out)
{
	*out = (struct changes_mark){0};
	/* a server keeps no log of changes for us */
	if (database_is_server(s->db))
		return true;
	return changes_read(s->arena, s->db, s->schema, out);
}

bool store_touched(struct store *s, const struct changes_mark *since, const struct changes_mark *now,
                   struct changes_members *out)
{
	return changes_since(s->db, since, now, out);
}

bool store_commit(struct store *s)
{
	return writer_end(s->writer) && database_run(s->db, "COMMIT");
}
