#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "policy/check/check.h"
#include "policy/check/grid.h"

/*
 * Cases that a decision table leaves out, settles twice, or can never come to.
 * A case takes one part of each input.  Looking at all of them would be too
 * much: parts that the same rows take are looked at once, and a row that takes
 * all that is left ends the search.
 */
enum { DAY_STEPS = 1000, SAID_MOST = 5 };

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
		diag_add(g->r->d, TABLE_GAP, g->t->position, grid_describe(g, columns));
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
	if (grid_is_too_much(g) || has_whole(g, rows, n, column))
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
		for (size_t a = 0; a < b && g->said < SAID_MOST && !grid_is_too_much(g); a++) {
			struct position p = t->rows[a].position;

			if (!overlap(g, a, b))
				continue;
			g->said++;
			diag_add(g->r->d, TABLE_OVERLAP, t->rows[b].position,
			         str_format(g->r->a, "%" PRIu32, source_line(p.source, p.offset)).at,
			         grid_describe(g, t->n_inputs));
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
		grid_cut(g, i);
	if (grid_is_too_much(g))
		return;
	for (size_t i = 0; i < t->n_rows; i++) {
		rows[i] = i;
		/* What is told to be too much is not told to be of no use. */
		g->fits[i] |= !is_empty(g, i);
		if (!g->used[i])
			g->used[i] = !is_empty(g, i) && (t->hit != HIT_FIRST || !covers(g, rows, i, 0, i) ||
			                                 grid_is_too_much(g));
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
	qsort(days.at, days.n, sizeof(*days.at), date_by_day);
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
		for (size_t k = 0; k < terms.n && !g.said && !grid_is_too_much(&g); k++) {
			g.today = todays.at[i];
			g.term_day = terms.at[k];
			if (g.today == DATE_NONE || g.term_day <= g.today)
				check_day(&g);
			arena_reset(g.scratch);
		}
	arena_close(g.scratch);
	if (grid_is_too_much(&g))
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
