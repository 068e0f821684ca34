#ifndef POLICY_EXPECTATION_H
#define POLICY_EXPECTATION_H

#include "base/source.h"
#include "record/facts/member.h"

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
	EXPECT_FACT,        /* subject: of decision->facts; number */
	EXPECT_SEND,        /* values: messages due that day, in any order */
	EXPECT_DUE,         /* values: actions due that day, in any order */
	EXPECT_ALLOWED,     /* values: actions that must be allowed (others may be too) */
	EXPECT_REFUSED,     /* subject: action; values: its reasons' messages, in any order */
	EXPECT_NEXT_CHANGE, /* number: day */
};

struct expectation {
	enum expectation_kind kind;
	struct str path; /* as the editor wrote it: "refused.auto_renew_on" */
	size_t subject;  /* index in the policy, or NOWHERE */
	bool none;       /* expects that there is no such thing */
	const struct str *values;
	size_t n_values;
	int64_t number;
	struct position position;
};

/* Facts that change: those named, of the member or of the row with this key; a row that is not there is added. */
struct amendment {
	size_t collection; /* NOWHERE: the member's own */
	const struct fact *facts;
	const bool *named;
};

/* A day of a walk: first facts change, then the member acts, then the expectations must be met. */
struct walk_step {
	int32_t day;
	const struct amendment *amendments;
	size_t n_amendments;
	size_t action;   /* that must be allowed, and is done; or NOWHERE */
	size_t first, n; /* of the example's expectations */
	struct position position;
};

/* From a day through every change up to another: each day on which something changes must be a step. */
struct example_walk {
	int32_t from, to;
	const struct walk_step *steps; /* by day */
	size_t n_steps;
	struct position position;
};

struct example {
	struct str name;
	struct member given;             /* id, name and language are filled in where it names none */
	int32_t on;                      /* of a walk: its first day */
	const struct example_walk *walk; /* or NULL: one day */
	const struct expectation *expect;
	size_t n_expect;
	struct position position;
};

#endif
