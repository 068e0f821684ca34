#ifndef COMMAND_COVERAGE_REPORT_H
#define COMMAND_COVERAGE_REPORT_H

#include "base/buf.h"
#include "base/json.h"
#include "policy/trial/coverage.h"

/* How much of the rules the examples bring about, in whole percent, rounded down. */
int coverage_report_percent(const struct coverage *c);

/* A line a kind, then what is missing, each with its place. */
void coverage_report_text(struct buf *out, const struct coverage *c);

/* {"percent", "met", "of", "items": [...]} */
void coverage_report_json(struct json *j, const struct coverage *c);

/* A page over the source. */
void coverage_report_html(struct buf *out, struct arena *a, const struct coverage *c, size_t n_examples);

#endif
