#include <stdio.h>

#include "base/crew.h"
#include "base/date.h"
#include "base/file.h"
#include "command/command.h"
#include "site/build/build.h"

static int run(struct call *call)
{
	struct site *s = site_open(call->d, call->site,
	                           command_flag(call, "--pseudo") ? SITE_PSEUDO : SITE_WORDS);
	struct theme *t = theme_load(call->d, s);
	struct build_options o = {
		.out = command_text(call, "--out"),
		.day = command_day(call, "--as-of"),
		.hands = (size_t)command_number(call, "--jobs", 0),
		.drafts = command_flag(call, "--drafts"),
		.anew = command_flag(call, "--anew"),
	};
	struct publish_count count = {0};
	int status = EXIT_NOTHING;

	o.dated = o.day != DATE_NONE;
	if (s->policy && o.day == DATE_NONE)
		o.day = build_newest_day(s->policy);
	if (!o.out)
		o.out = file_path(call->arena, call->site, STR("public"));
	if (build_run(call->d, s, t, &o, &count)) {
		status = EXIT_FINE;
		fprintf(stderr, "%s: %zu files written, %zu unchanged, %zu removed\n", o.out, count.written,
		        count.unchanged, count.removed);
	}
	diag_print(call->d, stderr, call->format);
	if (s->n_quiet > 0)
		fprintf(stderr, "warnings of pages that have not changed: %zu (tierbook check shows them)\n",
		        s->n_quiet);
	if (status == EXIT_NOTHING)
		fprintf(stderr, "nothing was published\n");
	site_close(s);
	return status;
}

static const struct option options[] = {
	{"--out", 'o', OPTION_TEXT, "DIR", "where the pages go (default: public in the site's folder)"},
	{"--as-of", 0, OPTION_DAY, "DAY",
         "the day whose figures the pages show (default: every parameter's newest)"},
	{"--jobs", 'j', OPTION_NUMBER, "N", "so many pages at a time (default: one a processor)", false, 1,
         CREW_MOST},
	{"--pseudo", 0, OPTION_FLAG, NULL,
         "also in three made-up languages: accented (en-XA), longer (en-XC), right to left (ar-XB)"},
	{"--drafts", 0, OPTION_FLAG, NULL, "publish drafts too, and pages whose day has not come"},
	{"--anew", 0, OPTION_FLAG, NULL, "make every page again, whatever the last build wrote down"},
	{NULL},
};

const struct command command_build = {
	.name = "build",
	.operands = "",
	.summary = "publish the help site in every language",
	.help = "Publishes every page of content/ in every language of content/site.yaml: plain (LANG/), sentence by\n"
		"sentence with its source (LANG.sentences/) and side by side (LANG.columns/); a choice of languages,\n"
		"404.html, sitemap.xml, robots.txt, a search that needs no server, feeds (feed: true in site.yaml),\n"
		"pages that lead on from old addresses (redirect_from).  A page with `draft: true` is left out, and so is\n"
		"one with `publish: DAY` until that day, which --as-of names; without --as-of it waits.  Of a page whose files, as their\n"
		"content tells, are as they were nothing is made again.  Files of pages that are gone are removed; files\n"
		"that tierbook did not write are never touched.  With a mistake anywhere nothing is published and what\n"
		"was there stays.\n"
		"\n"
		"  tierbook build --out public --as-of 2026-11-22",
	.options = options,
	.run = run,
};
