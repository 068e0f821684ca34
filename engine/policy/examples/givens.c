#include "policy/examples/givens.h"

#include "base/diag.h"
#include "policy/clauses/facts.h"

static void read_facts(struct reading *r, const struct node *row, size_t collection,
                       const struct givens_taker *t)
{
	const struct collection *c = &r->schema->collections[collection];

	reading_no_items(r, row, reading_z(r, c->name));
	for (size_t i = 0; i < row->n_fields; i++) {
		const struct entry *e = &row->fields[i];
		const struct field *f = schema_field(c->fields, c->n_fields, e->key);

		if (f)
			t->fact(t->context, collection, (size_t)(f - c->fields), &e->value);
		else
			facts_unknown_field(r, collection, e->key, e->key_position);
	}
}

static void read_rows(struct reading *r, const struct node *list, size_t collection,
                      const struct givens_taker *t)
{
	const char *name = reading_z(r, r->schema->collections[collection].name);

	if (list->kind != NODE_TABLE || list->n_fields > 0) {
		reading_wrong(r, list, name, "a list of rows: { { ... }, { ... } }");
		return;
	}
	for (size_t i = 0; i < list->n_items; i++) {
		if (list->items[i].kind != NODE_TABLE) {
			reading_wrong(r, &list->items[i], name, "a list of rows: { { ... }, { ... } }");
			continue;
		}
		t->row(t->context, collection, list->items[i].position);
		read_facts(r, &list->items[i], collection, t);
	}
}

/* The offer's id says which row of its record this is. */
static void read_offer(struct reading *r, const struct entry *e, const struct offer *o,
                       const struct givens_taker *t)
{
	struct node id = {.kind = NODE_TEXT, .position = e->key_position, .text = o->id};

	if (o->collection == NOWHERE)
		return;
	if (e->value.kind != NODE_TABLE) {
		reading_wrong(r, &e->value, reading_z(r, e->key), "the facts of one purchase in braces");
		return;
	}
	t->row(t->context, o->collection, e->value.position);
	t->fact(t->context, o->collection, o->key_field, &id);
	read_facts(r, &e->value, o->collection, t);
}

static void read_entry(struct reading *r, const struct entry *e, const struct givens_taker *t)
{
	const struct schema *s = r->schema;
	const struct field *f = schema_field(s->fields, s->n_fields, e->key);
	const struct collection *c = schema_collection(s, e->key);
	size_t offer = reading_index(r, FAMILY_OFFER, e->key);

	bool none = e->value.kind == NODE_WORD && e->value.word == WORD_NONE;

	if (e->key.len == 0)
		diag_add(r->d, STRAY_KEY, e->key_position, word_kind(e->word->word));
	else if (none && (c || offer != NOWHERE))
		return;
	else if (f)
		t->fact(t->context, NOWHERE, (size_t)(f - s->fields), &e->value);
	else if (c)
		read_rows(r, &e->value, (size_t)(c - s->collections), t);
	else if (offer != NOWHERE)
		read_offer(r, e, &r->offers[offer], t);
	else
		facts_unknown(r, SCOPE_MEMBER, e->key, e->key_position);
}

void givens_read(struct reading *r, const struct node *n, const char *const *others,
                 const struct givens_taker *t)
{
	for (size_t i = 0; i < n->n_fields; i++)
		if (!str_is_among(n->fields[i].key, others))
			read_entry(r, &n->fields[i], t);
}
