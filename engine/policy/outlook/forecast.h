#ifndef POLICY_FORECAST_H
#define POLICY_FORECAST_H

#include "base/money.h"
#include "policy/decide/decision.h"

/*
 * What the next months bring if nobody does anything but what falls due: counts
 * by month and offer over any number of members, in memory that depends on the
 * policy and the months only.
 *
 * What is due that renews is taken to be done on its day: charged, paid for,
 * recorded.  What is not renewed by itself lapses.  What fell due before the
 * first day has been done, and where the records do not show it has not come off.
 */
enum forecast_what {
	FORECAST_RENEWALS,  /* by themselves */
	FORECAST_REMINDERS, /* messages sent */
	FORECAST_LAPSES,    /* offers no longer held */
	FORECAST_TASKS,     /* actions due that do not renew */
	FORECAST_CHARGES,   /* in whatever currency */
	FORECAST_KINDS
};

enum { FORECAST_MONTHS = 120 /* at most */ };

struct forecast_cell {
	size_t counts[FORECAST_KINDS];
	size_t *charges;   /* by currency: how many, */
	__int128 *charged; /* and how much, in minor units */
};

struct forecast {
	struct arena *arena;
	const struct policy *policy;
	int32_t from, until; /* until: the first day after */
	size_t n_months;     /* of the calendar, the first and the last in part */
	const char (*currencies)[4];
	size_t n_currencies;
	struct forecast_cell *cells; /* month by month, an offer each */
	size_t members, undecided;
};

/* Lives in the arena.  Months from that day on, FORECAST_MONTHS at most; the end of the calendar may cut them short. */
struct forecast *forecast_make(struct arena *a, const struct policy *p, int32_t from, int months);
/* The decider has been narrowed (decision_narrow), and the scratch is reset here.  NULL, or why it can't be decided. */
const char *forecast_member(struct forecast *f, struct decider *d, struct arena *scratch,
                            const struct member *m);
/* Adds what was counted of other members, for the same policy and days. */
void forecast_merge(struct forecast *into, const struct forecast *from);

const struct forecast_cell *forecast_cell(const struct forecast *f, size_t month, size_t offer);
int32_t forecast_month(const struct forecast *f, size_t month); /* its first day */
/* Of all offers and months, or of one; the sum stays at the end of its range rather than pass it. */
struct money forecast_charged(const struct forecast *f, const struct forecast_cell *c, size_t currency);

#endif
