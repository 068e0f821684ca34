#include "command/member/answers.h"

static bool prepare(struct call *call, struct answer_kind *k)
{
	struct site *s = site_open(call->d, call->site, SITE_WHOLE);
	struct theme *t = theme_load(call->d, s);

	k->site = s;
	if (!t || !s->policy)
		return false;
	k->policy = s->policy;
	k->statement = statement_open(call->d, s, t,
	                              statement_help_root(call->arena, s, command_text(call, "--pages")));
	return k->statement && diag_errors(call->d) == 0;
}

static int run(struct call *call)
{
	return answers_run(call, prepare);
}

static const struct option options[] = {
	ANSWERS_OPTIONS,
	{"--pages", 0, OPTION_TEXT, "URL", "where the help pages stand (default: the site's base_url)"},
	{NULL},
};

const struct command command_render = {
	.name = "render",
	.operands = "[MEMBER|FILE]",
	.max_operands = 1,
	.summary = "statements to standard output, one or many",
	.help = "Writes the statement of one MEMBER as its page. With --all or --jsonl, one line of JSON a member: member,\n"
		"language, name (where `statements` would have published it) and html, the page. Nothing is kept and\n"
		"nothing skipped: who calls it decides where statements go. --jsonl and --shard are as in `decide`.\n"
		"\n"
		"  tierbook render M000001 --records members.db --as-of 2026-11-22 >M000001.html\n"
		"  tierbook render --jsonl --as-of 2026-11-22 <members.jsonl >statements.jsonl",
	.options = options,
	.run = run,
};
