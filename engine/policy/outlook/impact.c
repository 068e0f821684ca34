#include "policy/outlook/impact.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "policy/outlook/impact_dues.h"
#include "policy/outlook/impact_rules.h"
#include "policy/outlook/reliance.h"

/* One side of a change: a tier, a state, a message. */
struct end {
	struct str id;
	size_t order; /* among its like; 0: none */
};

static const struct end NOTHING;

struct impact *impact_make(struct arena *a, const struct policy *before, const struct policy *after,
                           size_t most_examples)
{
	struct impact *i = arena_alloc(a, sizeof(*i));

	i->arena = a;
	i->before = before;
	i->after = after;
	i->tracks = counterpart_tracks(a, before, after);
	i->facts = counterpart_outcomes(a, before, after);
	i->benefits = counterpart_benefits(a, before, after);
	i->offers = counterpart_offers(a, before, after);
	i->actions = counterpart_actions(a, before, after);
	i->width = i->tracks.n + i->facts.n + i->benefits.n + i->offers.n + i->actions.n;
	i->heads = arena_array(a, i->width * IMPACT_KINDS + 1, sizeof(struct impact_line *));
	i->most_examples = most_examples;
	i->differences = difference_find(a, before, after);
	i->touched = arena_array(a, i->differences.n + 1, sizeof(*i->touched));
	i->rules = arena_array(a, RELIANCE_WORDS(i->differences.n) + 1, sizeof(*i->rules));
	i->gave = arena_array(a, before->n_benefits, sizeof(struct granted *));
	i->gives = arena_array(a, after->n_benefits, sizeof(struct granted *));
	i->dues = impact_dues_make(a);
	return i;
}

void impact_begin(struct impact *i)
{
	i->members++;
	i->is_changed = false;
	i->member = NULL;
	impact_dues_begin(i->dues);
}

void impact_end(struct impact *i)
{
	if (i->member)
		impact_dues_end(i);
	if (!i->is_changed)
		return;
	for (size_t k = 0; k < i->differences.n; k++)
		i->touched[k] += i->rules[k / 64] >> k % 64 & 1;
	memset(i->rules, 0, RELIANCE_WORDS(i->differences.n) * sizeof(*i->rules));
}

static struct impact_line *find_line(struct impact *i, enum impact_kind kind, struct str subject,
                                     size_t order, struct end from, struct end to)
{
	struct impact_line **head = &i->heads[(size_t)kind * i->width + order], *line = *head;

	while (line && (!str_equal(line->from, from.id) || !str_equal(line->to, to.id)))
		line = line->next;
	if (!line) {
		line = arena_alloc(i->arena, sizeof(*line));
		*line = (struct impact_line){.kind = kind,
		                             .order = order,
		                             .subject = subject,
		                             .from = from.id,
		                             .to = to.id,
		                             .from_order = from.order,
		                             .to_order = to.order,
		                             .next = *head};
		line->examples = arena_array(i->arena, i->most_examples + 1, sizeof(struct str));
		impact_rules_find(i, line);
		*head = line;
		i->n_lines++;
	}
	return line;
}

/* The line, where the member is new to it; else NULL. */
static struct impact_line *count(struct impact *i, const struct member *m, enum impact_kind kind,
                                 struct str subject, size_t order, struct end from, struct end to)
{
	struct impact_line *line = find_line(i, kind, subject, order, from, to);

	if (line->last == i->members)
		return NULL;
	line->last = i->members;
	line->members++;
	if (line->n_examples < i->most_examples)
		line->examples[line->n_examples++] = str_copy(i->arena, m->id);
	i->changed += !i->is_changed;
	i->is_changed = true;
	for (size_t k = 0; k < RELIANCE_WORDS(i->differences.n); k++)
		i->rules[k] |= line->rules[k];
	return line;
}

struct impact_line *impact_count(struct impact *i, enum impact_kind kind, size_t offer, struct str from,
                                 struct str to)
{
	return count(i, i->member, kind, i->offers.at[offer].id, offer, (struct end){from, from.len > 0},
	             (struct end){to, to.len > 0});
}

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

static struct end tier_end(const struct decision *d, size_t track)
{
	size_t tier = track == NOWHERE ? NOWHERE : d->tiers[track];

	return tier == NOWHERE ? NOTHING : (struct end){d->policy->tiers[tier].id, tier + 1};
}

static void compare_tiers(struct impact *i, const struct decision *before, const struct decision *after)
{
	for (size_t t = 0; t < i->tracks.n; t++) {
		const struct counterpart *c = &i->tracks.at[t];
		struct end from = tier_end(before, c->before), to = tier_end(after, c->after);

		if (!str_equal(from.id, to.id))
			count(i, before->member, IMPACT_TIER, c->id, t, from, to);
	}
}

static void compare_amounts(struct impact *i, const struct member *m, enum impact_kind more,
                            struct str subject, size_t order, const struct given *before,
                            const struct given *after)
{
	int64_t from = before->value.number, to = after->value.number;

	/* what is paid in another currency is neither more nor less: it can't be summed */
	if (!is_amount(before) || !is_amount(after) || !same_unit(before, after) || from == to)
		return;
	/* less follows more */
	sum(count(i, m, to > from ? more : more + 1, subject, order, NOTHING, NOTHING), before, from, to);
}

/* Of yes and no, and of the values of a choice: which; else nothing. */
static struct end fact_end(const struct given *g)
{
	if (!g || !g->value.known)
		return NOTHING;
	if (g->type == FACT_BOOL)
		return g->value.number ? (struct end){STR("yes"), 2} : (struct end){STR("no"), 1};
	if (g->type == FACT_ENUM)
		return (struct end){g->of->values[g->value.number], (size_t)g->value.number + 1};
	return NOTHING;
}

static bool has_few_values(const struct given *g)
{
	return g && (g->type == FACT_BOOL || g->type == FACT_ENUM);
}

static void compare_fact(struct impact *i, const struct member *m, const struct counterpart *c, size_t n,
                         const struct given *g, const struct given *h)
{
	bool was = g && g->value.known, is = h && h->value.known;
	bool like = was && is && same_unit(g, h);

	if (has_few_values(g) || has_few_values(h)) {
		struct end from = fact_end(g), to = fact_end(h);

		if (!str_equal(from.id, to.id))
			count(i, m, IMPACT_FACT, c->id, n, from, to);
		return;
	}
	if (was && !like)
		count(i, m, IMPACT_FACT_LOST, c->id, n, NOTHING, NOTHING);
	if (is && !like)
		count(i, m, IMPACT_FACT_GAINED, c->id, n, NOTHING, NOTHING);
	if (like && g->type == FACT_DATE && g->value.number != h->value.number)
		count(i, m, h->value.number > g->value.number ? IMPACT_FACT_MORE : IMPACT_FACT_LESS, c->id, n,
		      NOTHING, NOTHING);
	else if (like)
		compare_amounts(i, m, IMPACT_FACT_MORE, c->id, n, g, h);
}

static void compare_facts(struct impact *i, const struct decision *before, const struct decision *after)
{
	for (size_t n = 0; n < i->facts.n; n++) {
		const struct counterpart *c = &i->facts.at[n];

		compare_fact(i, before->member, c, n,
		             c->before == NOWHERE ? NULL : &before->facts[c->before].value,
		             c->after == NOWHERE ? NULL : &after->facts[c->after].value);
	}
}

static void give(struct impact *i, const struct member *m, enum impact_kind kind, const struct counterpart *c,
                 size_t order, const struct granted *g)
{
	struct impact_line *line = count(i, m, kind, c->id, order, NOTHING, NOTHING);

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
	const struct member *m = before->member;

	spread(i->gave, before);
	spread(i->gives, after);
	for (size_t b = 0; b < i->benefits.n; b++) {
		const struct counterpart *c = &i->benefits.at[b];
		const struct granted *g = c->before == NOWHERE ? NULL : i->gave[c->before];
		const struct granted *h = c->after == NOWHERE ? NULL : i->gives[c->after];
		bool other = g && h && !same_unit(&g->amount, &h->amount);

		if (g && (!h || other))
			give(i, m, IMPACT_BENEFIT_LOST, c, b, g);
		if (h && (!g || other))
			give(i, m, IMPACT_BENEFIT_GAINED, c, b, h);
		if (!g || !h || other)
			continue;
		compare_amounts(i, m, IMPACT_BENEFIT_MORE, c->id, b, &g->amount, &h->amount);
		if (i->before->benefits[c->before].every != i->after->benefits[c->after].every ||
		    i->before->benefits[c->before].up_to != i->after->benefits[c->after].up_to)
			count(i, m, IMPACT_BENEFIT_OTHERWISE, c->id, b, NOTHING, NOTHING);
	}
}

static struct end offer_end(const struct offered *o)
{
	static const char *const states[] = {
		[OFFER_AVAILABLE] = "available", [OFFER_PURCHASED] = "purchased", [OFFER_CLOSED] = "closed"};

	return o ? (struct end){str_from(states[o->state]), (size_t)o->state + 1} : NOTHING;
}

static struct end renewal_end(const struct offered *o)
{
	return o && o->renewal ? (struct end){o->renewal->states[o->state_now].id, o->state_now + 1}
	                       : NOTHING;
}

static void compare_offers(struct impact *i, const struct decision *before, const struct decision *after)
{
	const struct member *m = before->member;

	for (size_t n = 0; n < i->offers.n; n++) {
		const struct counterpart *c = &i->offers.at[n];
		const struct offered *o = c->before == NOWHERE ? NULL : &before->offers[c->before];
		const struct offered *p = c->after == NOWHERE ? NULL : &after->offers[c->after];
		struct end from = offer_end(o), to = offer_end(p);

		if (from.order != to.order)
			count(i, m, IMPACT_OFFER, c->id, n, from, to);
		from = renewal_end(o);
		to = renewal_end(p);
		if (!str_equal(from.id, to.id))
			count(i, m, IMPACT_RENEWAL, c->id, n, from, to);
		if (o && p)
			compare_amounts(i, m, IMPACT_PRICE_MORE, c->id, n, &o->price, &p->price);
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
static void compare_reasons(struct impact *i, const struct member *m, enum impact_kind kind,
                            const struct counterpart *c, size_t order, const struct permitted *p,
                            const struct permitted *q)
{
	for (size_t r = 0; p && r < p->n_reasons; r++) {
		struct end message = {p->reasons[r].sentence->message, 1};

		if (!has_reason(q, message.id))
			count(i, m, kind, c->id, order, message, NOTHING);
	}
	for (size_t r = 0; q && r < q->n_reasons; r++) {
		struct end message = {q->reasons[r].sentence->message, 1};

		if (!has_reason(p, message.id))
			count(i, m, kind, c->id, order, NOTHING, message);
	}
}

static void compare_actions(struct impact *i, const struct decision *before, const struct decision *after)
{
	const struct member *m = before->member;

	for (size_t n = 0; n < i->actions.n; n++) {
		const struct counterpart *c = &i->actions.at[n];
		const struct permitted *p = c->before == NOWHERE ? NULL : &before->actions[c->before];
		const struct permitted *q = c->after == NOWHERE ? NULL : &after->actions[c->after];
		bool was = p && p->allowed, is = q && q->allowed;

		if (was != is) {
			enum impact_kind kind = is ? IMPACT_ACTION_ALLOWED : IMPACT_ACTION_REFUSED;

			count(i, m, kind, c->id, n, NOTHING, NOTHING);
			compare_reasons(i, m, kind, c, n, p, q);
		} else if (!is && p && q) {
			compare_reasons(i, m, IMPACT_ACTION_OTHERWISE, c, n, p, q);
		} else if (is) {
			compare_amounts(i, m, IMPACT_CHARGE_MORE, c->id, n, &p->charge, &q->charge);
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

/* The line of the same in another's, new or not. */
static void merge_line(struct impact *into, const struct impact_line *from)
{
	struct impact_line *line = find_line(into, from->kind, from->subject, from->order,
	                                     (struct end){from->from, from->from_order},
	                                     (struct end){from->to, from->to_order});

	if (line->members == 0 || from->least < line->least)
		line->least = from->least;
	if (line->members == 0 || from->most > line->most)
		line->most = from->most;
	line->members += from->members;
	line->sum += from->sum;
	if (from->summed) {
		line->summed = true;
		line->type = from->type;
		memcpy(line->currency, from->currency, sizeof(line->currency));
	}
	for (size_t e = 0; e < from->n_examples && line->n_examples < into->most_examples; e++)
		line->examples[line->n_examples++] = str_copy(into->arena, from->examples[e]);
}

void impact_merge(struct impact *into, const struct impact *from)
{
	for (size_t head = 0; head < from->width * IMPACT_KINDS; head++)
		for (const struct impact_line *line = from->heads[head]; line; line = line->next)
			merge_line(into, line);
	into->members += from->members;
	into->changed += from->changed;
	for (size_t k = 0; k < into->differences.n; k++)
		into->touched[k] += from->touched[k];
}

/* Lines of one kind of subject stand together: the first of its kinds. */
static int group_of(enum impact_kind kind)
{
	static const enum impact_kind firsts[] = {
		IMPACT_CHARGE_MORE, IMPACT_ACTION_ALLOWED, IMPACT_PRICE_MORE, IMPACT_RENEWAL,
		IMPACT_OFFER,       IMPACT_BENEFIT_GAINED, IMPACT_FACT};

	if (kind >= IMPACT_MESSAGE_ADDED)
		return IMPACT_MESSAGE_ADDED;
	for (size_t i = 0; i < sizeof(firsts) / sizeof(firsts[0]); i++)
		if (kind >= firsts[i])
			return (int)firsts[i];
	return IMPACT_TIER;
}

static int compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_lines(const void *a, const void *b)
{
	const struct impact_line *l = *(const struct impact_line *const *)a;
	const struct impact_line *m = *(const struct impact_line *const *)b;
	int order = group_of(l->kind) - group_of(m->kind);

	if (order == 0)
		order = compare_sizes(l->order, m->order);
	if (order == 0)
		order = (int)l->kind - (int)m->kind;
	if (order == 0)
		order = compare_sizes(l->from_order, m->from_order);
	if (order == 0)
		order = compare_sizes(l->to_order, m->to_order);
	if (order == 0)
		order = str_compare(l->from, m->from);
	return order ? order : str_compare(l->to, m->to);
}

const struct impact_line **impact_lines(const struct impact *i)
{
	const struct impact_line **lines = arena_array(i->arena, i->n_lines + 1, sizeof(*lines));
	size_t n = 0;

	for (size_t head = 0; head < i->width * IMPACT_KINDS; head++)
		for (struct impact_line *line = i->heads[head]; line; line = line->next) {
			line->difference = line->sum > INT64_MAX   ? INT64_MAX
			                   : line->sum < INT64_MIN ? INT64_MIN
			                                           : (int64_t)line->sum;
			lines[n++] = line;
		}
	qsort(lines, n, sizeof(*lines), compare_lines);
	return lines;
}
