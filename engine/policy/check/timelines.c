#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "policy/check/check.h"
#include "policy/clauses/doubts.h"

/*
 * Whether a renewal's states come in their order, whatever the parameters in
 * force and whenever the term began.  Every day of four years is tried as a day
 * of purchase, for the first term, and the last days of months for more: so
 * long months, short ones and leap days have all had their turn.
 */
struct term {
	int32_t origin, start, anniversary;
};

struct timeline {
	struct reading *r;
	const struct renewal *renewal;
	int32_t today, term_day; /* for which parameters are read */
	const struct term *terms, *term;
	size_t n_terms;
	/* of each state: */
	bool *swapped;  /* said to be out of order */
	bool *apart;    /* once begun on another day than the next */
	bool *due_said; /* said of what falls due in it */
};

static int64_t count_of(const struct timeline *t, const struct interval *i)
{
	const struct parameter *p;
	int64_t n;

	if (i->parameter == NOWHERE)
		return i->count;
	p = &t->r->parameters[i->parameter];
	n = p->n_rows > 0 ? policy_parameter(p, i->as_of == AS_OF_TODAY ? t->today : t->term_day) : 0;
	return p->unit == PARAMETER_YEARS ? n * 12 : n;
}

static int32_t moment(const struct timeline *t, const struct operand *o)
{
	int32_t from = o->anchor == ANCHOR_ANNIVERSARY ? t->term->anniversary
	               : o->anchor == ANCHOR_ORIGIN    ? t->term->origin
	                                               : t->term->start;
	int64_t n = o->shift.sign == 0 ? 0 : o->shift.sign * count_of(t, &o->shift);

	if (n == 0)
		return from;
	if (n > 40000 || n < -40000)
		return n < 0 ? DATE_NONE : DATE_NEVER;
	return o->shift.unit == INTERVAL_DAYS ? from + (int32_t)n : date_add_months(from, (int)n);
}

static void add_parameter(struct buf *b, const struct timeline *t, const struct operand *o)
{
	const struct parameter *p = &t->r->parameters[o->shift.parameter];

	buf_add_format(b, ", %.*s being %" PRId64, STR_ARG(p->id),
	               policy_parameter(p, o->shift.as_of == AS_OF_TODAY ? t->today : t->term_day));
}

static bool has_parameter(const struct operand *o)
{
	return o->shift.sign != 0 && o->shift.parameter != NOWHERE;
}

/* "in a term from 2016-01-01, 2017-01-31 is before 2017-02-10, window being 30" */
static const char *explain(const struct timeline *t, const struct operand *one, const char *is,
                           const struct operand *other)
{
	char start[11], a[11], b[11];
	struct buf out = {0};

	buf_add_format(&out, "in a term from %s, %s %s %s", date_format(t->term->start, start),
	               date_format(moment(t, one), a), is, date_format(moment(t, other), b));
	if (has_parameter(one))
		add_parameter(&out, t, one);
	if (has_parameter(other) && !(has_parameter(one) && other->shift.parameter == one->shift.parameter))
		add_parameter(&out, t, other);
	return buf_keep(&out, t->r->a).at;
}

static void check_dues(struct timeline *t, size_t state, int32_t start, int32_t end)
{
	const struct state *s = &t->renewal->states[state];

	for (size_t i = 0; i < s->n_dues && !t->due_said[state]; i++) {
		const struct operand *at = s->dues[i].at;
		int32_t day;

		if (!at)
			continue;
		day = moment(t, at);
		if (day >= start && (day < end || end == DATE_NEVER))
			continue;
		t->due_said[state] = true;
		diag_add(t->r->d, DUE_OUTSIDE, at->position, reading_z(t->r, s->id),
		         day < start
		                 ? explain(t, at, "is before", &s->starts)
		                 : explain(t, at, "is not before", &t->renewal->states[state + 1].starts));
	}
}

static void check_term(struct timeline *t, const struct term *term, int32_t *starts)
{
	const struct renewal *w = t->renewal;

	t->term = term;
	for (size_t i = 0; i < w->n_states; i++)
		starts[i] = moment(t, &w->states[i].starts);
	for (size_t i = 0; i + 1 < w->n_states; i++) {
		t->apart[i] |= starts[i] < starts[i + 1];
		if (starts[i] <= starts[i + 1] || t->swapped[i])
			continue;
		t->swapped[i] = true;
		diag_add(t->r->d, TIMELINE_ORDER, w->states[i + 1].starts.position,
		         reading_z(t->r, w->states[i + 1].id), reading_z(t->r, w->states[i].id),
		         explain(t, &w->states[i + 1].starts, "is before", &w->states[i].starts));
	}
	for (size_t i = 0; i < w->n_states; i++)
		check_dues(t, i, starts[i], i + 1 < w->n_states ? starts[i + 1] : DATE_NEVER);
}

static int32_t add_terms(const struct interval *term, int32_t origin, int n)
{
	return term->unit == INTERVAL_DAYS ? origin + n * (int32_t)term->count
	                                   : date_add_months(origin, n * (int)term->count);
}

/* Every operand that places something in the term: the states' starts, and the days of what falls due. */
static const struct operand *next_moment(const struct renewal *w, size_t *state, size_t *due)
{
	while (*state < w->n_states) {
		const struct state *s = &w->states[*state];
		const struct operand *o = *due == 0 ? &s->starts : s->dues[*due - 1].at;

		if (++*due > s->n_dues) {
			++*state;
			*due = 0;
		}
		if (o)
			return o;
	}
	return NULL;
}

/* Where all is counted in days from its two ends, a term is like any other of its length. */
static bool counts_days(const struct renewal *w)
{
	const struct operand *o;

	for (size_t state = 0, due = 0; (o = next_moment(w, &state, &due));)
		if (o->anchor == ANCHOR_ORIGIN || (o->shift.sign != 0 && o->shift.unit == INTERVAL_MONTHS))
			return false;
	return true;
}

static bool tried(const struct term *terms, size_t n, int32_t length)
{
	for (size_t i = 0; i < n; i++)
		if (terms[i].anniversary - terms[i].start == length)
			return true;
	return false;
}

static void list_terms(struct timeline *t)
{
	bool days = counts_days(t->renewal);
	struct term *terms = arena_array(t->r->a, 4 * 366 * 4, sizeof(*terms));
	int32_t first;

	date_make(2016, 1, 1, &first);
	for (int32_t origin = first; origin < first + 4 * 365 + 1; origin++)
		for (int n = 0; n < (date_civil(origin).day > 28 ? 4 : 1); n++) {
			struct term one = {origin, add_terms(&t->renewal->term, origin, n),
			                   add_terms(&t->renewal->term, origin, n + 1)};

			if (!days || !tried(terms, t->n_terms, one.anniversary - one.start))
				terms[t->n_terms++] = one;
		}
	t->terms = terms;
}

/* The days on which a parameter that is read as of that kind of day changes, and one before them all. */
static size_t days_of(struct reading *r, const struct renewal *w, enum as_of as_of, int32_t **out)
{
	const struct operand *o;
	size_t all = 0, n = 1;
	int32_t *days = NULL;

	*ARRAY_ADD(r->a, days, all) = DATE_NONE;
	for (size_t state = 0, due = 0; (o = next_moment(w, &state, &due));) {
		const struct parameter *p = has_parameter(o) ? &r->parameters[o->shift.parameter] : NULL;

		if (!p || o->shift.as_of != as_of)
			continue;
		for (size_t i = 1; i < p->n_rows; i++)
			*ARRAY_ADD(r->a, days, all) = p->rows[i].from;
	}
	qsort(days, all, sizeof(*days), date_by_day);
	for (size_t i = 1; i < all; i++)
		if (days[i] != days[n - 1])
			days[n++] = days[i];
	*out = days;
	return n;
}

static bool is_whole(const struct reading *r, const struct renewal *w)
{
	bool fine = !doubts_about(r, w->position) && w->offer != NOWHERE && w->term.sign != 0 &&
	            w->term.parameter == NOWHERE && w->term.count > 0;

	for (size_t i = 0; i < w->n_states; i++) {
		const struct operand *o = &w->states[i].starts;

		fine &= o->kind == OPERAND_MOMENT;
		fine &= !has_parameter(o) || !doubts_about(r, r->parameters[o->shift.parameter].position);
	}
	return fine && w->n_states > 0;
}

static void check_renewal(struct reading *r, const struct renewal *w)
{
	const struct operand *first = &w->states[0].starts;
	struct timeline t = {.r = r, .renewal = w};
	int32_t *starts = arena_array(r->a, w->n_states, sizeof(*starts)), *todays, *term_days;
	size_t n_todays = days_of(r, w, AS_OF_TODAY, &todays),
	       n_term_days = days_of(r, w, AS_OF_TERM_START, &term_days);

	if (first->anchor != ANCHOR_TERM_START || first->shift.sign != 0)
		diag_add(r->d, TIMELINE_START, first->position);
	list_terms(&t);
	t.swapped = arena_array(r->a, w->n_states, sizeof(bool));
	t.apart = arena_array(r->a, w->n_states, sizeof(bool));
	t.due_said = arena_array(r->a, w->n_states, sizeof(bool));
	for (size_t i = 0; i < n_todays; i++)
		for (size_t k = 0; k < n_term_days; k++) {
			t.today = todays[i];
			t.term_day = term_days[k];
			for (size_t l = 0; l < t.n_terms && (t.today == DATE_NONE || t.term_day <= t.today);
			     l++)
				check_term(&t, &t.terms[l], starts);
		}
	for (size_t i = 0; i + 1 < w->n_states; i++)
		if (!t.apart[i] && !t.swapped[i])
			diag_add(r->d, UNREACHABLE_STATE, w->states[i].position,
			         reading_z(r, w->states[i].id), reading_z(r, w->states[i + 1].id));
}

void timelines_check(struct reading *r)
{
	for (size_t i = 0; i < r->policy->n_renewals; i++)
		if (is_whole(r, &r->renewals[i]))
			check_renewal(r, &r->renewals[i]);
}
