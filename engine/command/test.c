#include <stdio.h>

#include "command/command.h"
#include "policy/decision.h"

/* true when everything is as the example expects. */
static bool try_example(struct call *call, struct decider *decider, const struct example *e)
{
	const struct mismatch *mismatches;
	size_t n = example_run(decider, e, call->arena, NULL, &mismatches);

	for (size_t i = 0; i < n; i++)
		example_say(call->d, e, &mismatches[i]);
	if (command_flag(call, "--list"))
		printf("%s  %.*s:%u  %.*s\n", n ? "FAIL" : "ok  ", STR_ARG(e->position.source->path),
		       source_line(e->position.source, e->position.offset), STR_ARG(e->name));
	return n == 0;
}

static bool wanted(const struct call *call, const struct example *e)
{
	for (size_t i = 0; i < call->n_operands; i++)
		if (str_find(e->name, str_from(call->operands[i]), 0) != SIZE_MAX)
			return true;
	return call->n_operands == 0;
}

static int run(struct call *call)
{
	struct policy *p = policy_load(call->d, call->arena, call->site);
	size_t tried = 0, failed = 0;
	struct decider *decider;

	if (!p)
		return EXIT_NOTHING;
	decider = decision_open(program_make(call->arena, p));
	for (size_t i = 0; i < p->n_examples; i++) {
		if (!wanted(call, &p->examples[i]))
			continue;
		tried++;
		failed += !try_example(call, decider, &p->examples[i]);
	}
	decision_close(decider);
	diag_print(call->d, stderr, call->format);
	fprintf(stderr, "%zu examples hold, %zu fail\n", tried - failed, failed);
	return failed > 0 ? EXIT_MISTAKES : EXIT_FINE;
}

static const struct option options[] = {
	{"--list", 0, OPTION_FLAG, NULL, "one line an example on standard output", false},
	{NULL},
};

const struct command command_test = {
	.name = "test",
	.operands = "[NAME...]",
	.max_operands = -1,
	.summary = "run the examples beside the rules",
	.help = "Decides every example's member on its day and compares what the example expects with what the rules\n"
		"say.  Each difference is said at its place: what was expected, and what is so instead.  NAME runs only\n"
		"the examples whose names hold it.\n"
		"\n"
		"  tierbook test --list\n"
		"  tierbook test anniversary",
	.options = options,
	.run = run,
};
