#include "policy/decide/granting.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "policy/decide/deciding.h"
#include "policy/decide/purchase.h"
#include "policy/decide/recorder.h"

enum { BUNDLES = 64 /* a power of two */, MARKED_TIERS = 64 };

/* A recurring benefit of the list, and a tier whose rhythm it follows; of several the next comes first. */
struct rhythm {
	size_t at;
	int tier;
};

/* What those get who hold the same tiers, on a day. */
struct bundle {
	bool made;
	uint64_t held; /* a bit a tier */
	int32_t day, until;
	struct granted *benefits;
	size_t n;
	struct rhythm *rhythms;
	size_t n_rhythms;
	size_t *recurring; /* the benefits that have a rhythm */
	size_t n_recurring;
};

/* What comes together of a benefit, by the grant that gives most of it; NULL: none does. */
struct total {
	const struct code_grant *grant;
	int tier;
	int64_t amount;
};

struct granting {
	struct bundle bundles[BUNDLES];
	struct total *totals;   /* a benefit */
	bool *origins;          /* of grants that have been counted */
	struct rhythm *rhythms; /* by benefit, not yet by its place in the list */
	size_t n_rhythms;
};

struct granting *granting_make(struct arena *a, const struct program *p)
{
	struct granting *g = arena_alloc(a, sizeof(*g));
	size_t n = p->policy->n_benefits, n_grants = 0;

	for (size_t i = 0; i < p->policy->n_tiers; i++)
		n_grants += p->tiers[i].n_grants;
	g->totals = arena_array(a, n, sizeof(*g->totals));
	g->origins = arena_array(a, p->sizes.origins, sizeof(*g->origins));
	g->rhythms = arena_array(a, n_grants, sizeof(*g->rhythms));
	for (size_t i = 0; i < BUNDLES; i++) {
		g->bundles[i].benefits = arena_array(a, n, sizeof(struct granted));
		g->bundles[i].rhythms = arena_array(a, n_grants, sizeof(struct rhythm));
		g->bundles[i].recurring = arena_array(a, n, sizeof(size_t));
	}
	return g;
}

/* A tier that another one held includes adds nothing: the other gives it all, or something in its place. */
static bool is_covered(const struct decider *d, int tier)
{
	for (size_t i = 0; i < d->n_held; i++)
		if (d->program->tiers[d->held[i].tier].covers[tier])
			return true;
	return false;
}

/* One rhythm a benefit, unless several tiers add up. */
static void follow(struct granting *g, size_t benefit, int tier, bool adds)
{
	for (size_t i = 0; i < g->n_rhythms && !adds; i++)
		if (g->rhythms[i].at == benefit) {
			g->rhythms[i].tier = tier;
			return;
		}
	g->rhythms[g->n_rhythms++] = (struct rhythm){benefit, tier};
}

static bool give(struct granting *g, struct decider *d, int tier, const struct code_grant *grant)
{
	const struct benefit *b = d->program->policy->benefits + grant->benefit;
	struct total *to = g->totals + grant->benefit;
	int64_t amount = 0;
	bool known = evaluate_number(&d->run, &grant->amount.load, &amount);

	if (recorder_wanted(&d->run))
		recorder_read(&d->run, &grant->amount.load);
	/* What is worked out may come to nothing. */
	if (!known || (grant->amount.ready == CODE_NONE && amount <= 0))
		return false;
	if (b->adds && g->origins[grant->origin])
		return true;
	g->origins[grant->origin] = true;
	if (to->grant && b->adds) {
		if (__builtin_add_overflow(to->amount, amount, &to->amount))
			to->amount = INT64_MAX;
	} else if (!to->grant || amount > to->amount) {
		*to = (struct total){grant, tier, amount};
	} else {
		return true;
	}
	if (b->every)
		follow(g, (size_t)grant->benefit, tier, b->adds);
	return true;
}

static void give_all(struct granting *g, struct decider *d)
{
	const struct policy *p = d->program->policy;

	for (size_t i = 0; i < d->n_held; i++) {
		int tier = (int)d->held[i].tier;
		const struct code_tier *t = d->program->tiers + tier;

		if (is_covered(d, tier))
			continue;
		for (size_t k = 0; k < t->n_grants; k++) {
			const struct grant *from = p->tiers[tier].grants + k;
			size_t line = recorder_begin(&d->run, TRACE_BENEFIT, p->benefits[from->benefit].id,
			                             from->position);
			bool given = give(g, d, tier, t->grants + k);

			recorder_end(&d->run, line, given, DATE_NONE);
		}
	}
}

static void make_bundle(struct granting *g, struct decider *d, struct bundle *b)
{
	const struct policy *p = d->program->policy;
	int32_t next = d->run.next;

	d->run.next = DATE_NEVER;
	if (p->n_benefits)
		memset(g->totals, 0, p->n_benefits * sizeof(*g->totals));
	if (d->program->sizes.origins)
		memset(g->origins, 0, d->program->sizes.origins * sizeof(*g->origins));
	g->n_rhythms = b->n = b->n_rhythms = b->n_recurring = 0;
	give_all(g, d);
	for (size_t i = 0; i < p->n_benefits; i++) {
		const struct total *t = g->totals + i;
		struct granted *to = b->benefits + b->n;

		if (!t->grant)
			continue;
		*to = (struct granted){.benefit = i, .tier = (size_t)t->tier, .next = DATE_NONE};
		evaluate_fill(&d->run, &t->grant->amount, &to->amount);
		to->amount.value.number = t->amount;
		for (size_t k = 0; k < g->n_rhythms; k++)
			if (g->rhythms[k].at == i)
				b->rhythms[b->n_rhythms++] = (struct rhythm){b->n, g->rhythms[k].tier};
		if (b->n_rhythms && b->rhythms[b->n_rhythms - 1].at == b->n)
			b->recurring[b->n_recurring++] = b->n;
		b->n++;
	}
	b->until = d->run.next;
	d->run.next = next;
}

static struct bundle *find_bundle(struct granting *g, struct decider *d)
{
	uint64_t held = 0;
	struct bundle *b;
	bool varies = d->run.recorder || d->program->policy->n_tiers > MARKED_TIERS;

	for (size_t i = 0; i < d->n_held && !varies; i++) {
		held |= (uint64_t)1 << d->held[i].tier;
		varies = d->program->tiers[d->held[i].tier].varies;
	}
	b = g->bundles + (held * 0x9E3779B97F4A7C15u >> 58);
	if (varies || !b->made || b->held != held || b->day != d->run.today) {
		make_bundle(g, d, b);
		b->made = !varies;
		b->held = held;
		b->day = d->run.today;
	}
	return b;
}

/* The next day of a recurring grant that a tier gives. */
static int32_t next_grant(const struct decider *d, int tier, int every)
{
	const struct run *r = &d->run;
	int offer = r->program->tiers[tier].offer;
	int32_t since = d->since[tier];

	if (offer != CODE_NONE && r->purchases[offer].renews)
		return purchase_next_grant(r, offer, every);
	if (since == DATE_NONE || since > r->today)
		return since;
	return evaluate_add(since, true, (int64_t)(date_months_between(since, r->today) / every + 1) * every);
}

void granting_list(struct granting *g, struct decider *d)
{
	struct bundle *b = find_bundle(g, d);

	evaluate_note(&d->run, b->until);
	for (size_t i = 0; i < b->n_recurring; i++)
		b->benefits[b->recurring[i]].next = DATE_NONE;
	for (size_t i = 0; i < b->n_rhythms; i++) {
		struct granted *to = b->benefits + b->rhythms[i].at;
		int32_t next = next_grant(d, b->rhythms[i].tier,
		                          d->program->policy->benefits[to->benefit].every);

		if (to->next == DATE_NONE || (next != DATE_NONE && next < to->next))
			to->next = next;
	}
	d->benefits = b->benefits;
	d->n_benefits = b->n;
	d->recurring = b->recurring;
	d->n_recurring = b->n_recurring;
}
