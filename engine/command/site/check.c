#include <stdio.h>

#include "command/command.h"
#include "site/build/build.h"
#include "site/build/external.h"
#include "site/content/outline.h"
#include "site/content/wording.h"
#include "site/statement/statement.h"

static void check_external(struct call *call, struct site *s)
{
	struct probe_setting setting = {.timeout = command_number(call, "--timeout", 20),
	                                .internal = command_flag(call, "--internal")};

	external_check(call->d, s, &setting);
}

static void print_missing(const struct site *s)
{
	struct buf out = {0};

	wording_draft(s, &out);
	if (out.len > 0)
		fwrite(out.at, 1, out.len, stdout);
	buf_free(&out);
}

static int run(struct call *call)
{
	struct site *s = site_open(call->d, call->site, SITE_WORDS);
	struct theme *t = theme_load(call->d, s);
	struct build_options options = {0};

	if (s && s->policy) {
		wording_check_reports(call->d, s);
		site_check_translations(call->d, s);
	}
	if (s) {
		options.day = s->policy ? build_newest_day(s->policy) : 0;
		build_run(call->d, s, t, &options, NULL);
		site_load_statement(call->d, s);
		if (t && s->policy && s->statement)
			statement_check(call->d, s, t);
		if (command_flag(call, "--external"))
			check_external(call, s);
	}
	if (s && s->legible && command_flag(call, "--missing"))
		print_missing(s);
	/* messages show excerpts of files that the site holds */
	diag_print(call->d, stderr, call->format);
	if (s && s->policy && command_status(call) == EXIT_FINE && call->format == DIAG_TEXT)
		fprintf(stderr,
		        "pages %zu, languages %zu, tiers %zu, offers %zu, actions %zu: no mistakes%s\n",
		        s->outlines->n, s->config.n_languages, s->policy->n_tiers, s->policy->n_offers,
		        s->policy->n_actions, diag_warnings(call->d) > 0 ? ", but see the warnings" : "");
	site_close(s);
	return command_status(call);
}

static const struct option options[] = {
	{"--missing", 0, OPTION_FLAG, NULL,
         "write the sentences that content/messages.yaml lacks, to be added to it"},
	{"--external", 0, OPTION_FLAG, NULL, "ask the addresses of other sites, a few at a time"},
	{"--timeout", 0, OPTION_NUMBER, "SECONDS", "how long one of them may take to answer (default 20)"},
	{"--internal", 0, OPTION_FLAG, NULL, "ask this machine and private networks too"},
	{NULL},
};

const struct command command_check = {
	.name = "check",
	.operands = "",
	.summary = "find mistakes in rules, pages, translations and themes",
	.help = "Loads everything the site consists of and says every mistake it finds, with file, line and column:\n"
		"rules that contradict themselves, facts nobody declared, sentences without a translation, links that\n"
		"lead nowhere, slots that nothing fills, translations that do not fit their source.  Changes nothing.\n"
		"\n"
		"With --missing it also writes, to standard output, the sentences that rules and pages say and\n"
		"content/messages.yaml lacks: the program's in English, a rule's empty, below its file and line and what\n"
		"the rule gives.  Add them to the file and word them; an empty one is a mistake.\n"
		"\n"
		"With --external it also asks whether the pages of other sites that yours link to are there.  An address\n"
		"that answers 404 or the like is a mistake; one that can't be reached or keeps visitors out is a\n"
		"warning, one that has moved for good a note.  Nothing of it is kept, and nobody else needs a network.\n"
		"\n"
		"  tierbook check\n"
		"  tierbook check --missing >>content/messages.yaml\n"
		"  tierbook check --external\n"
		"  tierbook check --format json 2>mistakes.jsonl",
	.advises = true,
	.options = options,
	.run = run,
};
