#ifndef COMMAND_SUBJECT_H
#define COMMAND_SUBJECT_H

#include "command/command.h"
#include "record/store/store.h"

/* The one member that a command's first operand names; says when there is none, with the id most like it. */
bool subject_find(struct call *call, struct store *store, struct member *out, const char **bad);

#endif
