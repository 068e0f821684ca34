#ifndef POLICY_PURCHASE_H
#define POLICY_PURCHASE_H

#include "policy/decide/evaluate.h"

/*
 * Finds what the member has of an offer: of several rows the one that has not
 * ended, then the one begun last.  Terms count from the row's origin, states
 * from the last paid term, each lasting until the next begins.
 */
void purchase_find(struct run *r, int offer);

/* The first day of the grants' rhythm after today, every n months from the start of a term; DATE_NONE when none comes. */
int32_t purchase_next_grant(const struct run *r, int offer, int every);

#endif
