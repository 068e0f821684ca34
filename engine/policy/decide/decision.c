#include "policy/decide/decision.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/memory.h"
#include "base/money.h"
#include "policy/decide/custom.h"
#include "policy/decide/deciding.h"
#include "policy/decide/granting.h"
#include "policy/decide/outcome.h"
#include "policy/decide/purchase.h"
#include "policy/decide/recorder.h"

static void *cut(char **room, size_t n, size_t size)
{
	void *piece = *room;

	*room += n * size;
	return piece;
}

static_assert(OFFER_AVAILABLE == 0, "so an offer begins");

/* Pieces of one block, which one call clears for each member; those that need the widest places come first. */
static void make_blank(struct decider *d, struct arena *a, const struct policy *p)
{
	struct run *r = &d->run;
	size_t an_offer = sizeof(*r->purchases) + sizeof(*d->offers) + sizeof(*d->wrong) + sizeof(*r->offers);
	size_t n_marks = p->n_tiers + p->n_customs + p->n_derived + p->n_tables;
	char *room = arena_alloc(a, p->n_offers * an_offer + n_marks * sizeof(bool));

	d->blank = room;
	r->purchases = cut(&room, p->n_offers, sizeof(*r->purchases));
	d->offers = cut(&room, p->n_offers, sizeof(*d->offers));
	d->wrong = cut(&room, p->n_offers, sizeof(*d->wrong));
	r->offers = cut(&room, p->n_offers, sizeof(*r->offers));
	r->held = cut(&room, p->n_tiers, sizeof(bool));
	r->asked = cut(&room, p->n_customs, sizeof(bool));
	r->worked = cut(&room, p->n_derived + p->n_tables, sizeof(bool));
	d->n_blank = (size_t)(room - d->blank);
}

struct decider *decision_open(const struct program *p)
{
	const struct policy *policy = p->policy;
	struct decider *d = memory_resize(NULL, sizeof(*d));
	struct arena *a = arena_open();
	size_t n_tiers = policy->n_tiers, n_offers = policy->n_offers;

	*d = (struct decider){.memory = a, .scratch = arena_open(), .program = p};
	d->run = (struct run){
		.program = p,
		.today = DATE_NONE,
		.stretches = arena_array(a, n_offers, sizeof(struct stretch *)),
		.parameters = arena_array(a, policy->n_parameters, sizeof(int64_t)),
		.parameters_until = arena_array(a, policy->n_parameters, sizeof(int32_t)),
		.ready = arena_array(a, p->n_ready, sizeof(struct given)),
		.ready_until = arena_array(a, p->n_ready, sizeof(int32_t)),
		.answers = arena_array(a, policy->n_customs, sizeof(struct fact)),
		.derived = arena_array(a, policy->n_derived, sizeof(struct fact)),
		.outputs = arena_array(a, p->n_outputs, sizeof(struct fact)),
		.rows = arena_array(a, policy->n_tables, sizeof(size_t)),
		.worked_until = arena_array(a, policy->n_derived + policy->n_tables, sizeof(int32_t)),
		.host = policy->image ? custom_open(policy) : NULL,
	};
	make_blank(d, a, policy);
	for (size_t i = 0; i < n_offers; i++)
		d->run.stretches[i] = arena_array(a, p->offers[i].n_states, sizeof(struct stretch));
	d->arguments = arena_array(a, p->sizes.arguments, sizeof(*d->arguments));
	d->reasons = arena_array(a, p->sizes.reasons, sizeof(*d->reasons));
	d->tiers = arena_array(a, policy->n_tracks, sizeof(*d->tiers));
	d->held = arena_array(a, n_tiers, sizeof(*d->held));
	d->since = arena_array(a, n_tiers, sizeof(*d->since));
	d->granting = granting_make(a, p);
	d->facts = arena_array(a, deciding_count_facts(policy), sizeof(*d->facts));
	d->actions = arena_array(a, policy->n_actions, sizeof(*d->actions));
	for (size_t i = 0; i < policy->n_actions; i++)
		d->actions[i].action = i;
	d->due = arena_array(a, p->sizes.dues, sizeof(*d->due));
	d->coming = arena_array(a, p->sizes.coming, sizeof(*d->coming));
	d->decision = (struct decision){
		.policy = policy,
		.tiers = d->tiers,
		.held = d->held,
		.offers = d->offers,
		.n_offers = n_offers,
		.facts = d->facts,
		.actions = d->actions,
		.n_actions = policy->n_actions,
		.due = d->due,
		.coming = d->coming,
	};
	return d;
}

void decision_close(struct decider *d)
{
	if (!d)
		return;
	custom_close(d->run.host);
	arena_close(d->scratch);
	arena_close(d->memory);
	free(d);
}

const struct policy *decision_policy(const struct decider *d)
{
	return d->program->policy;
}

static void decide_tier(struct decider *d, int tier)
{
	struct run *r = &d->run;
	const struct code_tier *t = r->program->tiers + tier;
	const struct tier *from = r->program->policy->tiers + tier;
	size_t line = recorder_begin(r, TRACE_TIER, from->id, from->position);
	bool held = t->requires == CODE_NONE || r->held[t->requires];

	held = held && (t->offer == CODE_NONE || r->purchases[t->offer].keeps) && outcome_of(r, t->when);
	r->held[tier] = held;
	d->since[tier] = DATE_NONE;
	if (held && t->has_since) {
		int64_t day;

		if (recorder_wanted(r))
			recorder_read(r, &t->since);
		if (evaluate_number(r, &t->since, &day))
			d->since[tier] = (int32_t)day;
	} else if (held && t->offer != CODE_NONE && r->purchases[t->offer].renews) {
		d->since[tier] = r->purchases[t->offer].origin;
	}
	recorder_end(r, line, held, d->since[tier]);
}

static void decide_offer(struct decider *d, int offer)
{
	struct run *r = &d->run;
	const struct code_offer *o = r->program->offers + offer;
	const struct purchase *p = r->purchases + offer;
	struct offered *out = d->offers + offer;
	struct reason *closed = d->next_reason;

	if (!p->purchased) {
		if (o->requires != CODE_NONE && !r->held[o->requires])
			*d->next_reason++ = deciding_say(d, &o->requires_say);
		deciding_refuse(d, TRACE_CLOSED, o->closed, o->n_closed);
	}
	out->offer = (size_t)offer;
	out->closed = closed;
	out->n_closed = (size_t)(d->next_reason - closed);
	out->state = p->purchased ? OFFER_PURCHASED : out->n_closed ? OFFER_CLOSED : OFFER_AVAILABLE;
	out->row = p->row;
	evaluate_fill(r, &o->price, &out->price);
	r->offers[offer] = out->state;
}

static void trace_states(struct run *r, int offer)
{
	const struct code_offer *o = r->program->offers + offer;
	const struct stretch *stretches = r->stretches[offer];
	size_t now = r->purchases[offer].state;

	for (size_t i = 0; r->recorder && i < o->n_states; i++) {
		const struct state *s = o->renewal->states + i;
		size_t line = recorder_begin(r, TRACE_STATE, s->id, s->position);

		recorder_read(r, &o->states[i].starts);
		recorder_end(r, line, i <= now, stretches[i].begins);
	}
}

static void decide_purchase(struct decider *d, int offer)
{
	struct run *r = &d->run;
	const struct offer *from = r->program->policy->offers + offer;
	const struct purchase *p = r->purchases + offer;
	size_t line = recorder_begin(r, TRACE_OFFER, from->id, from->position);

	purchase_find(r, offer);
	if (p->renews)
		trace_states(r, offer);
	recorder_end(r, line, p->purchased, p->renews ? p->origin : DATE_NONE);
}

static void show_renewal(struct decider *d, int offer)
{
	const struct code_offer *o = d->program->offers + offer;
	const struct purchase *p = d->run.purchases + offer;
	struct offered *out = d->offers + offer;

	out->keeps_benefits = p->keeps;
	if (!p->renews)
		return;
	out->renewal = o->renewal;
	out->state_now = p->state;
	out->says = deciding_say(d, &o->states[p->state].say);
	out->since = p->since;
	out->until = p->until;
	out->term = p->term;
	out->origin = p->origin;
	out->term_start = p->term_start;
	out->anniversary = p->anniversary;
}

static void list_held(struct decider *d)
{
	const struct policy *p = d->program->policy;

	for (size_t i = 0; i < p->n_tracks; i++)
		d->tiers[i] = NOWHERE;
	d->n_held = 0;
	for (size_t i = 0; i < p->n_tiers; i++) {
		size_t tier = (size_t)d->program->tiers_in_order[i], track = p->tiers[tier].track;

		if (!d->run.held[tier])
			continue;
		d->held[d->n_held++] = (struct held){tier, d->since[tier]};
		if (d->tiers[track] == NOWHERE)
			d->tiers[track] = tier;
	}
}

void decision_narrow(struct decider *d)
{
	d->narrow = true;
	d->n_benefits = d->n_recurring = d->decision.n_actions = 0;
}

/* What differs from one member to the next. */
static const struct decision *finish(struct decider *d)
{
	const struct run *r = &d->run;
	struct decision *out = &d->decision;

	out->member = r->member;
	out->today = r->today;
	out->failure = r->failure;
	out->n_held = d->n_held;
	out->benefits = d->benefits;
	out->n_benefits = d->n_benefits;
	out->n_facts = d->n_facts;
	out->n_due = d->n_due;
	out->n_coming = d->n_coming;
	out->next_change = r->next > DATE_LAST ? DATE_NEVER : r->next;
	out->trace = r->recorder ? r->recorder->lines : NULL;
	out->n_trace = r->recorder ? r->recorder->n : 0;
	return out;
}

static const struct decision *decide(struct decider *d, const struct member *m, int32_t today,
                                     struct recorder *recorder)
{
	const struct policy *p = d->program->policy;
	struct run *r = &d->run;

	r->member = m;
	r->recorder = recorder;
	r->failure = NULL;
	r->next = DATE_NEVER;
	if (r->today != today)
		evaluate_day(r, today);
	/* Nothing of the member before may show, not even where rules ask for each other in a circle. */
	memset(d->blank, 0, d->n_blank);
	d->next_argument = d->arguments;
	d->next_reason = d->reasons;
	d->n_facts = d->n_due = d->n_coming = 0;
	for (size_t i = 0; i < d->program->n_steps; i++) {
		const struct step *s = d->program->steps + i;

		switch (s->kind) {
		case STEP_PURCHASE:
			decide_purchase(d, s->index);
			break;
		case STEP_TIER:
			decide_tier(d, s->index);
			break;
		case STEP_OFFER:
			decide_offer(d, s->index);
			break;
		}
	}
	list_held(d);
	for (size_t i = 0; i < p->n_offers; i++)
		show_renewal(d, (int)i);
	if (!d->narrow) {
		granting_list(d->granting, d);
		deciding_facts(d);
		deciding_actions(d);
	}
	deciding_dates(d);
	return finish(d);
}

const struct decision *decision_make(struct decider *d, const struct member *m, int32_t today)
{
	if (d->used_scratch)
		arena_reset(d->scratch);
	d->used_scratch = false;
	return decide(d, m, today, NULL);
}

const struct decision *decision_trace(struct decider *d, const struct member *m, int32_t today)
{
	struct recorder recorder = {.arena = d->scratch};
	const struct decision *made;

	arena_reset(d->scratch);
	d->used_scratch = true;
	made = decide(d, m, today, &recorder);
	d->run.recorder = NULL;
	return made;
}

struct fact decision_effect(struct decider *d, size_t action, size_t effect)
{
	return evaluate_fact(&d->run, &d->program->actions[action].effects[effect]);
}

const struct held *decision_tier(const struct decision *d, size_t tier)
{
	for (size_t i = 0; i < d->n_held; i++)
		if (d->held[i].tier == tier)
			return d->held + i;
	return NULL;
}

const struct granted *decision_benefit(const struct decision *d, size_t benefit)
{
	for (size_t i = 0; i < d->n_benefits; i++)
		if (d->benefits[i].benefit == benefit)
			return d->benefits + i;
	return NULL;
}

struct str decision_format(struct arena *a, const struct given *g)
{
	char text[40];

	if (!g->value.known)
		return (struct str){0};
	switch (g->type) {
	case FACT_TEXT:
		return g->value.text;
	case FACT_BOOL:
		return g->value.number ? STR("yes") : STR("no");
	case FACT_ENUM:
		return g->of->values[g->value.number];
	case FACT_DATE:
		if (g->value.number < DATE_FIRST || g->value.number > DATE_LAST)
			return (struct str){0};
		return str_copy(a, str_from(date_format((int32_t)g->value.number, text)));
	case FACT_MONEY: {
		struct money m = {.minor = g->value.number};

		memcpy(m.currency, g->currency, sizeof(m.currency));
		return str_copy(a, money_format(m, text));
	}
	default:
		return str_format(a, "%lld", (long long)g->value.number);
	}
}
