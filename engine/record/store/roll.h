#ifndef RECORD_ROLL_H
#define RECORD_ROLL_H

#include "base/str.h"

struct arena;
struct database;

/*
 * Answers whether a member is there, for who asks about many: ids are read
 * ahead in blocks, the longer the more of them were asked for, so a file of
 * rows in the order of members costs a server a question a block, not a row.
 */
struct roll;

/* id is the column that names members. */
struct roll *roll_open(struct arena *a, struct database *db, struct str id);
void roll_close(struct roll *r); /* before its database; NULL is harmless */

/* 1: it is there; 0; -1: the database failed (said). */
int roll_has(struct roll *r, struct str id);
/* After members were put in: what was read ahead is no longer all that is there. */
void roll_forget(struct roll *r);

#endif
