#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "command/command.h"
#include "command/subject.h"
#include "policy/decision.h"
#include "record/store.h"
#include "site/figures.h"
#include "site/site.h"
#include "site/statement_values.h"

/* Whose words a decision is told in. */
struct explainer {
	struct call *call;
	const struct language *language;
	const struct decision *decision;
	struct buf out;
};

/* A sentence of messages.yaml in the chosen language; its id where there is none. */
static void say(struct explainer *e, const struct value *message)
{
	const struct template *t = message_find(e->language->messages, message->message.id);
	struct value root = value_record(message->message.arguments, message->message.n);

	if (t)
		template_render_plain(t, &root, e->language->locale, e->language->messages, &e->out);
	else
		buf_add(&e->out, message->message.id);
}

static void say_id(struct explainer *e, const char *id)
{
	struct value m = value_message(str_from(id), NULL, 0);

	say(e, &m);
}

static void say_name(struct explainer *e, const char *kind, struct str id, const char *part)
{
	struct value m = figures_message(e->call->arena, kind, id, part);

	say(e, &m);
}

static void say_day(struct explainer *e, int32_t day)
{
	if (day == DATE_NONE || day == DATE_NEVER)
		return;
	buf_add_z(&e->out, " ");
	locale_add_date(e->language->locale, &e->out, day, DATE_MEDIUM);
}

/* The sentence that a refusal says; one that does not stand has gaps that nothing fills, so it goes by its id. */
static void say_reason(struct explainer *e, const struct trace *t)
{
	const struct decision *d = e->decision;
	struct value m = value_message(t->name, NULL, 0);

	if (!t->outcome) {
		buf_add(&e->out, t->name);
		return;
	}
	for (size_t i = 0; i < d->n_actions; i++)
		for (size_t k = 0; k < d->actions[i].n_reasons; k++)
			if (str_equal(d->actions[i].reasons[k].sentence->message, t->name))
				m = statement_values_reason(e->call->arena, &d->actions[i].reasons[k]);
	say(e, &m);
}

static void say_line(struct explainer *e, const struct trace *t)
{
	switch (t->kind) {
	case TRACE_TIER:
		say_name(e, "tier", t->name, "name");
		break;
	case TRACE_OFFER:
		say_name(e, "offer", t->name, "name");
		break;
	case TRACE_BENEFIT:
		say_name(e, "benefit", t->name, "name");
		break;
	case TRACE_ACTION:
		say_name(e, "action", t->name, "name");
		break;
	case TRACE_CLOSED:
	case TRACE_REFUSAL:
		say_reason(e, t);
		break;
	case TRACE_STATE:
		say_name(e, "state", t->name, "");
		break;
	case TRACE_DUE:
		say_id(e, "explain.due");
		buf_add_z(&e->out, " ");
		buf_add(&e->out, t->name);
		break;
	case TRACE_CONDITION:
	case TRACE_RECORD:
		buf_add(&e->out, t->name);
		break;
	case TRACE_READ:
		buf_add(&e->out, t->name);
		buf_add_z(&e->out, " = ");
		if (t->value.value.known)
			buf_add(&e->out, decision_format(e->call->arena, &t->value));
		else
			say_id(e, "explain.unknown");
		break;
	}
	say_day(e, t->day);
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
		[TRACE_RECORD] = {"explain.no", "explain.yes"},
	};

	return t->kind == TRACE_READ ? NULL : words[t->kind][t->outcome];
}

static void add_place(struct explainer *e, struct position p)
{
	if (p.source)
		buf_add_format(&e->out, "  (%.*s:%u)", STR_ARG(p.source->path),
		               source_line(p.source, p.offset));
}

static bool is_refusal_of(const struct action *a, const struct sentence *say)
{
	for (size_t i = 0; i < a->n_refusals; i++)
		if (&a->refusals[i].say == say)
			return true;
	return false;
}

/* The reasons that stand against an action because of its offer: its own refusals have lines of their own. */
static void add_reasons(struct explainer *e, const struct trace *t)
{
	const struct decision *d = e->decision;

	for (size_t i = 0; i < d->n_actions; i++) {
		const struct permitted *m = &d->actions[i];

		if (!str_equal(d->policy->actions[m->action].id, t->name))
			continue;
		for (size_t k = 0; k < m->n_reasons; k++) {
			struct value why = statement_values_reason(e->call->arena, &m->reasons[k]);

			if (is_refusal_of(&d->policy->actions[m->action], m->reasons[k].sentence))
				continue;
			buf_add_z(&e->out, "  ");
			say(e, &why);
			add_place(e, m->reasons[k].sentence->position);
			buf_add_char(&e->out, '\n');
		}
	}
}

static void add_trace(struct explainer *e, const struct trace *t)
{
	const char *word = verdict(t);

	for (int i = 0; i < t->depth; i++)
		buf_add_z(&e->out, "  ");
	say_line(e, t);
	if (word) {
		buf_add_z(&e->out, ": ");
		say_id(e, word);
	}
	add_place(e, t->position);
	buf_add_char(&e->out, '\n');
	if (t->kind == TRACE_ACTION)
		add_reasons(e, t);
}

static void add_head(struct explainer *e)
{
	const struct schema *s = e->decision->policy->schema;
	const struct member *m = e->decision->member;
	char hex[33];

	buf_add(&e->out, m->id);
	if (s->name_field != SIZE_MAX && m->facts[s->name_field].known) {
		buf_add_z(&e->out, "  ");
		buf_add(&e->out, m->facts[s->name_field].text);
	}
	say_day(e, e->decision->today);
	hash_hex(e->decision->policy->hash, hex);
	buf_add_format(&e->out, "  [%.8s]\n", hex);
}

static void add_next_change(struct explainer *e)
{
	struct value_field argument = {STR("day"), value_date(e->decision->next_change)};
	struct value m = value_message(STR("explain.next_change"), &argument, 1);

	if (e->decision->next_change == DATE_NEVER)
		m = value_message(STR("explain.no_change"), NULL, 0);
	say(e, &m);
	buf_add_char(&e->out, '\n');
}

/* The lines of one thing alone: from its own to the next that is no deeper. */
static bool is_asked_for(const struct trace *t, const char *action, bool *inside)
{
	if (!action)
		return true;
	if (t->depth == 0)
		*inside = t->kind == TRACE_ACTION && str_is(t->name, action);
	return *inside;
}

static bool explain(struct explainer *e, const char *action)
{
	const struct decision *d = e->decision;
	bool inside = false, found = false;

	add_head(e);
	for (size_t i = 0; i < d->n_trace; i++)
		if (is_asked_for(&d->trace[i], action, &inside)) {
			add_trace(e, &d->trace[i]);
			found = true;
		}
	if (!found && action) {
		const struct policy *p = d->policy;
		struct str *names = arena_array(e->call->arena, p->n_actions + 1, sizeof(*names));

		for (size_t i = 0; i < p->n_actions; i++)
			names[i] = p->actions[i].id;
		diag_add(e->call->d, NO_ACTION, POSITION_NONE, action);
		diag_suggest(e->call->d, str_from(action), names, p->n_actions);
		return false;
	}
	add_next_change(e);
	fwrite(e->out.at, 1, e->out.len, stdout);
	return true;
}

static bool explain_member(struct call *call, const struct site *s, const struct language *l,
                           struct store *store)
{
	struct decider *decider = decision_open(program_make(call->arena, s->policy));
	struct explainer e = {.call = call, .language = l};
	struct member m;
	const char *bad;
	bool fine = false;

	if (!subject_find(call, store, &m, &bad))
		goto out;
	e.decision = bad ? NULL : decision_trace(decider, &m, command_day(call, "--as-of"));
	if (bad || e.decision->failure)
		diag_add(call->d, UNDECIDED, POSITION_NONE, call->operands[0],
		         bad ? bad : e.decision->failure);
	else
		fine = explain(&e, command_text(call, "--action"));
out:
	buf_free(&e.out);
	decision_close(decider);
	return fine;
}

static int run(struct call *call)
{
	const char *tag = command_text(call, "--locale");
	struct site *s = site_open(call->d, call->site, SITE_WORDS);
	size_t l = s && tag ? config_language(&s->config, str_from(tag)) : 0;
	struct store *store = NULL;
	int status = EXIT_NOTHING;

	if (!s || !s->policy)
		goto out;
	if (l == SIZE_MAX) {
		diag_add(call->d, NOT_A_LANGUAGE, POSITION_NONE, tag);
		diag_suggest(call->d, str_from(tag), s->config.languages, s->config.n_languages);
		goto out;
	}
	store = store_open(call->d, s->policy->schema, command_text(call, "--records"));
	if (store)
		status = explain_member(call, s, &s->languages[l], store) ? EXIT_FINE : EXIT_MISTAKES;
out:
	diag_print(call->d, stderr, call->format);
	store_close(store);
	site_close(s);
	return status;
}

static const struct option options[] = {
	{"--records", 0, OPTION_TEXT, "FILE", "the members' records", true},
	{"--as-of", 0, OPTION_DAY, "DAY", "the day to decide for", true},
	{"--locale", 'l', OPTION_TEXT, "LANG", "the language to tell it in (default: the source language)",
         false},
	{"--action", 0, OPTION_TEXT, "ACTION", "only why this is allowed or refused", false},
	{NULL},
};

const struct command command_explain = {
	.name = "explain",
	.operands = "MEMBER",
	.min_operands = 1,
	.max_operands = 1,
	.summary = "why the rules say so: every outcome, its rule, the facts it read",
	.help = "Tells a decision as a tree: each tier, benefit, offer, action and reminder, the rule that decided it\n"
		"with its file and line, and beneath it the conditions and the facts and parameters they read.\n"
		"\n"
		"  tierbook explain M000001 --records members.db --as-of 2026-11-22\n"
		"  tierbook explain M000001 --records members.db --as-of 2026-11-22 --action auto_renew_on --locale zh-TW",
	.options = options,
	.run = run,
};
