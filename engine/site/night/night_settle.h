#ifndef SITE_NIGHT_SETTLE_H
#define SITE_NIGHT_SETTLE_H

#include "site/ledger/shelf.h"

/*
 * Has the disk begin with the files that are written while more are made: else a
 * night of 100,000 statements ends with more than a second of waiting for it.
 * What is durable by this is known only after shelf_sync, as without.
 */
struct night_settle;

/* NULL, which is harmless everywhere: of a pack (ledger_hasten), or there is no thread or no file to be had. */
struct night_settle *night_settle_open(const struct shelf *s);
/* So many bytes were put.  From any thread. */
void night_settle_put(struct night_settle *s, size_t bytes);
/* false: the disk failed on the way (said). */
bool night_settle_close(struct night_settle *s, struct diagnostics *d);

#endif
