#include <stdio.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "command/command.h"
#include "command/policy/coverage_report.h"
#include "command/policy/junit.h"
#include "policy/check/rules.h"
#include "policy/trial/coverage.h"

/* A run over the examples. */
struct trying {
	struct call *call;
	const struct policy *policy;
	struct coverage *coverage; /* NULL: not asked for */
	struct junit_case *cases;
	size_t n, failed;
};

static void see(void *context, const struct decision *d)
{
	coverage_add(context, d);
}

static void try_example(struct trying *t, struct decider *decider, const struct example *e)
{
	const struct example_watcher watcher = {t->coverage, see};
	struct str place = source_place(t->call->arena, e->position);
	struct junit_case *c = &t->cases[t->n++];

	c->example = e;
	c->n = example_run(decider, e, t->call->arena, t->coverage ? &watcher : NULL, &c->mismatches);
	t->failed += c->n > 0;
	for (size_t i = 0; i < c->n; i++)
		example_say(t->call->d, e, &c->mismatches[i]);
	if (command_flag(t->call, "--list"))
		printf("%s  %.*s  %.*s\n", c->n ? "FAIL" : "ok  ", STR_ARG(place), STR_ARG(e->name));
}

static bool wanted(const struct call *call, const struct example *e)
{
	for (size_t i = 0; i < call->n_operands; i++)
		if (str_find(e->name, str_from(call->operands[i]), 0) != SIZE_MAX)
			return true;
	return call->n_operands == 0;
}

static void try_all(struct trying *t)
{
	struct decider *decider = decision_open(program_make(t->call->arena, t->policy));

	for (size_t i = 0; i < t->policy->n_examples; i++)
		if (wanted(t->call, &t->policy->examples[i]))
			try_example(t, decider, &t->policy->examples[i]);
	decision_close(decider);
}

static void add_case(struct json *j, struct arena *a, const struct junit_case *c)
{
	struct position p = c->example->position;

	json_open(j, '{');
	json_pair(j, "name", c->example->name);
	json_pair(j, "path", p.source->path);
	json_count(j, "line", source_line(p.source, p.offset));
	json_key(j, "holds");
	json_bool(j, c->n == 0);
	json_key(j, "differences");
	json_open(j, '[');
	for (size_t i = 0; i < c->n; i++)
		json_text(j, example_word(a, &c->mismatches[i]));
	json_close(j, ']');
	json_close(j, '}');
}

static void print_json(const struct trying *t)
{
	struct buf out = {0};
	struct json j = {.out = &out};

	json_open(&j, '{');
	json_key(&j, "examples");
	json_open(&j, '[');
	for (size_t i = 0; i < t->n; i++)
		add_case(&j, t->call->arena, &t->cases[i]);
	json_close(&j, ']');
	if (t->coverage) {
		json_key(&j, "coverage");
		coverage_report_json(&j, t->coverage);
	}
	json_close(&j, '}');
	buf_add_char(&out, '\n');
	fwrite(out.at, 1, out.len, stdout);
	buf_free(&out);
}

static void print_coverage(const struct trying *t)
{
	struct buf out = {0};

	coverage_report_text(&out, t->coverage);
	fwrite(out.at, 1, out.len, stdout);
	buf_free(&out);
}

/* What goes to files: nothing is said of them where all is well. */
static bool write_reports(struct trying *t)
{
	const char *junit = command_text(t->call, "--junit"), *html = command_text(t->call, "--html");
	struct buf out = {0};
	bool fine = true;

	if (html) {
		coverage_report_html(&out, t->call->arena, t->coverage, t->n);
		fine &= file_publish(t->call->d, html, buf_str(&out), NULL);
	}
	buf_clear(&out);
	if (junit) {
		junit_render(&out, t->call->arena, t->cases, t->n);
		fine &= file_publish(t->call->d, junit, buf_str(&out), NULL);
	}
	buf_free(&out);
	return fine;
}

/* Whether less is tried than is asked for. */
static bool is_too_little(const struct trying *t)
{
	int64_t least = command_number(t->call, "--fail-under", 0);
	int percent = t->coverage ? coverage_report_percent(t->coverage) : 100;

	if (percent >= least)
		return false;
	diag_add(t->call->d, COVERAGE_UNDER, POSITION_NONE, str_format(t->call->arena, "%d", percent).at,
	         command_text(t->call, "--fail-under"));
	return true;
}

static int run(struct call *call)
{
	struct trying t = {.call = call, .policy = rules_load(call->d, call->arena, call->site)};
	bool fine;

	if (!t.policy)
		return EXIT_NOTHING;
	if (command_flag(call, "--coverage") || command_text(call, "--html") ||
	    command_text(call, "--fail-under"))
		t.coverage = coverage_make(call->arena, t.policy);
	t.cases = arena_array(call->arena, t.policy->n_examples, sizeof(*t.cases));
	try_all(&t);
	fine = write_reports(&t);
	fine &= !is_too_little(&t);
	diag_print(call->d, stderr, call->format);
	if (command_flag(call, "--json"))
		print_json(&t);
	else if (command_flag(call, "--coverage"))
		print_coverage(&t);
	fprintf(stderr, "%zu examples hold, %zu fail\n", t.n - t.failed, t.failed);
	return t.failed > 0 || !fine ? EXIT_MISTAKES : EXIT_FINE;
}

static const struct option options[] = {
	{"--list", 0, OPTION_FLAG, NULL, "one line an example on standard output"},
	{"--coverage", 0, OPTION_FLAG, NULL, "what of the rules the examples bring about, and what not"},
	{"--html", 0, OPTION_TEXT, "FILE", "the same as a page over the source of the rules"},
	{"--fail-under", 0, OPTION_NUMBER, "N", "fail if it is less than N percent", false, 0, 100},
	{"--json", 0, OPTION_FLAG, NULL, "one JSON object on standard output"},
	{"--junit", 0, OPTION_TEXT, "FILE", "what became of each example, as JUnit XML"},
	{NULL},
};

const struct command command_test = {
	.name = "test",
	.operands = "[NAME...]",
	.max_operands = -1,
	.summary = "run the examples of the rules",
	.help = "Decides every example's member on its day, or on each day of its walk, and compares what the example\n"
		"expects with what the rules say.  Each difference is said at its place: what was expected, what is so\n"
		"instead, and the rule that says so.  NAME runs only the examples whose names hold it.\n"
		"\n"
		"With --coverage: every tier, benefit, state, reason, message and action that some example brings about,\n"
		"and every condition that was so in one and not in another.\n"
		"\n"
		"  tierbook test anniversary --list\n"
		"  tierbook test --coverage --html coverage.html --fail-under 90 --junit tests.xml",
	.advises = true,
	.options = options,
	.run = run,
};
