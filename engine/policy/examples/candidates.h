#ifndef POLICY_CANDIDATES_H
#define POLICY_CANDIDATES_H

#include "policy/clauses/reading.h"

/* The names that an expectation may be about, or expect: each once, in the reading's arena. */
struct candidates {
	struct str *at;
	size_t n;
};

/* NOWHERE where it is none of them. */
size_t candidates_find(const struct candidates *c, struct str name);

/* In the order of the policy, so that a place in them is an index there. */
struct candidates candidates_family(struct reading *r, enum family f);
struct candidates candidates_tracks(struct reading *r);
struct candidates candidates_benefits(struct reading *r);
/* The facts that a decision says, and of what type each is. */
struct candidates candidates_facts(struct reading *r, struct field **fields);

struct candidates candidates_states(struct reading *r, size_t offer); /* of its renewal */
struct candidates candidates_offer_states(struct reading *r);
struct candidates candidates_dues(struct reading *r, enum due_kind kind);
/* The messages that may say why an offer is closed, why an action is refused. */
struct candidates candidates_closings(struct reading *r, size_t offer);
struct candidates candidates_refusals(struct reading *r, size_t action);

#endif
