#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "command/command.h"
#include "command/outlook/impact_json.h"
#include "command/outlook/impact_page.h"
#include "command/outlook/impact_report.h"
#include "command/outlook/revision.h"
#include "policy/check/rules.h"
#include "record/store/muster.h"

enum { NIGHTS_LIMIT = 3660, EXAMPLES_LIMIT = 1000, EXAMPLES = 3 };

/* One worker's part of the members; workers share the programs. */
struct part {
	const struct program *before, *after;
	const struct impact_run *run;
	struct arena *arena;
	struct impact *impact;
	size_t undecided;
};

/* The same member under the two policies. */
struct pair {
	struct decider *before, *after;
};

/*
 * Decides on the first day and then only on days on which either policy says
 * that something may differ: between them both stay what they are.
 */
static const char *compare(struct part *p, struct pair deciders, const struct member *m)
{
	const struct decision *before = decision_make(deciders.before, m, p->run->from);
	const struct decision *after = decision_make(deciders.after, m, p->run->from);

	for (;;) {
		int32_t day;

		if (before->failure || after->failure)
			return before->failure ? before->failure : after->failure;
		impact_compare(p->impact, before, after);
		day = before->next_change < after->next_change ? before->next_change : after->next_change;
		if (day > p->run->until)
			return NULL;
		if (before->next_change == day)
			before = decision_make(deciders.before, m, day);
		if (after->next_change == day)
			after = decision_make(deciders.after, m, day);
	}
}

static bool compare_all(void *context, struct store *store, struct diagnostics *d)
{
	struct part *p = context;
	struct pair deciders = {decision_open(p->before), decision_open(p->after)};
	struct arena *scratch = arena_open();
	struct member m;
	const char *bad;
	int got;

	while ((got = store_next(store, scratch, &m, &bad)) == 1) {
		impact_begin(p->impact);
		if (!bad)
			bad = compare(p, deciders, &m);
		impact_end(p->impact);
		if (bad) {
			diag_add(d, UNDECIDED, POSITION_NONE, str_z(scratch, m.id), bad);
			p->undecided++;
		}
		arena_reset(scratch);
	}
	arena_close(scratch);
	decision_close(deciders.before);
	decision_close(deciders.after);
	return got == 0;
}

/* DIR may be a site, or the folder of the rules alone. */
static struct policy *load_other(struct call *call, const char *rules)
{
	struct str given = str_from(rules);
	char *folder;

	while (given.len > 1 && given.at[given.len - 1] == '/')
		given.len--;
	folder = str_z(call->arena, str_format(call->arena, "%.*s/rules", STR_ARG(given)));
	if (access(folder, F_OK) != 0)
		folder = str_z(call->arena, given);
	if (access(folder, R_OK | X_OK) != 0) {
		diag_add(call->d, CANNOT_READ, POSITION_NONE, folder, strerror(errno));
		return NULL;
	}
	return rules_load_folder(call->d, call->arena, "", folder);
}

/* The counts of all workers, whose ranges of ids follow each other; NULL: the records could not be read (said). */
static struct impact *count(struct call *call, const struct policy *before, const struct policy *after,
                            struct impact_run *run)
{
	size_t n = command_workers(call), examples = (size_t)command_number(call, "--examples", EXAMPLES);
	struct part *parts = arena_array(call->arena, n, sizeof(*parts));
	void **contexts = arena_array(call->arena, n, sizeof(*contexts));
	const struct muster muster = {before->schema, command_text(call, "--records"), n, compare_all,
	                              contexts};
	struct impact *whole = impact_make(call->arena, before, after, examples);
	const struct program *programs[] = {program_make(call->arena, before),
	                                    program_make(call->arena, after)};
	bool fine;

	for (size_t i = 0; i < n; i++) {
		struct arena *a = arena_open();

		parts[i] = (struct part){
			programs[0], programs[1], run, a, impact_make(a, before, after, examples), 0};
		contexts[i] = &parts[i];
	}
	fine = muster_run(&muster, call->d);
	for (size_t i = 0; i < n; i++) {
		impact_merge(whole, parts[i].impact);
		run->undecided += parts[i].undecided;
		arena_close(parts[i].arena);
	}
	return fine ? whole : NULL;
}

/* The page, in a language of the site. */
static void publish(struct call *call, const struct impact *impact, const struct impact_run *run)
{
	const struct language *language;
	struct buf out = {0};
	struct site *s;

	if (speech_open_site(call, &s, &language)) {
		impact_page_render(&out, impact, run, language);
		file_publish(call->d, command_text(call, "--html"), buf_str(&out), NULL);
	}
	buf_free(&out);
	site_close(s);
}

static int report(struct call *call, const struct impact *impact, const struct impact_run *run)
{
	struct buf out = {0};

	if (command_flag(call, "--json") || call->format == DIAG_JSON)
		impact_json_render(&out, impact, run);
	else
		impact_report_render(&out, impact, run);
	fwrite(out.at, 1, out.len, stdout);
	buf_free(&out);
	if (command_text(call, "--html"))
		publish(call, impact, run);
	return command_status(call);
}

/* Of the two ways to name other rules exactly one. */
static const struct policy *load_named(struct call *call, struct impact_run *run)
{
	const char *rules = command_text(call, "--rules"), *revision = command_text(call, "--git");

	run->rules = rules ? str_from(rules) : str_format(call->arena, "revision %s", revision);
	return rules ? load_other(call, rules) : revision_load(call->d, call->arena, call->site, revision);
}

static int misused(struct call *call)
{
	bool rules = command_text(call, "--rules"), revision = command_text(call, "--git");

	if (rules == revision)
		fprintf(stderr, "tierbook impact: the other rules: either --rules DIR or --git REVISION\n");
	return rules == revision;
}

static int run(struct call *call)
{
	int64_t nights = command_number(call, "--nights", 0);
	struct impact_run run = {.from = command_day(call, "--as-of")};
	const struct policy *before, *after;
	struct impact *impact;

	if (misused(call))
		return EXIT_USAGE;
	run.until = run.from + (int32_t)nights;
	before = rules_load(call->d, call->arena, call->site);
	after = load_named(call, &run);
	if (!before || !after || !counterpart_facts(call->d, call->arena, before->schema, after->schema))
		return EXIT_NOTHING;
	impact = count(call, before, after, &run);
	return impact ? report(call, impact, &run) : EXIT_NOTHING;
}

static const struct option options[] = {
	{"--rules", 0, OPTION_TEXT, "DIR", "the other rules: a site, or its folder of rules"},
	{"--git", 0, OPTION_TEXT, "REVISION", "the other rules: the site's own, as git keeps them"},
	{"--records", 0, OPTION_TEXT, "FILE", "the members' records", true},
	{"--as-of", 0, OPTION_DAY, "DAY", "the day to decide for", true},
	{"--nights", 0, OPTION_NUMBER, "N", "also each of the N days that follow (default: 0)", false, 0,
         NIGHTS_LIMIT},
	{"--examples", 0, OPTION_NUMBER, "N", "name so many members of each change (default: 3)", false, 0,
         EXAMPLES_LIMIT},
	COMMAND_WORKERS(WORKERS_MOST),
	{"--html", 0, OPTION_TEXT, "FILE", "also write a page there, with charts"},
	{"--language", 'l', OPTION_TEXT, "LANG", "the language of that page (default: the source language)"},
	{"--json", 0, OPTION_FLAG, NULL, "one JSON object; so does --format json"},
	{NULL},
};

const struct command command_impact = {
	.name = "impact",
	.operands = "",
	.summary = "who is affected by other rules, before they are live",
	.help = "Decides every member under the site's present rules and under other ones, on the same day, and tells what\n"
		"changes for how many: tiers, benefits in quantity and money, states of offers and renewals, prices,\n"
		"actions with the reasons that fall away or are new, messages and actions due, or due on another day; and\n"
		"which rules differ, where they stand, and which of them may be behind each change. With --nights a member\n"
		"counts once in each line, by the first day that shows it. Both rules must keep the same facts.\n"
		"\n"
		"  tierbook impact --rules ../draft --records members.db --as-of 2026-11-22\n"
		"  tierbook impact --git main --records members.db --as-of 2026-11-22 --nights 30 -j 2 --html impact.html --language zh-TW",
	.options = options,
	.run = run,
};
