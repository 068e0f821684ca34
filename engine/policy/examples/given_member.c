#include "policy/examples/given_member.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/literals.h"
#include "policy/examples/givens.h"

/* A row while its member is put together. */
struct row {
	size_t collection;
	struct fact *facts;
	bool *named, *wrong; /* wrong: named, with a value that is none (said) */
	struct position position;
	struct row *next;
};

struct giving {
	struct reading *r;
	struct fact *facts;
	bool *named, *wrong;
	struct row *rows; /* the last first */
};

static void begin_row(void *context, size_t collection, struct position p)
{
	struct giving *g = context;
	struct row *row = arena_alloc(g->r->a, sizeof(*row));

	row->collection = collection;
	row->facts = arena_array(g->r->a, g->r->schema->collections[collection].n_fields,
	                         sizeof(*row->facts));
	row->named = arena_array(g->r->a, g->r->schema->collections[collection].n_fields,
	                         sizeof(*row->named));
	row->wrong = arena_array(g->r->a, g->r->schema->collections[collection].n_fields,
	                         sizeof(*row->wrong));
	row->position = p;
	row->next = g->rows;
	g->rows = row;
}

/* What an import would refuse, an example may not hold either. */
static const char *refused(struct reading *r, const struct field *f, const struct node *n, struct fact *fact)
{
	if (f->type == FACT_TEXT || f->type == FACT_DATE)
		return member_parse_fact(r->a, f, n->text, fact);
	return f->type == FACT_ENUM ? NULL : member_check_number(r->a, f, fact->number);
}

static void take_fact(void *context, size_t collection, size_t field, const struct node *value)
{
	struct giving *g = context;
	const struct schema *s = g->r->schema;
	bool own = collection == NOWHERE;
	const struct field *f = own ? &s->fields[field] : &s->collections[collection].fields[field];
	struct fact fact = {0};
	const char *why;

	(own ? g->named : g->rows->named)[field] = true;
	if (value->kind == NODE_WORD && value->word == WORD_UNKNOWN)
		return;
	if (!literals_fact(g->r, f, value, &fact)) {
		(own ? g->wrong : g->rows->wrong)[field] = true;
		return;
	}
	why = refused(g->r, f, value, &fact);
	if (why)
		diag_add(g->r->d, BAD_FACT, value->position, reading_z(g->r, f->name), why);
	(own ? g->facts : g->rows->facts)[field] = fact;
}

static void say_missing(struct reading *r, const struct field *fields, size_t n, const struct fact *facts,
                        const bool *wrong, struct position p)
{
	for (size_t i = 0; i < n; i++)
		if (fields[i].required && !facts[i].known && !wrong[i])
			diag_add(r->d, MISSING_FACT, p, reading_z(r, fields[i].name));
}

static bool has_key(const struct collection *c, const struct fact *facts)
{
	for (size_t i = 0; i < c->n_key; i++)
		if (!facts[c->key[i]].known)
			return false;
	return c->n_key > 0;
}

/* Into the order a store gives them in: by key. */
static void add_row(struct reading *r, const struct collection *c, const struct row *row, struct rows *to)
{
	size_t size = c->n_fields * sizeof(*row->facts), at = to->n;

	say_missing(r, c->fields, c->n_fields, row->facts, row->wrong, row->position);
	for (; at > 0 && member_compare_keys(c, row->facts, to->facts + (at - 1) * c->n_fields) < 0; at--)
		memcpy(to->facts + at * c->n_fields, to->facts + (at - 1) * c->n_fields, size);
	if (at > 0 && has_key(c, row->facts) &&
	    member_compare_keys(c, row->facts, to->facts + (at - 1) * c->n_fields) == 0)
		diag_add(r->d, SAME_KEY, row->position, reading_z(r, c->name));
	memcpy(to->facts + at * c->n_fields, row->facts, size);
	to->n++;
}

static void fill_in(const struct schema *s, struct fact *facts)
{
	const struct field *language = s->language_field == SIZE_MAX ? NULL : &s->fields[s->language_field];

	if (s->n_fields > 0 && s->fields[0].type == FACT_TEXT && !facts[0].known)
		facts[0] = (struct fact){.known = true, .text = STR("EXAMPLE")};
	if (s->name_field != SIZE_MAX && s->fields[s->name_field].type == FACT_TEXT &&
	    !facts[s->name_field].known)
		facts[s->name_field] = (struct fact){.known = true, .text = STR("Example")};
	if (language && language->type == FACT_ENUM && !facts[s->language_field].known)
		facts[s->language_field].known = true;
}

static struct giving read(struct reading *r, const struct node *n)
{
	struct giving g = {.r = r,
	                   .facts = arena_array(r->a, r->schema->n_fields, sizeof(struct fact)),
	                   .named = arena_array(r->a, r->schema->n_fields, sizeof(bool)),
	                   .wrong = arena_array(r->a, r->schema->n_fields, sizeof(bool))};
	struct givens_taker t = {&g, begin_row, take_fact};

	givens_read(r, n, NULL, &t);
	reading_no_items(r, n, "given");
	return g;
}

void given_member_read(struct reading *r, const struct node *n, struct member *m)
{
	const struct schema *s = r->schema;
	struct giving g = read(r, n);
	size_t *counts = arena_array(r->a, s->n_collections, sizeof(*counts));

	fill_in(s, g.facts);
	/* Where the record does not tell which facts are filled in, that has been said, and none is missed. */
	if (s->name_field != SIZE_MAX && s->language_field != SIZE_MAX)
		say_missing(r, s->fields, s->n_fields, g.facts, g.wrong, n->position);
	m->facts = g.facts;
	m->rows = arena_array(r->a, s->n_collections, sizeof(*m->rows));
	for (const struct row *row = g.rows; row; row = row->next)
		counts[row->collection]++;
	for (size_t i = 0; i < s->n_collections; i++)
		m->rows[i].facts = arena_array(r->a, counts[i] * s->collections[i].n_fields,
		                               sizeof(struct fact));
	for (const struct row *row = g.rows; row; row = row->next)
		add_row(r, &s->collections[row->collection], row, &m->rows[row->collection]);
	if (s->n_fields > 0 && s->fields[0].type == FACT_TEXT)
		m->id = m->facts[0].text;
}

size_t given_member_amendments(struct reading *r, const struct node *n, const struct amendment **out)
{
	struct giving g = read(r, n);
	struct amendment *amendments;
	size_t count = 1, at;

	for (const struct row *row = g.rows; row; row = row->next)
		count++;
	*out = amendments = arena_array(r->a, count, sizeof(*amendments));
	amendments[0] = (struct amendment){NOWHERE, g.facts, g.named};
	at = count;
	for (const struct row *row = g.rows; row; row = row->next)
		amendments[--at] = (struct amendment){row->collection, row->facts, row->named};
	return count;
}
