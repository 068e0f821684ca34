#ifndef COMMAND_STATEMENTS_METRICS_H
#define COMMAND_STATEMENTS_METRICS_H

#include "command/statements/statements_report.h"

/*
 * --prometheus: what a night came to in Prometheus' text format, for the node
 * exporter's textfile collector.  It names no member, and all may read it.  false: said.
 */
bool statements_metrics_write(struct call *call, const char *path, const struct statements_outcome *o);

#endif
