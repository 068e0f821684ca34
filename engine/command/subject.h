#ifndef COMMAND_SUBJECT_H
#define COMMAND_SUBJECT_H

#include "base/buf.h"
#include "command/command.h"
#include "record/store/store.h"

/* The one member that a command's first operand names; says when there is none, with the id most like it. */
bool subject_find(struct call *call, struct store *store, struct member *out, const char **bad);

/*
 * Adds to out, which is empty, what a command tells of one member; bad: why
 * those records cannot be read.  false: there is nothing to tell (said why).
 */
typedef bool subject_tell(void *context, struct arena *scratch, const struct member *m, const char *bad,
                          struct buf *out);

/* Prints what is told of that one member; without an operand, of each of the store's.  false: somebody is missing. */
bool subject_each(struct call *call, struct store *store, subject_tell *tell, void *context);

#endif
