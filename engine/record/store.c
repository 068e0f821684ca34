#include "record/store.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "record/changes.h"
#include "record/database.h"
#include "record/roll.h"
#include "record/scan.h"
#include "record/stored.h"
#include "record/tables.h"

enum { CANDIDATES = 256 /* ids compared at a time, for a suggestion */ };

/* Where records of one kind are written; the queries are prepared when they are first wanted. */
struct target {
	struct str table;
	const struct collection *collection; /* NULL: the members */
	const struct field *fields;
	size_t n_fields;
	struct query *put, *put_given, *remove;
};

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
	struct target *targets; /* the members, then each collection */
	struct roll *roll;      /* behind store_has */
	bool noting;            /* what is changed is put into the log of changes */
	struct query *note;
	struct buf noted; /* the latest: a record and its rows are noted once */
};

static struct store *open_store(struct diagnostics *d, const struct schema *schema, const char *path,
                                enum database_mode mode, const char *moment)
{
	struct arena *a = arena_open();
	struct store *s = arena_alloc(a, sizeof(*s));
	bool write = mode == DATABASE_WRITE;

	*s = (struct store){.d = d, .arena = a, .scratch = arena_open(), .schema = schema};
	s->targets = arena_array(a, schema->n_collections + 1, sizeof(*s->targets));
	s->targets[0] = (struct target){
		.table = STR("member"), .fields = schema->fields, .n_fields = schema->n_fields};
	for (size_t i = 0; i < schema->n_collections; i++) {
		const struct collection *c = &schema->collections[i];

		s->targets[i + 1] = (struct target){c->name, c, c->fields, c->n_fields, NULL, NULL, NULL};
	}
	s->records = str_z(a, str_from(path));
	s->db = database_open(d, a, path, mode, moment);
	if (!s->db)
		goto failed;
	if (!database_is_server(s->db) && !database_run(s->db, write ? "BEGIN IMMEDIATE" : "BEGIN"))
		goto failed;
	if (!(write ? tables_make : tables_check)(d, a, s->db, schema))
		goto failed;
	if (write && !database_is_server(s->db)) {
		bool fresh;

		if (!changes_make(a, s->db, schema, &fresh))
			goto failed;
		s->noting = !fresh;
	}
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

struct store *store_open_to_write(struct diagnostics *d, const struct schema *s, const char *path)
{
	return open_store(d, s, path, DATABASE_WRITE, NULL);
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
	roll_close(s->roll);
	database_close(s->db);
	buf_free(&s->noted);
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
	*best = diag_nearest(id, candidates, n);
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

static void add_name(struct buf *sql, const char *before, struct str name)
{
	buf_add_format(sql, "%s\"%.*s\"", before, STR_ARG(name));
}

static bool is_key(const struct target *t, size_t field)
{
	return t->collection ? schema_is_key(t->collection, field) : field == 0;
}

/* A row's first column is its member; behind the facts stands which of those that are no key are given. */
static struct query *prepare_put(struct store *s, const struct target *t, bool given)
{
	const struct collection *c = t->collection;
	size_t n = t->n_fields + (c != NULL), change = n;
	struct buf sql = {0};
	struct query *q;
	bool any = false, first = true;

	add_name(&sql, "INSERT INTO ", t->table);
	buf_add_z(&sql, c ? " (\"member\"" : " (");
	for (size_t i = 0; i < t->n_fields; i++)
		add_name(&sql, c || i ? ", " : "", t->fields[i].name);
	for (size_t i = 0; i < n; i++)
		buf_add_format(&sql, "%s?%zu", i ? ", " : ") VALUES (", i + 1);
	buf_add_z(&sql, c ? ") ON CONFLICT (\"member\"" : ") ON CONFLICT (");
	for (size_t i = 0; i < (c ? c->n_key : 1); i++)
		add_name(&sql, c ? ", " : "", t->fields[c ? c->key[i] : 0].name);
	buf_add_z(&sql, ") DO ");
	for (size_t i = 0; i < t->n_fields; i++) {
		if (is_key(t, i))
			continue;
		add_name(&sql, any ? ", " : "UPDATE SET ", t->fields[i].name);
		any = true;
		if (given)
			buf_add_format(&sql, " = CASE WHEN ?%zu THEN excluded", ++change);
		else
			buf_add_z(&sql, " = excluded");
		add_name(&sql, ".", t->fields[i].name);
		if (given) {
			add_name(&sql, " ELSE ", t->table);
			add_name(&sql, ".", t->fields[i].name);
			buf_add_z(&sql, " END");
		}
	}
	if (!any)
		buf_add_z(&sql, "NOTHING");
	/* what is there already is no change */
	change = n;
	for (size_t i = 0; i < t->n_fields; i++) {
		if (is_key(t, i))
			continue;
		buf_add_z(&sql, first ? " WHERE " : " OR ");
		first = false;
		if (given)
			buf_add_format(&sql, "?%zu AND ", ++change);
		add_name(&sql, "", t->table);
		add_name(&sql, ".", t->fields[i].name);
		add_name(&sql, " IS DISTINCT FROM excluded.", t->fields[i].name);
	}
	q = database_prepare(s->db, buf_str(&sql));
	buf_free(&sql);
	return q;
}

static bool note(struct store *s, struct str member)
{
	if (!s->noting || database_changes(s->db) == 0 || str_equal(buf_str(&s->noted), member))
		return true;
	buf_clear(&s->noted);
	buf_add(&s->noted, member);
	return changes_note(s->db, &s->note, member);
}

static bool gives_all(const struct target *t, const bool *given)
{
	for (size_t i = 0; i < t->n_fields; i++)
		if (!given[i] && !is_key(t, i))
			return false;
	return true;
}

static bool put(struct store *s, struct target *t, struct str member, const struct fact *facts,
                const bool *given)
{
	struct query **q;
	int parameter = 1;

	if (given && gives_all(t, given))
		given = NULL;
	q = given ? &t->put_given : &t->put;

	if (!*q && !(*q = prepare_put(s, t, given)))
		return false;
	arena_reset(s->scratch);
	if (t->collection)
		database_bind_text(*q, parameter++, member);
	for (size_t i = 0; i < t->n_fields; i++)
		stored_bind(*q, parameter++, s->scratch, &t->fields[i], &facts[i]);
	for (size_t i = 0; given && i < t->n_fields; i++)
		if (!is_key(t, i))
			database_bind_integer(*q, parameter++, given[i]);
	return database_do(*q) && note(s, t->collection ? member : facts[0].text);
}

bool store_put_member(struct store *s, const struct fact *facts, const bool *given)
{
	if (s->roll)
		roll_forget(s->roll);
	return put(s, &s->targets[0], (struct str){0}, facts, given);
}

bool store_put_row(struct store *s, size_t collection, struct str member_id, const struct fact *facts,
                   const bool *given)
{
	return put(s, &s->targets[collection + 1], member_id, facts, given);
}

bool store_remove_rows(struct store *s, size_t collection, struct str member_id)
{
	static const char sql[] = "DELETE FROM \"%.*s\" WHERE \"member\" = ?1";
	struct target *t = &s->targets[collection + 1];

	if (!t->remove)
		t->remove = database_prepare(s->db, str_format(s->arena, sql, STR_ARG(t->table)));
	if (!t->remove)
		return false;
	database_bind_text(t->remove, 1, member_id);
	return database_do(t->remove) && note(s, member_id);
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

bool store_touched(struct store *s, struct arena *a, const struct changes_mark *since,
                   const struct changes_mark *now, size_t limit, struct str **ids, size_t *n)
{
	return changes_since(a, s->db, since, now, limit, ids, n);
}

bool store_commit(struct store *s)
{
	return (!s->note || changes_prune(s->db)) && database_run(s->db, "COMMIT");
}
