#include <stdio.h>

#include "base/buf.h"
#include "command/command.h"
#include "command/subject.h"
#include "policy/decision.h"
#include "record/store.h"

static bool decide(struct call *call, struct decider *decider, const struct member *m, const char *bad,
                   int32_t day, struct buf *out)
{
	const struct decision *decision = bad ? NULL : decision_make(decider, m, day);
	const char *failure = bad ? bad : decision->failure;

	if (failure) {
		diag_add(call->d, UNDECIDED, POSITION_NONE, str_z(call->arena, m->id), failure);
		return false;
	}
	buf_clear(out);
	decision_render_json(out, decision);
	buf_add_char(out, '\n');
	fwrite(out->at, 1, out->len, stdout);
	return true;
}

static bool decide_all(struct call *call, struct decider *decider, struct store *store, int32_t day)
{
	struct arena *scratch = arena_open();
	struct buf out = {0};
	struct member m;
	const char *bad;
	bool whole = true;
	int got;

	while ((got = store_next(store, scratch, &m, &bad)) == 1) {
		whole &= decide(call, decider, &m, bad, day, &out);
		arena_reset(scratch);
	}
	buf_free(&out);
	arena_close(scratch);
	return whole && got == 0;
}

static int run(struct call *call)
{
	int32_t day = command_day(call, "--as-of");
	bool all = command_flag(call, "--all");
	struct policy *p;
	struct store *store;
	struct decider *decider;
	struct buf out = {0};
	struct member m;
	const char *bad;
	bool fine;

	if (all == (call->n_operands == 1)) {
		fprintf(stderr, "tierbook decide: name one MEMBER, or --all\n");
		return EXIT_USAGE;
	}
	p = policy_load(call->d, call->arena, call->site);
	store = p ? store_open(call->d, p->schema, command_text(call, "--records")) : NULL;
	if (!store)
		return EXIT_NOTHING;
	decider = decision_open(program_make(call->arena, p));
	if (all)
		fine = decide_all(call, decider, store, day);
	else
		fine = subject_find(call, store, &m, &bad) && decide(call, decider, &m, bad, day, &out);
	buf_free(&out);
	decision_close(decider);
	store_close(store);
	return fine ? EXIT_FINE : EXIT_MISTAKES;
}

static const struct option options[] = {
	{"--records", 0, OPTION_TEXT, "FILE", "the members' records", true},
	{"--as-of", 0, OPTION_DAY, "DAY", "the day to decide for", true},
	{"--all", 'a', OPTION_FLAG, NULL, "every member, in the order of their ids", false},
	{NULL},
};

const struct command command_decide = {
	.name = "decide",
	.operands = "[MEMBER]",
	.max_operands = 1,
	.summary = "what the rules say of a member on a day, as JSON",
	.help = "Writes one line of JSON a member to standard output: tiers, benefits, offers with their renewal, what\n"
		"is allowed and what is refused for which reasons, messages and actions due, the days ahead, and\n"
		"next_change, the first day on which any of it could differ.\n"
		"\n"
		"  tierbook decide M000001 --records members.db --as-of 2026-11-22\n"
		"  tierbook decide --all --records members.db --as-of 2026-11-22 | jq .tiers",
	.options = options,
	.run = run,
};
