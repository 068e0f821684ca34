#ifndef SITE_ORIGIN_H
#define SITE_ORIGIN_H

#include "base/hash.h"
#include "record/facts/shard.h"

struct diagnostics;
struct ledger;
struct shelf;

/*
 * What a shard's statements are of: which members, of which rules and pages,
 * decided for which day.  Kept in its ledger, so that shards that were not made
 * alike are never put together, and one is never written over another.
 */
struct origin {
	struct shard shard;  /* of 0: all members */
	struct hash context; /* statement_identity */
	int32_t day;         /* DATE_NONE: no run of it has ended */
};

/* false: the database failed (said).  A ledger that says nothing is of all members. */
bool origin_read(struct ledger *l, struct diagnostics *d, struct origin *out);

/* Before a run changes anything: false where the shelf is of other members (said), or failed. */
bool origin_begin(const struct shelf *s, struct diagnostics *d, struct shard shard, bool look_only);
/* Says that the shelf holds the statements of others. */
void origin_refuse(const struct shelf *s, struct diagnostics *d, struct str holds, struct shard wanted);
/* Before ledger_finish: what the whole shelf now is of. */
bool origin_finish(struct ledger *l, struct diagnostics *d, const struct origin *o);

#endif
