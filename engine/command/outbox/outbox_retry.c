#include <stdio.h>

#include "command/outbox/outbox_desk.h"

struct retries {
	struct call *call;
	struct outbox_desk desk;
	size_t n, before;
};

static bool retry(void *context, const struct receipt *receipt, enum outbox_state state)
{
	struct retries *r = context;
	struct diagnostics *d = r->call->d;

	if (state == OUTBOX_DONE) {
		diag_add(d, KEY_NOT_TAKEN, POSITION_NONE, str_z(r->call->arena, receipt->key), "done",
		         "it is not to be done again");
		return true;
	}
	if (state != OUTBOX_FAILED && state != OUTBOX_TAKEN) {
		r->before++;
		return true;
	}
	r->n++;
	return outbox_set(r->desk.outbox, d, receipt->key, OUTBOX_PENDING, STR(""));
}

static bool retry_failed(struct retries *r)
{
	size_t counts[OUTBOX_STATES];

	if (!outbox_count(r->desk.outbox, r->call->d, counts))
		return false;
	r->n += counts[OUTBOX_FAILED];
	return outbox_move(r->desk.outbox, r->call->d, OUTBOX_FAILED, OUTBOX_PENDING);
}

static int run(struct call *call)
{
	const char *from = command_text(call, "--from");
	bool failed = command_flag(call, "--all-failed"), done;
	struct retries r = {.call = call};

	if (call->n_operands == 0 && !from && !failed)
		return command_usage(call, "keys are wanted, or --from, or --all-failed", "");
	done = outbox_desk_open(call, &r.desk, from) && (!failed || retry_failed(&r)) &&
	       outbox_desk_receipts(call, &r.desk, retry, &r) && ledger_commit(r.desk.shelf.ledger, call->d);
	outbox_desk_close(&r.desk);
	if (!done)
		return EXIT_NOTHING;
	diag_print(call->d, stderr, call->format);
	fprintf(stderr, "%zu pending again, %zu were already\n", r.n, r.before);
	return command_status(call);
}

static const struct option options[] = {
	{"--out", 'o', OPTION_TEXT, "DIR|FILE.sqlar", "where the statements are", true},
	{"--from", 0, OPTION_TEXT, "FILE",
         "keys, JSON objects with a key, or CSV with such a column, one a line; - is standard input"},
	{"--all-failed", 0, OPTION_FLAG, NULL, "everything that failed"},
	OUTBOX_DESK_WAIT,
	{NULL},
};

const struct command command_outbox_retry = {
	.name = "outbox retry",
	.operands = "[KEY...]",
	.max_operands = -1,
	.summary = "have something sent or done again",
	.help = "Makes keys that failed, or whose file was lost, pending again: the next file has them.  What is done is refused.\n"
		"\n"
		"  tierbook outbox retry --all-failed --out statements",
	.options = options,
	.run = run,
};
