
#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/operands.h"
#include "policy/rules/families.h"

/* What a tier's table says of one benefit, before it is known whether other tiers agree. */
struct stated {
	struct benefit benefit;
	struct grant grant;
};

static size_t find(const struct reading *r, struct str id)
{
	size_t i = 0;

	while (i < r->policy->n_benefits && !str_equal(r->benefits[i].id, id))
		i++;
	return i;
}

static void read_every(struct reading *r, const struct node *n, struct benefit *b)
{
	static const struct str rhythms[] = {{"month", 5}, {"quarter", 7}, {"year", 4}};
	static const int months[] = {1, 3, 12};
	const struct node *every = node_field(n, "every");

	if (!every || every->kind != NODE_TEXT)
		return;
	for (size_t i = 0; i < 3; i++)
		if (str_equal(rhythms[i], every->text))
			b->every = months[i];
	if (b->every)
		return;
	diag_add(r->d, UNKNOWN_NAME, every->position, "rhythm", reading_z(r, every->text));
	diag_suggest(r->d, every->text, rhythms, 3);
}

static bool read_value(struct reading *r, struct scope scope, const struct node *n, struct stated *s)
{
	const struct node *quantity = node_field(n, "quantity"), *amount = node_field(n, "amount");
	struct operand *value = &s->grant.value;

	*value = (struct operand){
		.kind = OPERAND_VALUE, .type = FACT_BOOL, .collection = NOWHERE, .position = n->position};
	value->value = (struct fact){.known = true, .number = 1};
	if (quantity && amount) {
		diag_add(r->d, QUANTITY_AND_AMOUNT, amount->position);
		return false;
	}
	s->benefit.kind = quantity ? BENEFIT_QUANTITY : amount ? BENEFIT_AMOUNT : BENEFIT_INCLUDED;
	if (!quantity && !amount)
		return true;
	if (!operands_read(r, scope, quantity ? quantity : amount,
	                   quantity ? WANT("quantity", FACT_INTEGER) : WANT("amount", FACT_MONEY), value))
		return false;
	if (value->kind == OPERAND_VALUE && value->value.number < 0) {
		diag_add(r->d, OUT_OF_RANGE, value->position, quantity ? "quantity" : "amount", "0",
		         "1000000000");
		return false;
	}
	return true;
}

static bool read_benefit(struct reading *r, struct scope scope, const struct node *n, struct stated *s)
{
	static const struct accept fields[] = {
		{"quantity", ACCEPT_ANY, false}, {"amount", ACCEPT_ANY, false},
		{"every", ACCEPT_TEXT, false},   {"up_to", ACCEPT_YES_NO, false},
		{"adds", ACCEPT_YES_NO, false},  {NULL, ACCEPT_ANY, false}};
	const char *what;

	if (n->kind != NODE_TABLE || n->n_items < 1 || n->items[0].kind != NODE_TEXT) {
		reading_wrong(r, n, "a benefit", "its name in braces: { \"training\" }");
		return false;
	}
	*s = (struct stated){.benefit.id = n->items[0].text, .benefit.position = n->items[0].position};
	s->grant.position = n->position;
	what = str_format(r->a, "the benefit '%.*s'", STR_ARG(s->benefit.id)).at;
	reading_fields(r, n, what, fields);
	for (size_t i = 1; i < n->n_items; i++)
		reading_stray(r, &n->items[i], what);
	if (!reading_is_name(s->benefit.id))
		diag_add(r->d, BAD_NAME, s->benefit.position, reading_z(r, s->benefit.id));
	read_every(r, n, &s->benefit);
	s->benefit.up_to = reading_yes_no(n, "up_to");
	s->benefit.adds = reading_yes_no(n, "adds");
	return read_value(r, scope, n, s);
}

/* One benefit is one thing: of the same kind and rhythm wherever it is granted. */
static void join(struct reading *r, struct stated *s)
{
	size_t at = s->grant.benefit = find(r, s->benefit.id);
	struct benefit *b = &r->benefits[at];

	if (at == r->policy->n_benefits) {
		*b = s->benefit;
		r->policy->n_benefits++;
	} else if (b->kind != s->benefit.kind || b->every != s->benefit.every ||
	           b->up_to != s->benefit.up_to || b->adds != s->benefit.adds) {
		diag_add(r->d, BENEFIT_DIFFERS, s->benefit.position, reading_z(r, b->id),
		         source_place(r->a, b->position).at);
	}
}

static const struct grant *grant_of(const struct grant *grants, size_t n, size_t benefit)
{
	for (size_t i = 0; i < n; i++)
		if (grants[i].benefit == benefit)
			return &grants[i];
	return NULL;
}

static void read_tier(struct reading *r, const struct declaration *d)
{
	static const struct accept fields[] = {{"includes", ACCEPT_TEXT, false}, {NULL, ACCEPT_ANY, false}};
	struct grant *grants = arena_array(r->a, d->body.n_items, sizeof(*grants));
	struct node name = {.kind = NODE_TEXT, .position = d->position, .text = d->name};
	size_t tier = reading_refer(r, &name, FAMILY_TIER), n = 0;
	struct scope scope = SCOPE_MEMBER;

	/* What an offer brings can be that of its term's first day. */
	if (tier != NOWHERE && r->tiers[tier].way == TIER_BOUGHT)
		scope.offer = r->tiers[tier].offer;
	reading_fields(r, &d->body, reading_what(r, d), fields);
	for (size_t i = 0; i < d->body.n_items; i++) {
		struct stated s;

		if (!read_benefit(r, scope, &d->body.items[i], &s))
			continue;
		join(r, &s);
		if (grant_of(grants, n, s.grant.benefit))
			diag_add(r->d, DUPLICATE_FIELD, s.benefit.position, reading_z(r, s.benefit.id));
		else
			grants[n++] = s.grant;
	}
	if (tier == NOWHERE)
		return;
	r->tiers[tier].grants = grants;
	r->tiers[tier].n_grants = n;
	r->tiers[tier].includes = reading_refer_field(r, &d->body, "includes", FAMILY_TIER);
}

/* Puts what it includes before what a tier grants itself.  A tier in a cycle (which is said elsewhere) is left as it is. */
static void include(struct reading *r, size_t tier, char *done)
{
	struct tier *t = &r->tiers[tier];
	const struct tier *from;
	struct grant *all;
	size_t n = 0;

	if (done[tier])
		return;
	done[tier] = 1;
	if (t->includes == NOWHERE)
		return;
	include(r, t->includes, done);
	from = &r->tiers[t->includes];
	all = arena_array(r->a, from->n_grants + t->n_grants, sizeof(*all));
	for (size_t i = 0; i < from->n_grants; i++)
		if (!grant_of(t->grants, t->n_grants, from->grants[i].benefit))
			all[n++] = from->grants[i];
	for (size_t i = 0; i < t->n_grants; i++)
		all[n++] = t->grants[i];
	t->grants = all;
	t->n_grants = n;
}

void benefits_read(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_BENEFITS];
	size_t room = 0;
	char *done = arena_array(r->a, r->policy->n_tiers, 1);

	for (size_t i = 0; i < by->n; i++)
		room += by->at[i]->body.n_items;
	r->benefits = arena_array(r->a, room, sizeof(*r->benefits));
	r->policy->benefits = r->benefits;
	for (size_t i = 0; i < by->n; i++)
		read_tier(r, by->at[i]);
	for (size_t i = 0; i < r->policy->n_tiers; i++)
		include(r, i, done);
}
