#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"
#include "base/money.h"
#include "policy/decide/decision.h"

static const char *const offer_states[] = {
	[OFFER_AVAILABLE] = "available", [OFFER_PURCHASED] = "purchased", [OFFER_CLOSED] = "closed"};
static const char *const due_kinds[] = {[DUE_MESSAGE] = "message", [DUE_ACTION] = "action"};

static void key_date(struct json *j, const char *key, int32_t day)
{
	json_key(j, key);
	json_date(j, day);
}

/* A name of the policy's as a key; these are short. */
static void name_key(struct json *j, struct str name)
{
	char key[200];

	snprintf(key, sizeof(key), "%.*s", STR_ARG(name));
	json_key(j, key);
}

static void render_money(struct json *j, const struct given *g)
{
	struct money m = {.minor = g->value.number};

	memcpy(m.currency, g->currency, sizeof(m.currency));
	json_open(j, '{');
	json_money(j, m);
	json_close(j, '}');
}

static void render_value(struct json *j, const struct given *g)
{
	if (!g->value.known) {
		json_null(j);
		return;
	}
	switch (g->type) {
	case FACT_TEXT:
		json_text(j, g->value.text);
		break;
	case FACT_INTEGER:
		json_integer(j, g->value.number);
		break;
	case FACT_BOOL:
		json_bool(j, g->value.number != 0);
		break;
	case FACT_DATE:
		json_date(j, (int32_t)g->value.number);
		break;
	case FACT_MONEY:
		render_money(j, g);
		break;
	case FACT_ENUM:
		json_text(j, g->of->values[g->value.number]);
		break;
	}
}

static void render_arguments(struct json *j, const struct reason *r)
{
	json_open(j, '{');
	for (size_t i = 0; i < r->sentence->n_arguments; i++) {
		name_key(j, r->arguments[i].name);
		render_value(j, r->arguments + i);
	}
	json_close(j, '}');
}

void decision_render_arguments(struct buf *out, const struct reason *r)
{
	struct json j = {.out = out};

	render_arguments(&j, r);
}

static void render_reasons(struct json *j, const struct reason *reasons, size_t n)
{
	json_key(j, "reasons");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		json_pair(j, "message", reasons[i].sentence->message);
		json_key(j, "arguments");
		render_arguments(j, reasons + i);
		json_key(j, "help");
		if (reasons[i].sentence->help.len)
			json_text(j, reasons[i].sentence->help);
		else
			json_null(j);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* Whose it is, where there are several. */
static void key_programme(struct json *j, const struct policy *p, size_t programme)
{
	if (p->n_programmes > 1)
		json_pair(j, "programme", p->programmes[programme].id);
}

static void render_tiers(struct json *j, const struct decision *d)
{
	const struct policy *p = d->policy;

	json_key(j, "tiers");
	json_open(j, '{');
	for (size_t i = 0; i < p->n_tracks; i++) {
		name_key(j, p->tracks[i].id);
		if (d->tiers[i] == NOWHERE) {
			json_null(j);
			continue;
		}
		json_open(j, '{');
		json_pair(j, "tier", p->tiers[d->tiers[i]].id);
		key_date(j, "since", decision_tier(d, d->tiers[i])->since);
		key_programme(j, p, p->tracks[i].programme);
		json_close(j, '}');
	}
	json_close(j, '}');
	json_key(j, "held");
	json_open(j, '[');
	for (size_t i = 0; i < d->n_held; i++)
		json_text(j, p->tiers[d->held[i].tier].id);
	json_close(j, ']');
}

static void render_benefits(struct json *j, const struct decision *d)
{
	static const char *const kinds[] = {[BENEFIT_INCLUDED] = "included",
	                                    [BENEFIT_QUANTITY] = "quantity",
	                                    [BENEFIT_AMOUNT] = "amount"};

	json_key(j, "benefits");
	json_open(j, '[');
	for (size_t i = 0; i < d->n_benefits; i++) {
		const struct granted *g = d->benefits + i;
		const struct benefit *b = d->policy->benefits + g->benefit;

		json_open(j, '{');
		json_pair(j, "benefit", b->id);
		json_pair(j, "tier", d->policy->tiers[g->tier].id);
		key_programme(j, d->policy, d->policy->tracks[d->policy->tiers[g->tier].track].programme);
		json_key(j, kinds[b->kind]);
		render_value(j, &g->amount);
		if (b->every) {
			json_key(j, "every_months");
			json_integer(j, b->every);
			key_date(j, "next", g->next);
		}
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void render_renewal(struct json *j, const struct offered *o)
{
	json_key(j, "renewal");
	if (!o->renewal) {
		json_null(j);
		return;
	}
	json_open(j, '{');
	json_pair(j, "state", o->renewal->states[o->state_now].id);
	key_date(j, "since", o->since);
	key_date(j, "until", o->until);
	json_key(j, "term");
	json_integer(j, o->term);
	key_date(j, "term_start", o->term_start);
	key_date(j, "anniversary", o->anniversary);
	json_key(j, "keeps_benefits");
	json_bool(j, o->keeps_benefits);
	json_close(j, '}');
}

static void render_offers(struct json *j, const struct decision *d)
{
	json_key(j, "offers");
	json_open(j, '[');
	for (size_t i = 0; i < d->n_offers; i++) {
		const struct offered *o = d->offers + i;

		json_open(j, '{');
		json_pair(j, "offer", d->policy->offers[o->offer].id);
		key_programme(j, d->policy, d->policy->offers[o->offer].programme);
		json_pair(j, "state", str_from(offer_states[o->state]));
		if (o->state == OFFER_CLOSED)
			render_reasons(j, o->closed, o->n_closed);
		render_renewal(j, o);
		json_key(j, "price");
		render_value(j, &o->price);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* Only where the rules work some out. */
static void render_facts(struct json *j, const struct decision *d)
{
	if (!d->n_facts)
		return;
	json_key(j, "facts");
	json_open(j, '{');
	for (size_t i = 0; i < d->n_facts; i++) {
		name_key(j, d->facts[i].value.name);
		render_value(j, &d->facts[i].value);
	}
	json_close(j, '}');
}

static void render_actions(struct json *j, const struct decision *d)
{
	json_key(j, "actions");
	json_open(j, '[');
	for (size_t i = 0; i < d->n_actions; i++) {
		const struct permitted *a = d->actions + i;
		const struct action *action = d->policy->actions + a->action;

		json_open(j, '{');
		json_pair(j, "action", action->id);
		key_programme(j, d->policy, action->programme);
		json_key(j, "offer");
		if (action->offer == NOWHERE)
			json_null(j);
		else
			json_text(j, d->policy->offers[action->offer].id);
		json_key(j, "allowed");
		json_bool(j, a->allowed);
		render_reasons(j, a->reasons, a->n_reasons);
		if (a->charge.value.known) {
			json_key(j, "charge");
			render_value(j, &a->charge);
		}
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void render_due(struct json *j, const struct decision *d)
{
	json_key(j, "due");
	json_open(j, '[');
	for (size_t i = 0; i < d->n_due; i++) {
		const struct fallen_due *due = d->due + i;

		json_open(j, '{');
		json_pair(j, "kind", str_from(due_kinds[due->due->kind]));
		json_pair(j, "id", due->due->id);
		json_pair(j, "offer", d->policy->offers[due->offer].id);
		key_date(j, "day", due->day);
		json_pair(j, "key", due->key);
		json_pair(j, "message", due->says.sentence->message);
		json_key(j, "arguments");
		render_arguments(j, &due->says);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void render_dates(struct json *j, const struct decision *d)
{
	json_key(j, "dates");
	json_open(j, '[');
	for (size_t i = 0; i < d->n_coming; i++) {
		const struct coming *c = d->coming + i;

		json_open(j, '{');
		key_date(j, "day", c->day);
		switch (c->kind) {
		case COMING_STATE:
			json_pair(j, "what", STR("state"));
			json_pair(j, "id", d->offers[c->offer].renewal->states[c->state].id);
			break;
		case COMING_DUE:
			json_pair(j, "what", str_from(due_kinds[c->due->kind]));
			json_pair(j, "id", c->due->id);
			break;
		case COMING_GRANT:
			json_pair(j, "what", STR("benefit"));
			json_pair(j, "id", d->policy->benefits[c->benefit].id);
			break;
		case COMING_ANNIVERSARY:
			json_pair(j, "what", STR("anniversary"));
			break;
		}
		if (c->offer != NOWHERE)
			json_pair(j, "offer", d->policy->offers[c->offer].id);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void render_trace(struct json *j, const struct decision *d)
{
	static const char *const kinds[] = {
		[TRACE_TIER] = "tier",       [TRACE_OFFER] = "offer",     [TRACE_CLOSED] = "closed",
		[TRACE_STATE] = "state",     [TRACE_BENEFIT] = "benefit", [TRACE_ACTION] = "action",
		[TRACE_REFUSAL] = "refusal", [TRACE_DUE] = "due",         [TRACE_CONDITION] = "condition",
		[TRACE_READ] = "read",       [TRACE_RECORD] = "record",   [TRACE_TABLE] = "table",
		[TRACE_ROW] = "row"};

	json_key(j, "trace");
	json_open(j, '[');
	for (size_t i = 0; i < d->n_trace; i++) {
		const struct trace *t = d->trace + i;

		json_open(j, '{');
		json_key(j, "depth");
		json_integer(j, t->depth);
		json_pair(j, "kind", str_from(kinds[t->kind]));
		json_pair(j, "name", t->name);
		if (t->position.source) {
			json_pair(j, "path", t->position.source->path);
			json_key(j, "line");
			json_integer(j, source_line(t->position.source, t->position.offset));
		}
		if (t->kind == TRACE_READ) {
			json_key(j, "value");
			render_value(j, &t->value);
		} else {
			json_key(j, "outcome");
			json_bool(j, t->outcome);
		}
		if (t->day != DATE_NONE)
			key_date(j, "day", t->day);
		json_close(j, '}');
	}
	json_close(j, ']');
}

void decision_render_json(struct buf *out, const struct decision *d)
{
	struct json j = {.out = out};
	char hash[33];

	json_open(&j, '{');
	json_pair(&j, "member", d->member->id);
	key_date(&j, "as_of", d->today);
	json_pair(&j, "policy", str_from(hash_hex(d->policy->hash, hash)));
	if (d->failure) {
		json_pair(&j, "failure", str_from(d->failure));
		json_close(&j, '}');
		return;
	}
	render_tiers(&j, d);
	render_benefits(&j, d);
	render_offers(&j, d);
	render_facts(&j, d);
	render_actions(&j, d);
	render_due(&j, d);
	render_dates(&j, d);
	key_date(&j, "next_change", d->next_change);
	if (d->trace)
		render_trace(&j, d);
	json_close(&j, '}');
}
