#include <stdio.h>

#include "base/date.h"
#include "base/file.h"
#include "command/command.h"
#include "site/build.h"

static int run(struct call *call)
{
	struct site *s = site_open(call->d, call->site, SITE_WHOLE);
	struct theme *t = s ? theme_load(call->d, s) : NULL;
	const char *out = command_text(call, "--out");
	int32_t day = command_day(call, "--as-of");
	struct publish_count count;
	int status = EXIT_NOTHING;

	if (!t || !s->policy)
		goto out;
	if (day == DATE_NONE)
		day = build_newest_day(s->policy);
	build_check(call->d, s, t, day);
	if (diag_errors(call->d) > 0)
		goto out;
	if (!out)
		out = file_path(call->arena, call->site, STR("public"));
	if (build_run(call->d, s, t, day, out, &count)) {
		status = EXIT_FINE;
		fprintf(stderr, "%s: %zu files written, %zu unchanged, %zu removed\n", out, count.written,
		        count.unchanged, count.removed);
	}
out:
	diag_print(call->d, stderr, call->format);
	if (status == EXIT_NOTHING)
		fprintf(stderr, "nothing was published\n");
	site_close(s);
	return status;
}

static const struct option options[] = {
	{"--out", 'o', OPTION_TEXT, "DIR", "where the pages go (default: public in the site's folder)",
         false},
	{"--as-of", 0, OPTION_DAY, "DAY",
         "the day whose figures the pages show (default: every parameter's newest)", false},
	{NULL},
};

const struct command command_build = {
	.name = "build",
	.operands = "",
	.summary = "publish the help site in every language",
	.help = "Publishes every page of content/ in every language of content/site.yaml: plain (LANG/), sentence by\n"
		"sentence with its source (LANG.sentences/) and side by side (LANG.columns/); a choice of languages,\n"
		"404.html, sitemap.xml and robots.txt.  Files whose bytes would not change are left alone; files of\n"
		"pages that are gone are removed; files that tierbook did not write are never touched.  With a mistake\n"
		"anywhere nothing is published and what was there stays.\n"
		"\n"
		"  tierbook build --out public --as-of 2026-11-22",
	.options = options,
	.run = run,
};
