#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/operands.h"
#include "policy/clauses/owner.h"
#include "policy/clauses/sentences.h"
#include "policy/rules/families.h"

void actions_name(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_ACTION];

	r->actions = arena_array(r->a, by->n, sizeof(*r->actions));
	r->policy->actions = r->actions;
	r->policy->n_actions = by->n;
	for (size_t i = 0; i < by->n; i++) {
		r->actions[i].id = by->at[i]->name;
		r->actions[i].position = by->at[i]->position;
		r->actions[i].programme = owner_require(r, by->at[i]);
	}
}

/* Meant by `offer "x"`, without the '=' whose absence is said of it. */
static size_t offer_declared(const struct reading *r, const struct node *body)
{
	size_t offer = NOWHERE;

	for (size_t i = 0; i < body->n_items && offer == NOWHERE; i++)
		if (body->items[i].kind == NODE_DECLARATION)
			offer = reading_index(r, FAMILY_OFFER, body->items[i].text);
	return offer;
}

static void read_from(struct reading *r, const struct node *body, struct action *a)
{
	static const struct str names[] = {{"available", 9}, {"purchased", 9}};
	const struct node *from = node_field(body, "from");

	if (!from || from->kind != NODE_TEXT)
		return;
	if (a->offer == NOWHERE && !node_field(body, "offer"))
		diag_add(r->d, MISSING_FIELD, from->position, "an action with `from`", "offer");
	for (unsigned i = 0; i < 2; i++)
		if (str_equal(names[i], from->text)) {
			a->has_from = a->offer != NOWHERE;
			a->from = i == 0 ? OFFER_AVAILABLE : OFFER_PURCHASED;
			return;
		}
	diag_add(r->d, UNKNOWN_NAME, from->position, "state to act from", reading_z(r, from->text));
	diag_suggest(r->d, from->text, names, 2);
}

static void read_effects(struct reading *r, struct scope s, const struct node *does, struct action *a)
{
	struct effect *effects = arena_array(r->a, does->n_fields, sizeof(*effects));

	reading_no_items(r, does, "does");
	a->effects = effects;
	for (size_t i = 0; i < does->n_fields; i++) {
		const struct entry *e = &does->fields[i];
		struct effect *to = &effects[a->n_effects];
		struct operand fact = {0};

		if (e->key.len == 0) {
			diag_add(r->d, STRAY_KEY, e->key_position, word_kind(e->word->word));
			continue;
		}
		if (!facts_find(r, s, e->key, &fact) || fact.kind != OPERAND_OFFER) {
			facts_unknown_field(r, r->offers[s.offer].collection, e->key, e->key_position);
			continue;
		}
		to->field = fact.field;
		to->position = e->key_position;
		a->n_effects += operands_read(r, s, &e->value, literals_like(&fact, reading_z(r, e->key)),
		                              &to->value);
	}
}

static void read_steps(struct reading *r, const struct node *list, struct action *a)
{
	struct sentence *steps = arena_array(r->a, list->n_items, sizeof(*steps));

	for (size_t i = 0; i < list->n_items; i++) {
		const struct node *n = &list->items[i];

		if (n->kind != NODE_TEXT) {
			reading_wrong(r, n, "a step", "its name in quotes");
			continue;
		}
		if (!reading_is_name(n->text))
			diag_add(r->d, BAD_NAME, n->position, reading_z(r, n->text));
		steps[a->n_steps++] = sentences_plain(sentences_id(r, "step", n->text, ""), n->position);
	}
	a->steps = steps;
}

static void read_action(struct reading *r, const struct declaration *d, struct action *a)
{
	static const struct accept fields[] = {
		{"offer", ACCEPT_TEXT, false},  {"from", ACCEPT_TEXT, false},
		{"does", ACCEPT_TABLE, false},  {"renews", ACCEPT_YES_NO, false},
		{"charges", ACCEPT_ANY, false}, {"steps", ACCEPT_TABLE, false},
		{"help", ACCEPT_ANY, false},    {NULL, ACCEPT_ANY, false}};
	const struct node *body = &d->body, *does = node_field(body, "does"),
			  *steps = node_field(body, "steps");
	struct scope s = SCOPE_MEMBER;
	struct sentence help;

	reading_fields(r, body, reading_what(r, d), fields);
	a->offer = node_field(body, "offer") ? reading_refer_field(r, body, "offer", FAMILY_OFFER)
	                                     : offer_declared(r, body);
	s.offer = a->offer;
	read_from(r, body, a);
	if (does && a->offer == NOWHERE && !node_field(body, "offer"))
		diag_add(r->d, MISSING_FIELD, does->position, "an action with `does`", "offer");
	if (does && does->kind == NODE_TABLE && s.offer != NOWHERE &&
	    r->offers[s.offer].collection != NOWHERE)
		read_effects(r, s, does, a);
	a->renews = reading_yes_no(body, "renews");
	a->charges = operands_charge(r, s, body);
	if (steps && steps->kind == NODE_TABLE)
		read_steps(r, steps, a);
	sentences_read(r, s, body, (struct str){0}, &help);
	a->help = help.help;
	a->help_position = help.help_position;
	a->refusals = sentences_refusals(r, s, body, WORD_REFUSE_WHEN, reading_what(r, d), &a->n_refusals);
}

void actions_read(struct reading *r)
{
	for (size_t i = 0; i < r->policy->n_actions; i++)
		read_action(r, r->by[FAMILY_ACTION].at[i], &r->actions[i]);
}
