#ifndef COMMAND_OUTBOX_DESK_H
#define COMMAND_OUTBOX_DESK_H

#include <stdio.h>

#include "command/command.h"
#include "record/intake/receipt.h"
#include "site/ledger/outbox.h"
#include "site/ledger/shelf.h"

/* The outbox of the statements in --out, as the commands about it use it. */
struct outbox_desk {
	struct shelf shelf;
	struct outbox *outbox;
	const char *from; /* where lines come from, or NULL */
	FILE *lines;
};

/*
 * Waits --wait seconds for a run that is under way, and says so.  from: a file,
 * "-" for standard input, or NULL; all of it has come before the outbox is opened,
 * for that keeps runs out.  false: said.  To be closed in any case.
 */
bool outbox_desk_open(struct call *call, struct outbox_desk *desk, const char *from);
void outbox_desk_close(struct outbox_desk *desk);

/*
 * Calls take with each operand, which is a key, and then with each line, and with
 * what has become of it so far.  A line that is no receipt is said, and so is a
 * key that nothing has.  false: take returned false, or the outbox failed or the
 * file cannot be read (said).
 */
bool outbox_desk_receipts(struct call *call, const struct outbox_desk *desk,
                          bool (*take)(void *context, const struct receipt *receipt, enum outbox_state state),
                          void *context);

/* The option of all of these. */
#define OUTBOX_DESK_WAIT                                                                                     \
	{                                                                                                    \
		"--wait", 0, OPTION_NUMBER, "SECONDS",                                                       \
			"how long to wait for a run that is under way (default: 600)"                        \
	}

#endif
