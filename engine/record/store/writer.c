#include "record/store/writer.h"

#include "base/arena.h"
#include "base/buf.h"
#include "record/database/database.h"
#include "record/store/changes.h"
#include "record/store/stored.h"

/* Where records of one kind are written; the queries are prepared when they are first wanted. */
struct target {
	struct str table;
	const struct collection *collection; /* NULL: the members */
	const struct field *fields;
	size_t n_fields;
	struct query *put, *put_given, *remove;
};

struct writer {
	struct arena *arena, *scratch;
	struct database *db;
	struct target *targets; /* the members, then each collection */
	bool noting;            /* what is changed is put into the log of changes */
	struct query *note;
	struct buf noted; /* the latest: a record and its rows are noted once */
};

struct writer *writer_open(struct arena *a, struct database *db, const struct schema *schema)
{
	struct writer *w = arena_alloc(a, sizeof(*w));
	bool fresh = true;

	*w = (struct writer){.arena = a, .db = db};
	if (!database_is_server(db) && !changes_make(a, db, schema, &fresh))
		return NULL;
	w->noting = !fresh;
	w->scratch = arena_open();
	w->targets = arena_array(a, schema->n_collections + 1, sizeof(*w->targets));
	w->targets[0] = (struct target){
		.table = STR("member"), .fields = schema->fields, .n_fields = schema->n_fields};
	for (size_t i = 0; i < schema->n_collections; i++) {
		const struct collection *c = &schema->collections[i];

		w->targets[i + 1] = (struct target){c->name, c, c->fields, c->n_fields, NULL, NULL, NULL};
	}
	return w;
}

void writer_close(struct writer *w)
{
	if (!w)
		return;
	buf_free(&w->noted);
	arena_close(w->scratch);
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
static struct query *prepare_put(struct writer *w, const struct target *t, bool given)
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
	q = database_prepare(w->db, buf_str(&sql));
	buf_free(&sql);
	return q;
}

static bool note(struct writer *w, struct str member)
{
	if (!w->noting || database_changes(w->db) == 0 || str_equal(buf_str(&w->noted), member))
		return true;
	buf_clear(&w->noted);
	buf_add(&w->noted, member);
	return changes_note(w->db, &w->note, member);
}

static bool gives_all(const struct target *t, const bool *given)
{
	for (size_t i = 0; i < t->n_fields; i++)
		if (!given[i] && !is_key(t, i))
			return false;
	return true;
}

static bool put(struct writer *w, struct target *t, struct str member, const struct fact *facts,
                const bool *given)
{
	struct query **q;
	int parameter = 1;

	if (given && gives_all(t, given))
		given = NULL;
	q = given ? &t->put_given : &t->put;

	if (!*q && !(*q = prepare_put(w, t, given)))
		return false;
	arena_reset(w->scratch);
	if (t->collection)
		database_bind_text(*q, parameter++, member);
	for (size_t i = 0; i < t->n_fields; i++)
		stored_bind(*q, parameter++, w->scratch, &t->fields[i], &facts[i]);
	for (size_t i = 0; given && i < t->n_fields; i++)
		if (!is_key(t, i))
			database_bind_integer(*q, parameter++, given[i]);
	return database_do(*q) && note(w, t->collection ? member : facts[0].text);
}

bool writer_put_member(struct writer *w, const struct fact *facts, const bool *given)
{
	return put(w, &w->targets[0], (struct str){0}, facts, given);
}

bool writer_put_row(struct writer *w, size_t collection, struct str member, const struct fact *facts,
                    const bool *given)
{
	return put(w, &w->targets[collection + 1], member, facts, given);
}

bool writer_remove_rows(struct writer *w, size_t collection, struct str member)
{
	static const char sql[] = "DELETE FROM \"%.*s\" WHERE \"member\" = ?1";
	struct target *t = &w->targets[collection + 1];

	if (!t->remove)
		t->remove = database_prepare(w->db, str_format(w->arena, sql, STR_ARG(t->table)));
	if (!t->remove)
		return false;
	database_bind_text(t->remove, 1, member);
	return database_do(t->remove) && note(w, member);
}

bool writer_end(struct writer *w)
{
	return !w->note || changes_prune(w->db);
}
