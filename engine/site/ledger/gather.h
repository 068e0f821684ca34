#ifndef SITE_GATHER_H
#define SITE_GATHER_H

/*
 * The name of an SQLite file layer: the system's own, but for that new pages of
 * a database, and what is written on in its journal, go to the system in
 * stretches.  SQLite writes a page at a time, in a journal three pieces a page;
 * the system takes 16 pages in one write for half of what they cost it alone.
 *
 * What is durable when stays as it was: nothing is held back over a sync, an
 * unlock or a close.  A write that fails after
 * SQLite was told that it was done fails every one that follows: the journal
 * stays, and whoever opens the database next rolls back.
 *
 * NULL: there is no room to have one, and the system's own serves as well.
 */
const char *gather_layer(void);

#endif
