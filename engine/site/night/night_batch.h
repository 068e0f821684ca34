#ifndef SITE_NIGHT_BATCH_H
#define SITE_NIGHT_BATCH_H

#include "site/night/night_worker.h"

struct decision;

/*
 * Statements that one worker has made and that wait to be written together:
 * their announcements are committed before their files are touched, once for
 * many; in a pack, one lock for many.  What falls due of each is announced with it.
 */
struct night_batch;

/* The count is of what is announced. */
struct night_batch *night_batch_open(struct night *n, struct diagnostics *d, struct night_count *count);
void night_batch_close(struct night_batch *b); /* NULL is harmless; what waits is forgotten */

/* Where the next statement is to be added, behind those that wait; its bytes, until anything else is done. */
struct buf *night_batch_begin(struct night_batch *b);
struct str night_batch_bytes(const struct night_batch *b);
/* They are not needed: the statement is there already, or is not to be written. */
void night_batch_drop(struct night_batch *b);

/* What was begun waits, under this entry; now and then all that waits is written.  false: the world failed, said. */
bool night_batch_add(struct night_batch *b, const struct ledger_entry *e, const struct decision *decision);
bool night_batch_write(struct night_batch *b);

#endif
