#ifndef COMMAND_FILTER_H
#define COMMAND_FILTER_H

#include "command/command.h"
#include "command/member/answer.h"

/*
 * Members come as JSON Lines from a file or standard input ("-"), and each line
 * is answered by one, in the order in which they came, with what is wrong where
 * there is no answer.  Memory is bounded, whoever waits gets what there is, and who
 * stops reading stops the run.  Returns the exit status.
 */
int filter_run(struct call *call, const struct answer_kind *k, const char *path, size_t workers);

#endif
