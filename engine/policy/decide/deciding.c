#include "policy/decide/deciding.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "policy/decide/calculate.h"
#include "policy/decide/outcome.h"
#include "policy/decide/recorder.h"

void deciding_fill(struct decider *d, const struct say *s)
{
	size_t n = s->sentence->n_arguments;

	for (size_t i = 0; i < n; i++)
		evaluate_fill(&d->run, s->arguments + i, d->next_argument++);
}

size_t deciding_count_facts(const struct policy *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_tables; i++)
		n += p->tables[i].n_outputs;
	for (size_t i = 0; i < p->n_derived; i++)
		n += p->derived[i].shown;
	return n;
}

static void conclude(struct decider *d, const struct field *is, struct fact value, size_t table, size_t row)
{
	struct given g = {.name = is->name, .type = is->type, .of = is, .value = value};

	memcpy(g.currency, is->currency, sizeof(g.currency));
	d->facts[d->n_facts++] = (struct concluded){g, table, row};
	if (recorder_wanted(&d->run))
		recorder_fact(&d->run, &g, is->position);
}

void deciding_facts(struct decider *d)
{
	const struct policy *p = d->program->policy;
	struct run *r = &d->run;

	for (size_t i = 0; i < p->n_tables; i++) {
		size_t line = recorder_begin(r, TRACE_TABLE, p->tables[i].id, p->tables[i].position);
		size_t row = calculate_row(r, i);

		if (recorder_wanted(r))
			recorder_table(r, i);
		for (size_t k = 0; k < p->tables[i].n_outputs; k++)
			conclude(d, &p->tables[i].outputs[k].is,
			         r->outputs[d->program->tables[i].first_output + (int)k], i, row);
		recorder_end(r, line, row != NOWHERE || p->tables[i].hit == HIT_COLLECT, DATE_NONE);
	}
	for (size_t i = 0; i < p->n_derived; i++) {
		struct fact value = {0};

		if (!p->derived[i].shown)
			continue;
		value.known = calculate_derived(r, i, &value.number);
		conclude(d, &p->derived[i].is, value, NOWHERE, NOWHERE);
		if (recorder_wanted(r))
			recorder_derived(r, i);
	}
}

void deciding_refuse(struct decider *d, enum trace_kind kind, const struct code_refusal *refusals, size_t n)
{
	for (const struct code_refusal *c = refusals; c < refusals + n; c++) {
		size_t line = recorder_begin(&d->run, kind, c->say.sentence->message, c->refusal->position);
		bool stands = outcome_of(&d->run, c->when);

		recorder_end(&d->run, line, stands, DATE_NONE);
		if (stands)
			*d->next_reason++ = deciding_say(d, &c->say);
	}
}

/* The offer being in the wrong state says it all: other refusals speak of the right one. */
static bool refuse_state(struct decider *d, const struct action *a, struct permitted *out)
{
	const struct code_offer *o;
	const struct offered *is;

	if (!a->has_from || a->offer == NOWHERE)
		return false;
	o = d->program->offers + a->offer;
	is = d->offers + a->offer;
	if (is->state == a->from)
		return false;
	if (a->from == OFFER_AVAILABLE && is->state == OFFER_CLOSED) {
		out->reasons = is->closed;
		out->n_reasons = is->n_closed;
		return true;
	}
	/* the offer is in one state: whichever action asks is told the same */
	if (!d->wrong[a->offer]) {
		d->wrong[a->offer] = d->next_reason;
		*d->next_reason++ = deciding_say(d, a->from == OFFER_PURCHASED ? &o->not_purchased
		                                                               : &o->not_available);
	}
	out->reasons = d->wrong[a->offer];
	out->n_reasons = 1;
	return true;
}

static void decide_action(struct decider *d, const struct action *from, const struct code_action *a,
                          struct permitted *out)
{
	struct run *r = &d->run;
	size_t line = recorder_begin(r, TRACE_ACTION, from->id, from->position);

	if (!refuse_state(d, from, out)) {
		out->reasons = d->next_reason;
		deciding_refuse(d, TRACE_REFUSAL, a->refusals, a->n_refusals);
		out->n_reasons = (size_t)(d->next_reason - out->reasons);
	}
	out->allowed = !out->n_reasons;
	if (a->has_charge)
		evaluate_fill(r, &a->charge, &out->charge);
	recorder_end(r, line, out->allowed, DATE_NONE);
}

void deciding_actions(struct decider *d)
{
	const struct policy *p = d->program->policy;
	const struct code_action *actions = d->program->actions;

	for (size_t i = 0; i < p->n_actions; i++)
		decide_action(d, p->actions + i, actions + i, d->actions + i);
}

/* In the order of their days; on one day in that in which they were found. */
static struct coming *add_coming(struct decider *d, int32_t day, enum coming_kind kind, size_t offer)
{
	struct coming *c = d->coming + d->n_coming++;

	for (; c > d->coming && c[-1].day > day; c--)
		c[0] = c[-1];
	*c = (struct coming){.day = day, .kind = kind, .offer = offer, .benefit = NOWHERE};
	evaluate_note(&d->run, day);
	return c;
}

static struct str make_key(struct decider *d, size_t offer, int32_t term, struct str id)
{
	struct str member = d->run.member->id, name = d->program->policy->offers[offer].id;
	char *key = arena_alloc(d->scratch, member.len + name.len + id.len + 13 + 1), *end = key, day[11];
	const struct str parts[] = {member, name, str_from(date_format(term, day)), id};

	for (size_t i = 0; i < 4; i++) {
		if (i)
			*end++ = '/';
		memcpy(end, parts[i].at, parts[i].len);
		end += parts[i].len;
	}
	d->used_scratch = true;
	return (struct str){key, (size_t)(end - key)};
}

static void date_due(struct decider *d, size_t offer, const struct code_due *c, int32_t day, int32_t end)
{
	struct run *r = &d->run;
	size_t line;
	bool holds;

	if (day >= end || day + DECISION_CATCH_UP <= r->today)
		return;
	line = recorder_begin(r, TRACE_DUE, c->due->id, c->due->position);
	holds = outcome_of(r, c->when);
	recorder_end(r, line, holds && day <= r->today, day);
	if (!holds)
		return;
	if (day > r->today) {
		add_coming(d, day, COMING_DUE, offer)->due = c->due;
		return;
	}
	evaluate_note(r, day + DECISION_CATCH_UP);
	d->due[d->n_due] = (struct fallen_due){
		.due = c->due,
		.says = deciding_say(d, &c->say),
		.offer = offer,
		.day = day,
		.key = make_key(d, offer, r->purchases[offer].term_start, c->due->id),
	};
	if (c->has_charge)
		evaluate_fill(r, &c->charge, &d->due[d->n_due].charge);
	d->n_due++;
}

static void date_state(struct decider *d, size_t offer, size_t state)
{
	const struct code_state *s = d->program->offers[offer].states + state;
	const struct purchase *p = d->run.purchases + offer;
	int32_t start = d->run.stretches[offer][state].begins, end = d->run.stretches[offer][state].ends;

	if (state > p->state && start < end)
		add_coming(d, start, COMING_STATE, offer)->state = state;
	for (size_t i = 0; i < s->n_dues; i++) {
		int64_t day = start;

		if (!s->dues[i].at_day || evaluate_number(&d->run, &s->dues[i].at, &day))
			date_due(d, offer, s->dues + i, (int32_t)day, end);
	}
}

static void date_offer(struct decider *d, size_t offer)
{
	const struct purchase *p = d->run.purchases + offer;
	size_t n_states = d->program->offers[offer].n_states;

	if (!p->renews)
		return;
	if (p->purchased && p->anniversary > d->run.today)
		add_coming(d, p->anniversary, COMING_ANNIVERSARY, offer);
	for (size_t i = p->state; i < n_states; i++)
		date_state(d, offer, i);
}

void deciding_dates(struct decider *d)
{
	size_t n_offers = d->program->policy->n_offers;

	for (size_t i = 0; i < n_offers; i++)
		date_offer(d, i);
	for (size_t i = 0; i < d->n_recurring; i++) {
		const struct granted *g = d->benefits + d->recurring[i];
		int offer = d->program->tiers[g->tier].offer;

		if (g->next > d->run.today && g->next != DATE_NEVER)
			add_coming(d, g->next, COMING_GRANT, offer == CODE_NONE ? NOWHERE : (size_t)offer)
				->benefit = g->benefit;
	}
}
