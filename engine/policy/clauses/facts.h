#ifndef POLICY_FACTS_H
#define POLICY_FACTS_H

#include "policy/clauses/reading.h"

/* Where a rule stands, and so which facts it may name. */
struct scope {
	size_t offer;      /* whose rule it is: its row's facts, its renewal's days; or NOWHERE */
	size_t collection; /* whose row is at hand; or NOWHERE */
};

#define SCOPE_MEMBER ((struct scope){NOWHERE, NOWHERE})

/*
 * The fact of that name as an operand, which is then read by something: of the
 * row at hand, else of the offer's row, else of the member, else a derived one
 * or what a decision table says.  false: there is no such fact (nothing is said).
 */
bool facts_find(struct reading *r, struct scope s, struct str name, struct operand *out);
/* "there is no such fact": where any in scope may stand, and where only those of a collection may. */
void facts_unknown(struct reading *r, struct scope s, struct str name, struct position p);
void facts_unknown_field(struct reading *r, size_t collection, struct str name, struct position p);

#endif
