#ifndef POLICY_DIFFERENCE_H
#define POLICY_DIFFERENCE_H

#include "policy/model/policy.h"

struct arena;

/*
 * What two policies that keep the same facts say differently: one difference for
 * each rule that only one of them has, or that says something else in the other.
 * A rule is compared by itself: a tier is the same if only a parameter that it names differs.
 */
enum difference_kind {
	DIFFERENCE_PARAMETER,
	DIFFERENCE_CUSTOM,
	DIFFERENCE_DERIVED,
	DIFFERENCE_TABLE,
	DIFFERENCE_BENEFIT,
	DIFFERENCE_TIER,
	DIFFERENCE_GRANT, /* of a tier, named by its benefit */
	DIFFERENCE_OFFER,
	DIFFERENCE_CLOSED, /* of an offer, named by its message */
	DIFFERENCE_RENEWAL,
	DIFFERENCE_STATE, /* of a renewal */
	DIFFERENCE_DUE,   /* of a state */
	DIFFERENCE_ACTION,
	DIFFERENCE_REFUSAL, /* of an action, named by its message */
	DIFFERENCE_KINDS
};

struct difference {
	enum difference_kind kind;
	struct str owner, id; /* owner: the tier of a grant, ...; empty where the rule stands by itself */
	/* The first place that differs, as far as it is known; POSITION_NONE: not there. */
	struct position before, after;
	bool same_day; /* DIFFERENCE_STATE: it begins when it did */
};

struct differences {
	const struct difference *at;
	size_t n;
};

/* In the order of the kinds, then of the policy before, then what only the one after has. */
struct differences difference_find(struct arena *a, const struct policy *before, const struct policy *after);

/* "parameter", "grant", ... */
const char *difference_kind_name(enum difference_kind kind);

#endif
