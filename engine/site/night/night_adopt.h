#ifndef SITE_NIGHT_ADOPT_H
#define SITE_NIGHT_ADOPT_H

#include "record/facts/shard.h"
#include "site/ledger/shelf.h"

struct outbox;

/*
 * Without a ledger a folder may hold statements, whose ledger was lost, and nothing
 * else: a mistyped name harms nobody.  false: said.
 */
bool night_adopt_allows(struct diagnostics *d, const char *place);

/*
 * Takes in what a run that was cut off left, before anything that is published is
 * touched: what it announced is forgotten, what it left half written is removed.
 *
 * A ledger that knows of nothing, though statements lie there, was lost, which is
 * said, and one of a run that was cut off does not know of all: enters what it does
 * not know as doubtful, so that the run compares each, and removes those whose
 * members are gone.  false: said as an error, also where there are other members'
 * than the shard's.
 */
bool night_adopt_left(struct diagnostics *d, const struct shelf *s, struct shard shard, struct outbox *o);
/* The same for a run that only looks: entered until the ledger is closed. */
bool night_adopt_look(struct diagnostics *d, const struct shelf *s, struct shard shard);

#endif
