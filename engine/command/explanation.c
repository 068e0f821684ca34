#include "command/explanation.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "policy/phrase.h"
#include "policy/remedy.h"
#include "site/figures.h"
#include "site/statement_values.h"

struct teller {
	struct arena *arena;
	const struct language *language;
	const struct decision *decision;
	struct phrases *phrases;
	struct told *lines;
	size_t n, room;
};

/* A sentence in the language; what stands for it where there is none. */
static struct str say(struct arena *a, const struct language *l, const struct value *message,
                      struct str instead)
{
	const struct template *t = message_find(l->messages, message->message.id);
	struct value root = value_record(message->message.arguments, message->message.n);
	struct buf b = {0};
	struct str said;

	if (!t)
		return instead;
	template_render_plain(t, &root, l->locale, l->messages, &b);
	said = str_copy(a, buf_str(&b));
	buf_free(&b);
	return said;
}

struct str explanation_say(struct arena *a, const struct language *l, const char *id)
{
	struct value m = value_message(str_from(id), NULL, 0);

	return say(a, l, &m, str_from(id));
}

static struct str say_id(const struct teller *t, const char *id)
{
	return explanation_say(t->arena, t->language, id);
}

static struct str say_with(const struct teller *t, const char *id, const char *name, struct value value)
{
	struct value_field argument = {str_from(name), value};
	struct value m = value_message(str_from(id), &argument, 1);

	return say(t->arena, t->language, &m, str_from(id));
}

/* What people call something of the rules; its own name where no sentence says. */
static struct str say_name(const struct teller *t, const char *kind, struct str id, const char *part)
{
	struct value m = figures_message(t->arena, kind, id, part);

	return say(t->arena, t->language, &m, id);
}

static struct str say_reason(const struct teller *t, const struct reason *r)
{
	struct value m = statement_values_reason(t->arena, r);

	return say(t->arena, t->language, &m, r->sentence->message);
}

/* The same, for what stands alone: yes and no as words, the rest as the language writes it. */
static struct value for_people(const struct teller *t, const struct given *g)
{
	if (!g->value.known)
		return value_text(say_id(t, "explain.unknown"));
	if (g->type == FACT_BOOL)
		return value_text(say_id(t, g->value.number ? "explain.yes" : "explain.no"));
	return statement_values_given(g);
}

static struct str say_given(const struct teller *t, const struct given *g)
{
	struct value v = for_people(t, g);
	struct buf b = {0};
	struct str said;

	switch (v.kind) {
	case VALUE_TEXT:
		return v.text;
	case VALUE_DATE:
		locale_add_date(t->language->locale, &b, v.day, DATE_LONG);
		break;
	case VALUE_MONEY:
		locale_add_money(t->language->locale, &b, v.money);
		break;
	default:
		locale_add_integer(t->language->locale, &b, v.integer);
	}
	said = str_copy(t->arena, buf_str(&b));
	buf_free(&b);
	return said;
}

static const char *wanted_sentence(const struct trace *t)
{
	static const char *const others
		[] = {[COMPARE_EQUAL] = "explain.wanted",     [COMPARE_NOT_EQUAL] = "explain.wanted_not",
	              [COMPARE_LESS] = "explain.wanted_less", [COMPARE_AT_MOST] = "explain.wanted_at_most",
	              [COMPARE_MORE] = "explain.wanted_more", [COMPARE_AT_LEAST] = "explain.wanted_at_least"},
	  *const days[] = {
		  [COMPARE_EQUAL] = "explain.wanted",       [COMPARE_NOT_EQUAL] = "explain.wanted_not",
		  [COMPARE_LESS] = "explain.wanted_before", [COMPARE_AT_MOST] = "explain.wanted_by",
		  [COMPARE_MORE] = "explain.wanted_after",  [COMPARE_AT_LEAST] = "explain.wanted_since"};

	return (t->wanted.type == FACT_DATE ? days : others)[t->comparison];
}

/* offers.auto_renew = yes; no is wanted */
static struct str say_read(const struct teller *t, const struct trace *line)
{
	struct str said = str_format(t->arena, "%.*s = %.*s", STR_ARG(line->name),
	                             STR_ARG(say_given(t, &line->value)));

	if (!line->compared)
		return said;
	return str_format(t->arena, "%.*s; %.*s", STR_ARG(said),
	                  STR_ARG(say_with(t, wanted_sentence(line), "value", for_people(t, &line->wanted))));
}

/* The sentence that a refusal says; one that does not stand has gaps that nothing fills, so it goes by its id. */
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
	return line->name;
}

static struct str say_words(const struct teller *t, const struct trace *line)
{
	switch (line->kind) {
	case TRACE_TIER:
		return say_name(t, "tier", line->name, "name");
	case TRACE_OFFER:
		return say_name(t, "offer", line->name, "name");
	case TRACE_BENEFIT:
		return say_name(t, "benefit", line->name, "name");
	case TRACE_ACTION:
		return say_name(t, "action", line->name, "name");
	case TRACE_STATE:
		return say_name(t, "state", line->name, "");
	case TRACE_DUE:
		return say_name(t, "due", line->name, "name");
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

/* What was found out, in a word. */
static const char *verdict(const struct trace *t)
{
	static const char *const words[][2] = {
		[TRACE_TIER] = {"explain.not_held", "explain.held"},
		[TRACE_OFFER] = {"explain.not_purchased", "explain.purchased"},
		[TRACE_CLOSED] = {"explain.no", "explain.yes"},
		[TRACE_STATE] = {"explain.not_begun", "explain.begun"},
		[TRACE_BENEFIT] = {"explain.not_given", "explain.given"},
		[TRACE_ACTION] = {"explain.refused", "explain.allowed"},
		[TRACE_REFUSAL] = {"explain.no", "explain.yes"},
		[TRACE_DUE] = {"explain.no", "explain.yes"},
		[TRACE_CONDITION] = {"explain.no", "explain.yes"},
		[TRACE_RECORD] = {"explain.counts_not", "explain.counts"},
		[TRACE_TABLE] = {"explain.no_row", "explain.row"},
		[TRACE_ROW] = {"explain.counts_not", "explain.counts"},
		[TRACE_READ] = {NULL, NULL},
	};

	return words[t->kind][t->outcome];
}

static struct told *add(struct teller *t, struct told line)
{
	if (t->n == t->room) {
		struct told *old = t->lines;

		t->room = t->room > 0 ? 2 * t->room : 64;
		t->lines = arena_array(t->arena, t->room, sizeof(*t->lines));
		if (t->n > 0)
			memcpy(t->lines, old, t->n * sizeof(*old));
	}
	t->lines[t->n] = line;
	return &t->lines[t->n++];
}

static struct str with_day(const struct teller *t, struct str words, int32_t day)
{
	struct buf b = {0};
	struct str said;

	if (day == DATE_NONE || day == DATE_NEVER)
		return words;
	buf_add(&b, words);
	buf_add_char(&b, ' ');
	locale_add_date(t->language->locale, &b, day, DATE_MEDIUM);
	said = str_copy(t->arena, buf_str(&b));
	buf_free(&b);
	return said;
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
	const char *word = verdict(line);

	add(t, (struct told){.depth = line->depth,
	                     .words = with_day(t, say_words(t, line), line->day),
	                     .code = line->kind == TRACE_CONDITION || line->kind == TRACE_ROW,
	                     .verdict = word ? say_id(t, word) : (struct str){0},
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
		missing[out->n_missing++] = say_with(
			t, "explain.after", "action",
			value_text(say_name(t, "action", p->actions[r.actions[i]].id, "name")));
	missing[out->n_missing++] = r.from == DATE_NEVER
	                                    ? say_with(t, "explain.not_soon", "years",
	                                               value_integer(REMEDY_DAYS / 365))
	                                    : say_with(t, "explain.from", "day", value_date(r.from));
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
	struct value heading = value_message(STR("explain.heading"), arguments, 3);
	char hex[33];

	out->title = say_id(t, "explain.title");
	out->heading = say(t->arena, t->language, &heading, d->member->id);
	out->policy = str_copy(t->arena, str_slice(str_from(hash_hex(d->policy->hash, hex)), 0, 8));
	out->ends = d->next_change == DATE_NEVER
	                    ? say_id(t, "explain.no_change")
	                    : say_with(t, "explain.next_change", "day", value_date(d->next_change));
}

void explanation_make(struct arena *a, const struct language *l, struct decider *decider,
                      const struct decision *d, size_t action, struct explanation *out)
{
	struct teller t = {.arena = a, .language = l, .decision = d, .phrases = phrase_open(a)};

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
}
