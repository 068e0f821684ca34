#ifndef SITE_PACK_H
#define SITE_PACK_H

#include "base/folder.h"

struct ledger;

/*
 * Statements in one file instead of a folder: SQLite's archive (`sqlite3 FILE -A`
 * lists and unpacks it), in the ledger's own database.  So a statement and what
 * the ledger says of it are committed together.  Stored as they are: packing
 * would cost more time than making them.  Safe to use from several threads.
 */
struct pack;

/* Lives until the ledger is closed, after pack_close.  NULL: said. */
struct pack *pack_open(struct diagnostics *d, struct ledger *l);
void pack_close(struct pack *p); /* NULL is harmless */

bool pack_has(struct pack *p, struct str name);
/* false: there is none, or it cannot be read. */
bool pack_read(struct pack *p, struct arena *a, struct str name, struct str *bytes);
bool pack_put(struct pack *p, struct diagnostics *d, struct str name, struct str bytes);
bool pack_remove(struct pack *p, struct diagnostics *d, struct str name);
/* The next names after one, at most PACK_LISTED. */
enum { PACK_LISTED = 1000 };
bool pack_list_after(struct pack *p, struct diagnostics *d, struct arena *a, struct str after,
                     struct folder_entries *out);

#endif
