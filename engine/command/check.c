#include <stdio.h>

#include "command/command.h"
#include "site/build.h"
#include "site/outline.h"
#include "site/statement.h"
#include "site/wording.h"

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
	}
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

const struct command command_check = {
	.name = "check",
	.operands = "",
	.summary = "find mistakes in rules, pages, translations and themes",
	.help = "Loads everything the site consists of and says every mistake it finds, with file, line and column:\n"
		"rules that contradict themselves, facts nobody declared, sentences without a translation, links that\n"
		"lead nowhere, slots that nothing fills, translations that do not fit their source.  Changes nothing.\n"
		"\n"
		"  tierbook check\n"
		"  tierbook check --format json 2>mistakes.jsonl",
	.run = run,
};
