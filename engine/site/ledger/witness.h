#ifndef SITE_WITNESS_H
#define SITE_WITNESS_H

#include "base/folder.h"
#include "site/ledger/shelf.h"

/*
 * When each folder of statements was last changed, as the last run left it.  If a
 * folder tells otherwise, files came or went by another hand, or ledger and
 * statements are not of one backup: then a night trusts no statement that it has
 * not read.  In a pack there is nothing to differ.
 */

/* The folders that a run began with, as the file system knows them; none of a pack. */
struct witness_places {
	struct folder_entries names;
	uint64_t *inodes;
};

bool witness_watch(const struct shelf *s, struct diagnostics *d, struct arena *a, struct witness_places *out);
/* Whether each still stands in its place, so that what was put into it is there; says which does not. */
bool witness_all_stand(const struct shelf *s, struct diagnostics *d, const struct witness_places *places);

/* 1: the folders are as they were left; 0: they are not, or no run has left any; -1: failed, said. */
int witness_agrees(const struct shelf *s, struct diagnostics *d);
/* Notes how they are left: after ledger_begin, when all is in its place. */
bool witness_note(const struct shelf *s, struct diagnostics *d);

#endif
