#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/comparisons.h"
#include "policy/clauses/conditions.h"
#include "policy/clauses/operands.h"
#include "policy/clauses/references.h"
#include "policy/rules/families.h"
#include "policy/rules/records.h"

enum { COLUMNS_MOST = 16, ROWS_MOST = 1000 };

static const struct node *list_of(const struct node *body, const char *key)
{
	const struct node *list = node_field(body, key);

	return list && list->kind == NODE_TABLE ? list : NULL;
}

/* A name out of a list, which the field may leave out for the first of them. */
static unsigned choose(struct reading *r, const struct node *body, const char *key, const struct str *names,
                       unsigned n)
{
	const struct node *value = node_field(body, key);
	size_t at;

	if (!value || value->kind != NODE_TEXT)
		return 0;
	at = str_index(value->text, names, n);
	if (at < n)
		return (unsigned)at;
	reading_unknown(r, value, key, names, n);
	return 0;
}

static bool name_output(struct reading *r, const struct node *n, struct output *to)
{
	static const struct str ways[] = {{"sum", 3}, {"least", 5}, {"greatest", 8}};
	static const struct accept fields[] = {{"collect", ACCEPT_TEXT, false}, {NULL, ACCEPT_ANY, false}};
	bool adds;

	if (n->kind != NODE_TABLE || n->n_items != 2 || n->items[0].kind != NODE_TEXT) {
		reading_wrong(r, n, "an output", "its name and type in braces: { \"hours\", integer }");
		return false;
	}
	to->is.name = n->items[0].text;
	to->is.position = to->position = n->items[0].position;
	reading_fields(r, n, "an output", fields);
	if (!reading_is_name(to->is.name))
		diag_add(r->d, BAD_NAME, to->position, reading_z(r, to->is.name));
	if (!records_read_type(r, &n->items[1], &to->is))
		return false;
	if (to->is.type == FACT_TEXT) {
		reading_wrong(r, &n->items[1], "the type", "integer, yes_no, date, money or one_of { ... }");
		return false;
	}
	adds = to->is.type == FACT_INTEGER || to->is.type == FACT_MONEY;
	to->collect = node_field(n, "collect") ? (enum collect)choose(r, n, "collect", ways, 3)
	              : adds                   ? COLLECT_SUM
	                                       : COLLECT_GREATEST;
	if (to->collect == COLLECT_SUM && !adds)
		diag_add(r->d, NOT_SUMMED, to->position, "collect = \"sum\"", reading_z(r, to->is.name));
	return true;
}

static int compare_outputs(const void *x, const void *y)
{
	const struct output_name *a = x, *b = y;
	int order = str_compare(a->name, b->name);

	if (order == 0 && a->table != b->table)
		order = a->table < b->table ? -1 : 1;
	return order ? order : (a->output > b->output) - (a->output < b->output);
}

/* An output is a fact by its own name: one that nothing else has. */
static void sort_outputs(struct reading *r)
{
	size_t n = 0;

	if (r->n_outputs > 1)
		qsort(r->outputs, r->n_outputs, sizeof(*r->outputs), compare_outputs);
	for (size_t i = 0; i < r->n_outputs; i++) {
		const struct output_name *o = &r->outputs[i];
		const struct output *is = &r->tables[o->table].outputs[o->output];

		if (n > 0 && str_equal(r->outputs[n - 1].name, o->name))
			diag_add(r->d, DUPLICATE_FIELD, is->position, reading_z(r, o->name));
		else if (schema_field(r->schema->fields, r->schema->n_fields, o->name) ||
		         schema_collection(r->schema, o->name) ||
		         reading_index(r, FAMILY_DERIVED, o->name) != NOWHERE)
			diag_add(r->d, NAME_OF_FACT, is->position, reading_z(r, o->name));
		else
			r->outputs[n++] = *o;
	}
	r->n_outputs = n;
}

void tables_name(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_DECIDE];
	size_t room = 0;

	r->tables = arena_array(r->a, by->n, sizeof(*r->tables));
	r->policy->tables = r->tables;
	r->policy->n_tables = by->n;
	for (size_t i = 0; i < by->n; i++)
		room += list_of(&by->at[i]->body, "outputs") ? list_of(&by->at[i]->body, "outputs")->n_items
		                                             : 0;
	r->outputs = arena_array(r->a, room, sizeof(*r->outputs));
	for (size_t i = 0; i < by->n; i++) {
		const struct node *list = list_of(&by->at[i]->body, "outputs");
		struct table *t = &r->tables[i];
		struct output *outputs = arena_array(r->a, list ? list->n_items : 0, sizeof(*outputs));

		*t = (struct table){.id = by->at[i]->name, .offer = NOWHERE, .position = by->at[i]->position};
		t->outputs = outputs;
		for (size_t k = 0; list && k < list->n_items && k < COLUMNS_MOST; k++)
			if (name_output(r, &list->items[k], &outputs[t->n_outputs])) {
				r->outputs[r->n_outputs++] = (struct output_name){
					outputs[t->n_outputs].is.name, i, t->n_outputs};
				t->n_outputs++;
			}
	}
	sort_outputs(r);
}

/* What is more than a fact is worked out once for all rows, as a derived fact without a name of its own. */
static void derive(struct reading *r, const struct table *t, struct input *in)
{
	size_t at = r->policy->n_derived++;
	struct derived *to = &r->derived[at];

	*to = (struct derived){
		.id = in->name, .offer = t->offer, .value = in->value, .position = in->position};
	if (in->value.of)
		to->is = *in->value.of;
	to->is.type = in->value.type;
	memcpy(to->is.currency, in->value.currency, sizeof(to->is.currency));
	r->derived_fine[at] = r->derived_used[at] = true;
	in->value = (struct operand){.kind = OPERAND_DERIVED,
	                             .type = to->is.type,
	                             .of = &to->is,
	                             .collection = NOWHERE,
	                             .field = NOWHERE,
	                             .subject = at,
	                             .position = in->position};
	memcpy(in->value.currency, to->is.currency, sizeof(in->value.currency));
}

static bool read_input(struct reading *r, struct scope s, const struct node *n, struct table *t,
                       struct input *in)
{
	bool named = n->kind == NODE_TABLE && n->n_items == 2 && n->items[0].kind == NODE_TEXT;
	struct wanted any = {.name = "an input", .any = true};

	if (!named && n->kind != NODE_TEXT) {
		reading_wrong(r, n, "an input",
		              "the name of a fact, or a name and a value: { \"age\", years_since(...) }");
		return false;
	}
	in->name = named ? n->items[0].text : n->text;
	in->position = named ? n->items[0].position : n->position;
	in->value = (struct operand){.collection = NOWHERE, .field = NOWHERE, .position = in->position};
	if (named) {
		if (!operands_read(r, s, &n->items[1], any, &in->value))
			return false;
	} else if (!facts_find(r, s, in->name, &in->value) &&
	           !references_find_track(r, in->name, &in->value)) {
		facts_unknown(r, s, in->name, in->position);
		return false;
	}
	if (in->value.type == FACT_TEXT) {
		diag_add(r->d, WRONG_TYPE, in->position, reading_z(r, in->name),
		         "anything that can be told from all else: no text", reading_type(FACT_TEXT));
		return false;
	}
	if ((in->value.kind != OPERAND_MEMBER && in->value.kind != OPERAND_OFFER &&
	     in->value.kind != OPERAND_DERIVED && in->value.kind != OPERAND_OUTPUT) ||
	    in->value.shift.sign)
		derive(r, t, in);
	return true;
}

static bool is_fixed(const struct operand *o)
{
	return o->kind == OPERAND_VALUE || o->kind == OPERAND_PARAMETER;
}

/* Only such cells can be told apart before anybody is decided. */
static bool is_plain(const struct condition *c)
{
	if (c->kind == CONDITION_ALL) {
		for (size_t i = 0; i < c->n_children; i++)
			if (!is_plain(c->children[i]))
				return false;
		return true;
	}
	if (c->left.shift.sign || (c->kind == CONDITION_COMPARE && !is_fixed(&c->right)))
		return false;
	return c->kind == CONDITION_COMPARE || c->kind == CONDITION_AMONG || c->kind == CONDITION_KNOWN ||
	       c->kind == CONDITION_UNKNOWN;
}

static bool read_cell(struct reading *r, struct scope s, const struct node *n, const struct input *in,
                      const struct condition **out)
{
	struct condition *none;

	*out = NULL;
	if (n->kind == NODE_WORD && n->word == WORD_ANY)
		return true;
	if (n->kind == NODE_WORD && n->word == WORD_NONE) {
		none = conditions_make(r, CONDITION_UNKNOWN, n->position);
		none->left = in->value;
		*out = none;
		return true;
	}
	*out = comparisons_read(r, s, &in->value, reading_z(r, in->name), n, n->position);
	if (*out && !is_plain(*out)) {
		diag_add(r->d, TABLE_CELL, n->position);
		return false;
	}
	return *out;
}

static bool read_row(struct reading *r, struct scope s, const struct node *n, const struct table *t,
                     struct table_row *row)
{
	const struct condition **cells = arena_array(r->a, t->n_inputs, sizeof(*cells));
	struct operand *outputs = arena_array(r->a, t->n_outputs, sizeof(*outputs));
	size_t wanted = t->n_inputs + t->n_outputs;
	bool fine = true;

	*row = (struct table_row){cells, outputs, n->position};
	if (n->kind != NODE_TABLE) {
		reading_wrong(r, n, "a row", "its cells in braces: { \"gold\", any, 40 }");
		return false;
	}
	for (size_t i = 0; i < n->n_fields; i++)
		diag_add(r->d, UNKNOWN_FIELD, n->fields[i].key_position, reading_z(r, n->fields[i].key),
		         "a row");
	if (n->n_items != wanted) {
		diag_add(r->d, TABLE_ROW, n->position, str_format(r->a, "%zu", n->n_items).at,
		         str_format(r->a, "%zu", wanted).at,
		         str_format(r->a, "%zu of inputs and %zu of outputs", t->n_inputs, t->n_outputs).at);
		return false;
	}
	for (size_t i = 0; i < t->n_inputs; i++)
		fine &= read_cell(r, s, &n->items[i], &t->inputs[i], &cells[i]);
	for (size_t i = 0; i < t->n_outputs; i++) {
		const struct field *is = &t->outputs[i].is;
		struct wanted w = {.name = reading_z(r, is->name), .type = is->type, .of = is};

		memcpy(w.currency, is->currency, sizeof(w.currency));
		fine &= operands_read(r, s, &n->items[t->n_inputs + i], w, &outputs[i]);
	}
	return fine && n->n_fields == 0;
}

static bool read_inputs(struct reading *r, struct scope s, const struct declaration *d, struct table *t)
{
	const struct node *list = list_of(&d->body, "inputs"), *outputs = list_of(&d->body, "outputs");
	struct input *inputs = arena_array(r->a, list ? list->n_items : 0, sizeof(*inputs));

	t->inputs = inputs;
	if (!list || !outputs)
		return false;
	if (list->n_items > COLUMNS_MOST || outputs->n_items > COLUMNS_MOST) {
		diag_add(r->d, TOO_MANY, d->position, "inputs or outputs in a table", "16");
		return false;
	}
	for (size_t i = 0; i < list->n_items; i++)
		t->n_inputs += read_input(r, s, &list->items[i], t, &inputs[t->n_inputs]);
	if (t->n_inputs == 0 && list->n_items == 0)
		diag_add(r->d, MISSING_FIELD, list->position, reading_what(r, d), "inputs");
	return t->n_inputs > 0 && t->n_inputs == list->n_items && t->n_outputs == outputs->n_items;
}

static void read_table(struct reading *r, const struct declaration *d, struct table *t)
{
	static const struct accept fields[] = {{"inputs", ACCEPT_TABLE, true},
	                                       {"outputs", ACCEPT_TABLE, true},
	                                       {"hit", ACCEPT_TEXT, false},
	                                       {"offer", ACCEPT_TEXT, false},
	                                       {NULL, ACCEPT_ANY, false}};
	static const struct str hits[] = {{"unique", 6}, {"first", 5}, {"collect", 7}};
	struct table_row *rows;
	struct scope s = SCOPE_MEMBER;

	reading_fields(r, &d->body, reading_what(r, d), fields);
	t->hit = (enum hit)choose(r, &d->body, "hit", hits, 3);
	s.offer = t->offer = reading_refer_field(r, &d->body, "offer", FAMILY_OFFER);
	if (!read_inputs(r, s, d, t))
		return;
	if (d->body.n_items > ROWS_MOST) {
		diag_add(r->d, TOO_MANY, d->position, "rows in a table", "1000");
		return;
	}
	if (d->body.n_items == 0)
		diag_add(r->d, NO_ROWS, d->position, reading_what(r, d));
	rows = arena_array(r->a, d->body.n_items, sizeof(*rows));
	t->rows = rows;
	for (size_t i = 0; i < d->body.n_items; i++)
		t->n_rows += read_row(r, s, &d->body.items[i], t, &rows[t->n_rows]);
	/* Rows that could not be read are no gaps. */
	if (t->n_rows < d->body.n_items)
		t->n_rows = 0;
}

void tables_read(struct reading *r)
{
	for (size_t i = 0; i < r->policy->n_tables; i++)
		read_table(r, r->by[FAMILY_DECIDE].at[i], &r->tables[i]);
}
