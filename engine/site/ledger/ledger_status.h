#ifndef SITE_LEDGER_STATUS_H
#define SITE_LEDGER_STATUS_H

#include "site/ledger/ledger.h"

/* How it stands with the statements, for who asks. */

/* What the last run that came to its end did. */
struct ledger_run {
	int32_t as_of;
	size_t members, written, failed;
};

bool ledger_status_note(struct ledger *l, struct diagnostics *d, const struct ledger_run *run);
/* 1: there was one; 0: none; -1: said. */
int ledger_status_last(struct ledger *l, struct diagnostics *d, struct ledger_run *run);

/* A day on which statements could change, and how many. */
struct ledger_day {
	int32_t day;
	size_t members;
};

/* The first such days after one, at most room; SIZE_MAX: said. */
size_t ledger_status_days(struct ledger *l, struct diagnostics *d, int32_t after, struct ledger_day *days,
                          size_t room);
/* How many statements are claimed; -1: said. */
int64_t ledger_status_count(struct ledger *l, struct diagnostics *d);

#endif
