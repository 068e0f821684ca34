#include "record/store/tables.h"

#include <inttypes.h>

#include "base/buf.h"
#include "base/diag.h"
#include "record/database/database.h"

/* A table of the schema: the members' (collection NULL) or a collection's. */
struct table {
	struct str name;
	const struct collection *collection;
	const struct field *fields;
	size_t n_fields;
};

/* A server's texts are in the order of their bytes, too, so that its index is. */
#define TEXT "text COLLATE \"C\""

struct tables {
	struct diagnostics *d;
	struct arena *arena;
	struct database *db;
	struct query *find; /* type and place in the key of one field */
	bool make, extend;  /* extend: what is made is said */
};

static struct table table_of(const struct schema *s, size_t i)
{
	const struct collection *c = i ? &s->collections[i - 1] : NULL;

	return c ? (struct table){c->name, c, c->fields, c->n_fields}
	         : (struct table){STR("member"), NULL, s->fields, s->n_fields};
}

/* 1, 2, ... in the order of the key, 0 outside it. */
static int64_t place_in_key(const struct table *t, size_t field)
{
	if (!t->collection)
		return field == 0;
	for (size_t i = 0; i < t->collection->n_key; i++)
		if (t->collection->key[i] == field)
			return (int64_t)i + 1;
	return 0;
}

static struct str meaning_of(struct arena *a, const struct field *f)
{
	return str_format(a, f->type == FACT_MONEY ? "%s %s" : "%s", schema_type_name(f->type), f->currency);
}

static void differs(struct tables *t, struct str how)
{
	diag_add(t->d, SCHEMA_DIFFERS, POSITION_NONE, database_path(t->db), how.at);
}

/* A server has types for days and for yes and no; in a file, they are checked. */
static void add_column(const struct tables *t, struct buf *sql, const struct field *f, bool key)
{
	static const char *const columns[][2] = {
		[FACT_TEXT] = {"TEXT", TEXT},         [FACT_INTEGER] = {"INTEGER", "bigint"},
		[FACT_BOOL] = {"INTEGER", "boolean"}, [FACT_DATE] = {"TEXT", "date"},
		[FACT_MONEY] = {"INTEGER", "bigint"}, [FACT_ENUM] = {"TEXT", TEXT},
	};
	bool server = database_is_server(t->db);

	buf_add_format(sql, "\"%.*s\" %s", STR_ARG(f->name), columns[f->type][server]);
	if (key)
		buf_add_z(sql, " NOT NULL");
	if (server)
		return;
	if (f->type == FACT_BOOL)
		buf_add_format(sql, " CHECK (\"%.*s\" IN (0, 1))", STR_ARG(f->name));
	if (f->type == FACT_DATE)
		buf_add_format(sql, " CHECK (\"%.*s\" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')",
		               STR_ARG(f->name));
}

static bool run(struct tables *t, struct buf *sql)
{
	bool ok;

	buf_add_char(sql, 0);
	ok = database_run(t->db, sql->at);
	buf_free(sql);
	return ok;
}

static bool note_meaning(struct tables *t, const struct table *table, size_t field)
{
	struct buf sql = {0};

	buf_add_format(&sql, "INSERT INTO tierbook_schema VALUES ('%.*s', '%.*s', '%.*s', %" PRId64 ")",
	               STR_ARG(table->name), STR_ARG(table->fields[field].name),
	               STR_ARG(meaning_of(t->arena, &table->fields[field])), place_in_key(table, field));
	return run(t, &sql);
}

static void say_extended(struct tables *t, struct str what)
{
	if (t->extend)
		diag_add(t->d, SCHEMA_EXTENDED, POSITION_NONE, database_path(t->db), str_z(t->arena, what));
}

static bool make_table(struct tables *t, const struct table *table)
{
	const struct collection *c = table->collection;
	bool server = database_is_server(t->db);
	struct buf sql = {0};

	buf_add_format(&sql, "CREATE TABLE \"%.*s\" (", STR_ARG(table->name));
	if (c)
		buf_add_z(&sql, server ? "\"member\" " TEXT " NOT NULL, "
		                       : "\"member\" TEXT NOT NULL REFERENCES \"member\", ");
	for (size_t i = 0; i < table->n_fields; i++) {
		add_column(t, &sql, &table->fields[i], place_in_key(table, i) > 0);
		buf_add_z(&sql, ", ");
	}
	buf_add_z(&sql, c ? "PRIMARY KEY (\"member\"" : "PRIMARY KEY (");
	for (size_t i = 0; i < (c ? c->n_key : 1); i++)
		buf_add_format(&sql, "%s\"%.*s\"", c ? ", " : "",
		               STR_ARG(table->fields[c ? c->key[i] : 0].name));
	buf_add_z(&sql, server ? "))" : ")) STRICT, WITHOUT ROWID");
	if (!run(t, &sql))
		return false;
	for (size_t i = 0; i < table->n_fields; i++)
		if (!note_meaning(t, table, i))
			return false;
	say_extended(t, table->name);
	return true;
}

static bool add_field(struct tables *t, const struct table *table, size_t field)
{
	const struct field *f = &table->fields[field];
	struct buf sql = {0};

	buf_add_format(&sql, "ALTER TABLE \"%.*s\" ADD COLUMN ", STR_ARG(table->name));
	add_column(t, &sql, f, false);
	if (!run(t, &sql) || !note_meaning(t, table, field))
		return false;
	say_extended(t, str_format(t->arena, "%.*s.%.*s", STR_ARG(table->name), STR_ARG(f->name)));
	return true;
}

/* False where the database failed; a difference is said and goes to *same. */
static bool check_field(struct tables *t, const struct table *table, size_t field, bool *same)
{
	const struct field *f = &table->fields[field];
	struct str meaning = meaning_of(t->arena, f), there;
	const char *name = str_format(t->arena, "%.*s.%.*s", STR_ARG(table->name), STR_ARG(f->name)).at;
	int64_t place = place_in_key(table, field);
	int status;

	database_bind_text(t->find, 1, table->name);
	database_bind_text(t->find, 2, f->name);
	status = database_step(t->find);
	if (status < 0)
		return false;
	if (status == 0 && t->make && !place)
		return add_field(t, table, field);
	if (status == 0) {
		*same = false;
		differs(t,
		        str_format(t->arena, "it has no '%s'%s", name, place ? "" : " (an import adds it)"));
		return true;
	}
	there = database_bytes(t->find, 0);
	if (!str_equal(there, meaning)) {
		*same = false;
		differs(t, str_format(t->arena, "'%s' is '%.*s' there, '%.*s' in the rules", name,
		                      STR_ARG(there), STR_ARG(meaning)));
	} else if (database_integer(t->find, 1) != place) {
		*same = false;
		differs(t, str_format(t->arena, "'%s' has another place in the key", name));
	}
	database_reset(t->find);
	return true;
}

/* The one number that a query about a table gives; -1 where the database failed. */
static int64_t ask(struct tables *t, const char *sql, struct str table)
{
	struct query *q = database_prepare(t->db, str_from(sql));
	int64_t n = -1;

	if (!q)
		return -1;
	if (table.len)
		database_bind_text(q, 1, table);
	if (database_step(q) == 1)
		n = database_integer(q, 0);
	database_finish(q);
	return n;
}

static bool check_table(struct tables *t, const struct table *table, bool *same)
{
	/* Every table has a key, so one without is none. */
	int64_t n_key = ask(t, "SELECT count(*) FROM tierbook_schema WHERE collection = ?1 AND key > 0",
	                    table->name);

	if (n_key < 0)
		return false;
	if (n_key == 0 && t->make)
		return make_table(t, table);
	if (n_key == 0) {
		*same = false;
		differs(t, str_format(t->arena, "it has no table '%.*s' (an import adds it)",
		                      STR_ARG(table->name)));
		return true;
	}
	if (n_key != (table->collection ? (int64_t)table->collection->n_key : 1)) {
		*same = false;
		differs(t, str_format(t->arena, "'%.*s' has a key of %" PRId64 " there", STR_ARG(table->name),
		                      n_key));
	}
	for (size_t i = 0; i < table->n_fields; i++)
		if (!check_field(t, table, i, same))
			return false;
	return true;
}

static bool check_tables(struct tables *t, const struct schema *s)
{
	bool same = true;

	t->find = database_prepare(t->db, STR("SELECT type, key FROM tierbook_schema"
	                                      " WHERE collection = ?1 AND field = ?2"));
	if (!t->find)
		return false;
	for (size_t i = 0; i < s->n_collections + 1; i++) {
		struct table table = table_of(s, i);

		if (!check_table(t, &table, &same))
			return false;
	}
	return same;
}

/* How many of the tables that a query counts there are; it names none that the schema does. */
static int64_t count_tables(struct tables *t, const char *file, const char *server)
{
	return ask(t, database_is_server(t->db) ? server : file, (struct str){0});
}

static int64_t has_meanings(struct tables *t)
{
	return count_tables(t, "SELECT count(*) FROM sqlite_schema WHERE name = 'tierbook_schema'",
	                    "SELECT count(to_regclass('tierbook_schema'))");
}

/* Texts are compared by their bytes, so that members and rows meet; other encodings have another order. */
static bool has_utf8(struct tables *t)
{
	int64_t n = count_tables(t, "SELECT count(*) FROM pragma_encoding WHERE encoding = 'UTF-8'",
	                         "SELECT count(*) FROM pg_settings WHERE name = 'server_encoding'"
	                         " AND setting IN ('UTF8', 'SQL_ASCII')");

	if (n == 0)
		differs(t, STR("its texts are not in UTF-8"));
	return n > 0;
}

/* Tables or views of somebody else's: they have the columns, and what these mean nobody has written down. */
static bool check_views(struct tables *t, const struct schema *s)
{
	static const char sql[] = "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass(?1)"
				  " AND attname = ?2 AND attnum > 0 AND NOT attisdropped";
	struct query *q = database_prepare(t->db, str_from(sql));
	bool same = q;

	for (size_t i = 0; q && i < s->n_collections + 1; i++) {
		struct table table = table_of(s, i);

		for (size_t f = 0; f < table.n_fields + (table.collection != NULL); f++) {
			struct str column = f < table.n_fields ? table.fields[f].name : STR("member");

			database_bind_text(q, 1, table.name);
			database_bind_text(q, 2, column);
			if (database_step(q) != 1)
				return false;
			if (database_integer(q, 0) == 0) {
				differs(t, str_format(t->arena, "it has no '%.*s.%.*s'", STR_ARG(table.name),
				                      STR_ARG(column)));
				same = false;
			}
			database_reset(q);
		}
	}
	return same;
}

/* A database that holds something else is neither read nor written to. */
static bool check_ours(struct tables *t, const struct schema *s)
{
	int64_t n = has_meanings(t);
	int64_t members = n == 0 && !t->make && database_is_server(t->db)
	                          ? ask(t, "SELECT count(to_regclass('member'))", (struct str){0})
	                          : 0;

	if (n < 0 || members < 0 || !has_utf8(t))
		return false;
	if (members > 0)
		return check_views(t, s);
	if (n == 0)
		diag_add(t->d, NOT_RECORDS, POSITION_NONE, database_path(t->db));
	return n > 0 && check_tables(t, s);
}

bool tables_check(struct diagnostics *d, struct arena *a, struct database *db, const struct schema *s)
{
	struct tables t = {.d = d, .arena = a, .db = db};

	return check_ours(&t, s);
}

bool tables_make(struct diagnostics *d, struct arena *a, struct database *db, const struct schema *s)
{
	struct tables t = {.d = d, .arena = a, .db = db, .make = true};
	int64_t n = count_tables(
		&t, "SELECT count(*) FROM sqlite_schema",
		"SELECT count(to_regclass('tierbook_schema')) + count(to_regclass('member'))");
	const char *strict = database_is_server(db) ? "" : " STRICT, WITHOUT ROWID";

	if (n < 0)
		return false;
	t.extend = n > 0;
	if (n > 0)
		return check_ours(&t, s);
	return database_run(
		       db,
		       str_format(
			       a,
			       "CREATE TABLE tierbook_schema (collection TEXT NOT NULL, field TEXT NOT NULL,"
			       " type TEXT NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (collection, field))%s",
			       strict)
			       .at) &&
	       has_utf8(&t) && check_tables(&t, s);
}
