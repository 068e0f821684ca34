#ifndef COMMAND_STATEMENTS_REPORT_H
#define COMMAND_STATEMENTS_REPORT_H

#include "command/command.h"
#include "site/night.h"

/* Writes what a night came to, one JSON object, to a file.  whole: it got to its end.  false: said. */
bool statements_report_write(struct call *call, const char *path, const struct site *s,
                             const struct night_options *o, const struct night_count *count, bool whole);

#endif
