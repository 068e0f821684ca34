#include "policy/examples/walks.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/date.h"
#include "base/diag.h"
#include "policy/examples/expectations.h"
#include "policy/examples/given_member.h"

/* Expectations of all steps in one run, so that whoever asks what is tried need not know of walks. */
struct walking {
	struct expectation *at;
	size_t n;
};

static size_t keep(struct reading *r, struct walking *w, const struct expectation *more, size_t n)
{
	size_t first = w->n;

	for (size_t i = 0; i < n; i++)
		*ARRAY_ADD(r->a, w->at, w->n) = more[i];
	return first;
}

static bool read_day(struct reading *r, const struct node *n, struct walk_step *out)
{
	const struct node *day = n->n_items > 0 ? &n->items[0] : n;

	if (n->n_items != 1 || day->kind != NODE_TEXT) {
		reading_wrong(r, day, "a step of a walk",
		              "a day and what is expected then: { \"2017-02-14\", renewal = \"due_soon\" }");
		return false;
	}
	if (!date_parse(day->text, &out->day)) {
		diag_add(r->d, BAD_DAY, day->position, reading_z(r, day->text));
		return false;
	}
	out->position = day->position;
	return true;
}

static bool read_step(struct reading *r, const struct node *n, struct walking *w, struct walk_step *out)
{
	static const struct accept others[] = {
		{"does", ACCEPT_TEXT, false}, {"given", ACCEPT_TABLE, false}, {NULL, ACCEPT_ANY, false}};
	const struct node *given = node_field(n, "given");
	const struct expectation *expect;

	if (n->kind != NODE_TABLE || !read_day(r, n, out)) {
		if (n->kind != NODE_TABLE)
			reading_wrong(r, n, "a step of a walk", "in braces");
		return false;
	}
	out->n = expectations_read(r, n, "a step of a walk", others, &expect);
	out->first = keep(r, w, expect, out->n);
	out->action = reading_refer_field(r, n, "does", FAMILY_ACTION);
	if (given && given->kind == NODE_TABLE)
		out->n_amendments = given_member_amendments(r, given, &out->amendments);
	if (n->n_fields == 0)
		diag_add(r->d, NO_EXPECTATION, n->position);
	return true;
}

static void check_order(struct reading *r, const struct example_walk *w)
{
	int32_t before = w->from - 1;
	char day[11], last[11];

	for (size_t i = 0; i < w->n_steps; i++) {
		if (w->steps[i].day <= before)
			diag_add(r->d, WALK_ORDER, w->steps[i].position, date_format(w->steps[i].day, day),
			         i == 0 ? date_format(w->from, last) : date_format(before, last));
		before = w->steps[i].day;
	}
	if (w->to < before)
		diag_add(r->d, WALK_ORDER, w->position, date_format(w->to, day), date_format(before, last));
}

void walks_read(struct reading *r, const struct node *n, struct example *e)
{
	static const struct accept fields[] = {
		{"from", ACCEPT_DAY, false}, {"to", ACCEPT_DAY, false}, {NULL, ACCEPT_ANY, false}};
	struct walk_step *steps = arena_array(r->a, n->n_items, sizeof(*steps));
	struct example_walk *walk = arena_alloc(r->a, sizeof(*walk));
	struct walking w = {0};

	reading_fields(r, n, "walk", fields);
	walk->position = n->position;
	walk->steps = steps;
	for (size_t i = 0; i < n->n_items; i++)
		walk->n_steps += read_step(r, &n->items[i], &w, &steps[walk->n_steps]);
	if (n->n_items == 0)
		diag_add(r->d, NO_ROWS, n->position, "walk");
	if (walk->n_steps == 0)
		return;
	if (!reading_day(n, "from", &walk->from))
		walk->from = steps[0].day;
	if (!reading_day(n, "to", &walk->to))
		walk->to = steps[walk->n_steps - 1].day;
	check_order(r, walk);
	e->on = walk->from;
	e->walk = walk;
	e->expect = w.at;
	e->n_expect = w.n;
}
