#ifndef COMMAND_OUTBOX_DESK_H
#define COMMAND_OUTBOX_DESK_H

#include "command/command.h"
#include "record/receipt.h"
#include "site/outbox.h"
#include "site/shelf.h"

/* The outbox of the statements in --out, as the commands about it use it. */
struct outbox_desk {
	struct shelf shelf;
	struct outbox *outbox;
};

/* false: said.  To be closed in any case. */
bool outbox_desk_open(struct call *call, struct outbox_desk *desk);
void outbox_desk_close(struct outbox_desk *desk);

/*
 * Gives take, one by one, the operands as keys and then the lines of --from ("-" is
 * standard input), with what has become of each so far.  A line that is no receipt
 * is said, and so is a key that nothing has.  false: take returned false, or the
 * outbox failed or the file cannot be read (said).
 */
bool outbox_desk_receipts(struct call *call, const struct outbox_desk *desk, const char *from,
                          bool (*take)(void *context, const struct receipt *receipt, enum outbox_state state),
                          void *context);

#endif
