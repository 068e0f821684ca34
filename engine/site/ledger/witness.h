#ifndef SITE_WITNESS_H
#define SITE_WITNESS_H

#include "site/ledger/shelf.h"

/*
 * When each folder of statements was last changed, as the run that changed it left
 * them.  Where a folder tells otherwise, files came or went by another hand, or
 * ledger and statements are not of one backup: then a night trusts no statement that it has not read.
 * In a pack there is nothing to differ.
 */

/* 1: as they were left; 0: not, or none has left them yet; -1: said. */
int witness_agrees(const struct shelf *s, struct diagnostics *d);
/* After ledger_begin, when all is in its place. */
bool witness_note(const struct shelf *s, struct diagnostics *d);

#endif
