#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/conditions.h"
#include "policy/clauses/operands.h"
#include "policy/clauses/owner.h"
#include "policy/clauses/sentences.h"
#include "policy/rules/families.h"

/* The record whose rows are offers: its key is one fact, and that lists them. */
static void find_rows(struct reading *r, const struct declaration *d, struct offer *o)
{
	const struct node *record = node_field(&d->body, "record");
	const struct collection *c;
	const struct field *key;
	size_t collection;

	if (!record || record->kind != NODE_TEXT)
		return;
	collection = conditions_collection(r, record);
	if (collection == NOWHERE)
		return;
	c = &r->schema->collections[collection];
	if (c->n_key != 1 || c->fields[c->key[0]].type != FACT_ENUM) {
		diag_add(r->d, NOT_OF_OFFERS, record->position, reading_z(r, c->name));
		return;
	}
	key = &c->fields[c->key[0]];
	for (size_t i = 0; i < key->n_values; i++)
		if (str_equal(key->values[i], o->id)) {
			o->collection = collection;
			o->key_field = c->key[0];
			o->key_value = (int64_t)i;
			return;
		}
	diag_add(r->d, UNKNOWN_VALUE, d->position, reading_z(r, o->id), reading_z(r, key->name));
	diag_suggest(r->d, o->id, key->values, key->n_values);
}

void offers_name(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_OFFER];

	r->offers = arena_array(r->a, by->n, sizeof(*r->offers));
	r->policy->offers = r->offers;
	r->policy->n_offers = by->n;
	for (size_t i = 0; i < by->n; i++) {
		struct offer *o = &r->offers[i];

		o->id = by->at[i]->name;
		o->position = by->at[i]->position;
		o->programme = owner_require(r, by->at[i]);
		o->collection = o->requires = o->renewal = NOWHERE;
		o->not_purchased = sentences_plain(sentences_id(r, "offer", o->id, "not_purchased"),
		                                   o->position);
		o->not_available = sentences_plain(sentences_id(r, "offer", o->id, "not_available"),
		                                   o->position);
		find_rows(r, by->at[i], o);
	}
}

static void read_requires(struct reading *r, const struct node *body, struct offer *o)
{
	const struct node *requires = node_field(body, "requires");

	if (!requires || requires->kind != NODE_TEXT)
		return;
	o->requires = reading_refer(r, requires, FAMILY_TIER);
	o->requires_say = sentences_plain(sentences_id(r, "tier", requires->text, "required"),
	                                  requires->position);
}

static void read_offer(struct reading *r, const struct declaration *d, size_t index)
{
	static const struct accept fields[] = {{"record", ACCEPT_TEXT, true},
	                                       {"price", ACCEPT_ANY, true},
	                                       {"requires", ACCEPT_TEXT, false},
	                                       {"ended_when", ACCEPT_TABLE, false},
	                                       {NULL, ACCEPT_ANY, false}};
	struct offer *o = &r->offers[index];
	struct scope s = {index, NOWHERE};
	const struct node *price = node_field(&d->body, "price"), *ended = node_field(&d->body, "ended_when");

	reading_fields(r, &d->body, reading_what(r, d), fields);
	if (price)
		operands_read(r, s, price, WANT("price", FACT_MONEY), &o->price);
	read_requires(r, &d->body, o);
	if (ended && ended->kind == NODE_TABLE)
		o->ended = conditions_read(r, s, ended, NULL);
	o->closed = sentences_refusals(r, s, &d->body, WORD_CLOSED_WHEN, reading_what(r, d), &o->n_closed);
}

void offers_read(struct reading *r)
{
	for (size_t i = 0; i < r->policy->n_offers; i++)
		read_offer(r, r->by[FAMILY_OFFER].at[i], i);
}
