#include "policy/examples/example_rows.h"

#include "base/arena.h"
#include "base/diag.h"

/* The table with an entry replaced or added at its place in the order. */
static struct node replace(struct arena *a, const struct node *table, struct str key,
                           struct position key_position, const struct node *value)
{
	struct node made = *table;
	struct entry *fields = arena_array(a, table->n_fields + 1, sizeof(*fields));
	size_t n = 0, i = 0;

	for (; i < table->n_fields; i++) {
		const struct entry *e = &table->fields[i];

		if (e->key.len == 0 || str_compare(e->key, key) >= 0)
			break;
		fields[n++] = *e;
	}
	fields[n++] = (struct entry){.key = key, .key_position = key_position, .value = *value};
	if (i < table->n_fields && str_equal(table->fields[i].key, key))
		i++;
	while (i < table->n_fields)
		fields[n++] = table->fields[i++];
	made.fields = fields;
	made.n_fields = n;
	return made;
}

/*
 * given.action_pack.purchased: tables that are not there are made.  A name that is unknown is a mistake of the
 * heading, one for all rows.
 */
static struct node lay(struct arena *a, const struct node *table, struct str path, struct position heading,
                       const struct node *value)
{
	size_t dot = str_find(path, STR("."), 0);
	struct str key = str_slice(path, 0, dot == SIZE_MAX ? path.len : dot);
	struct node empty = {.kind = NODE_TABLE, .position = value->position}, inner;
	const struct entry *old;

	if (table->kind != NODE_TABLE)
		table = &empty;
	if (dot == SIZE_MAX)
		return replace(a, table, key, heading, value);
	old = node_entry(table, key);
	inner = lay(a, old ? &old->value : &empty, str_slice(path, dot + 1, path.len), heading, value);
	if (old)
		inner.position = old->value.position;
	return replace(a, table, key, heading, &inner);
}

enum { PATH_DOTS = 3 /* expect.refused.buy has two; nothing an example says has more than one more */ };

static bool is_path(struct str s)
{
	size_t dots = 0;

	for (size_t i = 0; i < s.len; i++)
		dots += s.at[i] == '.';
	return dots <= PATH_DOTS && (str_starts(s, STR("given.")) || str_starts(s, STR("expect."))) &&
	       s.at[s.len - 1] != '.' && str_find(s, STR(".."), 0) == SIZE_MAX;
}

static bool check_columns(struct reading *r, const struct node *columns)
{
	static const struct accept none[] = {{NULL, ACCEPT_ANY, false}};
	bool fine = columns->n_items > 0;

	reading_fields(r, columns, "columns", none);
	for (size_t i = 0; i < columns->n_items; i++) {
		const struct node *c = &columns->items[i];

		if (c->kind == NODE_TEXT &&
		    (str_is(c->text, "name") || str_is(c->text, "on") || is_path(c->text)))
			continue;
		reading_wrong(r, c, "a column",
		              "\"name\", \"on\", or where its values would stand in an example, "
		              "such as \"given.employees\" or \"expect.renewal\"");
		fine = false;
	}
	return fine;
}

/* A table of examples. */
struct example_table {
	const struct declaration *d;
	struct node common; /* what stands beside the rows, and is every one's */
	const struct node *columns;
};

/* The ith row, called by its number, or by what its column `name` says. */
static bool make_row(struct reading *r, const struct example_table *t, size_t i, struct example_row *out)
{
	const struct node *row = &t->d->body.items[i], *columns = t->columns;
	struct node body = t->common;

	if (row->kind != NODE_TABLE || row->n_fields > 0) {
		reading_wrong(r, row, "a row", "the values of its columns in braces: { ..., ... }");
		return false;
	}
	if (row->n_items != columns->n_items) {
		diag_add(r->d, CELL_COUNT, row->position, str_format(r->a, "%zu", row->n_items).at,
		         str_format(r->a, "%zu", columns->n_items).at);
		return false;
	}
	out->position = row->position;
	out->name = str_format(r->a, "%.*s, row %zu", STR_ARG(t->d->name), i + 1);
	for (size_t c = 0; c < row->n_items; c++) {
		const struct node *cell = &row->items[c], *column = &columns->items[c];

		if (!str_is(column->text, "name"))
			body = lay(r->a, &body, column->text, column->position, cell);
		else if (cell->kind == NODE_TEXT)
			out->name = str_format(r->a, "%.*s: %.*s", STR_ARG(t->d->name), STR_ARG(cell->text));
		else
			reading_wrong(r, cell, "name", "a text in quotes");
	}
	out->body = body;
	return true;
}

static bool is_common(struct str key)
{
	return str_is(key, "given") || str_is(key, "on") || str_is(key, "expect");
}

size_t example_rows_make(struct reading *r, const struct declaration *d, const struct example_row **out)
{
	static const struct accept fields[] = {{"given", ACCEPT_TABLE, false},
	                                       {"on", ACCEPT_DAY, false},
	                                       {"expect", ACCEPT_TABLE, false},
	                                       {"columns", ACCEPT_TABLE, true},
	                                       {NULL, ACCEPT_ANY, false}};
	struct example_table t = {d, d->body, node_field(&d->body, "columns")};
	struct entry *kept = arena_array(r->a, d->body.n_fields, sizeof(*kept));
	struct example_row *rows = arena_array(r->a, d->body.n_items, sizeof(*rows));
	size_t n = 0;

	*out = rows;
	reading_fields(r, &d->body, "examples", fields);
	if (!t.columns || t.columns->kind != NODE_TABLE || !check_columns(r, t.columns))
		return 0;
	if (d->body.n_items == 0)
		diag_add(r->d, NO_ROWS, d->position, reading_what(r, d));
	t.common.items = NULL;
	t.common.n_items = t.common.n_fields = 0;
	t.common.fields = kept;
	for (size_t i = 0; i < d->body.n_fields; i++)
		if (is_common(d->body.fields[i].key))
			kept[t.common.n_fields++] = d->body.fields[i];
	for (size_t i = 0; i < d->body.n_items; i++)
		n += make_row(r, &t, i, &rows[n]);
	return n;
}
