#ifndef COMMAND_IMPACT_REPORT_H
#define COMMAND_IMPACT_REPORT_H

#include "policy/impact.h"

struct buf;

/* What a run compared, beside the counts. */
struct impact_run {
	struct str rules; /* as the user named them */
	int32_t from, until;
	size_t undecided; /* members that either policy failed on */
};

void impact_report_text(struct buf *out, const struct impact *i, const struct impact_run *run);
/* One object, with its end of line. */
void impact_report_json(struct buf *out, const struct impact *i, const struct impact_run *run);

#endif
