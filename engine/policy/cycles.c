#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "policy/check.h"

/*
 * What must be decided before what.  Nodes are the tiers, then the offers'
 * rows (whether bought), then the offers' doors (whether open): a tier may need
 * that an offer was bought without needing what buying it needs.
 */
struct edge {
	size_t from, to;
};

struct graph {
	struct reading *r;
	size_t tiers, offers;
	struct edge *edges; /* NULL while they are counted */
	size_t n;
};

static size_t row_of(const struct graph *g, size_t offer)
{
	return g->tiers + offer;
}

static size_t door_of(const struct graph *g, size_t offer)
{
	return g->tiers + g->offers + offer;
}

static void add(struct graph *g, size_t from, size_t to)
{
	if (g->edges)
		g->edges[g->n] = (struct edge){from, to};
	g->n++;
}

static void add_condition(struct graph *g, size_t from, const struct condition *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n_children; i++)
		add_condition(g, from, c->children[i]);
	add_condition(g, from, c->left.where);
	add_condition(g, from, c->right.where);
	if (c->kind == CONDITION_TIER)
		add(g, from, c->tier);
	if (c->kind == CONDITION_OFFER)
		add(g, from, door_of(g, c->offer));
	if (c->kind == CONDITION_STATE)
		add(g, from, row_of(g, c->offer));
}

static void add_all(struct graph *g)
{
	const struct policy *p = g->r->policy;

	g->n = 0;
	for (size_t i = 0; i < p->n_tiers; i++) {
		add_condition(g, i, p->tiers[i].condition);
		if (p->tiers[i].requires != NOWHERE)
			add(g, i, p->tiers[i].requires);
		if (p->tiers[i].offer != NOWHERE)
			add(g, i, row_of(g, p->tiers[i].offer));
	}
	for (size_t i = 0; i < p->n_offers; i++) {
		const struct offer *o = &p->offers[i];

		add_condition(g, row_of(g, i), o->ended);
		add(g, door_of(g, i), row_of(g, i));
		if (o->requires != NOWHERE)
			add(g, door_of(g, i), o->requires);
		for (size_t k = 0; k < o->n_closed; k++)
			add_condition(g, door_of(g, i), o->closed[k].when);
	}
}

static struct str name_of(const struct graph *g, size_t node)
{
	const struct policy *p = g->r->policy;

	return node < g->tiers ? p->tiers[node].id : p->offers[(node - g->tiers) % g->offers].id;
}

static struct position place_of(const struct graph *g, size_t node)
{
	const struct policy *p = g->r->policy;

	return node < g->tiers ? p->tiers[node].position : p->offers[(node - g->tiers) % g->offers].position;
}

enum colour { WHITE, GREY /* on the path */, BLACK };

struct search {
	struct graph *g;
	const size_t *first; /* the edges of node i are first[i] to first[i + 1] */
	char *colour;
	size_t *path, *edge; /* the nodes from where the search began, and which edge of each is next */
	size_t depth;
};

/* The path from where it met the node to its end, and the node again. */
static void say_cycle(const struct search *s, size_t node)
{
	struct buf b = {0};
	size_t i = s->depth;

	while (s->path[i - 1] != node)
		i--;
	for (; i <= s->depth && b.len < 500; i++) {
		/* An offer's row and door have one name. */
		if (i < s->depth && str_equal(name_of(s->g, s->path[i - 1]), name_of(s->g, s->path[i])))
			continue;
		buf_add(&b, name_of(s->g, s->path[i - 1]));
		buf_add_z(&b, " needs ");
	}
	buf_add(&b, name_of(s->g, node));
	diag_add(s->g->r->d, REQUIRES_CYCLE, place_of(s->g, node), str_z(s->g->r->a, buf_str(&b)));
	buf_free(&b);
}

static void enter(struct search *s, size_t node)
{
	s->colour[node] = GREY;
	s->path[s->depth] = node;
	s->edge[s->depth++] = s->first[node];
}

static void search_from(struct search *s, size_t start)
{
	enter(s, start);
	while (s->depth > 0) {
		size_t node = s->path[s->depth - 1], *edge = &s->edge[s->depth - 1], to;

		if (*edge == s->first[node + 1]) {
			s->colour[node] = BLACK;
			s->depth--;
			continue;
		}
		to = s->g->edges[(*edge)++].to;
		if (s->colour[to] == GREY)
			say_cycle(s, to);
		else if (s->colour[to] == WHITE)
			enter(s, to);
	}
}

static int compare_edges(const void *x, const void *y)
{
	const struct edge *a = x, *b = y;

	return a->from != b->from ? (a->from > b->from) - (a->from < b->from)
	                          : (a->to > b->to) - (a->to < b->to);
}

static void search_all(struct graph *g)
{
	size_t nodes = g->tiers + 2 * g->offers, edge = 0;
	size_t *first = arena_array(g->r->a, nodes + 1, sizeof(*first));
	struct search s = {g, first, arena_array(g->r->a, nodes, 1), NULL, NULL, 0};

	if (g->n > 1)
		qsort(g->edges, g->n, sizeof(*g->edges), compare_edges);
	for (size_t i = 0; i <= nodes; i++) {
		while (edge < g->n && g->edges[edge].from < i)
			edge++;
		first[i] = edge;
	}
	s.path = arena_array(g->r->a, nodes, sizeof(*s.path));
	s.edge = arena_array(g->r->a, nodes, sizeof(*s.edge));
	for (size_t i = 0; i < nodes; i++)
		if (s.colour[i] == WHITE)
			search_from(&s, i);
}

static void say_includes(struct reading *r, size_t tier)
{
	struct buf b = {0};
	size_t at = tier;

	do {
		buf_add(&b, r->tiers[at].id);
		buf_add_z(&b, " includes ");
		at = r->tiers[at].includes;
	} while (at != tier && b.len < 500);
	buf_add(&b, r->tiers[at].id);
	diag_add(r->d, INCLUDES_CYCLE, r->tiers[tier].position, str_z(r->a, buf_str(&b)));
	buf_free(&b);
}

/* Each tier includes one other at most, so following them from a tier leads to an end or around. */
static void check_includes(struct reading *r)
{
	size_t n = r->policy->n_tiers;
	size_t *seen = arena_array(r->a, n, sizeof(*seen)); /* the walk, from 1, that came here first */

	for (size_t i = 0; i < n; i++) {
		size_t at = i;

		while (at != NOWHERE && seen[at] == 0) {
			seen[at] = i + 1;
			at = r->tiers[at].includes;
		}
		if (at != NOWHERE && seen[at] == i + 1)
			say_includes(r, at);
	}
}

void cycles_check(struct reading *r)
{
	struct graph g = {.r = r, .tiers = r->policy->n_tiers, .offers = r->policy->n_offers};

	add_all(&g);
	g.edges = arena_array(r->a, g.n, sizeof(*g.edges));
	add_all(&g);
	search_all(&g);
	check_includes(r);
}
