#ifndef RECORD_TABLES_H
#define RECORD_TABLES_H

#include "record/facts/schema.h"

struct arena;
struct database;
struct diagnostics;

/*
 * The tables that follow from a schema: `member`, clustered by id, one table a
 * collection, clustered by `member` and its key, and `tierbook_schema`, which
 * says what each column means (two amounts in different currencies are
 * integers alike).  Dates are TEXT as YYYY-MM-DD and values of an enum TEXT, so
 * that other tools read what people mean; money is INTEGER in minor units.
 * Ranges and enums are not in the tables: they change more often than tables
 * should, and who reads checks them anyway.
 */

/* Whether the database is of this schema; what differs is said. */
bool tables_check(struct diagnostics *d, struct arena *a, struct database *db, const struct schema *s);
/* Makes what is missing, facts added to the schema since among it (said); else as above. */
bool tables_make(struct diagnostics *d, struct arena *a, struct database *db, const struct schema *s);

#endif
