#include "policy/rules/records.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/money.h"
#include "policy/clauses/literals.h"
#include "policy/clauses/owner.h"
#include "policy/rules/families.h"

static bool read_values(struct reading *r, const struct node *list, struct field *f)
{
	bool fine = list->kind == NODE_TABLE && list->n_fields == 0 && list->n_items > 0;

	for (size_t i = 0; fine && i < list->n_items; i++)
		fine = list->items[i].kind == NODE_TEXT && list->items[i].text.len > 0;
	if (!fine) {
		reading_wrong(r, list, "one_of", "a list of texts: { \"silver\", \"gold\" }");
		return false;
	}
	f->values = arena_array(r->a, list->n_items, sizeof(*f->values));
	for (size_t i = 0; i < list->n_items; i++) {
		for (size_t k = 0; k < f->n_values; k++)
			if (str_equal(f->values[k], list->items[i].text))
				diag_add(r->d, DUPLICATE_FIELD, list->items[i].position,
				         reading_z(r, list->items[i].text));
		f->values[f->n_values++] = list->items[i].text;
	}
	return true;
}

static bool read_money(struct reading *r, const struct node *n, struct field *f)
{
	memcpy(f->currency, owner_at(r, n->position)->currency, sizeof(f->currency));
	if (n->n_items == 0)
		return f->currency[0];
	if (n->n_items == 1 && n->items[0].kind == NODE_TEXT && money_digits(n->items[0].text) >= 0) {
		memcpy(f->currency, n->items[0].text.at, 3);
		return true;
	}
	reading_wrong(r, n, "the type", "money or money \"USD\"");
	return false;
}

bool records_read_type(struct reading *r, const struct node *n, struct field *f)
{
	static const char *const wanted = "text, integer, yes_no, date, money or one_of { ... }";

	if (n->kind == NODE_WORD) {
		switch (n->word) {
		case WORD_TEXT:
			f->type = FACT_TEXT;
			return true;
		case WORD_INTEGER:
			f->type = FACT_INTEGER;
			return true;
		case WORD_YES_NO:
			f->type = FACT_BOOL;
			return true;
		case WORD_DATE:
			f->type = FACT_DATE;
			return true;
		case WORD_MONEY:
			f->type = FACT_MONEY;
			return read_money(r, n, f);
		case WORD_ONE_OF:
			f->type = FACT_ENUM;
			return read_values(r, &n->items[0], f);
		default:
			break;
		}
	}
	reading_wrong(r, n, "the type", wanted);
	return false;
}

/* min and max are in the field's own type; of a text they count characters. */
static void read_bound(struct reading *r, const struct node *n, const char *key, struct field *f, bool *has,
                       int64_t *bound)
{
	const struct node *value = node_field(n, key);
	struct field like = *f;
	struct fact fact;

	if (!value)
		return;
	like.name = str_from(key);
	if (f->type == FACT_TEXT) {
		*has = reading_number(r, n, key, 1, SCHEMA_TEXT_MOST, bound);
		if (value->kind != NODE_INTEGER)
			reading_wrong(r, value, key, "a number of characters");
		return;
	}
	if (f->type == FACT_ENUM || f->type == FACT_BOOL) {
		diag_add(r->d, NO_RANGE, value->position, key, reading_z(r, f->name));
		return;
	}
	*has = literals_fact(r, &like, value, &fact);
	*bound = fact.number;
}

static void doubt(struct reading *r, struct str name)
{
	struct doubtful *one = arena_alloc(r->a, sizeof(*one));

	*one = (struct doubtful){name, r->doubtful};
	r->doubtful = one;
}

static bool read_field(struct reading *r, const struct node *n, struct field *f, bool *shown)
{
	static const struct accept fields[] = {{"required", ACCEPT_YES_NO, false},
	                                       {"min", ACCEPT_ANY, false},
	                                       {"max", ACCEPT_ANY, false},
	                                       {"shown", ACCEPT_YES_NO, false},
	                                       {NULL, ACCEPT_ANY, false}};
	const char *what;

	if (n->kind != NODE_TABLE || n->n_items < 1 || n->items[0].kind != NODE_TEXT) {
		reading_wrong(r, n, "a fact", "its name and type in braces: { \"employees\", integer }");
		return false;
	}
	f->name = n->items[0].text;
	f->position = n->items[0].position;
	f->required = reading_yes_no(n, "required");
	*shown = reading_yes_no(n, "shown");
	what = str_format(r->a, "the fact '%.*s'", STR_ARG(f->name)).at;
	reading_fields(r, n, what, fields);
	for (size_t i = 2; i < n->n_items; i++)
		reading_stray(r, &n->items[i], what);
	if (!schema_name_is_fit(f->name)) {
		diag_add(r->d, BAD_NAME, f->position, reading_z(r, f->name));
		return false;
	}
	if (n->n_items < 2)
		diag_add(r->d, MISSING_FIELD, n->position, what, "type");
	if (n->n_items < 2 || !records_read_type(r, &n->items[1], f))
		return false;
	read_bound(r, n, "min", f, &f->has_min, &f->min);
	read_bound(r, n, "max", f, &f->has_max, &f->max);
	if (f->has_min && f->has_max && f->min > f->max)
		diag_add(r->d, EMPTY_RANGE, node_field(n, "max")->position, reading_z(r, f->name));
	return true;
}

/* The facts of one record; the fields that statements show, though no rule reads them, count as used. */
static size_t read_fields(struct reading *r, const struct node *body, struct field *fields, bool *used)
{
	size_t n = 0;

	for (size_t i = 0; i < body->n_items; i++) {
		struct field f = {0};
		bool shown;

		if (!read_field(r, &body->items[i], &f, &shown)) {
			if (f.name.len > 0)
				doubt(r, f.name);
			continue;
		}
		if (schema_field(fields, n, f.name)) {
			diag_add(r->d, DUPLICATE_FIELD, f.position, reading_z(r, f.name));
		} else if (n == SCHEMA_FIELD_LIMIT) {
			diag_add(r->d, TOO_MANY, body->items[i].position, "facts in a record", "200");
			break;
		} else {
			used[n] = shown;
			fields[n++] = f;
		}
	}
	return n;
}

static size_t refer(struct reading *r, const struct node *n, const struct field *fields, size_t count,
                    const char *record)
{
	const struct field *f;
	struct str *names;

	if (n->kind != NODE_TEXT) {
		reading_wrong(r, n, "a fact", "its name in quotes");
		return SIZE_MAX;
	}
	f = schema_field(fields, count, n->text);
	if (f)
		return (size_t)(f - fields);
	names = arena_array(r->a, count, sizeof(*names));
	for (size_t i = 0; i < count; i++)
		names[i] = fields[i].name;
	diag_add(r->d, UNKNOWN_FACT, n->position, reading_z(r, n->text), record);
	diag_suggest(r->d, n->text, names, count);
	return SIZE_MAX;
}

/* A role that a fact of the member has: name = "name". */
static size_t read_role(struct reading *r, const struct node *body, const char *key, enum fact_type type,
                        struct schema *s)
{
	const struct node *value = node_field(body, key);
	size_t field = value ? refer(r, value, s->fields, s->n_fields, "member") : SIZE_MAX;

	if (field == SIZE_MAX)
		return SIZE_MAX;
	r->member_used[field] = true;
	if (s->fields[field].type != type)
		diag_add(r->d, WRONG_TYPE, value->position, key, reading_type(type),
		         reading_type(s->fields[field].type));
	return field;
}

static void read_member(struct reading *r, const struct declaration *d, struct schema *s)
{
	static const struct accept fields[] = {
		{"name", ACCEPT_TEXT, true}, {"language", ACCEPT_TEXT, true}, {NULL, ACCEPT_ANY, false}};

	s->fields = arena_array(r->a, d->body.n_items, sizeof(*s->fields));
	r->member_used = arena_array(r->a, d->body.n_items, sizeof(*r->member_used));
	reading_fields(r, &d->body, "record 'member'", fields);
	s->n_fields = read_fields(r, &d->body, s->fields, r->member_used);
	if (s->n_fields == 0 || s->fields[0].type != FACT_TEXT || !s->fields[0].required)
		diag_add(r->d, NO_ID, d->position);
	else
		r->member_used[0] = true;
	s->name_field = read_role(r, &d->body, "name", FACT_TEXT, s);
	s->language_field = read_role(r, &d->body, "language", FACT_ENUM, s);
}

static void read_key(struct reading *r, const struct declaration *d, struct collection *c, bool *used)
{
	const struct node *key = node_field(&d->body, "key");

	if (!key || key->kind != NODE_TABLE)
		return;
	if (key->n_items == 0)
		diag_add(r->d, NO_KEY, key->position, reading_z(r, c->name));
	c->key = arena_array(r->a, key->n_items, sizeof(*c->key));
	for (size_t i = 0; i < key->n_items; i++) {
		size_t field = refer(r, &key->items[i], c->fields, c->n_fields, reading_z(r, c->name));

		if (field == SIZE_MAX)
			continue;
		used[field] = true;
		c->key[c->n_key++] = field;
		if (!c->fields[field].required)
			diag_add(r->d, KEY_NOT_REQUIRED, key->items[i].position,
			         reading_z(r, c->fields[field].name));
	}
}

static void read_collection(struct reading *r, const struct declaration *d, struct collection *c, bool **used)
{
	static const struct accept fields[] = {{"key", ACCEPT_TABLE, true}, {NULL, ACCEPT_ANY, false}};

	c->name = d->name;
	c->position = d->position;
	if (!schema_name_is_fit(c->name))
		diag_add(r->d, BAD_NAME, d->position, reading_z(r, c->name));
	c->fields = arena_array(r->a, d->body.n_items, sizeof(*c->fields));
	*used = arena_array(r->a, d->body.n_items, sizeof(**used));
	reading_fields(r, &d->body, reading_what(r, d), fields);
	c->n_fields = read_fields(r, &d->body, c->fields, *used);
	read_key(r, d, c, *used);
}

void records_read(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_RECORD];
	struct schema *s = arena_alloc(r->a, sizeof(*s));
	bool member = false;

	*s = (struct schema){.name_field = SIZE_MAX, .language_field = SIZE_MAX};
	s->collections = arena_array(r->a, by->n, sizeof(*s->collections));
	r->rows_used = arena_array(r->a, by->n, sizeof(*r->rows_used));
	for (size_t i = 0; i < by->n; i++) {
		if (str_is(by->at[i]->name, "member")) {
			read_member(r, by->at[i], s);
			member = true;
		} else if (s->n_collections == SCHEMA_COLLECTION_LIMIT) {
			diag_add(r->d, TOO_MANY, by->at[i]->position, "records", "50");
		} else {
			read_collection(r, by->at[i], &s->collections[s->n_collections],
			                &r->rows_used[s->n_collections]);
			s->n_collections++;
		}
	}
	if (!member && !vocabulary_lost(r->vocabulary))
		diag_add(r->d, NOT_DECLARED, POSITION_NONE, "record \"member\" { ... }");
	s->hash = schema_hash(s);
	r->schema = s;
	r->policy->schema = s;
}
