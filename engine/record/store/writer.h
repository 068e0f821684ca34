#ifndef RECORD_WRITER_H
#define RECORD_WRITER_H

#include "record/facts/member.h"

struct arena;
struct database;

/* Puts records into an open database, and notes in its log of changes whose they are: behind store_put_member. */
struct writer;

/* Makes the log where it is missing; NULL: that failed (said).  The database must outlive it. */
struct writer *writer_open(struct arena *a, struct database *db, const struct schema *schema);
void writer_close(struct writer *w); /* NULL is harmless */

/* As the functions of store.h of these names. */
bool writer_put_member(struct writer *w, const struct fact *facts, const bool *given);
bool writer_put_row(struct writer *w, size_t collection, struct str member, const struct fact *facts,
                    const bool *given);
bool writer_remove_rows(struct writer *w, size_t collection, struct str member);

/* Before the commit: takes the oldest out of a log that has grown too long. */
bool writer_end(struct writer *w);

#endif
