#include "policy/clauses/conditions.h"

#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/comparisons.h"
#include "policy/clauses/operands.h"
#include "policy/clauses/references.h"

/* The conditions of one table, as they are found. */
struct gathered {
	const struct condition **at;
	size_t n;
	bool fine;
};

struct condition *conditions_make(struct reading *r, enum condition_kind kind, struct position p)
{
	struct condition *c = arena_alloc(r->a, sizeof(*c));

	c->kind = kind;
	c->position = p;
	c->tier = c->offer = NOWHERE;
	return c;
}

static void add(struct gathered *gathered, const struct condition *c)
{
	if (c)
		gathered->at[gathered->n++] = c;
	else
		gathered->fine = false;
}

size_t conditions_collection(struct reading *r, const struct node *n)
{
	const struct schema *s = r->schema;
	const struct collection *c;
	struct str *names;

	if (n->kind != NODE_TEXT) {
		reading_wrong(r, n, "record", "a name in quotes");
		return NOWHERE;
	}
	c = schema_collection(s, n->text);
	if (c)
		return (size_t)(c - s->collections);
	names = arena_array(r->a, s->n_collections, sizeof(*names));
	for (size_t i = 0; i < s->n_collections; i++)
		names[i] = s->collections[i].name;
	reading_unknown(r, n, "record with rows", names, s->n_collections);
	return NOWHERE;
}

static const struct condition *tier_held(struct reading *r, const struct node *n)
{
	size_t tier = reading_refer(r, &n->items[0], FAMILY_TIER);
	struct condition *c;

	if (tier == NOWHERE)
		return NULL;
	c = conditions_make(r, CONDITION_TIER, n->position);
	c->tier = tier;
	return c;
}

static const struct condition *offer_is(struct reading *r, const struct node *n)
{
	static const struct str names[] = {{"available", 9}, {"purchased", 9}, {"closed", 6}};
	size_t offer = reading_refer(r, &n->items[0], FAMILY_OFFER);
	const struct node *state = &n->items[1];
	struct condition *c;

	if (offer == NOWHERE || state->kind != NODE_TEXT) {
		if (state->kind != NODE_TEXT)
			reading_wrong(r, state, "offer_is", "\"available\", \"purchased\" or \"closed\"");
		return NULL;
	}
	c = conditions_make(r, CONDITION_OFFER, n->position);
	c->offer = offer;
	for (unsigned i = 0; i < 3; i++)
		if (str_equal(names[i], state->text))
			c->offer_states = 1u << i;
	if (c->offer_states)
		return c;
	diag_add(r->d, UNKNOWN_NAME, state->position, "state of an offer", reading_z(r, state->text));
	diag_suggest(r->d, state->text, names, 3);
	return NULL;
}

/* in_state { "window", "lapsed" }, of the offer whose rule this is, or in_state { offer = "action_pack", ... }. */
static const struct condition *in_state(struct reading *r, struct scope s, const struct node *n)
{
	static const struct accept fields[] = {{"offer", ACCEPT_TEXT, false}, {NULL, ACCEPT_ANY, false}};
	const struct node *list = &n->items[0];
	size_t offer = s.offer, *states;
	struct condition *c;

	if (list->kind != NODE_TABLE) {
		reading_wrong(r, list, "in_state", "a list of states: { \"window\" }");
		return NULL;
	}
	reading_fields(r, list, "in_state", fields);
	if (node_field(list, "offer"))
		offer = reading_refer_field(r, list, "offer", FAMILY_OFFER);
	else if (offer == NOWHERE)
		diag_add(r->d, MISSING_FIELD, n->position, "in_state", "offer");
	if (offer == NOWHERE)
		return NULL;
	c = conditions_make(r, CONDITION_STATE, n->position);
	c->offer = offer;
	states = arena_array(r->a, list->n_items, sizeof(*states));
	c->states = states;
	for (size_t i = 0; i < list->n_items; i++) {
		states[i] = references_state(r, offer, &list->items[i]);
		if (states[i] == NOWHERE)
			return NULL;
		c->n_states++;
	}
	return c;
}

/* any_of { {...}, {...} }: each of the list is a table of conditions, or a word that is one. */
static const struct condition *group(struct reading *r, struct scope s, const struct node *n,
                                     enum condition_kind kind)
{
	const struct node *list = &n->items[0];
	struct condition *c = conditions_make(r, kind, n->position);
	struct gathered gathered = {.fine = true};

	if (list->kind != NODE_TABLE) {
		reading_wrong(r, list, word_name(n->word), "a list of conditions: { { ... }, { ... } }");
		return NULL;
	}
	gathered.at = arena_array(r->a, list->n_items + 1, sizeof(*gathered.at));
	/* any_of { a = 1, b = 2 } would be read as one condition by some, as two by others. */
	if (list->n_fields > 0)
		diag_add(r->d, LOOSE_CONDITIONS, list->fields[0].key_position, word_name(n->word));
	for (size_t i = 0; i < list->n_items; i++) {
		struct node one = {.kind = NODE_TABLE,
		                   .position = list->items[i].position,
		                   .items = &list->items[i],
		                   .n_items = 1};

		add(&gathered,
		    conditions_read(r, s, list->items[i].kind == NODE_TABLE ? &list->items[i] : &one, NULL));
	}
	c->children = gathered.at;
	c->n_children = gathered.n;
	return gathered.fine && list->n_fields == 0 ? c : NULL;
}

static const struct condition *custom_holds(struct reading *r, struct scope s, const struct node *n)
{
	struct wanted w = WANT("a condition", FACT_BOOL);
	struct condition *c = conditions_make(r, CONDITION_CUSTOM, n->position);

	return operands_read(r, s, n, w, &c->left) ? c : NULL;
}

static const struct condition *standing_word(struct reading *r, struct scope s, const struct node *n)
{
	switch (n->word) {
	case WORD_ALWAYS:
		return conditions_make(r, CONDITION_ALL, n->position);
	case WORD_ANY_OF:
		return group(r, s, n, CONDITION_ANY);
	case WORD_ALL_OF:
		return group(r, s, n, CONDITION_ALL);
	case WORD_NONE_OF:
		return group(r, s, n, CONDITION_NONE);
	case WORD_HOLDS:
		return tier_held(r, n);
	case WORD_OFFER_IS:
		return offer_is(r, n);
	case WORD_IN_STATE:
		return in_state(r, s, n);
	case WORD_CUSTOM:
		return custom_holds(r, s, n);
	default:
		diag_add(r->d, NOT_A_CONDITION, n->position, node_describe(r->a, n));
		return NULL;
	}
}

static const struct condition *item(struct reading *r, struct scope s, const struct node *n)
{
	if (n->kind == NODE_WORD)
		return standing_word(r, s, n);
	if (n->kind != NODE_UNKNOWN)
		diag_add(r->d, NOT_A_CONDITION, n->position, node_describe(r->a, n));
	return NULL;
}

static const struct condition *field(struct reading *r, struct scope s, const struct entry *e)
{
	const struct schema *schema = r->schema;
	const struct collection *c = schema_collection(schema, e->key);
	struct operand left = {.position = e->key_position, .collection = NOWHERE};

	if (facts_find(r, s, e->key, &left))
		return comparisons_read(r, s, &left, reading_z(r, e->key), &e->value, e->key_position);
	if (c)
		return comparisons_count(r, s, (size_t)(c - schema->collections), &e->value, e->key_position);
	facts_unknown(r, s, e->key, e->key_position);
	return NULL;
}

static const struct condition *bracketed(struct reading *r, struct scope s, const struct entry *e)
{
	struct wanted w = {.name = "what stands in brackets", .any = true};
	struct operand left;

	if (!operands_read(r, s, e->word, w, &left))
		return NULL;
	return comparisons_read(r, s, &left, word_name(e->word->word), &e->value, e->key_position);
}

bool conditions_any(const struct node *n, const char *const *others)
{
	for (size_t i = 0; i < n->n_fields; i++)
		if (!str_is_among(n->fields[i].key, others))
			return true;
	return n->n_items > 0;
}

const struct condition *conditions_read(struct reading *r, struct scope s, const struct node *n,
                                        const char *const *others)
{
	struct gathered gathered = {.fine = true};
	struct condition *c;

	if (n->kind != NODE_TABLE) {
		reading_wrong(r, n, "conditions", "a table in braces: { fact = value, ... }");
		return NULL;
	}
	gathered.at = arena_array(r->a, n->n_fields + n->n_items + 1, sizeof(*gathered.at));
	for (size_t i = 0; i < n->n_fields; i++) {
		const struct entry *e = &n->fields[i];

		if (e->key.len == 0)
			add(&gathered, bracketed(r, s, e));
		else if (!str_is_among(e->key, others))
			add(&gathered, field(r, s, e));
	}
	for (size_t i = 0; i < n->n_items; i++)
		add(&gathered, item(r, s, &n->items[i]));
	if (!gathered.fine)
		return NULL;
	if (gathered.n == 1)
		return gathered.at[0];
	c = conditions_make(r, CONDITION_ALL, n->position);
	c->children = gathered.at;
	c->n_children = gathered.n;
	return c;
}
