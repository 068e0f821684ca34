#ifndef RECORD_STORED_H
#define RECORD_STORED_H

#include "record/database/database.h"
#include "record/facts/member.h"

/* How facts stand in a database (tables.h says as what), which is never believed. */

/* NULL when fine, else why not, as member_parse_fact has it.  Texts are copied to the arena. */
const char *stored_read(struct query *q, int column, struct arena *a, const struct field *f,
                        struct fact *out);

/* What the arena is given must last until the query is reset. */
void stored_bind(struct query *q, int parameter, struct arena *a, const struct field *f,
                 const struct fact *fact);

#endif
