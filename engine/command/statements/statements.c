#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/outputs.h"
#include "command/statements/statements_metrics.h"
#include "command/statements/statements_pdf.h"
#include "command/statements/statements_steps.h"
#include "site/ledger/shelf.h"
#include "site/night/night.h"

/* How wide the line of progress is, at most; for how long a rate would be a guess, in seconds. */
enum { LINE = 60 };
static const double guesswork = 0.5;

/* Set by a signal: what is begun is finished, and the run ends. */
static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
	interrupted = number;
}

static void catch_signals(void)
{
	struct sigaction end = {.sa_handler = interrupt, .sa_flags = SA_RESTART | SA_RESETHAND};
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigaction(SIGTERM, &end, NULL);
	sigaction(SIGINT, &end, NULL);
	sigaction(SIGHUP, &end, NULL);
	/* nobody who stops reading ends the night */
	sigaction(SIGPIPE, &ignore, NULL);
}

/* On a terminal: each takes the place of the one before. */
static void show_line(size_t done, size_t of, double seconds)
{
	int n = fprintf(stderr, "\r%zu of %zu members", done, of);

	/* how long it takes shows only when some are done, and not at once */
	if (done > 0 && seconds >= guesswork)
		n += fprintf(stderr, ", %.0f a second, %.0f s left", (double)done / seconds,
		             (double)(of - done) * seconds / (double)done);
	fprintf(stderr, "%*s", n < LINE ? LINE - n : 0, "");
}

static void log_line(size_t done, size_t of, double seconds)
{
	static double last;

	if (seconds < last + 1)
		return;
	last = seconds;
	fprintf(stderr, "{\"progress\":{\"done\":%zu,\"of\":%zu,\"seconds\":%.1f}}\n", done, of, seconds);
}

/* false: wrong usage, said. */
static bool may_write(struct call *call, const struct night_options *o)
{
	const struct wanted_file outputs[] = {
		{"--report", command_text(call, "--report")},
		{"--prometheus", command_text(call, "--prometheus")},
		{"--outbox", o->outbox},
	};
	const char *pdf = command_text(call, "--pdf");

	if (pdf && shelf_is_around(call->arena, pdf)) {
		command_usage(call, "--pdf must not lie among the statements: ", pdf);
		return false;
	}
	return outputs_are_apart(call, pdf ? NULL : o->out, o->records, outputs, 3);
}

static bool read_list(struct call *call, struct night_options *o, bool json)
{
	if (!command_flag(call, "--list"))
		return true;
	if (!o->dry_run) {
		command_usage(call, "--list is for --dry-run", "");
		return false;
	}
	/* by member, in little memory */
	o->workers = 1;
	o->tell = statements_steps_print;
	o->tell_context = arena_alloc(call->arena, sizeof(bool));
	*(bool *)o->tell_context = json;
	return true;
}

/* false: wrong usage, said. */
static bool read_options(struct call *call, struct night_options *o)
{
	struct shard shard = {0};
	const char *log = command_text(call, "--log-format"), *form = command_text(call, "--outbox-format");
	bool json = log && strcmp(log, "json") == 0;

	*o = (struct night_options){
		.records = command_text(call, "--records"),
		.out = command_text(call, "--out"),
		.day = command_day(call, "--as-of"),
		.workers = command_workers(call),
		.moment = command_text(call, "--snapshot"),
		.dry_run = command_flag(call, "--dry-run"),
		.keep = command_flag(call, "--keep"),
		.full = command_flag(call, "--full"),
		.outbox = command_text(call, "--outbox"),
		.interrupted = &interrupted,
	};
	if (!command_shard(call, &shard) || !may_write(call, o))
		return false;
	o->shard = shard;
	if (log && !json && strcmp(log, "text") != 0) {
		command_usage(call, "--log-format is text or json, not ", log);
		return false;
	}
	if (!outbox_item_form(o->outbox, form, &o->outbox_form)) {
		command_usage(call, "--outbox-format is jsonl or csv, not ", form);
		return false;
	}
	if (json)
		command_speak_json(call);
	if (!read_list(call, o, json))
		return false;
	if (json)
		o->progress = log_line;
	else if (isatty(STDERR_FILENO) && call->format == DIAG_TEXT)
		o->progress = show_line;
	return true;
}

/* NULL: said. */
static const struct statement *load_statement(struct call *call, const struct site *s)
{
	struct theme *t = s ? theme_load(call->d, s) : NULL;
	struct statement *st = NULL;

	if (t && s->policy)
		st = statement_open(call->d, s, t,
		                    statement_help_root(call->arena, s, command_text(call, "--pages")));
	return diag_errors(call->d) == 0 ? st : NULL;
}

static bool run_night(struct call *call, const struct site *s, const struct statement *st,
                      const struct night_options *o, struct night_count *count)
{
	bool whole = night_run(call->d, s, st, o, count);

	if (o->progress == show_line)
		fprintf(stderr, "\r%*s\r", LINE, "");
	return whole && !count->interrupted;
}

static uint64_t peak_memory(void)
{
	struct rusage used;

	return getrusage(RUSAGE_SELF, &used) == 0 ? (uint64_t)used.ru_maxrss * 1024 : 0;
}

/* What the run came to, wherever it is wanted. */
static int tell(struct call *call, struct statements_outcome *o)
{
	const char *report = command_text(call, "--report"), *metrics = command_text(call, "--prometheus");
	bool told = true;

	o->peak_memory = peak_memory();
	if (report)
		told &= statements_report_write(call, report, o);
	if (metrics)
		told &= statements_metrics_write(call, metrics, o);
	diag_print(call->d, stderr, call->format);
	statements_report_print(call, o);
	return told || o->status != EXIT_FINE ? o->status : EXIT_MISTAKES;
}

static int publish_all(struct call *call, const struct site *s, const struct statement *st,
                       const struct night_options *o)
{
	struct night_count count = {0};
	struct statements_outcome outcome = {.site = s, .options = o, .count = &count};
	int status;

	outcome.whole = st && run_night(call, s, st, o, &count);
	if (outcome.whole)
		outcome.status = count.failed == 0 ? EXIT_FINE : EXIT_MISTAKES;
	else
		outcome.status = count.members > 0 ? EXIT_CUT_OFF : EXIT_NOTHING;
	status = tell(call, &outcome);
	/* who sent the signal sees that it was obeyed */
	if (interrupted && count.interrupted) {
		fflush(NULL);
		raise((int)interrupted);
	}
	return status;
}

static int run(struct call *call)
{
	bool pdf = command_text(call, "--pdf");
	struct night_options o;
	struct site *s;
	const struct statement *st;
	int status;

	if (!read_options(call, &o))
		return EXIT_USAGE;
	if (!pdf && call->n_operands > 0)
		return command_usage(call, "members are named with --pdf alone: ", call->operands[0]);
	if (pdf && call->n_operands == 0)
		return command_usage(call, "--pdf wants the members named", "");
	if (!pdf && !o.out)
		return command_usage(call, "missing option: ", "--out");
	/* statements are the members' own: nobody else's to read */
	umask(S_IRWXG | S_IRWXO);
	s = site_open(call->d, call->site, SITE_WHOLE);
	st = load_statement(call, s);
	catch_signals();
	if (!pdf)
		status = publish_all(call, s, st, &o);
	else
		status = st ? statements_pdf_run(call, s, st, &interrupted) : EXIT_NOTHING;
	site_close(s);
	return status;
}

static const struct option options[] = {
	{"--records", 0, OPTION_TEXT, "FILE", "the members' records: a file, or postgresql://...", true},
	{"--as-of", 0, OPTION_DAY, "DAY", "the day they are decided for", true},
	{"--out", 'o', OPTION_TEXT, "DIR",
         "where the statements go, readable by nobody else; FILE.sqlar: into one archive (required, but with --pdf)"},
	{"--pdf", 0, OPTION_TEXT, "DIR",
         "print the named members' statements there, as PDF, and nothing else"},
	{"--shard", 0, OPTION_TEXT, "K/N",
         "only the members that are the Kth of N shares, by a hash of their ids"},
	{"--snapshot", 0, OPTION_TEXT, "ID",
         "read PostgreSQL as pg_export_snapshot() gave it to somebody who holds it"},
	COMMAND_WORKERS(NIGHT_WORKERS),
	{"--pages", 0, OPTION_TEXT, "URL", "where the help pages stand (default: the site's base_url)"},
	{"--keep", 0, OPTION_FLAG, NULL, "leave the statements of members that are gone"},
	{"--full", 0, OPTION_FLAG, NULL,
         "read every record and every byte of every statement, not only of those that were touched or due"},
	{"--outbox", 0, OPTION_TEXT, "FILE", "write there what fell due, each message and action once"},
	{"--outbox-format", 0, OPTION_TEXT, "jsonl|csv", "how (default: by the file's name)"},
	{"--report", 0, OPTION_TEXT, "FILE", "tell there, as JSON, what was done"},
	{"--prometheus", 0, OPTION_TEXT, "FILE", "tell there, as metrics, what was done"},
	{"--log-format", 0, OPTION_TEXT, "text|json",
         "json: progress, mistakes and summary as JSON, an object a line"},
	{"--dry-run", 'n', OPTION_FLAG, NULL, "decide and compare, write nothing"},
	{"--list", 0, OPTION_FLAG, NULL,
         "of a dry run: name each statement and file of the theme to write or remove, and each key to announce"},
	{NULL},
};

const struct command command_statements = {
	.name = "statements",
	.operands = "[MEMBER...]",
	.max_operands = -1,
	.summary = "write every member's statement",
	.help = "Decides every member of the records for a day and publishes each statement in its member's language.\n"
		"Members whose record, rules, page and day cannot have changed theirs are skipped; a statement whose bytes\n"
		"would not change is left alone; one whose member is gone is removed.  A member whose record is bad is said,\n"
		"keeps its last good statement and stops nobody else's.  A run that was cut off is finished by the next.\n"
		"The same records, rules, pages and day give the same bytes.\n"
		"Databases that tierbook made keep a log of changes: a night reads only the members that were touched, are due\n"
		"or failed, and trusts that nobody meddled with the other statements.  With --full it reads all of them, and what\n"
		"is not as it was published is written again; what does not belong there, statements verify tells.\n"
		"Messages to send, cards to charge and benefits to take away are announced once, in the outbox.\n"
		"\n"
		"  tierbook statements --records members.db --as-of 2026-11-22 --out statements -j 2\n"
		"  tierbook statements --records members.db --as-of 2026-11-22 --out statements.sqlar\n"
		"  tierbook statements --records members.db --as-of 2026-11-22 --pdf printed M000001 M000002",
	.options = options,
	.run = run,
};
