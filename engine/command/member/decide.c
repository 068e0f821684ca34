#include "command/member/answers.h"
#include "policy/check/rules.h"

static bool prepare(struct call *call, struct answer_kind *k)
{
	k->policy = rules_load(call->d, call->arena, call->site);
	return k->policy;
}

static int run(struct call *call)
{
	return answers_run(call, prepare);
}

static const struct option options[] = {
	ANSWERS_OPTIONS,
	{NULL},
};

const struct command command_decide = {
	.name = "decide",
	.operands = "[MEMBER|FILE]",
	.max_operands = 1,
	.summary = "what the rules say of a member on a day, as JSON",
	.help = "Writes one line of JSON a member to standard output: tiers, benefits, offers with their renewal, what\n"
		"is allowed and what is refused for which reasons, messages and actions due, the days ahead, and\n"
		"next_change, the first day on which any of it could differ.\n"
		"\n"
		"With --jsonl it is a filter: each line in, a member as `records import` reads it, is answered by one line\n"
		"out, in the same order; a line that is refused by {\"member\":...,\"line\":...,\"errors\":[...]}. What has come\n"
		"in is answered before more is waited for. With --shard K/N it takes the members whose id's XXH64 (seed 0),\n"
		"modulo N, is K - 1: the N shards together are all members, each once.\n"
		"\n"
		"  tierbook decide M000001 --records members.db --as-of 2026-11-22\n"
		"  tierbook decide --all --records members.db --as-of 2026-11-22 | jq .tiers\n"
		"  tierbook decide --jsonl members.jsonl --as-of 2026-11-22 -j 2\n"
		"  parallel --pipe --keep-order tierbook decide --jsonl --as-of 2026-11-22 <members.jsonl",
	.options = options,
	.run = run,
};
