#ifndef SITE_STATEMENT_VALUES_H
#define SITE_STATEMENT_VALUES_H

#include "policy/decide/decision.h"
#include "text/template/value.h"

struct phrases;

/*
 * A decision as a statement may quote it:
 *
 *   member             every fact of its record by name: member.id, member.name, ...
 *   tracks             name, tier (none without one)
 *   held               name, since
 *   facts              what decision tables and shown derived facts say, by name: facts.points
 *   benefits           name, what, tier, next
 *   offers_purchased   name, price, state, since, until, term, term_start, anniversary, and the facts of its row
 *   offers_available   name, price
 *   offers_closed      name, reasons (text, help)
 *   actions_allowed    name, help, charge
 *   actions_refused    name, help, reasons (text, help)
 *   due                text, day
 *   dates              day, what
 *   next_change        none when nothing will change by itself
 *
 * Each list comes with has_NAME; those of offers and actions with has_available,
 * has_purchased, has_closed, has_allowed, has_refused.  help is an address, or none.
 */
enum { STATEMENT_VALUES_FIELDS = 25 };

/* Returns how many fields were filled. */
size_t statement_values_make(struct arena *a, const struct decision *d, struct phrases *phrases,
                             struct value_field *fields);

/* None when it is not known. */
struct value statement_values_given(const struct given *g);

/* A sentence of the rules with its arguments. */
struct value statement_values_reason(struct arena *a, const struct reason *r);

#endif
