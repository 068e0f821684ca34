#include "command/member/answers.h"

#include <stdio.h>

#include "command/member/filter.h"
#include "command/subject.h"
#include "record/store/store.h"

struct telling {
	struct call *call;
	struct answerer *answerer;
};

static bool tell(void *context, struct arena *scratch, const struct member *m, const char *bad,
                 struct buf *out)
{
	const struct telling *t = context;
	const char *failure = bad;

	if (!failure)
		failure = (t->call->n_operands ? answer_page : answer_make)(t->answerer, m, out);
	if (failure)
		diag_add(t->call->d, UNDECIDED, POSITION_NONE, str_z(scratch, m->id), failure);
	return !failure;
}

static int answer_records(struct call *call, const struct answer_kind *k, struct shard shard)
{
	struct store *store = store_open_at(call->d, k->policy->schema, command_text(call, "--records"),
	                                    command_text(call, "--snapshot"));
	struct telling telling = {.call = call};
	bool fine;

	if (!store)
		return EXIT_NOTHING;
	store_take_shard(store, shard);
	telling.answerer = answer_open(k);
	fine = subject_each(call, store, tell, &telling);
	answer_close(telling.answerer);
	store_close(store);
	return fine ? EXIT_FINE : EXIT_MISTAKES;
}

/* NULL, or what is wrong with the options together. */
static const char *wrong_usage(const struct call *call)
{
	bool share = command_text(call, "--shard");
	bool all = command_flag(call, "--all"), lines = command_flag(call, "--jsonl");

	if (lines && (all || share || command_text(call, "--records")))
		return "with --jsonl, the members come from FILE or standard input alone";
	if (lines)
		return NULL;
	if (all == (call->n_operands == 1))
		return "name one MEMBER, or --all";
	if (!command_text(call, "--records"))
		return "missing option: --records";
	if (share && !all)
		return "--shard is a share of --all";
	return command_text(call, "--workers") ? "--workers is for --jsonl" : NULL;
}

int answers_run(struct call *call, bool (*prepare)(struct call *call, struct answer_kind *k))
{
	struct answer_kind kind = {.day = command_day(call, "--as-of")};
	struct shard shard = {0};
	const char *problem = wrong_usage(call);
	int status = EXIT_NOTHING;

	if (problem) {
		fprintf(stderr, "tierbook %s: %s\n", call->command->name, problem);
		return EXIT_USAGE;
	}
	if (!command_shard(call, &shard))
		return EXIT_USAGE;
	if (!prepare(call, &kind))
		goto out;
	kind.program = program_make(call->arena, kind.policy);
	if (command_flag(call, "--jsonl"))
		status = filter_run(call, &kind, call->n_operands ? call->operands[0] : "-",
		                    (size_t)command_number(call, "--workers", 1));
	else
		status = answer_records(call, &kind, shard);
out:
	site_close(kind.site);
	return status;
}
