#ifndef SITE_MARK_H
#define SITE_MARK_H

#include "record/store/changes.h"
#include "site/ledger/ledger.h"

/*
 * What the next night may go by, in the ledger: the moment of the records'
 * change log up to which every statement stands, and for which rules, pages and
 * day.  ledger_begin takes it away, and a run that can vouch for every member
 * writes another with its claims (ledger_finish).
 *
 * A night that finds the rules and pages the same, the day no earlier, and a
 * log that knows what was touched since, needs to look at the members touched,
 * at those whose decision ends (ledger_entry.next_change), and at those that
 * failed.  Of every other the record is the one that its entry is of, for only
 * a write changes a record and every write is in the log; and the decision
 * holds.  So it would have been skipped.
 */
struct mark {
	struct changes_mark records; /* sequence 0: no mark */
	struct hash context;         /* statement_identity */
	int32_t day;
	int64_t members;
};

bool mark_read(struct ledger *l, struct diagnostics *d, struct mark *out);
/* Whether two marks are the same but for the day. */
bool mark_is(const struct mark *there, const struct mark *m);
/* After ledger_begin. */
bool mark_write(struct ledger *l, struct diagnostics *d, const struct mark *m);
/* Takes the mark away, where there is one. */
bool mark_remove(struct ledger *l, struct diagnostics *d);

/* Members without a statement of this night, to be looked at in the next: added or taken out, after ledger_begin. */
bool mark_fail(struct ledger *l, struct diagnostics *d, struct str member);
bool mark_heal(struct ledger *l, struct diagnostics *d, struct str member);
/* Takes them all out, where there are any. */
bool mark_heal_all(struct ledger *l, struct diagnostics *d);
/* Whether this member, or any, failed in the last run: 1, 0; -1: the database failed (said). */
int mark_has_failed(struct ledger *l, struct diagnostics *d, struct str member);
int mark_has_failures(struct ledger *l, struct diagnostics *d);

/*
 * Of a ledger with a mark: adds the members whose decision ends by the day, and
 * those that failed, each once.  false: the database failed (said).
 */
bool mark_due(struct ledger *l, struct diagnostics *d, int32_t day, struct changes_members *out);

#endif
