#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/conditions.h"
#include "policy/clauses/operands.h"
#include "policy/clauses/sentences.h"
#include "policy/rules/families.h"

static bool is_state(const struct node *n)
{
	return n->kind == NODE_TABLE && n->n_items > 0 && n->items[0].kind == NODE_TEXT;
}

/* Declaration i's renewal is renewals[i], so that states can be referred to before they are read. */
void renewals_name(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_RENEWAL];

	r->renewals = arena_array(r->a, by->n, sizeof(*r->renewals));
	r->policy->renewals = r->renewals;
	r->policy->n_renewals = by->n;
	for (size_t i = 0; i < by->n; i++) {
		const struct declaration *d = by->at[i];
		struct node name = {.kind = NODE_TEXT, .position = d->position, .text = d->name};
		struct state *states = arena_array(r->a, d->body.n_items, sizeof(*states));
		struct renewal *w = &r->renewals[i];

		w->offer = reading_refer(r, &name, FAMILY_OFFER);
		w->position = d->position;
		w->origin_field = w->paid_field = NOWHERE;
		w->states = states;
		if (w->offer != NOWHERE)
			r->offers[w->offer].renewal = i;
		for (size_t k = 0; k < d->body.n_items; k++)
			if (is_state(&d->body.items[k]))
				states[w->n_states++].id = d->body.items[k].items[0].text;
	}
}

static void read_when(struct reading *r, struct scope s, const struct node *table, struct due *out)
{
	const struct node *when = node_field(table, "when"), *at = node_field(table, "at");
	struct operand *moment;

	if (when)
		out->when = conditions_read(r, s, when, NULL);
	if (!at)
		return;
	moment = arena_alloc(r->a, sizeof(*moment));
	if (operands_moment(r, s, at, moment))
		out->at = moment;
}

/* send { "message", when = ..., at = ..., with = ... } or due { "name", renews = yes, charges = ..., ... } */
static bool read_due(struct reading *r, struct scope s, const struct node *n, struct due *out)
{
	static const struct accept of_send[] = {{"when", ACCEPT_TABLE, false},
	                                        {"at", ACCEPT_ANY, false},
	                                        {"with", ACCEPT_ANY, false},
	                                        {"help", ACCEPT_ANY, false},
	                                        {NULL, ACCEPT_ANY, false}};
	static const struct accept of_due[] = {
		{"when", ACCEPT_TABLE, false},    {"at", ACCEPT_ANY, false},
		{"say", ACCEPT_ANY, false},       {"with", ACCEPT_ANY, false},
		{"renews", ACCEPT_YES_NO, false}, {"charges", ACCEPT_ANY, false},
		{"help", ACCEPT_ANY, false},      {NULL, ACCEPT_ANY, false}};
	const struct node *table = &n->items[0], *name;

	*out = (struct due){.kind = n->word == WORD_SEND ? DUE_MESSAGE : DUE_ACTION, .position = n->position};
	if (table->kind != NODE_TABLE || table->n_items != 1 || table->items[0].kind != NODE_TEXT) {
		reading_wrong(r, table, word_name(n->word),
		              n->word == WORD_SEND ? "a table that begins with a message"
		                                   : "a table that begins with a name");
		return false;
	}
	name = &table->items[0];
	out->id = name->text;
	reading_fields(r, table, word_name(n->word), n->word == WORD_SEND ? of_send : of_due);
	sentences_read(r, s, table, n->word == WORD_SEND ? out->id : sentences_id(r, "due", out->id, "name"),
	               &out->say);
	if (n->word == WORD_SEND) {
		sentences_message(r, name, &out->id);
		out->say.position = name->position;
	} else if (!reading_is_name(out->id)) {
		diag_add(r->d, BAD_NAME, name->position, reading_z(r, out->id));
	}
	read_when(r, s, table, out);
	out->renews = reading_yes_no(table, "renews");
	out->charges = operands_charge(r, s, table);
	return true;
}

static void read_dues(struct reading *r, struct scope s, const struct node *n, const char *what,
                      struct state *out)
{
	const struct node *send = node_field(n, "send");
	struct due *dues = arena_array(r->a, n->n_items + 1, sizeof(*dues));

	out->dues = dues;
	if (send && send->kind == NODE_TEXT) {
		struct due *one = &dues[out->n_dues++];

		*one = (struct due){.kind = DUE_MESSAGE, .id = send->text, .position = send->position};
		one->say = sentences_plain(send->text, send->position);
		sentences_message(r, send, &one->id);
	}
	for (size_t i = 1; i < n->n_items; i++) {
		const struct node *one = &n->items[i];

		if (one->kind == NODE_WORD && one->called &&
		    (one->word == WORD_SEND || one->word == WORD_DUE))
			out->n_dues += read_due(r, s, one, &dues[out->n_dues]);
		else
			reading_stray(r, one, what);
	}
}

/* A field that takes one word only, such as keeps = "benefits". */
static bool says(struct reading *r, const struct node *n, const char *key, struct str takes)
{
	const struct node *value = node_field(n, key);

	if (!value || value->kind != NODE_TEXT)
		return false;
	if (str_equal(value->text, takes))
		return true;
	reading_wrong(r, value, key, str_format(r->a, "\"%.*s\"", STR_ARG(takes)).at);
	return false;
}

static void read_state(struct reading *r, struct scope s, const struct node *n, const struct state *before,
                       struct state *out)
{
	static const struct accept fields[] = {
		{"starts", ACCEPT_ANY, true},  {"say", ACCEPT_ANY, false},    {"with", ACCEPT_ANY, false},
		{"help", ACCEPT_ANY, false},   {"send", ACCEPT_TEXT, false},  {"keeps", ACCEPT_TEXT, false},
		{"loses", ACCEPT_TEXT, false}, {"offer", ACCEPT_TEXT, false}, {NULL, ACCEPT_ANY, false}};
	const char *what = str_format(r->a, "the state '%.*s'", STR_ARG(out->id)).at;
	const struct node *starts = node_field(n, "starts");
	bool keeps, loses;

	out->position = n->items[0].position;
	if (!reading_is_name(out->id))
		diag_add(r->d, BAD_NAME, out->position, reading_z(r, out->id));
	reading_fields(r, n, what, fields);
	sentences_read(r, s, n, sentences_id(r, "state", out->id, ""), &out->say);
	if (!node_field(n, "say"))
		out->say.position = out->position;
	if (starts)
		operands_moment(r, s, starts, &out->starts);
	keeps = says(r, n, "keeps", STR("benefits"));
	loses = says(r, n, "loses", STR("benefits"));
	if (keeps && loses)
		diag_add(r->d, KEEPS_AND_LOSES, node_field(n, "loses")->position, what);
	out->keeps_benefits = keeps || (!loses && (!before || before->keeps_benefits));
	out->frees_offer = says(r, n, "offer", STR("available")) || (before && before->frees_offer);
	read_dues(r, s, n, what, out);
}

/* A fact of the offer's row that the renewal counts by. */
static size_t read_field(struct reading *r, struct scope s, const struct node *body, const char *key,
                         enum fact_type type)
{
	const struct node *name = node_field(body, key);
	struct operand o = {0};

	if (!name || name->kind != NODE_TEXT || r->offers[s.offer].collection == NOWHERE)
		return NOWHERE;
	if (!facts_find(r, s, name->text, &o) || o.kind != OPERAND_OFFER) {
		facts_unknown_field(r, r->offers[s.offer].collection, name->text, name->position);
		return NOWHERE;
	}
	if (o.type != type) {
		diag_add(r->d, WRONG_TYPE, name->position, key, reading_type(type), reading_type(o.type));
		return NOWHERE;
	}
	if (!o.of->required)
		diag_add(r->d, NOT_REQUIRED, name->position, reading_z(r, name->text));
	return o.field;
}

/* Whether a due before this one has its id: their keys would be the same, and this one never be sent. */
static bool is_due_again(const struct renewal *w, size_t state, size_t due)
{
	for (size_t i = 0; i <= state; i++) {
		size_t n = i == state ? due : w->states[i].n_dues;

		for (size_t k = 0; k < n; k++)
			if (str_equal(w->states[i].dues[k].id, w->states[state].dues[due].id))
				return true;
	}
	return false;
}

static void say_doubles(struct reading *r, const struct renewal *w)
{
	for (size_t i = 0; i < w->n_states; i++)
		for (size_t k = 0; k < i; k++)
			if (str_equal(w->states[k].id, w->states[i].id))
				diag_add(r->d, DUPLICATE_FIELD, w->states[i].position,
				         reading_z(r, w->states[i].id));
	for (size_t i = 0; i < w->n_states; i++)
		for (size_t k = 0; k < w->states[i].n_dues; k++)
			if (is_due_again(w, i, k))
				diag_add(r->d, DUE_TWICE, w->states[i].dues[k].position,
				         reading_z(r, w->states[i].dues[k].id));
}

static void read_renewal(struct reading *r, const struct declaration *d, struct renewal *w)
{
	static const struct accept fields[] = {{"term", ACCEPT_ANY, true},
	                                       {"origin", ACCEPT_TEXT, true},
	                                       {"paid", ACCEPT_TEXT, true},
	                                       {NULL, ACCEPT_ANY, false}};
	struct scope s = {w->offer, NOWHERE};
	const struct node *term = node_field(&d->body, "term");
	struct state *states = (struct state *)w->states, *before = NULL;

	reading_fields(r, &d->body, reading_what(r, d), fields);
	if (w->offer == NOWHERE)
		return;
	if (term && operands_interval(r, s, term, 1, &w->term) &&
	    (w->term.parameter != NOWHERE || w->term.count == 0))
		diag_add(r->d, TERM_NOT_FIXED, term->position);
	w->origin_field = read_field(r, s, &d->body, "origin", FACT_DATE);
	w->paid_field = read_field(r, s, &d->body, "paid", FACT_INTEGER);
	for (size_t i = 0; i < d->body.n_items; i++) {
		const struct node *n = &d->body.items[i];

		if (!is_state(n)) {
			reading_wrong(r, n, "a state", "its name in braces: { \"active\", starts = ... }");
			continue;
		}
		read_state(r, s, n, before, states);
		before = states++;
	}
	if (w->n_states == 0 && d->body.kind == NODE_TABLE)
		diag_add(r->d, NO_ROWS, d->position, reading_what(r, d));
	say_doubles(r, w);
}

void renewals_read(struct reading *r)
{
	for (size_t i = 0; i < r->policy->n_renewals; i++)
		read_renewal(r, r->by[FAMILY_RENEWAL].at[i], &r->renewals[i]);
}
