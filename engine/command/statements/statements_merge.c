#include <stdio.h>
#include <sys/stat.h>

#include "command/command.h"
#include "site/night/merge.h"

static int run(struct call *call)
{
	struct merge_count count;
	bool done;

	umask(S_IRWXG | S_IRWXO);
	done = merge_shelves(call->d, command_text(call, "--out"), call->operands, call->n_operands, &count);
	diag_print(call->d, stderr, call->format);
	if (done)
		fprintf(stderr, "%zu statements: %zu written, %zu unchanged, %zu removed\n", count.statements,
		        count.written, count.unchanged, count.removed);
	else
		fprintf(stderr, "the shards were not put together\n");
	return done ? command_status(call) : EXIT_NOTHING;
}

static const struct option options[] = {
	{"--out", 'o', OPTION_TEXT, "DIR|FILE.sqlar", "where all statements go", true},
	{NULL},
};

const struct command command_statements_merge = {
	.name = "statements merge",
	.operands = "SHARD...",
	.min_operands = 1,
	.max_operands = -1,
	.summary = "make one of the shards of a night",
	.help = "Puts together what the runs of `statements --shard K/N` wrote, folders or archives, to what one run over all\n"
		"members would have written, with its list of statements, so that a later run goes on from there. All N\n"
		"shards must be there, each once and run to its end, and of the same rules, pages and day. What is there\n"
		"already and the same is left alone. An archive changes all at once or not at all; a folder that was cut\n"
		"off is finished by the next merge.\n"
		"\n"
		"  tierbook statements merge --out statements.sqlar shard-1.sqlar shard-2.sqlar shard-3.sqlar",
	.options = options,
	.run = run,
};
