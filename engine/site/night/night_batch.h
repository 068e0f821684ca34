#ifndef SITE_NIGHT_BATCH_H
#define SITE_NIGHT_BATCH_H

#include "site/night/night_worker.h"

struct decision;

/*
 * Statements that one worker has made and that wait to be written together: one
 * lock for many, and where a file is replaced one commit for many, before it is
 * touched (site/ledger/ledger.h).  What falls due of each is announced with it.
 */
struct night_batch;

/* What is announced is counted in `count`. */
struct night_batch *night_batch_open(struct night *n, struct diagnostics *d, struct night_count *count);
void night_batch_close(struct night_batch *b); /* NULL is harmless; what waits is forgotten */

/* Begins a statement: it is to be added to this buffer, behind those that wait. */
struct buf *night_batch_begin(struct night_batch *b);
/* The bytes of the one begun, until anything else is done. */
struct str night_batch_bytes(const struct night_batch *b);
/* Forgets it: the same is published already, or it is not to be. */
void night_batch_drop(struct night_batch *b);

/*
 * It waits, under this entry; once much does, all that waits is written.  known: the ledger has told of it before.
 * false: the world failed, said.
 */
bool night_batch_add(struct night_batch *b, const struct ledger_entry *e, bool known,
                     const struct decision *decision);
bool night_batch_write(struct night_batch *b);

#endif
