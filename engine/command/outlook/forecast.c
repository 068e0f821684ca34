#include <stdio.h>

#include "base/buf.h"
#include "base/file.h"
#include "command/command.h"
#include "command/outlook/forecast_page.h"
#include "command/outlook/forecast_report.h"
#include "command/report/speech.h"
#include "policy/check/rules.h"
#include "record/store/muster.h"

enum { MONTHS = 12 };

/* One worker's part of the members; workers share the program. */
struct part {
	const struct program *program;
	struct arena *arena;
	struct forecast *forecast;
};

static bool work(void *context, struct store *members, struct diagnostics *d)
{
	struct part *p = context;
	struct decider *decider = decision_open(p->program);
	struct arena *record = arena_open(), *scratch = arena_open();
	struct member m;
	const char *bad;
	int got;

	decision_narrow(decider);
	while ((got = store_next(members, record, &m, &bad)) == 1) {
		if (bad) {
			p->forecast->members++;
			p->forecast->undecided++;
		} else {
			bad = forecast_member(p->forecast, decider, scratch, &m);
		}
		if (bad)
			diag_add(d, UNDECIDED, POSITION_NONE, str_z(record, m.id), bad);
		arena_reset(record);
	}
	arena_close(scratch);
	arena_close(record);
	decision_close(decider);
	return got == 0;
}

/* NULL: the records could not be read (said). */
static struct forecast *count(struct call *call, const struct policy *policy, int32_t from, int months)
{
	size_t n = command_workers(call);
	struct part *parts = arena_array(call->arena, n, sizeof(*parts));
	void **contexts = arena_array(call->arena, n, sizeof(*contexts));
	const struct muster muster = {policy->schema, command_text(call, "--records"), n, work, contexts};
	struct forecast *whole = forecast_make(call->arena, policy, from, months);
	const struct program *program = program_make(call->arena, policy);
	bool fine;

	for (size_t i = 0; i < n; i++) {
		struct arena *a = arena_open();

		parts[i] = (struct part){program, a, forecast_make(a, policy, from, months)};
		contexts[i] = &parts[i];
	}
	fine = muster_run(&muster, call->d);
	for (size_t i = 0; i < n; i++) {
		forecast_merge(whole, parts[i].forecast);
		arena_close(parts[i].arena);
	}
	return fine ? whole : NULL;
}

/* The page, in a language of the site. */
static void publish(struct call *call, const struct forecast *f)
{
	const struct language *language;
	struct buf out = {0};
	struct site *s;

	if (speech_open_site(call, &s, &language)) {
		forecast_page_render(&out, f, language);
		file_publish(call->d, command_text(call, "--html"), buf_str(&out), NULL);
	}
	buf_free(&out);
	site_close(s);
}

static int run(struct call *call)
{
	int64_t months = command_number(call, "--months", MONTHS);
	const struct policy *policy;
	struct forecast *f;
	struct buf out = {0};

	policy = rules_load(call->d, call->arena, call->site);
	f = policy ? count(call, policy, command_day(call, "--as-of"), (int)months) : NULL;
	if (!f)
		return EXIT_NOTHING;
	if (command_flag(call, "--csv"))
		forecast_report_csv(&out, f);
	else if (command_flag(call, "--json") || call->format == DIAG_JSON)
		forecast_report_json(&out, f);
	else
		forecast_report_text(&out, f);
	fwrite(out.at, 1, out.len, stdout);
	buf_free(&out);
	if (command_text(call, "--html"))
		publish(call, f);
	return command_status(call);
}

static const struct option options[] = {
	{"--records", 0, OPTION_TEXT, "FILE", "the members' records", true},
	{"--as-of", 0, OPTION_DAY, "DAY", "the first day", true},
	{"--months", 0, OPTION_NUMBER, "N", "how many months from then on (default: 12)", false, 1,
         FORECAST_MONTHS},
	COMMAND_WORKERS(WORKERS_MOST),
	{"--html", 0, OPTION_TEXT, "FILE", "also write a page there, with charts"},
	{"--language", 'l', OPTION_TEXT, "LANG", "the language of that page (default: the source language)"},
	{"--csv", 0, OPTION_FLAG, NULL, "a row for each month, offer and figure"},
	{"--json", 0, OPTION_FLAG, NULL, "one JSON object; so does --format json"},
	{NULL},
};

const struct command command_forecast = {
	.name = "forecast",
	.operands = "",
	.summary = "what the next months bring: renewals, reminders, lapses, charges",
	.help = "Follows every member from day to day on which something changes, and counts by month and offer what\n"
		"renews by itself, what is sent, what lapses, what else is to be done, and what is charged. A due action\n"
		"that `renews` is taken to be done on its day; whoever does not renew by itself lapses; nobody buys,\n"
		"cancels or changes anything. The report says so too.\n"
		"\n"
		"  tierbook forecast --records members.db --as-of 2026-11-22 --months 12\n"
		"  tierbook forecast --records members.db --as-of 2026-11-22 --csv -j 2 --html forecast.html --language zh-TW",
	.options = options,
	.run = run,
};
