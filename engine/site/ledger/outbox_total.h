#ifndef SITE_OUTBOX_TOTAL_H
#define SITE_OUTBOX_TOTAL_H

#include <stdbool.h>

struct diagnostics;
struct ledger;
struct sqlite3;

/*
 * How many rows the outbox has, in a sealed row of its own that each commit keeps in
 * step: a row's sum proves what it holds, and the total that none was taken out.
 */

/* Where there is none, of the rows that are there.  false: the database says why. */
bool outbox_total_make(struct sqlite3 *db);
/* So many rows (?1) came, or went where it is less than 0. */
#define OUTBOX_TOTAL_ADD "UPDATE outbox_total SET n = n + ?1, sum = row_sum(one, n + ?1)"

/*
 * Says how many rows are missing.  mend, after ledger_begin: every member is decided
 * again, so what is still due is announced again, under the same keys.  false: the database failed (said).
 */
bool outbox_total_check(struct ledger *l, struct diagnostics *d, bool mend);

#endif
