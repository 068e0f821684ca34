#ifndef COMMAND_IMPACT_REPORT_H
#define COMMAND_IMPACT_REPORT_H

#include "command/outlook/impact_words.h"

struct buf;

/* Tables for a terminal. */
void impact_report_render(struct buf *out, const struct impact *i, const struct impact_run *run);

#endif
