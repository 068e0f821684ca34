#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/conditions.h"
#include "policy/clauses/operands.h"
#include "policy/rules/families.h"
#include "policy/rules/records.h"

/* A table of conditions has a place for each input that is not a plain fact, so theirs are kept beside the declared. */
static size_t count_inputs(const struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_DECIDE];
	size_t n = 0;

	for (size_t i = 0; i < by->n; i++) {
		const struct node *inputs = node_field(&by->at[i]->body, "inputs");

		n += inputs && inputs->kind == NODE_TABLE ? inputs->n_items : 0;
	}
	return n;
}

static bool name_type(struct reading *r, const struct declaration *d, struct derived *to)
{
	if (d->body.kind != NODE_TABLE)
		return false;
	if (d->body.n_items < 2) {
		diag_add(r->d, MISSING_FIELD, d->position, reading_what(r, d),
		         d->body.n_items ? "value" : "type");
		return false;
	}
	if (!records_read_type(r, &d->body.items[0], &to->is))
		return false;
	if (to->is.type != FACT_TEXT)
		return true;
	reading_wrong(r, &d->body.items[0], "the type", "integer, yes_no, date, money or one_of { ... }");
	return false;
}

/* Types first: what a rule may compare a fact with is known before what the fact is. */
void derived_name(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_DERIVED];
	size_t room = by->n + count_inputs(r);

	r->derived = arena_array(r->a, room, sizeof(*r->derived));
	r->derived_fine = arena_array(r->a, room, sizeof(*r->derived_fine));
	r->derived_used = arena_array(r->a, room, sizeof(*r->derived_used));
	r->policy->derived = r->derived;
	r->policy->n_derived = by->n;
	for (size_t i = 0; i < by->n; i++) {
		const struct declaration *d = by->at[i];
		struct derived *to = &r->derived[i];

		*to = (struct derived){.id = d->name, .offer = NOWHERE, .position = d->position};
		to->is.name = d->name;
		to->is.position = d->position;
		r->derived_fine[i] = name_type(r, d, to);
		if (schema_field(r->schema->fields, r->schema->n_fields, d->name) ||
		    schema_collection(r->schema, d->name))
			diag_add(r->d, NAME_OF_FACT, d->position, reading_z(r, d->name));
	}
}

/* Conditions in braces, or a word that is one. */
static const struct node *conditions_of(const struct node *n, struct node *one)
{
	if (n->kind == NODE_TABLE)
		return n;
	if (n->kind != NODE_WORD || n->word < WORD_ALWAYS || n->word > WORD_IN_STATE)
		return NULL;
	*one = (struct node){.kind = NODE_TABLE, .position = n->position, .items = n, .n_items = 1};
	return one;
}

static void read_one(struct reading *r, const struct declaration *d, struct derived *to)
{
	static const struct accept fields[] = {
		{"offer", ACCEPT_TEXT, false}, {"shown", ACCEPT_YES_NO, false}, {NULL, ACCEPT_ANY, false}};
	struct scope s = SCOPE_MEMBER;
	const struct node *value, *conditions;
	struct operand like = {.type = to->is.type, .of = &to->is};
	struct node one;

	reading_fields(r, &d->body, reading_what(r, d), fields);
	for (size_t i = 2; i < d->body.n_items; i++)
		reading_stray(r, &d->body.items[i], reading_what(r, d));
	to->shown = reading_yes_no(&d->body, "shown");
	s.offer = to->offer = reading_refer_field(r, &d->body, "offer", FAMILY_OFFER);
	if (d->body.n_items < 2)
		return;
	value = &d->body.items[1];
	conditions = to->is.type == FACT_BOOL ? conditions_of(value, &one) : NULL;
	if (conditions) {
		to->when = conditions_read(r, s, conditions, NULL);
		return;
	}
	for (size_t i = 0; i < sizeof(like.currency); i++)
		like.currency[i] = to->is.currency[i];
	operands_read(r, s, value, literals_like(&like, reading_z(r, to->id)), &to->value);
}

void derived_read(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_DERIVED];

	for (size_t i = 0; i < by->n; i++)
		if (r->derived_fine[i])
			read_one(r, by->at[i], &r->derived[i]);
}
