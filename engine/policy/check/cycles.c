#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "policy/check/check.h"
#include "policy/model/needs.h"

/*
 * What must be decided before what.  Nodes are the tiers, then the offers'
 * rows (whether bought), then the offers' doors (whether open), the derived
 * facts and the decision tables: a tier may need that an offer was bought
 * without needing what buying it needs.
 */
struct edge {
	size_t from, to;
};

struct graph {
	struct reading *r;
	size_t first[NEED_TABLE + 2]; /* the first node of each kind, and how many there are */
	struct edge *edges;           /* NULL while they are counted */
	size_t n, from;
};

static void add(void *context, enum need need, size_t index)
{
	struct graph *g = context;

	if (g->edges)
		g->edges[g->n] = (struct edge){g->from, g->first[need] + index};
	g->n++;
}

static void add_all(struct graph *g)
{
	static void (*const of[])(struct needs *, size_t) = {needs_tier, needs_row, needs_door, needs_derived,
	                                                     needs_table};
	struct needs needs = {add, g, g->r->policy, NOWHERE};

	g->n = 0;
	for (size_t kind = 0; kind <= NEED_TABLE; kind++)
		for (g->from = g->first[kind]; g->from < g->first[kind + 1]; g->from++)
			of[kind](&needs, g->from - g->first[kind]);
}

static enum need kind_of(const struct graph *g, size_t node)
{
	size_t kind = 0;

	while (node >= g->first[kind + 1])
		kind++;
	return (enum need)kind;
}

/* What a node is called, and where it was declared. */
struct label {
	struct str name;
	struct position position;
};

static struct label label_of(const struct graph *g, size_t node)
{
	const struct policy *p = g->r->policy;
	enum need kind = kind_of(g, node);
	size_t i = node - g->first[kind];

	switch (kind) {
	case NEED_TIER:
		return (struct label){p->tiers[i].id, p->tiers[i].position};
	case NEED_DERIVED:
		return (struct label){p->derived[i].id, p->derived[i].position};
	case NEED_TABLE:
		return (struct label){p->tables[i].id, p->tables[i].position};
	default:
		return (struct label){p->offers[i].id, p->offers[i].position};
	}
}

enum { HEIGHT_MOST = 100 };

enum colour { WHITE, GREY /* on the path */, BLACK };

struct search {
	struct graph *g;
	const size_t *first; /* the edges of node i are first[i] to first[i + 1] */
	char *colour;
	size_t *height;      /* how many derived facts and tables are worked out one in another */
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
		struct str name = label_of(s->g, s->path[i - 1]).name;

		/* An offer's row and door have one name. */
		if (i < s->depth && str_equal(name, label_of(s->g, s->path[i]).name))
			continue;
		buf_add(&b, name);
		buf_add_z(&b, " needs ");
	}
	buf_add(&b, label_of(s->g, node).name);
	diag_add(s->g->r->d, REQUIRES_CYCLE, label_of(s->g, node).position, buf_keep(&b, s->g->r->a).at);
}

static void enter(struct search *s, size_t node)
{
	s->colour[node] = GREY;
	s->path[s->depth] = node;
	s->edge[s->depth++] = s->first[node];
}

/* All that it needs has its height. */
static void leave(struct search *s, size_t node)
{
	bool derived = kind_of(s->g, node) >= NEED_DERIVED;
	size_t most = 0;

	for (size_t e = s->first[node]; e < s->first[node + 1]; e++)
		if (s->height[s->g->edges[e].to] > most)
			most = s->height[s->g->edges[e].to];
	s->height[node] = derived ? most + 1 : 0;
	if (derived && most == HEIGHT_MOST)
		diag_add(s->g->r->d, DERIVED_DEEP, label_of(s->g, node).position, "100");
	s->colour[node] = BLACK;
	s->depth--;
}

static void search_from(struct search *s, size_t start)
{
	enter(s, start);
	while (s->depth > 0) {
		size_t node = s->path[s->depth - 1], *edge = &s->edge[s->depth - 1], to;

		if (*edge == s->first[node + 1]) {
			leave(s, node);
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
	size_t nodes = g->first[NEED_TABLE + 1], edge = 0;
	size_t *first = arena_array(g->r->a, nodes + 1, sizeof(*first));
	struct search s = {.g = g, .first = first, .colour = arena_array(g->r->a, nodes, 1)};

	if (g->n > 1)
		qsort(g->edges, g->n, sizeof(*g->edges), compare_edges);
	for (size_t i = 0; i <= nodes; i++) {
		while (edge < g->n && g->edges[edge].from < i)
			edge++;
		first[i] = edge;
	}
	s.height = arena_array(g->r->a, nodes, sizeof(*s.height));
	s.path = arena_array(g->r->a, nodes, sizeof(*s.path));
	s.edge = arena_array(g->r->a, nodes, sizeof(*s.edge));
	for (size_t i = 0; i < nodes; i++)
		if (s.colour[i] == WHITE)
			search_from(&s, i);
}

/* What the tier's `benefits` include, where that is written. */
static struct position included_at(const struct reading *r, size_t tier)
{
	size_t benefits = reading_index(r, FAMILY_BENEFITS, r->tiers[tier].id);
	const struct node *n = benefits == NOWHERE
	                               ? NULL
	                               : node_field(&r->by[FAMILY_BENEFITS].at[benefits]->body, "includes");

	return n ? n->position : r->tiers[tier].position;
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
	diag_add(r->d, INCLUDES_CYCLE, included_at(r, tier), buf_keep(&b, r->a).at);
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
	const struct policy *p = r->policy;
	const size_t counts[] = {p->n_tiers, p->n_offers, p->n_offers, p->n_derived, p->n_tables};
	struct graph g = {.r = r};

	for (size_t i = 0; i <= NEED_TABLE; i++)
		g.first[i + 1] = g.first[i] + counts[i];
	add_all(&g);
	g.edges = arena_array(r->a, g.n, sizeof(*g.edges));
	add_all(&g);
	search_all(&g);
	check_includes(r);
}
