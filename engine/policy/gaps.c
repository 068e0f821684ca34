#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/money.h"
#include "policy/check.h"

/*
 * Cases that a decision table leaves out, settles twice, or can never come to.
 * Each input's range is cut where some cell begins or ends, so that all values
 * of one part are alike to every row; what is unknown is a part of its own.  A
 * case takes one part of each input.  Looking at all of them would be too much:
 * parts that the same rows take are looked at once, and a row that takes all
 * that is left ends the search.
 */
enum { STEPS_MOST = 10000000, PARTS_MOST = 1000000, DAY_STEPS = 1000, SAID_MOST = 5 };

struct part {
	bool unknown;
	int64_t least, most;
};

struct column {
	const struct input *input;
	struct part *parts;
	size_t n_parts;
	bool *takes; /* of row r and part p: takes[r * n_parts + p] */
	bool *whole; /* row r takes every part */
};

struct grid {
	struct reading *r;
	struct arena *scratch; /* of one day */
	const struct table *t;
	int32_t today, term_day; /* for which parameters are read */
	struct column *columns;
	size_t *chosen, *to; /* of each column: the parts that are looked at, or NOWHERE */
	size_t **rows;       /* of each column: room for those that take it */
	size_t steps, said;
	bool *used, *fits; /* row r: on some day it can match; some values fit its cells */
};

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

static bool compares(int64_t a, enum comparison by, int64_t b)
{
	return by == COMPARE_EQUAL       ? a == b
	       : by == COMPARE_NOT_EQUAL ? a != b
	       : by == COMPARE_LESS      ? a < b
	       : by == COMPARE_AT_MOST   ? a <= b
	       : by == COMPARE_MORE      ? a > b
	                                 : a >= b;
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
		return !p->unknown && compares(p->least, c->comparison, fixed(g, &c->right));
	}
}

static bool is_too_much(const struct grid *g)
{
	return g->steps > STEPS_MOST;
}

static void fill(struct grid *g, size_t column)
{
	struct column *to = &g->columns[column];
	const struct table *t = g->t;

	for (size_t i = 0; i < t->n_rows && !is_too_much(g); i++) {
		const struct condition *cell = t->rows[i].cells[column];

		to->whole[i] = true;
		g->steps += to->n_parts * (1 + count_cuts(cell));
		for (size_t k = 0; k < to->n_parts && !is_too_much(g); k++) {
			bool yes = takes(g, cell, &to->parts[k]);

			to->takes[i * to->n_parts + k] = yes;
			to->whole[i] &= yes;
		}
	}
}

static void cut(struct grid *g, size_t column)
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
	if (is_too_much(g))
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

/* "tier = gold, employees = 251 or more", of the first columns; in the others any part does. */
static const char *describe(struct grid *g, size_t columns)
{
	struct buf b = {0};
	const char *text;

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
	text = str_z(g->r->a, buf_str(&b));
	buf_free(&b);
	return text;
}

/* Whether two parts of a column are alike to these rows. */
static bool alike(struct grid *g, const struct column *c, const size_t *rows, size_t n, size_t a, size_t b)
{
	g->steps += n;
	for (size_t i = 0; i < n; i++)
		if (c->takes[rows[i] * c->n_parts + a] != c->takes[rows[i] * c->n_parts + b])
			return false;
	return true;
}

/* A row that asks for nothing more, from this column on, takes all of it. */
static bool has_whole(const struct grid *g, const size_t *rows, size_t n, size_t column)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = column;

		while (k < g->t->n_inputs && g->columns[k].whole[rows[i]])
			k++;
		if (k == g->t->n_inputs)
			return true;
	}
	return false;
}

static void say_gap(struct grid *g, size_t columns)
{
	if (g->said++ < SAID_MOST)
		diag_add(g->r->d, TABLE_GAP, g->t->position, describe(g, columns));
}

/*
 * Whether the rows (by number) take every case from this column on, of those
 * that the row `within` takes (NOWHERE: of all).  If all is to be covered, what
 * is not is said.
 */
static bool covers(struct grid *g, const size_t *rows, size_t n, size_t column, size_t within)
{
	const struct column *c = &g->columns[column];
	bool all = true;

	g->steps += n + 1;
	if (is_too_much(g) || has_whole(g, rows, n, column))
		return true;
	if (n == 0) {
		if (within == NOWHERE)
			say_gap(g, column);
		return false;
	}
	for (size_t p = 0, next; p < c->n_parts && (all || (within == NOWHERE && g->said < SAID_MOST));
	     p = next) {
		size_t inner = 0;

		next = p + 1;
		if (within != NOWHERE && !c->takes[within * c->n_parts + p])
			continue;
		while (within == NOWHERE && next < c->n_parts && !c->parts[next].unknown &&
		       alike(g, c, rows, n, p, next))
			next++;
		for (size_t i = 0; i < n; i++)
			if (c->takes[rows[i] * c->n_parts + p])
				g->rows[column][inner++] = rows[i];
		g->chosen[column] = p;
		g->to[column] = next - 1;
		all &= covers(g, g->rows[column], inner, column + 1, within);
	}
	return all;
}

/* A part of the column that both rows take; NOWHERE without one. */
static size_t shared_part(struct grid *g, size_t column, size_t a, size_t b)
{
	const struct column *c = &g->columns[column];

	for (size_t p = 0; p < c->n_parts; p++) {
		g->steps++;
		if (c->takes[a * c->n_parts + p] && c->takes[b * c->n_parts + p])
			return p;
	}
	return NOWHERE;
}

static bool overlap(struct grid *g, size_t a, size_t b)
{
	for (size_t i = 0; i < g->t->n_inputs; i++) {
		g->chosen[i] = g->to[i] = shared_part(g, i, a, b);
		if (g->chosen[i] == NOWHERE)
			return false;
		if (g->columns[i].whole[a] && g->columns[i].whole[b])
			g->chosen[i] = NOWHERE;
	}
	return true;
}

static void find_overlaps(struct grid *g)
{
	const struct table *t = g->t;

	for (size_t b = 1; b < t->n_rows; b++)
		for (size_t a = 0; a < b && g->said < SAID_MOST && !is_too_much(g); a++) {
			struct position p = t->rows[a].position;

			if (!overlap(g, a, b))
				continue;
			g->said++;
			diag_add(g->r->d, TABLE_OVERLAP, t->rows[b].position,
			         str_format(g->r->a, "%" PRIu32, source_line(p.source, p.offset)).at,
			         describe(g, t->n_inputs));
		}
}

static bool is_empty(const struct grid *g, size_t row)
{
	for (size_t i = 0; i < g->t->n_inputs; i++) {
		const struct column *c = &g->columns[i];
		size_t p = 0;

		while (p < c->n_parts && !c->takes[row * c->n_parts + p])
			p++;
		if (p == c->n_parts)
			return true;
	}
	return false;
}

/* On one day: with the parameters of that day, and of a term that began on the other. */
static void check_day(struct grid *g)
{
	const struct table *t = g->t;
	size_t *rows = arena_array(g->scratch, t->n_rows, sizeof(*rows));

	g->steps += DAY_STEPS;
	for (size_t i = 0; i < t->n_inputs; i++)
		cut(g, i);
	if (is_too_much(g))
		return;
	for (size_t i = 0; i < t->n_rows; i++) {
		rows[i] = i;
		/* What is told to be too much is not told to be of no use. */
		g->fits[i] |= !is_empty(g, i);
		if (!g->used[i])
			g->used[i] = !is_empty(g, i) &&
			             (t->hit != HIT_FIRST || !covers(g, rows, i, 0, i) || is_too_much(g));
	}
	if (t->hit == HIT_UNIQUE)
		find_overlaps(g);
	if (t->hit != HIT_COLLECT)
		covers(g, rows, t->n_rows, 0, NOWHERE);
}

struct days {
	int32_t *at;
	size_t n, room;
};

static void add_days(struct days *days, const struct parameter *p)
{
	for (size_t i = 1; i < p->n_rows && days->n < days->room; i++)
		days->at[days->n++] = p->rows[i].from;
}

static void days_of_cell(const struct grid *g, const struct condition *c, enum as_of as_of, struct days *days)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n_children; i++)
		days_of_cell(g, c->children[i], as_of, days);
	if (c->kind == CONDITION_COMPARE && c->right.kind == OPERAND_PARAMETER && c->right.as_of == as_of)
		add_days(days, &g->r->parameters[c->right.parameter]);
}

static int compare_days(const void *x, const void *y)
{
	const int32_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

/* The days from which some cell reads another value, and one before them all. */
static struct days days_of(const struct grid *g, enum as_of as_of)
{
	const struct table *t = g->t;
	struct days days = {.n = 1, .room = 1000};
	size_t n = 1;

	days.at = arena_array(g->r->a, days.room, sizeof(*days.at));
	days.at[0] = DATE_NONE;
	for (size_t i = 0; i < t->n_rows; i++)
		for (size_t k = 0; k < t->n_inputs; k++)
			days_of_cell(g, t->rows[i].cells[k], as_of, &days);
	qsort(days.at, days.n, sizeof(*days.at), compare_days);
	for (size_t i = 1; i < days.n; i++)
		if (days.at[i] != days.at[n - 1])
			days.at[n++] = days.at[i];
	days.n = n;
	return days;
}

static void say_unused(const struct grid *g)
{
	for (size_t i = 0; i < g->t->n_rows; i++)
		if (!g->used[i])
			diag_add(g->r->d, TABLE_ROW_UNUSED, g->t->rows[i].position,
			         g->fits[i] ? "the rows before it take all that it would"
			                    : "no value fits one of its cells");
}

static void check_table(struct reading *r, const struct table *t)
{
	struct grid g = {.r = r, .scratch = arena_open(), .t = t};
	struct days todays = days_of(&g, AS_OF_TODAY), terms = days_of(&g, AS_OF_TERM_START);

	g.columns = arena_array(r->a, t->n_inputs + 1, sizeof(*g.columns));
	g.chosen = arena_array(r->a, t->n_inputs + 1, sizeof(*g.chosen));
	g.to = arena_array(r->a, t->n_inputs + 1, sizeof(*g.to));
	g.rows = arena_array(r->a, t->n_inputs + 1, sizeof(*g.rows));
	g.used = arena_array(r->a, t->n_rows, sizeof(*g.used));
	g.fits = arena_array(r->a, t->n_rows, sizeof(*g.fits));
	for (size_t i = 0; i < t->n_inputs; i++) {
		g.columns[i].input = &t->inputs[i];
		g.rows[i] = arena_array(r->a, t->n_rows, sizeof(**g.rows));
	}
	for (size_t i = 0; i < todays.n && !g.said; i++)
		for (size_t k = 0; k < terms.n && !g.said && !is_too_much(&g); k++) {
			g.today = todays.at[i];
			g.term_day = terms.at[k];
			if (g.today == DATE_NONE || g.term_day <= g.today)
				check_day(&g);
			arena_reset(g.scratch);
		}
	arena_close(g.scratch);
	if (is_too_much(&g))
		diag_add(r->d, TABLE_TOO_LARGE, t->position);
	else if (!g.said)
		say_unused(&g);
}

void gaps_check(struct reading *r)
{
	for (size_t i = 0; i < r->policy->n_tables; i++)
		if (r->tables[i].n_rows > 0)
			check_table(r, &r->tables[i]);
}
