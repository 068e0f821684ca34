#ifndef POLICY_RECORDS_H
#define POLICY_RECORDS_H

#include "policy/clauses/reading.h"

/* What a fact is: text, integer, yes_no, date, money or one_of { ... }; false: none of them (said). */
bool records_read_type(struct reading *r, const struct node *n, struct field *f);

#endif
