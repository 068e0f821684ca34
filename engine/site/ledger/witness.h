#ifndef SITE_WITNESS_H
#define SITE_WITNESS_H

#include "base/folder.h"
#include "site/ledger/shelf.h"

/*
 * When each folder of statements was last changed, as the run that changed it left
 * them.  Where a folder tells otherwise, files came or went by another hand, or
 * ledger and statements are not of one backup: then a night trusts no statement that it has not read.
 * In a pack there is nothing to differ.
 */

/* The folders that a run began with, as the file system knows them; none of a pack. */
struct witness_places {
	struct folder_entries names;
	uint64_t *inodes;
};

bool witness_watch(const struct shelf *s, struct diagnostics *d, struct arena *a, struct witness_places *out);
/* Whether each still stands in its place, so that what was put into it is there; says which does not. */
bool witness_all_stand(const struct shelf *s, struct diagnostics *d, const struct witness_places *places);

/* 1: as they were left; 0: not, or none has left them yet; -1: said. */
int witness_agrees(const struct shelf *s, struct diagnostics *d);
/* After ledger_begin, when all is in its place. */
bool witness_note(const struct shelf *s, struct diagnostics *d);

#endif
