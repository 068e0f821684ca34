#ifndef COMMAND_STATEMENTS_REPORT_H
#define COMMAND_STATEMENTS_REPORT_H

#include "command/command.h"
#include "site/night/night.h"

/* What a night came to, for people and for what watches over them. */
struct statements_outcome {
	const struct site *site; /* NULL: it is broken */
	const struct night_options *options;
	const struct night_count *count;
	bool whole; /* it got to its end */
	int status;
	uint64_t peak_memory; /* bytes */
};

/* To standard error: some lines, or one JSON object. */
void statements_report_print(const struct call *call, const struct statements_outcome *o);

/* --report: one JSON object in a file.  false: said. */
bool statements_report_write(struct call *call, const char *path, const struct statements_outcome *o);

#endif
