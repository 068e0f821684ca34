#include "policy/check/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/money.h"

enum { STEPS_MOST = 10000000, PARTS_MOST = 1000000 };

static int64_t fixed(const struct grid *g, const struct operand *o)
{
	const struct parameter *p;

	if (o->kind != OPERAND_PARAMETER)
		return o->value.number;
	p = &g->r->parameters[o->parameter];
	return p->n_rows ? policy_parameter(p, o->as_of == AS_OF_TODAY ? g->today : g->term_day) : 0;
}

/* Some are known in any case: what the records require, counts, tables that take every case. */
static bool may_be_unknown(const struct reading *r, const struct operand *o)
{
	const struct derived *d;

	switch (o->kind) {
	case OPERAND_VALUE:
	case OPERAND_PARAMETER:
	case OPERAND_TODAY:
	case OPERAND_PERIOD:
	case OPERAND_COUNT:
	case OPERAND_SUM:
		return false;
	case OPERAND_MEMBER:
	case OPERAND_ROW:
		return !o->of->required;
	case OPERAND_DERIVED:
		d = &r->derived[o->subject];
		return !d->when && may_be_unknown(r, &d->value);
	case OPERAND_CALCULATION:
		if (o->calculation == CALCULATE_DIVIDED &&
		    (o->arguments[1].kind != OPERAND_VALUE || o->arguments[1].value.number == 0))
			return true;
		for (size_t i = 0; i < o->n_arguments; i++)
			if (may_be_unknown(r, o->arguments + i) != (o->calculation == CALCULATE_OTHERWISE))
				return o->calculation != CALCULATE_OTHERWISE;
		return o->calculation == CALCULATE_OTHERWISE;
	default:
		return true;
	}
}

static const struct operand *behind(const struct reading *r, const struct operand *o)
{
	while (o->kind == OPERAND_DERIVED && !r->derived[o->subject].when)
		o = &r->derived[o->subject].value;
	return o;
}

/* The range of what the input can be. */
static void range_of(const struct reading *r, const struct operand *input, struct part *out)
{
	const struct operand *o = behind(r, input);
	const struct field *f = input->of;

	*out = (struct part){.least = INT64_MIN, .most = INT64_MAX};
	if (input->type == FACT_BOOL) {
		*out = (struct part){.least = 0, .most = 1};
	} else if (input->type == FACT_ENUM) {
		*out = (struct part){.least = 0, .most = (int64_t)f->n_values - 1};
	} else if (input->type == FACT_DATE) {
		*out = (struct part){.least = DATE_FIRST, .most = DATE_LAST};
	} else if (o->kind == OPERAND_COUNT ||
	           (o->kind == OPERAND_SUM && o->of->has_min && o->of->min >= 0) ||
	           (o->kind == OPERAND_CALCULATION && o->calculation == CALCULATE_SINCE)) {
		out->least = 0;
		return;
	}
	if ((o->kind == OPERAND_MEMBER || o->kind == OPERAND_OFFER) && !o->shift.sign) {
		if (o->of->has_min && o->of->min > out->least)
			out->least = o->of->min;
		if (o->of->has_max && o->of->max < out->most)
			out->most = o->of->max;
	}
}

/* What a cell takes of a whole range: it begins to hold, or ceases to, at each of its own values. */
static void add_cuts(const struct grid *g, const struct condition *c, int64_t *cuts, size_t *n)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n_children; i++)
		add_cuts(g, c->children[i], cuts, n);
	for (size_t i = 0; i < c->n_values; i++) {
		cuts[(*n)++] = c->values[i].number;
		if (c->values[i].number < INT64_MAX)
			cuts[(*n)++] = c->values[i].number + 1;
	}
	if (c->kind == CONDITION_COMPARE) {
		int64_t at = fixed(g, &c->right);

		cuts[(*n)++] = at;
		if (at < INT64_MAX)
			cuts[(*n)++] = at + 1;
	}
}

static size_t count_cuts(const struct condition *c)
{
	size_t n = 2;

	if (!c)
		return 0;
	for (size_t i = 0; i < c->n_children; i++)
		n += count_cuts(c->children[i]);
	return n + 2 * c->n_values;
}

static int compare_cuts(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

static bool takes(const struct grid *g, const struct condition *c, const struct part *p)
{
	if (!c)
		return true;
	switch (c->kind) {
	case CONDITION_ALL:
		for (size_t i = 0; i < c->n_children; i++)
			if (!takes(g, c->children[i], p))
				return false;
		return true;
	case CONDITION_AMONG:
		for (size_t i = 0; i < c->n_values && !p->unknown; i++)
			if (c->values[i].number == p->least)
				return true;
		return false;
	case CONDITION_KNOWN:
		return !p->unknown;
	case CONDITION_UNKNOWN:
		return p->unknown;
	default:
		return !p->unknown && condition_compare(p->least, c->comparison, fixed(g, &c->right));
	}
}

bool grid_is_too_much(const struct grid *g)
{
	return g->steps > STEPS_MOST;
}

static void fill(struct grid *g, size_t column)
{
	struct column *to = &g->columns[column];
	const struct table *t = g->t;

	for (size_t i = 0; i < t->n_rows && !grid_is_too_much(g); i++) {
		const struct condition *cell = t->rows[i].cells[column];

		to->whole[i] = true;
		g->steps += to->n_parts * (1 + count_cuts(cell));
		for (size_t k = 0; k < to->n_parts && !grid_is_too_much(g); k++) {
			bool yes = takes(g, cell, &to->parts[k]);

			to->takes[i * to->n_parts + k] = yes;
			to->whole[i] &= yes;
		}
	}
}

void grid_cut(struct grid *g, size_t column)
{
	struct column *to = &g->columns[column];
	const struct table *t = g->t;
	size_t room = 1, n = 0;
	int64_t *cuts;
	struct part all;

	range_of(g->r, &to->input->value, &all);
	for (size_t i = 0; i < t->n_rows; i++)
		room += count_cuts(t->rows[i].cells[column]);
	cuts = arena_array(g->scratch, room, sizeof(*cuts));
	cuts[n++] = all.least;
	for (size_t i = 0; i < t->n_rows; i++)
		add_cuts(g, t->rows[i].cells[column], cuts, &n);
	qsort(cuts, n, sizeof(*cuts), compare_cuts);
	to->parts = arena_array(g->scratch, n + 1, sizeof(*to->parts));
	to->n_parts = 0;
	for (size_t i = 0; i < n; i++) {
		if (cuts[i] < all.least || cuts[i] > all.most || (to->n_parts && cuts[i] == cuts[i - 1]))
			continue;
		if (to->n_parts)
			to->parts[to->n_parts - 1].most = cuts[i] - 1;
		to->parts[to->n_parts++] = (struct part){.least = cuts[i], .most = all.most};
	}
	if (may_be_unknown(g->r, &to->input->value))
		to->parts[to->n_parts++] = (struct part){.unknown = true};
	if (t->n_rows * to->n_parts > PARTS_MOST)
		g->steps = STEPS_MOST + 1;
	if (grid_is_too_much(g))
		return;
	to->takes = arena_array(g->scratch, t->n_rows * to->n_parts, sizeof(bool));
	to->whole = arena_array(g->scratch, t->n_rows, sizeof(bool));
	fill(g, column);
}

static void add_value(struct buf *b, const struct operand *o, int64_t n)
{
	struct money m = {.minor = n};
	char text[40];

	switch (o->type) {
	case FACT_ENUM:
		buf_add(b, o->of->values[n]);
		break;
	case FACT_BOOL:
		buf_add_z(b, n ? "yes" : "no");
		break;
	case FACT_DATE:
		buf_add_z(b, date_format((int32_t)n, text));
		break;
	case FACT_MONEY:
		memcpy(m.currency, o->currency, sizeof(m.currency));
		buf_add(b, money_format(m, text));
		break;
	default:
		buf_add_integer(b, n);
	}
}

static void add_values(struct buf *b, const struct operand *o, const struct part *p)
{
	for (int64_t n = p->least; n <= p->most; n++) {
		if (n > p->least)
			buf_add_z(b, " or ");
		add_value(b, o, n);
	}
}

static void add_part(struct buf *b, const struct operand *o, const struct part *p)
{
	bool open_below = p->least == INT64_MIN || (o->type == FACT_DATE && p->least == DATE_FIRST),
	     open_above = p->most == INT64_MAX || (o->type == FACT_DATE && p->most == DATE_LAST);

	if (p->unknown) {
		buf_add_z(b, "none");
	} else if (open_below && open_above) {
		buf_add_z(b, "anything known");
	} else if (o->type == FACT_ENUM || o->type == FACT_BOOL) {
		add_values(b, o, p);
	} else if (p->least == p->most) {
		add_value(b, o, p->least);
	} else if (open_above) {
		add_value(b, o, p->least);
		buf_add_z(b, o->type == FACT_DATE ? " or later" : " or more");
	} else {
		if (!open_below) {
			add_value(b, o, p->least);
			buf_add_z(b, " to ");
		}
		add_value(b, o, p->most);
		if (open_below)
			buf_add_z(b, o->type == FACT_DATE ? " or earlier" : " or less");
	}
}

const char *grid_describe(struct grid *g, size_t columns)
{
	struct buf b = {0};

	for (size_t i = 0; i < columns; i++) {
		const struct column *c = &g->columns[i];
		struct part part;

		if (g->chosen[i] == NOWHERE)
			continue;
		part = c->parts[g->chosen[i]];
		part.most = c->parts[g->to[i]].most;
		/* Any value does, if this is not the only thing to say. */
		if (g->chosen[i] == 0 && g->to[i] + 1 == c->n_parts && columns > 1)
			continue;
		if (b.len)
			buf_add_z(&b, ", ");
		buf_add(&b, c->input->name);
		buf_add_z(&b, " = ");
		add_part(&b, &c->input->value, &part);
	}
	if (!b.len)
		buf_add_z(&b, "any case");
	if (g->today != DATE_NONE) {
		char day[11];

		buf_add_format(&b, " (from %s)", date_format(g->today, day));
	}
	return buf_keep(&b, g->r->a).at;
}
