#include <stdio.h>

#include "command/outbox/outbox_desk.h"

struct receipts {
	struct call *call;
	struct outbox_desk desk;
	const char *why; /* --failed */
	size_t n, before;
};

static bool refuse(struct receipts *r, struct str key, const char *state, const char *why)
{
	diag_add(r->call->d, KEY_NOT_TAKEN, POSITION_NONE, str_z(r->call->arena, key), state, why);
	return true;
}

/* The same receipt twice is one; what was done cannot have failed. */
static bool acknowledge(void *context, const struct receipt *receipt, enum outbox_state state)
{
	struct receipts *r = context;
	struct diagnostics *d = r->call->d;
	bool failed = receipt->state.len > 0 ? str_is(receipt->state, "failed") : r->why != NULL;
	struct str why = receipt->reason.len > 0 ? receipt->reason : str_from(r->why);
	enum outbox_state becomes = failed ? OUTBOX_FAILED : OUTBOX_DONE;

	if (state == OUTBOX_ANNOUNCED)
		return refuse(r, receipt->key, "announced", "its run has not come to its end");
	if (state == OUTBOX_DONE && failed)
		return refuse(r, receipt->key, "done", "it can't have failed");
	r->before += state == becomes;
	r->n += state != becomes;
	return outbox_set(r->desk.outbox, d, receipt->key, becomes, failed ? why : STR(""));
}

static int run(struct call *call)
{
	const char *from = command_text(call, "--from");
	struct receipts r = {.call = call, .why = command_text(call, "--failed")};
	bool done;

	if (call->n_operands == 0 && !from)
		return command_usage(call, "keys are wanted, or --from", "");
	done = outbox_desk_open(call, &r.desk, from) &&
	       outbox_desk_receipts(call, &r.desk, acknowledge, &r) &&
	       ledger_commit(r.desk.shelf.ledger, call->d);
	outbox_desk_close(&r.desk);
	if (!done)
		return EXIT_NOTHING;
	diag_print(call->d, stderr, call->format);
	fprintf(stderr, "%zu acknowledged, %zu already were\n", r.n, r.before);
	return command_status(call);
}

static const struct option options[] = {
	{"--out", 'o', OPTION_TEXT, "DIR|FILE.sqlar", "where the statements are", true},
	{"--from", 0, OPTION_TEXT, "FILE",
         "keys, JSON objects with key, state and reason, or CSV with such columns, one a line; - is standard input"},
	{"--failed", 0, OPTION_TEXT, "REASON", "they failed, and why (otherwise they are done)"},
	OUTBOX_DESK_WAIT,
	{NULL},
};

const struct command command_outbox_ack = {
	.name = "outbox ack",
	.operands = "[KEY...]",
	.max_operands = -1,
	.summary = "say what became of messages and actions",
	.help = "Marks keys as done, or as failed with a reason.  Twice is as good as once.  The file of an export can be\n"
		"given back as it is; a line may say of itself {\"key\": ..., \"state\": \"failed\", \"reason\": ...}.  While a run\n"
		"is under way nobody else may write; its end is waited for.\n"
		"\n"
		"  tierbook outbox ack M000004/action_pack/2025-12-07/reminder.first --out statements\n"
		"  tierbook outbox ack --from sent.jsonl --out statements",
	.options = options,
	.run = run,
};
