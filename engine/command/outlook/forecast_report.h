#ifndef COMMAND_FORECAST_REPORT_H
#define COMMAND_FORECAST_REPORT_H

#include "policy/outlook/forecast.h"
#include "site/content/wording.h"

struct buf;

enum { FORECAST_ASSUMPTIONS = 4 };

/* What a forecast takes for granted, a sentence each. */
extern const enum wording forecast_report_assumptions[FORECAST_ASSUMPTIONS];
/* "renewals", "reminders", ... */
extern const enum wording forecast_report_kinds[FORECAST_KINDS];

/* Tables for a terminal. */
void forecast_report_text(struct buf *out, const struct forecast *f);
/* month,offer,what,count,currency,amount: a row each, also of what is nothing. */
void forecast_report_csv(struct buf *out, const struct forecast *f);
/* One object, with its end of line.  A stable format: tierbook.1 describes it. */
void forecast_report_json(struct buf *out, const struct forecast *f);

#endif
