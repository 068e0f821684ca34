#ifndef POLICY_EXAMPLE_H
#define POLICY_EXAMPLE_H

#include "base/source.h"
#include "record/member.h"

struct arena;
struct decider;
struct diagnostics;

/*
 * An example beside the rules: a member, a day, and what the decision must
 * say of it.  Only what is named is compared.
 */
enum expectation_kind {
	EXPECT_TIER,        /* subject: track; values: a tier, or none */
	EXPECT_HELD,        /* values: all tiers held, in any order */
	EXPECT_BENEFIT,     /* subject: benefit; number (quantity, minor units, 1 or 0), none: not granted */
	EXPECT_NEXT_GRANT,  /* subject: benefit; number: day */
	EXPECT_OFFER,       /* subject: offer; values: available, purchased or closed */
	EXPECT_CLOSED,      /* subject: offer; values: the messages that say why, in any order */
	EXPECT_RENEWAL,     /* subject: offer; values: a state, or none */
	EXPECT_SINCE,       /* subject: offer; number: day its state began */
	EXPECT_UNTIL,       /* ... day it ends */
	EXPECT_TERM,        /* subject: offer; number */
	EXPECT_TERM_START,  /* subject: offer; number: day */
	EXPECT_ANNIVERSARY, /* subject: offer; number: day */
	EXPECT_SEND,        /* values: messages due that day, in any order */
	EXPECT_DUE,         /* values: actions due that day, in any order */
	EXPECT_ALLOWED,     /* values: actions that must be allowed (others may be too) */
	EXPECT_REFUSED,     /* subject: action; values: its reasons' messages, in any order */
	EXPECT_NEXT_CHANGE, /* number: day */
};

struct expectation {
	enum expectation_kind kind;
	struct str path; /* as the editor wrote it: "refused.auto_renew_on" */
	size_t subject;  /* index in the policy, or SIZE_MAX */
	bool none;       /* expects that there is no such thing */
	const struct str *values;
	size_t n_values;
	int64_t number;
	struct position position;
};

struct example {
	struct str name;
	struct member given; /* id, name and language are filled in where it names none */
	int32_t on;
	const struct expectation *expect;
	size_t n_expect;
	struct position position;
};

/* What an example expects, and what is so instead. */
struct mismatch {
	const struct expectation *expected; /* NULL: the member could not be decided; found says why */
	struct str wanted, found;
};

/* Decides the example's member on its day; how many expectations are not met, which go into the arena. */
size_t example_run(struct decider *d, const struct example *e, struct arena *a, const struct mismatch **out);

/* Says one mismatch at its place in the rules. */
void example_say(struct diagnostics *d, const struct example *e, const struct mismatch *m);

#endif
