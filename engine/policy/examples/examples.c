#include "policy/examples/examples.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "policy/examples/example_rows.h"
#include "policy/examples/expectations.h"
#include "policy/examples/given_member.h"
#include "policy/examples/walks.h"

static void read_expect(struct reading *r, const struct node *n, struct example *e)
{
	reading_no_items(r, n, "expect");
	if (n->n_fields == 0)
		diag_add(r->d, NO_EXPECTATION, n->position);
	e->n_expect = expectations_read(r, n, "expect", NULL, &e->expect);
}

static void read_days(struct reading *r, const struct node *body, struct example *e)
{
	const struct node *walk = node_field(body, "walk"), *expect = node_field(body, "expect");
	const struct node *on = walk ? walk : node_field(body, "on");
	char day[11], begins[11];

	if (walk && walk->kind == NODE_TABLE)
		walks_read(r, walk, e);
	else
		reading_day(body, "on", &e->on);
	if (e->on != DATE_NONE && e->on < r->policy->programme.begins)
		diag_add(r->d, BEFORE_BEGIN, on->position, date_format(e->on, day),
		         date_format(r->policy->programme.begins, begins));
	if (expect && expect->kind == NODE_TABLE && !walk)
		read_expect(r, expect, e);
}

static void read_example(struct reading *r, const struct node *body, struct example *e)
{
	static const struct accept one_day[] = {{"given", ACCEPT_TABLE, true},
	                                        {"on", ACCEPT_DAY, true},
	                                        {"expect", ACCEPT_TABLE, true},
	                                        {NULL, ACCEPT_ANY, false}},
				   many[] = {{"given", ACCEPT_TABLE, true},
	                                     {"walk", ACCEPT_TABLE, true},
	                                     {NULL, ACCEPT_ANY, false}};
	const struct node *given = node_field(body, "given");

	e->on = DATE_NONE;
	reading_fields(r, body, "an example", node_field(body, "walk") ? many : one_day);
	reading_no_items(r, body, "an example");
	if (given && given->kind == NODE_TABLE)
		given_member_read(r, given, &e->given);
	read_days(r, body, e);
}

static size_t count_rows(const struct register_of *tables)
{
	size_t n = 0;

	for (size_t i = 0; i < tables->n; i++)
		n += tables->at[i]->body.n_items;
	return n;
}

void examples_read(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_EXAMPLE], *tables = &r->by[FAMILY_EXAMPLES];
	struct example *examples = arena_array(r->a, by->n + count_rows(tables), sizeof(*examples));
	size_t n = 0;

	for (size_t i = 0; i < by->n; i++, n++) {
		examples[n].name = by->at[i]->name;
		examples[n].position = by->at[i]->position;
		read_example(r, &by->at[i]->body, &examples[n]);
	}
	for (size_t i = 0; i < tables->n; i++) {
		const struct example_row *rows;
		size_t n_rows = example_rows_make(r, tables->at[i], &rows);

		for (size_t k = 0; k < n_rows; k++, n++) {
			examples[n].name = rows[k].name;
			examples[n].position = rows[k].position;
			read_example(r, &rows[k].body, &examples[n]);
		}
	}
	r->policy->examples = examples;
	r->policy->n_examples = n;
}
