#ifndef SITE_NIGHT_ADOPT_H
#define SITE_NIGHT_ADOPT_H

#include "record/facts/shard.h"
#include "site/ledger/shelf.h"

/*
 * Without a ledger a folder may hold statements, whose ledger was lost, and nothing
 * else: a mistyped name harms nobody.  false: said.
 */
bool night_adopt_allows(struct diagnostics *d, const char *place);

/*
 * A ledger that knows of nothing, though statements lie there, was lost, which is
 * said, and one of a run that was cut off does not know of all: enters what it does
 * not know as doubtful, so that the run compares each, and removes those whose members
 * are gone.  look_only: until the ledger is closed.  false: said as an error, also where there are other members'
 * than the shard's.
 */
bool night_adopt_files(struct diagnostics *d, const struct shelf *s, struct shard shard, bool look_only);

#endif
