#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "command/command.h"
#include "command/impact_report.h"
#include "record/store.h"

enum { NIGHTS_LIMIT = 3660, EXAMPLES_LIMIT = 1000, EXAMPLES = 3 };

/* The same member under the two policies. */
struct pair {
	struct decider *before, *after;
};

/*
 * Decides on the first day and then only on days on which either policy says
 * that something may differ: between them both stay what they are.
 */
static const char *compare(struct impact *impact, struct pair deciders, const struct member *m,
                           const struct impact_run *run)
{
	const struct decision *before = decision_make(deciders.before, m, run->from);
	const struct decision *after = decision_make(deciders.after, m, run->from);

	for (;;) {
		int32_t day;

		if (before->failure || after->failure)
			return before->failure ? before->failure : after->failure;
		impact_compare(impact, before, after);
		day = before->next_change < after->next_change ? before->next_change : after->next_change;
		if (day > run->until)
			return NULL;
		if (before->next_change == day)
			before = decision_make(deciders.before, m, day);
		if (after->next_change == day)
			after = decision_make(deciders.after, m, day);
	}
}

static bool compare_all(struct call *call, struct impact *impact, struct store *store, struct impact_run *run)
{
	struct pair deciders = {decision_open(program_make(call->arena, impact->before)),
	                        decision_open(program_make(call->arena, impact->after))};
	struct arena *scratch = arena_open();
	struct member m;
	const char *bad;
	int got;

	while ((got = store_next(store, scratch, &m, &bad)) == 1) {
		impact_begin(impact);
		if (!bad)
			bad = compare(impact, deciders, &m, run);
		if (bad) {
			diag_add(call->d, UNDECIDED, POSITION_NONE, str_z(scratch, m.id), bad);
			run->undecided++;
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
	return policy_load_folder(call->d, call->arena, "", folder);
}

static int report(struct call *call, const struct policy *before, const struct policy *after,
                  struct impact_run *run)
{
	struct store *store = store_open(call->d, before->schema, command_text(call, "--records"));
	struct impact *impact = impact_make(call->arena, before, after,
	                                    (size_t)command_number(call, "--examples", EXAMPLES));
	struct buf out = {0};

	if (!store)
		return EXIT_NOTHING;
	if (compare_all(call, impact, store, run)) {
		if (command_flag(call, "--json"))
			impact_report_json(&out, impact, run);
		else
			impact_report_text(&out, impact, run);
		fwrite(out.at, 1, out.len, stdout);
	}
	buf_free(&out);
	store_close(store);
	return command_status(call);
}

static int run(struct call *call)
{
	const char *rules = command_text(call, "--rules");
	int64_t nights = command_number(call, "--nights", 0);
	struct impact_run run = {.rules = str_from(rules), .from = command_day(call, "--as-of")};
	const struct policy *before, *after;

	if (nights > NIGHTS_LIMIT || command_number(call, "--examples", EXAMPLES) > EXAMPLES_LIMIT) {
		fprintf(stderr, "tierbook impact: at most %d nights and %d examples\n", NIGHTS_LIMIT,
		        EXAMPLES_LIMIT);
		return EXIT_USAGE;
	}
	run.until = run.from + (int32_t)nights;
	before = policy_load(call->d, call->arena, call->site);
	after = load_other(call, rules);
	if (!before || !after)
		return EXIT_NOTHING;
	if (!counterpart_facts(call->d, call->arena, before->schema, after->schema))
		return EXIT_NOTHING;
	return report(call, before, after, &run);
}

static const struct option options[] = {
	{"--rules", 0, OPTION_TEXT, "DIR", "the other rules: a site, or its folder of rules", true},
	{"--records", 0, OPTION_TEXT, "FILE", "the members' records", true},
	{"--as-of", 0, OPTION_DAY, "DAY", "the day to decide for", true},
	{"--nights", 0, OPTION_NUMBER, "N", "also each of the N days that follow (default: 0)", false},
	{"--examples", 0, OPTION_NUMBER, "N", "name so many members of each change (default: 3)", false},
	{"--json", 0, OPTION_FLAG, NULL, "one JSON object", false},
	{NULL},
};

const struct command command_impact = {
	.name = "impact",
	.operands = "",
	.summary = "who is affected by other rules, before they are live",
	.help = "Decides every member under the site's present rules and under those of DIR, on the same day, and tells\n"
		"what changes for how many: tiers, benefits in quantity and money, states of offers and renewals, prices,\n"
		"actions with the reasons that fall away or are new, messages and actions due. With --nights a member\n"
		"counts once in each line, by the first day that shows it. Both rules must keep the same facts.\n"
		"\n"
		"  tierbook impact --rules ../draft --records members.db --as-of 2026-11-22\n"
		"  tierbook impact --rules ../draft --records members.db --as-of 2026-11-22 --nights 365 --json",
	.options = options,
	.run = run,
};
