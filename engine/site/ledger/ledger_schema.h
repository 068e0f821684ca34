#ifndef SITE_LEDGER_SCHEMA_H
#define SITE_LEDGER_SCHEMA_H

#include <stdbool.h>

struct sqlite3;

/* Whether it is somebody else's database, which a mistyped name of a pack may be. */
bool ledger_schema_is_foreign(struct sqlite3 *db);

/*
 * Takes the database for this run alone, begins a transaction, and makes the tables
 * that are missing.  false: the database says why.
 */
bool ledger_schema_make(struct sqlite3 *db);
/* Of one that cannot be written to: begins a transaction, and sees nothing that comes later. */
bool ledger_schema_look(struct sqlite3 *db);

#endif
