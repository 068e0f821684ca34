#include "policy/trial/coverage.h"

#include <stdlib.h>

#include "base/arena.h"
#include "policy/script/phrase.h"

static const struct {
	const char *kind, *missing;
} kinds[] = {
	[TRACE_TIER] = {"tiers", "is never held"},
	[TRACE_BENEFIT] = {"benefits", "is never given"},
	[TRACE_CLOSED] = {"reasons to close", "never stands"},
	[TRACE_STATE] = {"states", "is never reached"},
	[TRACE_ACTION] = {"actions", "is never allowed"},
	[TRACE_REFUSAL] = {"refusals", "never stands"},
	[TRACE_DUE] = {"messages and actions due", "never falls due"},
	[TRACE_ROW] = {"rows of decision tables", "never counts"},
	[TRACE_CONDITION] = {"conditions", "is never asked"},
};

const char *coverage_kind(enum trace_kind kind)
{
	return kind < sizeof(kinds) / sizeof(*kinds) ? kinds[kind].kind : NULL;
}

const char *coverage_missing(const struct coverable *c)
{
	if (c->kind != TRACE_CONDITION || c->yes + c->no == 0)
		return kinds[c->kind].missing;
	return c->yes == 0 ? "never holds" : "never fails";
}

bool coverage_is_met(const struct coverable *c)
{
	return c->yes > 0 && (c->kind != TRACE_CONDITION || c->no > 0);
}

static int compare(const void *x, const void *y)
{
	const struct coverable *a = x, *b = y;
	int order = str_compare(a->position.source->path, b->position.source->path);

	if (order == 0)
		order = (a->position.offset > b->position.offset) - (a->position.offset < b->position.offset);
	return order != 0 ? order : (a->kind > b->kind) - (a->kind < b->kind);
}

/* Counts first, then writes where there is room. */
struct list {
	struct phrases *phrases;
	struct coverable *at;
	size_t n;
};

static void add(struct list *l, enum trace_kind kind, struct str name, struct position p)
{
	if (!p.source)
		return;
	if (l->at)
		l->at[l->n] = (struct coverable){.kind = kind, .name = name, .position = p};
	l->n++;
}

static void add_condition(struct list *l, const struct condition *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n_children; i++)
		add_condition(l, c->children[i]);
	if (c->kind < CONDITION_COMPARE)
		return;
	add(l, TRACE_CONDITION, l->at ? phrase_at(l->phrases, c->position) : (struct str){0}, c->position);
	add_condition(l, c->left.where);
	add_condition(l, c->right.where);
}

static bool is_always(const struct condition *c)
{
	return c && c->kind == CONDITION_ALL && c->n_children == 0;
}

static void add_refusals(struct list *l, enum trace_kind kind, const struct refusal *refusals, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		add(l, kind, refusals[i].say.message, refusals[i].position);
		add_condition(l, refusals[i].when);
	}
}

static void add_tiers(struct list *l, const struct policy *p)
{
	for (size_t i = 0; i < p->n_tiers; i++) {
		const struct tier *t = &p->tiers[i];

		add(l, TRACE_TIER, t->id, t->position);
		add_condition(l, t->condition);
		add_condition(l, t->since ? t->since->where : NULL);
		for (size_t k = 0; k < t->n_grants; k++)
			add(l, TRACE_BENEFIT, p->benefits[t->grants[k].benefit].id, t->grants[k].position);
	}
}

static void add_renewals(struct list *l, const struct policy *p)
{
	for (size_t i = 0; i < p->n_renewals; i++)
		for (size_t k = 0; k < p->renewals[i].n_states; k++) {
			const struct state *s = &p->renewals[i].states[k];

			add(l, TRACE_STATE, s->id, s->position);
			for (size_t m = 0; m < s->n_dues; m++) {
				add(l, TRACE_DUE, s->dues[m].id, s->dues[m].position);
				add_condition(l, s->dues[m].when);
			}
		}
}

/* An action that is refused come what may need not be allowed once. */
static void add_actions(struct list *l, const struct policy *p)
{
	for (size_t i = 0; i < p->n_actions; i++) {
		const struct action *a = &p->actions[i];
		bool never = false;

		for (size_t k = 0; k < a->n_refusals; k++)
			never |= is_always(a->refusals[k].when);
		if (!never)
			add(l, TRACE_ACTION, a->id, a->position);
		add_refusals(l, TRACE_REFUSAL, a->refusals, a->n_refusals);
	}
}

/* The cells of a row are asked together, so the row stands for them. */
static void add_tables(struct list *l, const struct policy *p)
{
	for (size_t i = 0; i < p->n_tables; i++)
		for (size_t k = 0; k < p->tables[i].n_rows; k++) {
			struct position at = p->tables[i].rows[k].position;

			add(l, TRACE_ROW, l->at ? phrase_at(l->phrases, at) : (struct str){0}, at);
		}
}

static void list(struct list *l, const struct policy *p)
{
	for (size_t i = 0; i < p->n_derived; i++)
		add_condition(l, p->derived[i].when);
	add_tables(l, p);
	add_tiers(l, p);
	for (size_t i = 0; i < p->n_offers; i++) {
		add_refusals(l, TRACE_CLOSED, p->offers[i].closed, p->offers[i].n_closed);
		add_condition(l, p->offers[i].ended);
	}
	add_renewals(l, p);
	add_actions(l, p);
}

struct coverage *coverage_make(struct arena *a, const struct policy *p)
{
	struct coverage *c = arena_alloc(a, sizeof(*c));
	struct list l = {.phrases = phrase_open(a)};

	list(&l, p);
	l.at = arena_array(a, l.n, sizeof(*l.at));
	l.n = 0;
	list(&l, p);
	if (l.n > 1)
		qsort(l.at, l.n, sizeof(*l.at), compare);
	c->at = l.at;
	/* What a loop made shares a place; an included benefit stands where it is first given. */
	for (size_t i = 0; i < l.n; i++)
		if (c->n == 0 || compare(&c->at[c->n - 1], &l.at[i]) != 0)
			c->at[c->n++] = l.at[i];
	return c;
}

static void mark(struct coverage *c, enum trace_kind kind, struct position p, bool outcome)
{
	struct coverable like = {.kind = kind, .position = p}, *found;

	if (!p.source || c->n == 0)
		return;
	found = bsearch(&like, c->at, c->n, sizeof(*c->at), compare);
	if (!found)
		return;
	found->yes += outcome;
	found->no += !outcome;
}

void coverage_add(struct coverage *c, const struct decision *d)
{
	for (size_t i = 0; i < d->n_trace; i++)
		if (d->trace[i].kind != TRACE_STATE)
			mark(c, d->trace[i].kind, d->trace[i].position, d->trace[i].outcome);
	/* A state counts while it lasts, not for having begun. */
	for (size_t i = 0; i < d->policy->n_offers; i++)
		if (d->offers[i].renewal)
			mark(c, TRACE_STATE, d->offers[i].renewal->states[d->offers[i].state_now].position,
			     true);
}
