#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "command/outbox/outbox_desk.h"

struct listing {
	struct buf line;
	enum outbox_form form;
};

static void print_item(void *context, const struct outbox_item *item)
{
	struct listing *l = context;

	buf_clear(&l->line);
	outbox_item_render(&l->line, item, l->form, true);
	fwrite(l->line.at, 1, l->line.len, stdout);
}

/* OUTBOX_STATES: all. */
static bool state_of(const char *word, enum outbox_state *state)
{
	*state = OUTBOX_STATES;
	if (!word)
		return true;
	/* the way into a file counts as taken */
	for (int s = OUTBOX_PENDING; s < OUTBOX_STATES; s++)
		if (s != OUTBOX_TAKING && strcmp(word, outbox_item_state((enum outbox_state)s)) == 0)
			*state = (enum outbox_state)s;
	return *state != OUTBOX_STATES;
}

static int run(struct call *call)
{
	const char *word = command_text(call, "--state"), *form = command_text(call, "--as");
	struct listing l = {{0}, OUTBOX_JSONL};
	struct outbox_desk desk;
	enum outbox_state state;
	bool done = false;

	if (!state_of(word, &state))
		return command_usage(call, "--state is pending, taken, done or failed, not ", word);
	if (!outbox_item_form(NULL, form, &l.form))
		return command_usage(call, "--as is jsonl or csv, not ", form);
	if (outbox_desk_open(call, &desk, NULL)) {
		outbox_item_head(&l.line, l.form, true);
		fwrite(l.line.at ? l.line.at : "", 1, l.line.len, stdout);
		done = (state != OUTBOX_TAKEN ||
		        outbox_each(desk.outbox, call->d, OUTBOX_TAKING, print_item, &l)) &&
		       outbox_each(desk.outbox, call->d, state, print_item, &l);
	}
	buf_free(&l.line);
	outbox_desk_close(&desk);
	return done ? EXIT_FINE : EXIT_NOTHING;
}

static const struct option options[] = {
	{"--out", 'o', OPTION_TEXT, "DIR|FILE.sqlar", "where the statements are", true},
	{"--state", 0, OPTION_TEXT, "STATE", "only what is pending, taken, done or failed"},
	{"--as", 0, OPTION_TEXT, "jsonl|csv", "how it is written (default: jsonl)"},
	OUTBOX_DESK_WAIT,
	{NULL},
};

const struct command command_outbox_list = {
	.name = "outbox list",
	.operands = "",
	.summary = "show what fell due and what became of it",
	.help = "Prints every message to send and action to take that the runs of tierbook statements have announced, by key:\n"
		"pending, taken (written to a file), done, or failed and why.\n"
		"\n"
		"  tierbook outbox list --out statements --state failed",
	.options = options,
	.run = run,
};
