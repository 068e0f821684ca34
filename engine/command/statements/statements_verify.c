#include <stdio.h>

#include "command/command.h"
#include "site/night/verify.h"

static int run(struct call *call)
{
	bool repair = command_flag(call, "--repair");
	struct verify_count count;
	bool done = verify_shelf(call->d, command_text(call, "--out"), repair, &count);

	diag_print(call->d, stderr, call->format);
	if (!done)
		return EXIT_NOTHING;
	fprintf(stderr,
	        "%zu statements as published, %zu missing, %zu changed, %zu foreign, %zu unfinished\n",
	        count.statements, count.missing, count.changed, count.foreign, count.unfinished);
	if (repair && count.missing + count.changed > 0)
		fprintf(stderr, "the next run of tierbook statements writes what is missing or changed\n");
	if (diag_warnings(call->d) > 0 || count.unfinished > 0)
		return EXIT_MISTAKES;
	return command_status(call);
}

static const struct option options[] = {
	{"--out", 'o', OPTION_TEXT, "DIR|FILE.sqlar", "where the statements are", true},
	{"--repair", 0, OPTION_FLAG, NULL,
         "remove what is foreign; have the next run write what is missing or changed"},
	{NULL},
};

const struct command command_statements_verify = {
	.name = "statements verify",
	.operands = "",
	.summary = "find what is not as it was published",
	.help = "Reads every statement and compares it with the list that the runs keep: says what is missing, what was\n"
		"changed, and which files are nobody's.  A run that was cut off leaves statements unfinished; the next\n"
		"run of tierbook statements makes up for it.  Without --repair it also works where nothing can be written.\n"
		"\n"
		"  tierbook statements verify --out statements",
	.options = options,
	.run = run,
};
