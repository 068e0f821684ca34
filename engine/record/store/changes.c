#include "record/store/changes.h"

#include "base/arena.h"
#include "base/array.h"
#include "record/database/database.h"

static const char *const events[] = {"INSERT", "UPDATE", "DELETE"};
enum { EVENTS = sizeof(events) / sizeof(*events) };

/* A table whose rows are watched, and its column that names the member. */
struct watched {
	struct str table, id;
};

static struct watched watched_of(const struct schema *s, size_t i)
{
	return i ? (struct watched){s->collections[i - 1].name, STR("member")}
	         : (struct watched){STR("member"), s->fields[0].name};
}

static struct str trigger_name(struct arena *a, struct str table, size_t event)
{
	return str_format(a, "tierbook_change_%.*s_%s", STR_ARG(table), events[event]);
}

/* As SQLite keeps it.  A change of the id touches both members. */
static struct str trigger_sql(struct arena *a, const struct watched *w, size_t event)
{
	const char *row = event == 2 ? "OLD" : "NEW";
	struct str moved = STR("");

	if (event == 1)
		moved = str_format(
			a,
			" INSERT INTO tierbook_change (member) SELECT OLD.\"%.*s\" WHERE OLD.\"%.*s\" IS NOT NEW.\"%.*s\";",
			STR_ARG(w->id), STR_ARG(w->id), STR_ARG(w->id));
	return str_format(a,
	                  "CREATE TRIGGER \"%s\" AFTER %s ON \"%.*s\" BEGIN"
	                  " INSERT INTO tierbook_change (member) VALUES (%s.\"%.*s\");%.*s"
	                  " DELETE FROM tierbook_change WHERE sequence <= last_insert_rowid() - %d; END",
	                  trigger_name(a, w->table, event).at, events[event], STR_ARG(w->table), row,
	                  STR_ARG(w->id), STR_ARG(moved), CHANGES_KEPT);
}

/* The number that a query gives, otherwise where it gives none; *ok false where the database failed. */
static int64_t ask(struct database *db, struct str sql, struct str name, int64_t otherwise, bool *ok)
{
	struct query *q = *ok ? database_prepare(db, sql) : NULL;
	int status = -1;

	if (q) {
		if (name.len)
			database_bind_text(q, 1, name);
		status = database_step(q);
		if (status == 1)
			otherwise = database_integer(q, 0);
	}
	database_finish(q);
	*ok &= status >= 0;
	return otherwise;
}

static bool has_table(struct database *db, bool *ok)
{
	return ask(db,
	           STR("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'tierbook_change'"),
	           STR(""), 0, ok) > 0;
}

/* A database has it in its header alone, so one that was made anew of a dump, perhaps an edited one, has none. */
static bool has_name(struct database *db, bool *ok)
{
	return ask(db, STR("PRAGMA application_id"), STR(""), 0, ok) != 0;
}

static bool name(struct database *db)
{
	static const char sql[] = "PRAGMA application_id = 1953063531"; /* "tibk" */
	bool ok = true;

	return has_name(db, &ok) || (ok && database_run(db, sql));
}

/* Every trigger to the letter. */
static bool is_whole(struct arena *a, struct database *db, const struct schema *s, bool *ok)
{
	bool whole = has_table(db, ok) && has_name(db, ok);

	for (size_t i = 0; whole && i <= s->n_collections; i++) {
		struct watched w = watched_of(s, i);

		for (size_t e = 0; e < EVENTS; e++)
			whole &=
				ask(db,
			            STR("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND sql = ?1"),
			            trigger_sql(a, &w, e), 0, ok) == 1;
	}
	return whole && *ok;
}

/* Beside the key, REPLACE takes other rows with it, of any member, and no trigger hears of those. */
static bool has_unique(struct database *db, const struct schema *s, bool *ok)
{
	int64_t n = 0;

	for (size_t i = 0; i <= s->n_collections; i++)
		n += ask(
			db,
			STR("SELECT count(*) FROM pragma_index_list(?1) WHERE \"unique\" AND origin <> 'pk'"),
			watched_of(s, i).table, 0, ok);
	return n > 0;
}

static bool remake(struct arena *a, struct database *db, const struct schema *s)
{
	bool done = database_run(db,
	                         "DROP TABLE IF EXISTS tierbook_change;"
	                         "CREATE TABLE tierbook_change (sequence INTEGER PRIMARY KEY AUTOINCREMENT,"
	                         " token INTEGER NOT NULL DEFAULT (random()), member TEXT NOT NULL) STRICT;"
	                         "INSERT INTO tierbook_change (member) VALUES ('')") &&
	            name(db);

	for (size_t i = 0; done && i <= s->n_collections; i++) {
		struct watched w = watched_of(s, i);

		for (size_t e = 0; done && e < EVENTS; e++)
			done = database_run(db, str_format(a, "DROP TRIGGER IF EXISTS \"%s\"",
			                                   trigger_name(a, w.table, e).at)
			                                .at) &&
			       database_run(db, trigger_sql(a, &w, e).at);
	}
	return done;
}

bool changes_make(struct arena *a, struct database *db, const struct schema *s, bool *fresh)
{
	bool ok = true;

	*fresh = !is_whole(a, db, s, &ok) && ok;
	return ok && (!*fresh || remake(a, db, s));
}

bool changes_note(struct database *db, struct query **insert, struct str member)
{
	if (!*insert)
		*insert = database_prepare(db, STR("INSERT INTO tierbook_change (member) VALUES (?1)"));
	if (!*insert)
		return false;
	database_bind_text(*insert, 1, member);
	return database_do(*insert);
}

/* AUTOINCREMENT remembers the last number, also of a row that somebody took away. */
static int64_t last_sequence(struct database *db, bool *ok)
{
	return ask(db, STR("SELECT seq FROM sqlite_sequence WHERE name = 'tierbook_change'"), STR(""), 0, ok);
}

bool changes_prune(struct database *db)
{
	bool ok = true;
	int64_t last = last_sequence(db, &ok);
	struct query *q = ok ? database_prepare(db, STR("DELETE FROM tierbook_change WHERE sequence <= ?1"))
	                     : NULL;

	if (!q)
		return false;
	database_bind_integer(q, 1, last - CHANGES_KEPT);
	ok = database_do(q);
	database_finish(q);
	return ok;
}

/* Whether the row of that number has that token; the token it has. */
static bool row_token(struct database *db, int64_t sequence, int64_t *token, bool *ok)
{
	struct query *q = database_prepare(db, STR("SELECT token FROM tierbook_change WHERE sequence = ?1"));
	int status = -1;

	if (q) {
		database_bind_integer(q, 1, sequence);
		status = database_step(q);
		if (status == 1)
			*token = database_integer(q, 0);
	}
	database_finish(q);
	*ok &= status >= 0;
	return status == 1;
}

bool changes_read(struct arena *a, struct database *db, const struct schema *s, struct changes_mark *out)
{
	struct changes_mark mark = {0};
	bool ok = true;

	*out = mark;
	if (!is_whole(a, db, s, &ok) || has_unique(db, s, &ok))
		return ok;
	mark.sequence = last_sequence(db, &ok);
	mark.schema = ask(db, STR("PRAGMA schema_version"), STR(""), 0, &ok);
	if (ok && row_token(db, mark.sequence, &mark.token, &ok))
		*out = mark;
	return ok;
}

bool changes_add(struct changes_members *m, struct str id)
{
	m->unknown |= m->n == m->most;
	if (!m->unknown)
		*ARRAY_ADD(m->arena, m->ids, m->n) = str_copy(m->arena, id);
	return !m->unknown;
}

/* Where there are fewer rows than numbers, nothing is known. */
static bool read_ids(struct query *q, int64_t n_rows, struct changes_members *out)
{
	int64_t rows = 0;
	int status;

	while ((status = database_step(q)) == 1 && changes_add(out, database_bytes(q, 0)))
		rows += database_integer(q, 1);
	out->unknown |= rows != n_rows;
	return status >= 0;
}

bool changes_since(struct database *db, const struct changes_mark *since, const struct changes_mark *now,
                   struct changes_members *out)
{
	static const char sql[] = "SELECT member, count(*) FROM tierbook_change WHERE sequence > ?1"
				  " GROUP BY member ORDER BY member";
	int64_t token = 0, n_rows = now->sequence - since->sequence;
	bool ok = true, same;
	struct query *q;

	same = since->sequence > 0 && n_rows >= 0 && since->schema == now->schema &&
	       row_token(db, since->sequence, &token, &ok) && token == since->token;
	out->unknown |= !same;
	if (!ok || !same || n_rows == 0)
		return ok;
	q = database_prepare(db, str_from(sql));
	if (!q)
		return false;
	database_bind_integer(q, 1, since->sequence);
	ok = read_ids(q, n_rows, out);
	database_finish(q);
	return ok;
}
