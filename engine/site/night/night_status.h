#ifndef SITE_NIGHT_STATUS_H
#define SITE_NIGHT_STATUS_H

#include "site/ledger/ledger_status.h"
#include "site/ledger/outbox.h"

struct diagnostics;

/* How it stands with a folder or pack of statements, as its ledger tells. */
enum { NIGHT_STATUS_DAYS = 5 };

struct night_status {
	bool ran; /* a run has come to its end: the last */
	struct ledger_run last;
	bool cut_off; /* the run after it has not */
	size_t statements;
	size_t outbox[OUTBOX_STATES];
	/* the next days after the last run's on which statements could change, and how many */
	struct ledger_day next[NIGHT_STATUS_DAYS];
	size_t n_next;
};

/* false: there are no statements, or the ledger cannot be read (said). */
bool night_status_load(struct diagnostics *d, const char *place, struct night_status *status);

#endif
