#ifndef POLICY_GIVENS_H
#define POLICY_GIVENS_H

#include "policy/clauses/reading.h"

/*
 * A member's facts as examples and samples give them:
 *
 *   network_since = "2015-05-01",
 *   competencies = { { area = "cloud", level = "gold" } },
 *   action_pack = { purchased = "2016-03-01" },   -- the row of that offer
 *   action_pack = none,                           -- the same as leaving it out
 */
struct givens_taker {
	void *context;
	/* A row begins; the facts that follow are its. */
	void (*row)(void *context, size_t collection, struct position p);
	/* A fact of the row begun last, or of the member (collection NOWHERE). */
	void (*fact)(void *context, size_t collection, size_t field, const struct node *value);
};

/* Fields named in `others` (up to a NULL, or NULL) belong to whoever calls. */
void givens_read(struct reading *r, const struct node *n, const char *const *others,
                 const struct givens_taker *t);

#endif
