#include "policy/outlook/forecast.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/date.h"
#include "policy/decide/changing.h"

enum { TERMS_A_DAY = 100 /* renewed on one day, should a term be as short as that */ };

static int month_number(int32_t day)
{
	struct civil c = date_civil(day);

	return c.year * 12 + c.month - 1;
}

static void add_currency(struct forecast *f, char (**list)[4], const struct operand *charges)
{
	if (!charges)
		return;
	for (size_t i = 0; i < f->n_currencies; i++)
		if (strcmp((*list)[i], charges->currency) == 0)
			return;
	memcpy(ARRAY_ADD(f->arena, *list, f->n_currencies), charges->currency, sizeof(**list));
}

static void list_currencies(struct forecast *f)
{
	char(*list)[4] = NULL;

	for (size_t i = 0; i < f->policy->n_renewals; i++) {
		const struct renewal *r = &f->policy->renewals[i];

		for (size_t s = 0; s < r->n_states; s++)
			for (size_t k = 0; k < r->states[s].n_dues; k++)
				add_currency(f, &list, r->states[s].dues[k].charges);
	}
	f->currencies = (const char(*)[4])list;
}

struct forecast *forecast_make(struct arena *a, const struct policy *p, int32_t from, int months)
{
	struct forecast *f = arena_alloc(a, sizeof(*f));
	int32_t until = date_add_months(from, months);
	size_t n;

	*f = (struct forecast){.arena = a, .policy = p, .from = from};
	f->until = until > DATE_LAST ? DATE_LAST : until;
	f->n_months = (size_t)(month_number(f->until - (f->until > from)) - month_number(from) + 1);
	list_currencies(f);
	n = f->n_months * p->n_offers;
	f->cells = arena_array(a, n, sizeof(*f->cells));
	for (size_t i = 0; i < n; i++) {
		f->cells[i].charges = arena_array(a, f->n_currencies, sizeof(size_t));
		f->cells[i].charged = arena_array(a, f->n_currencies, sizeof(__int128));
	}
	return f;
}

static struct forecast_cell *cell_of(const struct forecast *f, int32_t day, size_t offer)
{
	size_t month = (size_t)(month_number(day) - month_number(f->from));

	return &f->cells[month * f->policy->n_offers + offer];
}

static void count_charge(const struct forecast *f, struct forecast_cell *c, const struct given *charge)
{
	for (size_t i = 0; charge->value.known && i < f->n_currencies; i++)
		if (strcmp(f->currencies[i], charge->currency) == 0) {
			c->charges[i]++;
			c->charged[i] += charge->value.number;
			c->counts[FORECAST_CHARGES]++;
		}
}

/* One member on its way through the months. */
struct journey {
	struct forecast *forecast;
	struct decider *decider;
	struct arena *scratch;
	struct member member; /* its own copy once something has been recorded */
	bool copied;
	bool *held; /* an offer: whether it was, on the day before */
};

/* What falls due that day of the offer; whether something of it renews. */
static bool count_dues(struct journey *j, const struct decision *d, size_t offer)
{
	struct forecast_cell *c = cell_of(j->forecast, d->today, offer);
	bool renews = false;

	for (size_t i = 0; i < d->n_due; i++) {
		const struct fallen_due *f = &d->due[i];

		if (f->offer != offer || f->day != d->today)
			continue;
		if (f->due->kind == DUE_MESSAGE)
			c->counts[FORECAST_REMINDERS]++;
		else
			c->counts[f->due->renews ? FORECAST_RENEWALS : FORECAST_TASKS]++;
		count_charge(j->forecast, c, &f->charge);
		renews |= f->due->renews;
	}
	return renews;
}

static const struct decision *renew(struct journey *j, const struct decision *d, size_t offer)
{
	if (!j->copied) {
		struct member copy = changing_copy(j->scratch, d->policy->schema, &j->member);

		changing_renew(d, offer, &copy);
		j->member = copy;
		j->copied = true;
	} else {
		changing_renew(d, offer, &j->member);
	}
	return decision_make(j->decider, &j->member, d->today);
}

/* One offer on one day; a term paid for begins on it, and may bring something of its own. */
static const struct decision *live(struct journey *j, const struct decision *d, size_t offer)
{
	for (int i = 0; i < TERMS_A_DAY && count_dues(j, d, offer); i++) {
		int64_t term = d->offers[offer].term;

		d = renew(j, d, offer);
		if (d->failure)
			return d;
		if (d->offers[offer].term == term)
			break;
	}
	if (j->held[offer] && d->offers[offer].state != OFFER_PURCHASED && d->today > j->forecast->from)
		cell_of(j->forecast, d->today, offer)->counts[FORECAST_LAPSES]++;
	j->held[offer] = d->offers[offer].state == OFFER_PURCHASED;
	return d;
}

const char *forecast_member(struct forecast *f, struct decider *d, struct arena *scratch,
                            const struct member *m)
{
	struct journey j = {.forecast = f, .decider = d, .scratch = scratch, .member = *m};
	size_t n = f->policy->n_offers;
	int32_t day = f->from;

	arena_reset(scratch);
	j.held = arena_array(scratch, n, sizeof(*j.held));
	f->members++;
	while (day < f->until) {
		const struct decision *made = decision_make(d, &j.member, day);

		for (size_t i = 0; i < n && !made->failure; i++)
			made = live(&j, made, i);
		if (made->failure) {
			f->undecided++;
			return made->failure;
		}
		day = made->next_change;
	}
	return NULL;
}

void forecast_merge(struct forecast *into, const struct forecast *from)
{
	size_t n = into->n_months * into->policy->n_offers;

	for (size_t i = 0; i < n; i++) {
		for (int k = 0; k < FORECAST_KINDS; k++)
			into->cells[i].counts[k] += from->cells[i].counts[k];
		for (size_t k = 0; k < into->n_currencies; k++) {
			into->cells[i].charges[k] += from->cells[i].charges[k];
			into->cells[i].charged[k] += from->cells[i].charged[k];
		}
	}
	into->members += from->members;
	into->undecided += from->undecided;
}

const struct forecast_cell *forecast_cell(const struct forecast *f, size_t month, size_t offer)
{
	return &f->cells[month * f->policy->n_offers + offer];
}

int32_t forecast_month(const struct forecast *f, size_t month)
{
	int number = month_number(f->from) + (int)month;
	int32_t day = DATE_NONE;

	date_make(number / 12, number % 12 + 1, 1, &day);
	return day;
}

struct money forecast_charged(const struct forecast *f, const struct forecast_cell *c, size_t currency)
{
	struct money m = {.minor = c->charged[currency] > INT64_MAX   ? INT64_MAX
	                           : c->charged[currency] < INT64_MIN ? INT64_MIN
	                                                              : (int64_t)c->charged[currency]};

	memcpy(m.currency, f->currencies[currency], sizeof(m.currency));
	return m;
}
