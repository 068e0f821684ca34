#ifndef SITE_NIGHT_WORKER_H
#define SITE_NIGHT_WORKER_H

#include "site/ledger/witness.h"
#include "site/night/night.h"
#include "site/night/night_part.h"

struct outbox;
struct store;

/* What the workers of a night share.  What begins with `parts` changes. */
struct night {
	const struct night_options *options;
	const struct statement *statement;
	const struct program *program;
	struct shelf shelf;
	struct outbox *outbox; /* NULL as shelf.ledger */
	struct night_settle *settle;
	struct witness_places places;
	bool distrusts; /* what is there is to be read: --full, or somebody else was there (site/ledger/witness.h) */
	bool some_failed; /* in the last run */
	struct night_parts parts;
	atomic_size_t done;    /* members, for the progress line */
	atomic_size_t working; /* workers that have not come to their end, for the same */
	atomic_bool stop;      /* what is written to failed: no use going on */
	atomic_bool left_off;  /* the records cannot be read on; what was made until then is good */
	atomic_bool blind;     /* a member failed that cannot be asked for again by its id */
	/* since the last commit, under the ledger's lock: */
	size_t uncommitted; /* bytes put */
	bool claims;        /* statements that the disk may not have yet */
};

/* Takes one part after the other, and decides, writes or skips its members. */
struct night_worker;

struct night_worker *night_worker_open(struct night *n, struct store *members, struct diagnostics *d);
/* Where no thread can be had it works here and now. */
void night_worker_start(struct night_worker *w);
/* Waits for its end and adds what it did, but for the failures, to the count.  false: it was cut short (said). */
bool night_worker_join(struct night_worker *w, struct night_count *count);
/* Of chosen members: how many more there are now than the last run saw; may be negative. */
int64_t night_worker_growth(const struct night_worker *w);
void night_worker_close(struct night_worker *w); /* NULL is harmless */

#endif
