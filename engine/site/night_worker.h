#ifndef SITE_NIGHT_WORKER_H
#define SITE_NIGHT_WORKER_H

#include <stdatomic.h>

#include "site/night.h"
#include "site/shelf.h"

struct outbox;
struct store;

/* What the workers of a night share.  All of it but the last three is read only. */
struct night {
	const struct night_options *options;
	const struct statement *statement;
	const struct program *program;
	struct shelf shelf;
	struct outbox *outbox; /* NULL as shelf.ledger */
	atomic_size_t done;    /* members, for the progress line */
	atomic_bool stop;      /* the disk or a database failed: no use going on */
	size_t uncommitted;    /* bytes put into a pack since its last commit; under the ledger's lock */
};

/* Whether no further member is to have its turn. */
bool night_worker_ends(const struct night *n);

/* Decides, writes or skips the members with from <= id < to that the store gives; an empty bound is none. */
struct night_worker;

struct night_worker *night_worker_open(struct night *n, struct store *members, struct diagnostics *d,
                                       struct str from, struct str to);
void night_worker_start(struct night_worker *w);
/* Waits for its end and adds what it did to the count, in the arena.  false: it was cut short (said). */
bool night_worker_join(struct night_worker *w, struct arena *a, struct night_count *count);
void night_worker_close(struct night_worker *w); /* NULL is harmless */

#endif
