#include <stdio.h>

#include "base/buf.h"
#include "base/file.h"
#include "command/command.h"
#include "command/member/explanation_report.h"
#include "command/report/speech.h"
#include "command/subject.h"
#include "record/store/store.h"

/* The action asked for, or NOWHERE for all there is; false: there is no such action. */
static bool find_action(struct call *call, const struct policy *p, size_t *out)
{
	const char *asked = command_text(call, "--action");
	struct str *names = arena_array(call->arena, p->n_actions + 1, sizeof(*names));

	*out = NOWHERE;
	for (size_t i = 0; i < p->n_actions; i++) {
		names[i] = p->actions[i].id;
		if (asked && str_is(names[i], asked))
			*out = i;
	}
	if (!asked || *out != NOWHERE)
		return true;
	diag_add(call->d, NO_ACTION, POSITION_NONE, asked);
	diag_suggest(call->d, str_from(asked), names, p->n_actions);
	return false;
}

static bool print(struct call *call, const struct explanation *e)
{
	const char *html = command_text(call, "--html");
	struct buf out = {0};
	bool fine = true;

	if (html) {
		explanation_report_html(&out, call->arena, e);
		fine = file_publish(call->d, html, buf_str(&out), NULL);
	} else {
		explanation_report_text(&out, e);
		fwrite(out.at, 1, out.len, stdout);
	}
	buf_free(&out);
	return fine;
}

static bool explain_member(struct call *call, const struct site *s, const struct language *l,
                           struct store *store)
{
	struct program *program = program_make(call->arena, s->policy);
	struct decider *decider = decision_open(program), *other = decision_open(program);
	const struct decision *d;
	struct explanation e;
	struct member m;
	const char *bad;
	size_t action;
	bool fine = false;

	if (!find_action(call, s->policy, &action) || !subject_find(call, store, &m, &bad))
		goto out;
	d = bad ? NULL : decision_trace(decider, &m, command_day(call, "--as-of"));
	if (bad || d->failure) {
		diag_add(call->d, UNDECIDED, POSITION_NONE, call->operands[0], bad ? bad : d->failure);
		goto out;
	}
	explanation_make(call->arena, l, other, d, action, &e);
	fine = print(call, &e);
out:
	decision_close(other);
	decision_close(decider);
	return fine;
}

static int run(struct call *call)
{
	struct site *s = site_open(call->d, call->site, SITE_WORDS);
	const struct language *l = s && s->policy ? speech_choose(call, s) : NULL;
	struct store *store = NULL;
	int status = EXIT_NOTHING;

	if (!l)
		goto out;
	store = store_open(call->d, s->policy->schema, command_text(call, "--records"));
	if (store)
		status = explain_member(call, s, l, store) ? EXIT_FINE : EXIT_MISTAKES;
out:
	diag_print(call->d, stderr, call->format);
	store_close(store);
	site_close(s);
	return status;
}

static const struct option options[] = {
	{"--records", 0, OPTION_TEXT, "FILE", "the members' records", true},
	{"--as-of", 0, OPTION_DAY, "DAY", "the day to decide for", true},
	{"--language", 'l', OPTION_TEXT, "LANG", "the language to tell it in (default: the source language)"},
	{"--action", 0, OPTION_TEXT, "ACTION", "only why this is allowed or refused, and what is missing"},
	{"--html", 0, OPTION_TEXT, "FILE", "as a page, with the rules that it leads to"},
	{NULL},
};

const struct command command_explain = {
	.name = "explain",
	.operands = "MEMBER",
	.min_operands = 1,
	.max_operands = 1,
	.summary = "why the rules say so: every outcome, its rule, the facts it read",
	.help = "Tells a decision as a tree: each tier, benefit, offer, action and reminder, the rule that decided it\n"
		"with its file and line, and beneath it each condition as it is written, what the facts and parameters\n"
		"are, and what is wanted. Of an action that is refused it also tells from which day it is allowed if\n"
		"nothing is done, and after what else the member may do.\n"
		"\n"
		"  tierbook explain M000001 --records members.db --as-of 2026-11-22\n"
		"  tierbook explain M000001 --records members.db --as-of 2026-11-22 --action auto_renew_on --language zh-TW",
	.options = options,
	.run = run,
};
