#include "record/store/scan.h"

#include "base/arena.h"
#include "base/buf.h"
#include "record/database/database.h"
#include "record/store/stored.h"

/* A row's first column: whose it is. */
struct owner {
	enum database_type type;
	struct str id;
};

/* The rows of one collection, ordered by member and key; at_row tells that one is waiting to be read. */
struct row_scan {
	const struct collection *collection;
	struct query *query;
	bool begun, at_row;
	struct owner owner; /* of the row that waits; asked for once, however many members come before */
	struct shard shard;
	struct buf facts; /* of the member at hand */
	int64_t orphans;
	struct buf first_orphan;
};

struct scan {
	struct database *db;
	const struct schema *schema;
	struct buf from, to;
	struct shard shard;
	struct query *members;
	struct row_scan *rows;
	struct buf previous; /* id */
	bool begun, ended;
};

/* Texts in the order of their bytes; a server's days and numbers have but one. */
static void add_order(struct scan *s, struct buf *sql, struct str column, bool text)
{
	buf_add_format(sql, "\"%.*s\"", STR_ARG(column));
	if (!database_is_server(s->db))
		buf_add_z(sql, " COLLATE BINARY");
	else if (text)
		buf_add_z(sql, " COLLATE \"C\"");
}

static void add_columns(struct buf *sql, const char *first, const struct field *fields, size_t n)
{
	buf_add_format(sql, "SELECT \"%s\"", first);
	for (size_t i = 0; i < n; i++)
		buf_add_format(sql, ", \"%.*s\"", STR_ARG(fields[i].name));
}

/*
 * Orders are spelt out: a table made by hand may compare without regard to
 * case.  Where to end is seen while reading: in such a table `id < to` would
 * leave out a NULL.
 */
static struct query *prepare(struct scan *s, struct buf *sql, struct str table, struct str id,
                             const struct collection *c)
{
	struct query *q;

	buf_add_format(sql, " FROM \"%.*s\"", STR_ARG(table));
	if (s->from.len) {
		buf_add_z(sql, " WHERE ");
		add_order(s, sql, id, true);
		buf_add_z(sql, " >= ?1");
	}
	buf_add_z(sql, " ORDER BY ");
	add_order(s, sql, id, true);
	for (size_t k = 0; c && k < c->n_key; k++) {
		const struct field *f = &c->fields[c->key[k]];

		buf_add_z(sql, ", ");
		add_order(s, sql, f->name, f->type == FACT_TEXT || f->type == FACT_ENUM);
	}
	q = database_stream(s->db, buf_str(sql));
	buf_free(sql);
	return q;
}

void scan_rest(struct scan *s)
{
	database_reset(s->members);
	for (size_t i = 0; i < s->schema->n_collections; i++)
		database_reset(s->rows[i].query);
}

void scan_seek(struct scan *s, struct str from, struct str to)
{
	scan_rest(s);
	buf_clear(&s->from);
	buf_add(&s->from, from);
	buf_clear(&s->to);
	buf_add(&s->to, to);
	if (from.len)
		database_bind_text(s->members, 1, buf_str(&s->from));
	for (size_t i = 0; i < s->schema->n_collections; i++) {
		if (from.len)
			database_bind_text(s->rows[i].query, 1, buf_str(&s->from));
		s->rows[i].begun = s->rows[i].at_row = false;
	}
	s->begun = s->ended = false;
}

struct scan *scan_open(struct arena *a, struct database *db, const struct schema *schema, struct str from,
                       struct str to)
{
	struct scan *s = arena_alloc(a, sizeof(*s));
	struct buf sql = {0};

	*s = (struct scan){.db = db, .schema = schema};
	buf_add(&s->from, from);
	s->rows = arena_array(a, schema->n_collections, sizeof(*s->rows));
	add_columns(&sql, str_z(a, schema->fields[0].name), schema->fields + 1, schema->n_fields - 1);
	s->members = prepare(s, &sql, STR("member"), schema->fields[0].name, NULL);
	if (!s->members)
		goto failed;
	for (size_t i = 0; i < schema->n_collections; i++) {
		struct row_scan *r = &s->rows[i];

		r->collection = &schema->collections[i];
		add_columns(&sql, "member", r->collection->fields, r->collection->n_fields);
		r->query = prepare(s, &sql, r->collection->name, STR("member"), r->collection);
		if (!r->query)
			goto failed;
	}
	scan_seek(s, from, to);
	return s;

failed:
	scan_close(s);
	return NULL;
}

void scan_close(struct scan *s)
{
	if (!s)
		return;
	database_finish(s->members);
	for (size_t i = 0; i < s->schema->n_collections; i++) {
		database_finish(s->rows[i].query);
		buf_free(&s->rows[i].facts);
		buf_free(&s->rows[i].first_orphan);
	}
	buf_free(&s->previous);
	buf_free(&s->from);
	buf_free(&s->to);
}

void scan_take_shard(struct scan *s, struct shard shard)
{
	s->shard = shard;
	for (size_t i = 0; i < s->schema->n_collections; i++)
		s->rows[i].shard = shard;
}

static struct owner owner_of(struct query *q)
{
	struct owner o = {database_type(q, 0), STR("")};

	if (o.type == DATABASE_TEXT)
		o.id = database_bytes(q, 0);
	return o;
}

static bool move_on(struct row_scan *r)
{
	int status = database_step(r->query);

	r->begun = true;
	r->at_row = status == 1;
	if (r->at_row)
		r->owner = owner_of(r->query);
	return status >= 0;
}

/* SQLite sorts numbers before texts and bytes after them. */
static int compare_id(struct owner o, struct str id)
{
	switch (o.type) {
	case DATABASE_TEXT:
		return str_compare(o.id, id);
	case DATABASE_BLOB:
		return 1;
	default:
		return -1;
	}
}

static bool is_past_end(const struct scan *s, struct owner o)
{
	return s->to.len && compare_id(o, buf_str(&s->to)) >= 0;
}

/* Rows of nobody belong to the shard that their member would. */
static bool skip_orphan(struct row_scan *r)
{
	struct str member = database_bytes(r->query, 0);

	if (shard_has(r->shard, member) && !r->orphans++)
		buf_add(&r->first_orphan, member);
	return move_on(r);
}

static struct str name_of_row(struct row_scan *r, struct arena *a, const struct fact *facts)
{
	const struct collection *c = r->collection;
	struct buf out = {0};

	buf_add(&out, c->name);
	for (size_t k = 0; k < c->n_key; k++) {
		struct str part = member_format_fact(a, &c->fields[c->key[k]], &facts[c->key[k]]);

		buf_add_char(&out, ' ');
		buf_add(&out, part.len ? part : STR("?"));
	}
	return buf_keep(&out, a);
}

static const char *read_facts(struct query *q, int column, struct arena *a, const struct field *fields,
                              size_t n, struct fact *facts)
{
	const char *bad = NULL;

	for (size_t i = 0; i < n; i++, column++) {
		const char *why = stored_read(q, column, a, &fields[i], &facts[i]);

		if (!why && fields[i].required && !facts[i].known)
			why = "is missing";
		if (why && !bad)
			bad = str_format(a, "'%.*s' %s", STR_ARG(fields[i].name), why).at;
	}
	return bad;
}

static bool same_key(const struct collection *c, const struct fact *x, const struct fact *y)
{
	for (size_t k = 0; k < c->n_key; k++) {
		const struct fact *p = &x[c->key[k]], *q = &y[c->key[k]];
		bool text = c->fields[c->key[k]].type == FACT_TEXT;

		if (!p->known || !q->known || (text ? !str_equal(p->text, q->text) : p->number != q->number))
			return false;
	}
	return true;
}

static const char *read_row(struct row_scan *r, struct arena *a, size_t n_before)
{
	const struct collection *c = r->collection;
	struct fact *facts = (struct fact *)buf_reserve(&r->facts, c->n_fields * sizeof(*facts));
	const char *bad = read_facts(r->query, 1, a, c->fields, c->n_fields, facts);

	r->facts.len += c->n_fields * sizeof(*facts);
	if (bad)
		return str_format(a, "%.*s: %s", STR_ARG(name_of_row(r, a, facts)), bad).at;
	if (n_before && same_key(c, facts - c->n_fields, facts))
		return str_format(a, "%.*s is there twice", STR_ARG(name_of_row(r, a, facts))).at;
	return NULL;
}

static bool read_rows(struct row_scan *r, struct arena *a, struct str id, struct rows *out, const char **bad)
{
	const struct collection *c = r->collection;
	const char *why;
	int order = 0;

	buf_clear(&r->facts);
	if (!r->begun && !move_on(r))
		return false;
	while (r->at_row && (order = compare_id(r->owner, id)) <= 0) {
		if (order < 0) {
			if (!skip_orphan(r))
				return false;
			continue;
		}
		if (out->n < MEMBER_ROWS_LIMIT)
			why = read_row(r, a, out->n++);
		else
			why = str_format(a, "%.*s: more than %d rows", STR_ARG(c->name), MEMBER_ROWS_LIMIT)
			              .at;
		if (why && !*bad)
			*bad = why;
		if (!move_on(r))
			return false;
	}
	out->facts = (struct fact *)arena_copy(a, r->facts.at, r->facts.len);
	return true;
}

static const char *read_id(struct scan *s, struct arena *a, struct owner owner, struct str *id)
{
	const char *why;
	bool twice;

	if (owner.type != DATABASE_TEXT) {
		*id = STR("(an id that is not text)");
		return "its id is not stored as text";
	}
	*id = str_copy(a, owner.id);
	twice = s->begun && str_equal(*id, buf_str(&s->previous));
	s->begun = true;
	buf_clear(&s->previous);
	buf_add(&s->previous, *id);
	if (twice)
		return "the member is there twice";
	why = member_check_id(a, *id);
	return why ? str_format(a, "its id %s", why).at : NULL;
}

/* The rows of a member of another shard. */
static bool pass_rows(struct row_scan *r, struct str id)
{
	int order = 0;

	if (!r->begun && !move_on(r))
		return false;
	while (r->at_row && (order = compare_id(r->owner, id)) <= 0)
		if (!(order < 0 ? skip_orphan(r) : move_on(r)))
			return false;
	return true;
}

/* Steps to the next member of this shard, as database_step. */
static int step(struct scan *s)
{
	int status;

	while ((status = database_step(s->members)) == 1 && s->shard.of > 1) {
		struct owner o = owner_of(s->members);

		if (shard_has(s->shard, o.id) || is_past_end(s, o))
			return 1;
		for (size_t i = 0; i < s->schema->n_collections; i++)
			if (!pass_rows(&s->rows[i], o.id))
				return -1;
	}
	return status;
}

static int drain(struct scan *s)
{
	for (size_t i = 0; i < s->schema->n_collections; i++) {
		struct row_scan *r = &s->rows[i];

		if (!r->begun && !move_on(r))
			return -1;
		while (r->at_row && !is_past_end(s, r->owner))
			if (!skip_orphan(r))
				return -1;
	}
	return 0;
}

int scan_next(struct scan *s, struct arena *a, struct member *out, const char **bad)
{
	const struct schema *schema = s->schema;
	const char *why;
	int status = s->ended ? 0 : step(s);
	struct owner owner = {0};

	if (status > 0)
		owner = owner_of(s->members);
	s->ended = status <= 0 || is_past_end(s, owner);
	if (s->ended)
		return status < 0 ? -1 : drain(s);
	*out = (struct member){
		.facts = arena_array(a, schema->n_fields, sizeof(*out->facts)),
		.rows = arena_array(a, schema->n_collections, sizeof(*out->rows)),
	};
	*bad = read_id(s, a, owner, &out->id);
	why = read_facts(s->members, 0, a, schema->fields, schema->n_fields, out->facts);
	if (!*bad)
		*bad = why;
	for (size_t i = 0; owner.type == DATABASE_TEXT && i < schema->n_collections; i++)
		if (!read_rows(&s->rows[i], a, out->id, &out->rows[i], bad))
			return -1;
	return 1;
}

int64_t scan_orphans(const struct scan *s, size_t collection, struct str *first)
{
	*first = buf_str(&s->rows[collection].first_orphan);
	return s->rows[collection].orphans;
}
