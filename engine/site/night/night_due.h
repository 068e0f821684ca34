#ifndef SITE_NIGHT_DUE_H
#define SITE_NIGHT_DUE_H

#include "site/ledger/outbox.h"
#include "site/night/night_worker.h"

/* What fell due to one member: copied, because it waits for the statement that it is announced with. */
struct night_notice {
	const struct due *due;
	struct outbox_item item;
};

/* One a due of the rules, in their order, none told of yet. */
struct night_due *night_due_list(struct arena *a, const struct policy *p, size_t *n);

/* Of a decision, in the arena; *n: how many. */
struct night_notice *night_due_notices(struct arena *a, const struct statement *st,
                                       const struct decision *decision, size_t *n);

/* Announces them in the ledger's transaction and counts what is new; a dry run only counts.  false: said. */
bool night_due_announce(const struct night *night, struct diagnostics *d, struct night_notice *notices,
                        size_t n, enum outbox_state state, struct night_count *count);

#endif
