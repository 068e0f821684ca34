#include "command/member/explanation.h"

#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/date.h"
#include "command/report/speech.h"
#include "policy/outlook/remedy.h"
#include "policy/script/phrase.h"
#include "site/content/figures.h"
#include "site/statement/statement_values.h"

struct teller {
	struct arena *arena;
	struct speech speech;
	const struct decision *decision;
	struct phrases *phrases;
	struct told *lines;
	size_t n;
};

static struct str say_reason(const struct teller *t, const struct reason *r)
{
	struct value m = statement_values_reason(t->arena, r);

	return speech_message(&t->speech, &m, r->sentence->message);
}

/* The same, for what stands alone: yes and no as words, the rest as the language writes it. */
static struct value for_people(const struct teller *t, const struct given *g)
{
	if (!g->value.known)
		return value_text(speech_say(&t->speech, WORDING_EXPLAIN_UNKNOWN));
	if (g->type == FACT_BOOL)
		return value_text(
			speech_say(&t->speech, g->value.number ? WORDING_EXPLAIN_YES : WORDING_EXPLAIN_NO));
	return statement_values_given(g);
}

static struct str say_given(const struct teller *t, const struct given *g)
{
	struct value v = for_people(t, g);
	struct buf b = {0};

	switch (v.kind) {
	case VALUE_TEXT:
		return v.text;
	case VALUE_DATE:
		locale_add_date(t->speech.locale, &b, v.day, DATE_LONG);
		break;
	case VALUE_MONEY:
		locale_add_money(t->speech.locale, &b, v.money);
		break;
	default:
		locale_add_integer(t->speech.locale, &b, v.integer);
	}
	return buf_keep(&b, t->arena);
}

static enum wording wanted_sentence(const struct trace *t)
{
	static const enum wording others[] = {[COMPARE_EQUAL] = WORDING_EXPLAIN_WANTED,
	                                      [COMPARE_NOT_EQUAL] = WORDING_EXPLAIN_WANTED_NOT,
	                                      [COMPARE_LESS] = WORDING_EXPLAIN_WANTED_LESS,
	                                      [COMPARE_AT_MOST] = WORDING_EXPLAIN_WANTED_AT_MOST,
	                                      [COMPARE_MORE] = WORDING_EXPLAIN_WANTED_MORE,
	                                      [COMPARE_AT_LEAST] = WORDING_EXPLAIN_WANTED_AT_LEAST},
				  days[] = {[COMPARE_EQUAL] = WORDING_EXPLAIN_WANTED,
	                                    [COMPARE_NOT_EQUAL] = WORDING_EXPLAIN_WANTED_NOT,
	                                    [COMPARE_LESS] = WORDING_EXPLAIN_WANTED_BEFORE,
	                                    [COMPARE_AT_MOST] = WORDING_EXPLAIN_WANTED_BY,
	                                    [COMPARE_MORE] = WORDING_EXPLAIN_WANTED_AFTER,
	                                    [COMPARE_AT_LEAST] = WORDING_EXPLAIN_WANTED_SINCE};

	return (t->wanted.type == FACT_DATE ? days : others)[t->comparison];
}

static bool is_tier(const struct trace *line)
{
	return line->of && strcmp(line->of, "tier") == 0;
}

/* offers.auto_renew = yes; no is wanted */
static struct str say_read(const struct teller *t, const struct trace *line)
{
	struct value_field both[2];
	struct str said, wanted;

	if (line->of)
		return speech_name(&t->speech, line->of, line->name, is_tier(line) ? "name" : "");
	said = str_format(t->arena, "%.*s = %.*s", STR_ARG(line->name), STR_ARG(say_given(t, &line->value)));
	if (!line->compared)
		return said;
	wanted = speech_say_one(&t->speech, wanted_sentence(line), "value", for_people(t, &line->wanted));
	both[0] = (struct value_field){STR("read"), value_text(said)};
	both[1] = (struct value_field){STR("wanted"), value_text(wanted)};
	return speech_say_with(&t->speech, WORDING_EXPLAIN_COMPARED, both, 2);
}

/* The sentence with its gaps left open. */
static struct str say_open(const struct teller *t, struct str id)
{
	const struct str *gaps;
	size_t n = message_arguments(t->speech.site, id, &gaps);
	struct value_field *open = arena_array(t->arena, n + 1, sizeof(*open));
	struct value m = value_message(id, open, n);

	for (size_t i = 0; i < n; i++)
		open[i] = (struct value_field){gaps[i], value_text(STR("\u2026"))};
	return speech_message(&t->speech, &m, id);
}

/* The sentence that a refusal says; where it does not stand nothing fills the gaps. */
static struct str say_refusal(const struct teller *t, const struct trace *line)
{
	const struct decision *d = t->decision;

	for (size_t i = 0; line->outcome && i < d->n_actions; i++)
		for (size_t k = 0; k < d->actions[i].n_reasons; k++)
			if (str_equal(d->actions[i].reasons[k].sentence->message, line->name))
				return say_reason(t, &d->actions[i].reasons[k]);
	for (size_t i = 0; line->outcome && i < d->policy->n_offers; i++)
		for (size_t k = 0; k < d->offers[i].n_closed; k++)
			if (str_equal(d->offers[i].closed[k].sentence->message, line->name))
				return say_reason(t, &d->offers[i].closed[k]);
	return say_open(t, line->name);
}

static struct str say_words(const struct teller *t, const struct trace *line)
{
	switch (line->kind) {
	case TRACE_TIER:
		return speech_name(&t->speech, "tier", line->name, "name");
	case TRACE_OFFER:
		return speech_name(&t->speech, "offer", line->name, "name");
	case TRACE_BENEFIT:
		return speech_name(&t->speech, "benefit", line->name, "name");
	case TRACE_ACTION:
		return speech_name(&t->speech, "action", line->name, "name");
	case TRACE_STATE:
		return speech_name(&t->speech, "state", line->name, "");
	case TRACE_DUE:
		return speech_name(&t->speech, "due", line->name, "name");
	case TRACE_CLOSED:
	case TRACE_REFUSAL:
		return say_refusal(t, line);
	case TRACE_READ:
		return say_read(t, line);
	case TRACE_CONDITION:
	case TRACE_ROW:
		return phrase_at(t->phrases, line->position);
	default:
		return line->name;
	}
}

/* How much of a benefit is given, and how often; one without a number is given or not. */
static struct str say_grant(const struct teller *t, struct str id)
{
	const struct policy *p = t->decision->policy;

	for (size_t i = 0; i < t->decision->n_benefits; i++) {
		const struct granted *g = &t->decision->benefits[i];
		const struct benefit *b = &p->benefits[g->benefit];

		if (str_equal(b->id, id) && b->kind != BENEFIT_INCLUDED)
			return speech_say_one(&t->speech, WORDING_EXPLAIN_GIVEN_SO, "what",
			                      figures_grant(t->arena, b, statement_values_given(&g->amount)));
	}
	return speech_say(&t->speech, WORDING_EXPLAIN_GIVEN);
}

/* What was found out, in a word; nothing of a fact, which was only read. */
static struct str verdict(const struct teller *t, const struct trace *line)
{
	static const enum wording words[][2] = {
		[TRACE_TIER] = {WORDING_EXPLAIN_NOT_HELD, WORDING_EXPLAIN_HELD},
		[TRACE_OFFER] = {WORDING_EXPLAIN_NOT_PURCHASED, WORDING_EXPLAIN_PURCHASED},
		[TRACE_CLOSED] = {WORDING_EXPLAIN_APPLIES_NOT, WORDING_EXPLAIN_APPLIES},
		[TRACE_STATE] = {WORDING_EXPLAIN_NOT_BEGUN, WORDING_EXPLAIN_BEGUN},
		[TRACE_BENEFIT] = {WORDING_EXPLAIN_NOT_GIVEN, WORDING_EXPLAIN_GIVEN},
		[TRACE_ACTION] = {WORDING_EXPLAIN_REFUSED, WORDING_EXPLAIN_ALLOWED},
		[TRACE_REFUSAL] = {WORDING_EXPLAIN_APPLIES_NOT, WORDING_EXPLAIN_APPLIES},
		[TRACE_DUE] = {WORDING_EXPLAIN_NOT_DUE, WORDING_EXPLAIN_DUE},
		[TRACE_CONDITION] = {WORDING_EXPLAIN_NO, WORDING_EXPLAIN_YES},
		[TRACE_RECORD] = {WORDING_EXPLAIN_COUNTS_NOT, WORDING_EXPLAIN_COUNTS},
		[TRACE_TABLE] = {WORDING_EXPLAIN_NO_ROW, WORDING_EXPLAIN_ROW},
		[TRACE_ROW] = {WORDING_EXPLAIN_COUNTS_NOT, WORDING_EXPLAIN_COUNTS},
	};

	if (is_tier(line))
		return speech_say(&t->speech, words[TRACE_TIER][line->value.value.number != 0]);
	if (line->kind == TRACE_READ)
		return (struct str){0};
	if (line->kind == TRACE_BENEFIT && line->outcome)
		return say_grant(t, line->name);
	return speech_say(&t->speech, words[line->kind][line->outcome]);
}

static struct told *add(struct teller *t, struct told line)
{
	struct told *added = ARRAY_ADD(t->arena, t->lines, t->n);

	*added = line;
	return added;
}

static struct str with_day(const struct teller *t, struct str words, int32_t day)
{
	struct value_field both[] = {{STR("what"), value_text(words)}, {STR("day"), value_date(day)}};

	if (day == DATE_NONE || day == DATE_NEVER)
		return words;
	return speech_say_with(&t->speech, WORDING_EXPLAIN_DATED, both, 2);
}

static bool is_refusal_of(const struct action *a, const struct sentence *say)
{
	for (size_t i = 0; i < a->n_refusals; i++)
		if (&a->refusals[i].say == say)
			return true;
	return false;
}

/* The reasons that stand against an action because of its offer: its own refusals have lines of their own. */
static void add_reasons(struct teller *t, struct str id)
{
	const struct decision *d = t->decision;

	for (size_t i = 0; i < d->n_actions; i++) {
		const struct permitted *m = &d->actions[i];

		if (!str_equal(d->policy->actions[m->action].id, id))
			continue;
		for (size_t k = 0; k < m->n_reasons; k++)
			if (!is_refusal_of(&d->policy->actions[m->action], m->reasons[k].sentence))
				add(t, (struct told){.depth = 1,
				                     .words = say_reason(t, &m->reasons[k]),
				                     .position = m->reasons[k].sentence->position});
	}
}

static void add_trace(struct teller *t, const struct trace *line)
{
	add(t, (struct told){.depth = line->depth,
	                     .words = with_day(t, say_words(t, line), line->day),
	                     .code = line->kind == TRACE_CONDITION || line->kind == TRACE_ROW,
	                     .verdict = verdict(t, line),
	                     .yes = line->outcome,
	                     .position = line->position});
	if (line->kind == TRACE_ACTION)
		add_reasons(t, line->name);
}

/* The lines of a kind and name at the top, each with all beneath it; an empty name: of any. */
static void add_branches(struct teller *t, enum trace_kind kind, struct str name, struct position p)
{
	const struct decision *d = t->decision;
	bool inside = false;

	for (size_t i = 0; i < d->n_trace; i++) {
		const struct trace *line = &d->trace[i];

		if (line->depth == 0)
			inside = line->kind == kind && str_equal(line->name, name) &&
			         line->position.offset == p.offset && line->position.source == p.source;
		if (inside)
			add_trace(t, line);
	}
}

/* Whether it is the offer that stands in the way. */
static bool is_refused_by_offer(const struct decision *d, size_t action)
{
	const struct permitted *m = &d->actions[action];

	for (size_t i = 0; i < m->n_reasons; i++)
		if (!is_refusal_of(&d->policy->actions[action], m->reasons[i].sentence))
			return true;
	return false;
}

/* An action, and where its offer is in the way: the offer, why it is closed, and the tier it asks for. */
static void add_action(struct teller *t, size_t action)
{
	const struct policy *p = t->decision->policy;
	const struct action *a = &p->actions[action];
	const struct offer *o;

	add_branches(t, TRACE_ACTION, a->id, a->position);
	if (!is_refused_by_offer(t->decision, action))
		return;
	o = &p->offers[a->offer];
	add_branches(t, TRACE_OFFER, o->id, o->position);
	for (size_t i = 0; i < o->n_closed; i++)
		add_branches(t, TRACE_CLOSED, o->closed[i].say.message, o->closed[i].position);
	if (o->requires != NOWHERE)
		add_branches(t, TRACE_TIER, p->tiers[o->requires].id, p->tiers[o->requires].position);
}

/* From the trace nothing is needed any more: finding a way decides anew. */
static void find_missing(struct teller *t, struct decider *decider, size_t action, struct explanation *out)
{
	const struct policy *p = t->decision->policy;
	struct str *missing = arena_array(t->arena, p->n_actions + 1, sizeof(*missing));
	int32_t today = t->decision->today;
	struct remedy r = remedy_find(t->arena, decider, t->decision->member, today, action);

	for (size_t i = 0; i < r.n_actions; i++)
		missing[out->n_missing++] = speech_say_one(
			&t->speech, WORDING_EXPLAIN_AFTER, "action",
			value_text(speech_name(&t->speech, "action", p->actions[r.actions[i]].id, "name")));
	missing[out->n_missing++] = r.from == DATE_NEVER
	                                    ? speech_say_one(&t->speech, WORDING_EXPLAIN_NOT_SOON, "years",
	                                                     value_integer(REMEDY_DAYS / 365))
	                                    : speech_say_one(&t->speech, WORDING_EXPLAIN_FROM, "day",
	                                                     value_date(r.from));
	out->missing = missing;
}

static void make_head(struct teller *t, struct explanation *out)
{
	const struct decision *d = t->decision;
	const struct schema *s = d->policy->schema;
	struct str name = s->name_field != SIZE_MAX && d->member->facts[s->name_field].known
	                          ? d->member->facts[s->name_field].text
	                          : STR("");
	struct value_field arguments[] = {{STR("id"), value_text(d->member->id)},
	                                  {STR("name"), value_text(name)},
	                                  {STR("day"), value_date(d->today)}};

	char hex[33];

	out->title = speech_say(&t->speech, WORDING_EXPLAIN_TITLE);
	out->missing_title = speech_say(&t->speech, WORDING_EXPLAIN_MISSING);
	out->tree_title = speech_say(&t->speech, WORDING_EXPLAIN_TREE);
	out->rules_title = speech_say(&t->speech, WORDING_EXPLAIN_RULES);
	out->heading = speech_say_with(&t->speech, WORDING_EXPLAIN_HEADING, arguments, 3);
	out->policy = str_copy(t->arena, str_slice(str_from(hash_hex(d->policy->hash, hex)), 0, 8));
	out->ends = d->next_change == DATE_NEVER ? speech_say(&t->speech, WORDING_EXPLAIN_NO_CHANGE)
	                                         : speech_say_one(&t->speech, WORDING_EXPLAIN_NEXT_CHANGE,
	                                                          "day", value_date(d->next_change));
}

void explanation_make(struct arena *a, const struct language *l, struct decider *decider,
                      const struct decision *d, size_t action, struct explanation *out)
{
	struct teller t = {.arena = a, .speech = speech_open(a, l), .decision = d, .phrases = phrase_open(a)};

	*out = (struct explanation){.language = l};
	make_head(&t, out);
	if (action == NOWHERE)
		for (size_t i = 0; i < d->n_trace; i++)
			add_trace(&t, &d->trace[i]);
	else
		add_action(&t, action);
	out->lines = t.lines;
	out->n = t.n;
	if (action != NOWHERE && !d->actions[action].allowed)
		find_missing(&t, decider, action, out);
	speech_close(&t.speech);
}
