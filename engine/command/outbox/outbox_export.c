#include <stdio.h>

#include "command/outbox/outbox_desk.h"
#include "command/outputs.h"
#include "site/ledger/outbox_file.h"

static int run(struct call *call)
{
	const char *word = command_text(call, "--as"), *path = call->operands[0];
	const struct wanted_file output = {"FILE", path};
	struct outbox_desk desk;
	enum outbox_form form;
	bool done;
	size_t n;

	if (!outbox_item_form(path, word, &form))
		return command_usage(call, "--as is jsonl or csv, not ", word);
	if (!outputs_are_apart(call, command_text(call, "--out"), NULL, &output, 1))
		return EXIT_USAGE;
	done = outbox_desk_open(call, &desk, NULL) && outbox_file_write(desk.outbox, call->d, path, form, &n);
	outbox_desk_close(&desk);
	if (!done)
		return EXIT_NOTHING;
	fprintf(stderr, "%s: %zu more\n", path, n);
	return EXIT_FINE;
}

static const struct option options[] = {
	{"--out", 'o', OPTION_TEXT, "DIR|FILE.sqlar", "where the statements are", true},
	{"--as", 0, OPTION_TEXT, "jsonl|csv", "how it is written (default: by the file's name)"},
	OUTBOX_DESK_WAIT,
	{NULL},
};

const struct command command_outbox_export = {
	.name = "outbox export",
	.operands = "FILE",
	.min_operands = 1,
	.max_operands = 1,
	.summary = "write what is pending to a file, once",
	.help = "Writes what is pending behind what the file has already; it is taken then and gets into no other file.\n"
		"The same as --outbox FILE of tierbook statements, at another time.  Whoever sends and charges moves the\n"
		"file away, and acknowledges each key with tierbook outbox ack.\n"
		"\n"
		"  tierbook outbox export due.jsonl --out statements",
	.options = options,
	.run = run,
};
