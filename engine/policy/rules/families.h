#ifndef POLICY_FAMILIES_H
#define POLICY_FAMILIES_H

#include "policy/clauses/reading.h"

/*
 * One file a family: programmes.c reads `programme`, and so on.  ..._name makes
 * room and settles what others refer to, ..._read says what each declares.
 */
void records_read(struct reading *r); /* the schema, before anything refers to a fact */
void programmes_read(struct reading *r);
void parameters_read(struct reading *r);
void customs_read(struct reading *r);
void derived_name(struct reading *r);
void tables_name(struct reading *r); /* needs the derived facts' names */

void tiers_name(struct reading *r);
void offers_name(struct reading *r);
void renewals_name(struct reading *r);
void actions_name(struct reading *r);

void tiers_read(struct reading *r);
void benefits_read(struct reading *r);
void offers_read(struct reading *r);
void renewals_read(struct reading *r);
void actions_read(struct reading *r);
void derived_read(struct reading *r);
void tables_read(struct reading *r);

#endif
