#ifndef POLICY_REFERENCES_H
#define POLICY_REFERENCES_H

#include "policy/clauses/reading.h"

/* What a name refers to that is no declaration's own (reading_refer has those), or that is used by being named. */

/*
 * What `param "name"` or `param { "name", as_of = "term_start" }` refers to,
 * which is then used; a term's start only where there is a term.  false: said.
 */
bool references_parameter(struct reading *r, bool term, const struct node *n, size_t *parameter,
                          enum as_of *as_of);

/* The member's tier on the track that a text names; false: there is none (said). */
bool references_track(struct reading *r, const struct node *n, struct operand *out);
/* The same, without a word where there is none. */
bool references_find_track(const struct reading *r, struct str name, struct operand *out);

/* The state of an offer's renewal that a text names, or NOWHERE (said). */
size_t references_state(struct reading *r, size_t offer, const struct node *n);

#endif
