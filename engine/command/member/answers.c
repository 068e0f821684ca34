#include "command/member/answers.h"

#include <stdio.h>

#include "command/member/filter.h"
#include "command/subject.h"
#include "record/store/store.h"

static bool answer(struct call *call, struct answerer *w, const struct member *m, const char *bad,
                   struct buf *out)
{
	const char *failure = bad;

	buf_clear(out);
	if (!failure)
		failure = (call->n_operands ? answer_page : answer_make)(w, m, out);
	if (failure)
		diag_add(call->d, UNDECIDED, POSITION_NONE, str_z(call->arena, m->id), failure);
	else
		fwrite(out->at, 1, out->len, stdout);
	return !failure;
}

static bool answer_all(struct call *call, struct answerer *w, struct store *store, struct buf *out)
{
	struct arena *scratch = arena_open();
	struct member m;
	const char *bad;
	bool whole = true;
	int got = 0;

	while (!ferror(stdout) && (got = store_next(store, scratch, &m, &bad)) == 1) {
		whole &= answer(call, w, &m, bad, out);
		arena_reset(scratch);
	}
	arena_close(scratch);
	return whole && got == 0 && !ferror(stdout);
}

static int answer_records(struct call *call, const struct answer_kind *k, struct shard shard)
{
	struct store *store = store_open_at(call->d, k->policy->schema, command_text(call, "--records"),
	                                    command_text(call, "--snapshot"));
	struct answerer *w;
	struct buf out = {0};
	struct member m;
	const char *bad;
	bool fine;

	if (!store)
		return EXIT_NOTHING;
	w = answer_open(k);
	store_take_shard(store, shard);
	if (call->n_operands)
		fine = subject_find(call, store, &m, &bad) && answer(call, w, &m, bad, &out);
	else
		fine = answer_all(call, w, store, &out);
	buf_free(&out);
	answer_close(w);
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
