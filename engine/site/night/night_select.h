#ifndef SITE_NIGHT_SELECT_H
#define SITE_NIGHT_SELECT_H

#include "site/ledger/mark.h"
#include "site/night/night_worker.h"

/* What a night looks at: every member, or (site/ledger/mark.h) the few that could differ. */
struct night_selection {
	bool few;
	struct str *ids; /* few: sorted, each once */
	size_t n;
	bool some_failed;        /* few: some of them are looked at because they failed in the last run */
	struct mark before;      /* as the ledger has it */
	struct changes_mark now; /* of the records */
};

/* Where more than this could differ, all are read: that is cheaper, and memory has an end. */
enum { NIGHT_SELECT_LIMIT = 50000 };

/* false: a database failed (said). */
bool night_select(struct diagnostics *d, struct arena *a, const struct night *n, struct store *members,
                  struct night_selection *out);

/*
 * The mark that the night leaves, before ledger_finish: none where it cannot
 * vouch for every member.  members: how many there are now.
 */
bool night_select_finish(struct diagnostics *d, const struct night *n, const struct night_selection *s,
                         bool vouches, size_t members);

#endif
