#include <string.h>

#include "policy/outlook/impact.h"
#include "policy/outlook/impact_dues.h"

/* The lines that two decisions on one member differ in. */

static const struct impact_end NOTHING;

static void sum(struct impact_line *line, const struct given *like, int64_t before, int64_t after)
{
	if (!line)
		return;
	line->summed = true;
	line->type = like->type;
	memcpy(line->currency, like->currency, sizeof(line->currency));
	line->sum += (__int128)after - before;
}

static bool is_amount(const struct given *g)
{
	return g->value.known && (g->type == FACT_INTEGER || g->type == FACT_MONEY);
}

static bool same_unit(const struct given *g, const struct given *h)
{
	return g->type == h->type && (g->type != FACT_MONEY || strcmp(g->currency, h->currency) == 0);
}

static struct impact_end tier_end(const struct decision *d, size_t track)
{
	size_t tier = track == NOWHERE ? NOWHERE : d->tiers[track];

	return tier == NOWHERE ? NOTHING : (struct impact_end){d->policy->tiers[tier].id, tier + 1};
}

static void compare_tiers(struct impact *i, const struct decision *before, const struct decision *after)
{
	for (size_t t = 0; t < i->tracks.n; t++) {
		const struct counterpart *c = &i->tracks.at[t];
		struct impact_end from = tier_end(before, c->before), to = tier_end(after, c->after);

		if (!str_equal(from.id, to.id))
			impact_count(i, IMPACT_TIER, c->id, t, from, to);
	}
}

static void compare_amounts(struct impact *i, enum impact_kind more, struct str subject, size_t order,
                            const struct given *before, const struct given *after)
{
	int64_t from = before->value.number, to = after->value.number;

	/* what is paid in another currency is neither more nor less: it can't be summed */
	if (!is_amount(before) || !is_amount(after) || !same_unit(before, after) || from == to)
		return;
	/* less follows more */
	sum(impact_count(i, to > from ? more : more + 1, subject, order, NOTHING, NOTHING), before, from, to);
}

/* Of yes and no, and of the values of a choice: which; else nothing. */
static struct impact_end fact_end(const struct given *g)
{
	if (!g || !g->value.known)
		return NOTHING;
	if (g->type == FACT_BOOL)
		return g->value.number ? (struct impact_end){STR("yes"), 2}
		                       : (struct impact_end){STR("no"), 1};
	if (g->type == FACT_ENUM)
		return (struct impact_end){g->of->values[g->value.number], (size_t)g->value.number + 1};
	return NOTHING;
}

static bool has_few_values(const struct given *g)
{
	return g && (g->type == FACT_BOOL || g->type == FACT_ENUM);
}

static void compare_fact(struct impact *i, const struct counterpart *c, size_t n, const struct given *g,
                         const struct given *h)
{
	bool was = g && g->value.known, is = h && h->value.known;
	bool like = was && is && same_unit(g, h);

	if (has_few_values(g) || has_few_values(h)) {
		struct impact_end from = fact_end(g), to = fact_end(h);

		if (!str_equal(from.id, to.id))
			impact_count(i, IMPACT_FACT, c->id, n, from, to);
		return;
	}
	if (was && !like)
		impact_count(i, IMPACT_FACT_LOST, c->id, n, NOTHING, NOTHING);
	if (is && !like)
		impact_count(i, IMPACT_FACT_GAINED, c->id, n, NOTHING, NOTHING);
	if (like && g->type == FACT_DATE && g->value.number != h->value.number)
		impact_count(i, h->value.number > g->value.number ? IMPACT_FACT_MORE : IMPACT_FACT_LESS,
		             c->id, n, NOTHING, NOTHING);
	else if (like)
		compare_amounts(i, IMPACT_FACT_MORE, c->id, n, g, h);
}

static void compare_facts(struct impact *i, const struct decision *before, const struct decision *after)
{
	for (size_t n = 0; n < i->facts.n; n++) {
		const struct counterpart *c = &i->facts.at[n];

		compare_fact(i, c, n, c->before == NOWHERE ? NULL : &before->facts[c->before].value,
		             c->after == NOWHERE ? NULL : &after->facts[c->after].value);
	}
}

static void give(struct impact *i, enum impact_kind kind, const struct counterpart *c, size_t order,
                 const struct granted *g)
{
	struct impact_line *line = impact_count(i, kind, c->id, order, NOTHING, NOTHING);

	if (!is_amount(&g->amount))
		return;
	if (kind == IMPACT_BENEFIT_GAINED)
		sum(line, &g->amount, 0, g->amount.value.number);
	else
		sum(line, &g->amount, g->amount.value.number, 0);
}

static void spread(const struct granted **by_benefit, const struct decision *d)
{
	for (size_t b = 0; b < d->policy->n_benefits; b++)
		by_benefit[b] = NULL;
	for (size_t b = 0; b < d->n_benefits; b++)
		by_benefit[d->benefits[b].benefit] = d->benefits + b;
}

static void compare_benefits(struct impact *i, const struct decision *before, const struct decision *after)
{
	spread(i->gave, before);
	spread(i->gives, after);
	for (size_t b = 0; b < i->benefits.n; b++) {
		const struct counterpart *c = &i->benefits.at[b];
		const struct granted *g = c->before == NOWHERE ? NULL : i->gave[c->before];
		const struct granted *h = c->after == NOWHERE ? NULL : i->gives[c->after];
		bool other = g && h && !same_unit(&g->amount, &h->amount);

		if (g && (!h || other))
			give(i, IMPACT_BENEFIT_LOST, c, b, g);
		if (h && (!g || other))
			give(i, IMPACT_BENEFIT_GAINED, c, b, h);
		if (!g || !h || other)
			continue;
		compare_amounts(i, IMPACT_BENEFIT_MORE, c->id, b, &g->amount, &h->amount);
		if (i->before->benefits[c->before].every != i->after->benefits[c->after].every ||
		    i->before->benefits[c->before].up_to != i->after->benefits[c->after].up_to)
			impact_count(i, IMPACT_BENEFIT_OTHERWISE, c->id, b, NOTHING, NOTHING);
	}
}

static struct impact_end offer_end(const struct offered *o)
{
	static const char *const states[] = {
		[OFFER_AVAILABLE] = "available", [OFFER_PURCHASED] = "purchased", [OFFER_CLOSED] = "closed"};

	return o ? (struct impact_end){str_from(states[o->state]), (size_t)o->state + 1} : NOTHING;
}

static struct impact_end renewal_end(const struct offered *o)
{
	return o && o->renewal ? (struct impact_end){o->renewal->states[o->state_now].id, o->state_now + 1}
	                       : NOTHING;
}

static void compare_offers(struct impact *i, const struct decision *before, const struct decision *after)
{
	for (size_t n = 0; n < i->offers.n; n++) {
		const struct counterpart *c = &i->offers.at[n];
		const struct offered *o = c->before == NOWHERE ? NULL : &before->offers[c->before];
		const struct offered *p = c->after == NOWHERE ? NULL : &after->offers[c->after];
		struct impact_end from = offer_end(o), to = offer_end(p);

		if (from.order != to.order)
			impact_count(i, IMPACT_OFFER, c->id, n, from, to);
		from = renewal_end(o);
		to = renewal_end(p);
		if (!str_equal(from.id, to.id))
			impact_count(i, IMPACT_RENEWAL, c->id, n, from, to);
		if (o && p)
			compare_amounts(i, IMPACT_PRICE_MORE, c->id, n, &o->price, &p->price);
	}
}

static bool has_reason(const struct permitted *p, struct str message)
{
	for (size_t i = 0; p && i < p->n_reasons; i++)
		if (str_equal(p->reasons[i].sentence->message, message))
			return true;
	return false;
}

/* Every reason that one of the two has alone. */
static void compare_reasons(struct impact *i, enum impact_kind kind, const struct counterpart *c,
                            size_t order, const struct permitted *p, const struct permitted *q)
{
	for (size_t r = 0; p && r < p->n_reasons; r++) {
		struct impact_end message = {p->reasons[r].sentence->message, 1};

		if (!has_reason(q, message.id))
			impact_count(i, kind, c->id, order, message, NOTHING);
	}
	for (size_t r = 0; q && r < q->n_reasons; r++) {
		struct impact_end message = {q->reasons[r].sentence->message, 1};

		if (!has_reason(p, message.id))
			impact_count(i, kind, c->id, order, NOTHING, message);
	}
}

static void compare_actions(struct impact *i, const struct decision *before, const struct decision *after)
{
	for (size_t n = 0; n < i->actions.n; n++) {
		const struct counterpart *c = &i->actions.at[n];
		const struct permitted *p = c->before == NOWHERE ? NULL : &before->actions[c->before];
		const struct permitted *q = c->after == NOWHERE ? NULL : &after->actions[c->after];
		bool was = p && p->allowed, is = q && q->allowed;

		if (was != is) {
			enum impact_kind kind = is ? IMPACT_ACTION_ALLOWED : IMPACT_ACTION_REFUSED;

			impact_count(i, kind, c->id, n, NOTHING, NOTHING);
			compare_reasons(i, kind, c, n, p, q);
		} else if (!is && p && q) {
			compare_reasons(i, IMPACT_ACTION_OTHERWISE, c, n, p, q);
		} else if (is) {
			compare_amounts(i, IMPACT_CHARGE_MORE, c->id, n, &p->charge, &q->charge);
		}
	}
}

void impact_compare(struct impact *i, const struct decision *before, const struct decision *after)
{
	if (!i->member)
		i->first = before->today;
	i->member = before->member;
	compare_tiers(i, before, after);
	compare_facts(i, before, after);
	compare_benefits(i, before, after);
	compare_offers(i, before, after);
	compare_actions(i, before, after);
	impact_dues_add(i, before, after);
}
