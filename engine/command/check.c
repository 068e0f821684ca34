#include <stdio.h>

#include "command/command.h"
#include "site/build.h"
#include "site/statement.h"

static int run(struct call *call)
{
	struct site *s = site_open(call->d, call->site, SITE_WHOLE);
	struct theme *t = s ? theme_load(call->d, s) : NULL;

	if (s && s->policy)
		site_check_translations(call->d, s);
	if (t) {
		build_check(call->d, s, t, s->policy ? build_newest_day(s->policy) : 0);
		if (s->policy && s->statement)
			statement_check(call->d, s, t);
	}
	/* messages show excerpts of files that the site holds */
	diag_print(call->d, stderr, call->format);
	if (s && s->policy && command_status(call) == EXIT_FINE && call->format == DIAG_TEXT)
		fprintf(stderr,
		        "pages %zu, languages %zu, tiers %zu, offers %zu, actions %zu: no mistakes%s\n",
		        s->n_pages, s->config.n_languages, s->policy->n_tiers, s->policy->n_offers,
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
