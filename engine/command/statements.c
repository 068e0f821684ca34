#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "command/command.h"
#include "command/statements_report.h"
#include "site/night.h"

static void print_summary(const struct night_count *c, bool dry_run)
{
	fprintf(stderr,
	        "%zu members: %zu statements %s (%llu bytes), %zu unchanged, %zu skipped, %zu removed, %zu failed\n",
	        c->members, c->written, dry_run ? "to write" : "written", (unsigned long long)c->bytes,
	        c->unchanged, c->skipped, c->removed, c->failed);
}

static int run(struct call *call)
{
	struct shard shard = {0};
	bool understood = command_shard(call, &shard);
	struct night_options o = {
		.records = command_text(call, "--records"),
		.out = command_text(call, "--out"),
		.day = command_day(call, "--as-of"),
		.workers = command_workers(call),
		.shard = shard,
		.dry_run = command_flag(call, "--dry-run"),
		.keep = command_flag(call, "--keep"),
		.progress = isatty(STDERR_FILENO) && call->format == DIAG_TEXT,
	};
	struct site *s = understood ? site_open(call->d, call->site, SITE_WHOLE) : NULL;
	struct theme *t = s ? theme_load(call->d, s) : NULL;
	struct str help = s ? statement_help_root(call->arena, s, command_text(call, "--pages")) : STR("");
	struct statement *st = t && s->policy ? statement_open(call->d, s, t, help) : NULL;
	const char *report = command_text(call, "--report");
	struct night_count count;
	bool whole;
	int status = EXIT_NOTHING;

	if (!understood)
		return EXIT_USAGE;
	if (!st || diag_errors(call->d) > 0)
		goto out;
	/* statements are the members' own: nobody else's to read */
	umask(S_IRWXG | S_IRWXO);
	whole = night_run(call->d, s, st, &o, &count);
	if (whole || count.members > 0)
		status = whole && count.failed == 0 ? EXIT_FINE : EXIT_MISTAKES;
	if (report && !statements_report_write(call, report, s, &o, &count, whole) && status == EXIT_FINE)
		status = EXIT_MISTAKES;
out:
	diag_print(call->d, stderr, call->format);
	if (status != EXIT_NOTHING)
		print_summary(&count, o.dry_run);
	else
		fprintf(stderr, "no statement was written\n");
	site_close(s);
	return status;
}

static const struct option options[] = {
	{"--records", 0, OPTION_TEXT, "FILE", "the members' records", true},
	{"--as-of", 0, OPTION_DAY, "DAY", "the day they are decided for", true},
	{"--out", 'o', OPTION_TEXT, "DIR",
         "where the statements go, readable by nobody else; FILE.sqlar: into one archive", true},
	{"--shard", 0, OPTION_TEXT, "K/N",
         "only the members that are the Kth of N shares, by a hash of their ids", false},
	{"--workers", 'j', OPTION_NUMBER, "N", "how many threads work on it (default: 1)", false},
	{"--pages", 0, OPTION_TEXT, "URL", "where the help pages stand (default: the site's base_url)",
         false},
	{"--keep", 0, OPTION_FLAG, NULL, "leave the statements of members that are gone", false},
	{"--report", 0, OPTION_TEXT, "FILE", "tell there, as JSON, what was done", false},
	{"--dry-run", 'n', OPTION_FLAG, NULL, "decide and compare, write nothing", false},
	{NULL},
};

const struct command command_statements = {
	.name = "statements",
	.operands = "",
	.summary = "write every member's statement",
	.help = "Decides every member of the records for a day and publishes each statement in its member's language.\n"
		"Members whose record, rules, page and day cannot have changed theirs are skipped; a statement whose bytes\n"
		"would not change is left alone; one whose member is gone is removed.  A member whose record is bad is said,\n"
		"keeps its last good statement and stops nobody else's.  A run that was cut off is finished by the next.\n"
		"The same records, rules, pages and day give the same bytes.\n"
		"\n"
		"  tierbook statements --records members.db --as-of 2026-11-22 --out statements -j 2\n"
		"  tierbook statements --records members.db --as-of 2026-11-22 --out statements.sqlar",
	.options = options,
	.run = run,
};
