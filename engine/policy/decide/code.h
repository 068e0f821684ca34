#ifndef POLICY_CODE_H
#define POLICY_CODE_H

#include "policy/decide/decision.h"

/*
 * What a program is made of.  A condition becomes tests with two ways on from
 * each, so that what is settled is not looked at again; a value becomes a load.
 * References are indices, as in the policy; CODE_NONE points at nothing.
 */
enum { CODE_NONE = -1 };

/* Ways on that are already the answer. */
enum { CODE_HOLDS = -1, CODE_FAILS = -2 };

/* Days or months to add to a day: factor times a parameter, or factor alone. */
struct shift {
	bool months;
	int64_t factor; /* 0: nothing */
	int parameter;  /* or CODE_NONE */
	int term_of; /* the parameter is read as of the start of this offer's term; CODE_NONE: as of today */
	bool fixed;  /* always so many, since no parameter changes it: */
	int64_t n;
};

struct load {
	enum operand_kind kind;
	int index; /* by kind: parameter, custom, derived, track, field, output among all, first argument */
	int collection; /* COUNT, SUM, EARLIEST, LATEST; OUTPUT: the table */
	int where;      /* test, CODE_HOLDS or CODE_FAILS */
	int offer;      /* OFFER, MOMENT: whose */
	int term_of;    /* PARAMETER: as in struct shift */
	enum anchor anchor;
	struct shift shift;
	bool known;    /* VALUE */
	int64_t value; /* VALUE but for text */
	const struct operand *operand;
};

/* A load that is shown: all but the value is known beforehand. */
struct fill {
	struct given like;
	struct load load;
	int ready; /* among what is the same for all members of a day, or CODE_NONE */
};

enum test_kind {
	TEST_FACT, /* left is a fact, right a known value: most tests are */
	TEST_DAY,  /* left is today, right a fact, and which is earlier counts: most others */
	TEST_COMPARE,
	TEST_COMPARE_TEXT,
	TEST_COMPARE_TODAY, /* left is today or the start of its period, right is neither */
	TEST_COMPARE_SINCE, /* left is how long something is ago, right is a number */
	TEST_AMONG,
	TEST_AMONG_TEXT,
	TEST_KNOWN,
	TEST_TIER,  /* index */
	TEST_OFFER, /* index, set */
	TEST_STATE, /* index of the offer; the states: see the condition */
	TEST_CUSTOM,
};

struct test {
	enum test_kind kind;
	enum comparison comparison;
	int holds, fails; /* the next test, or an answer */
	bool alone;       /* both are answers, and not the same */
	struct load left, right;
	int index;
	unsigned set; /* a bit an enum offer_state */
	const struct condition *condition;
};

struct say {
	const struct sentence *sentence;
	const struct fill *arguments;
};

struct code_refusal {
	int when;
	struct say say;
	const struct refusal *refusal;
};

struct code_due {
	const struct due *due;
	int when;
	struct say say;
	bool at_day; /* else when its state begins */
	struct load at;
	bool has_charge;
	struct fill charge;
};

struct code_state {
	struct load starts;
	struct say say;
	bool keeps, frees;
	const struct code_due *dues;
	size_t n_dues;
};

struct code_offer {
	int collection, key_field, ended, requires;
	int64_t key_value;
	struct fill price;
	struct say requires_say, not_purchased, not_available;
	const struct code_refusal *closed;
	size_t n_closed;

	const struct renewal *renewal; /* or NULL, then nothing below counts */
	bool term_in_months;
	int64_t term;
	int origin_field, paid_field;
	const struct code_state *states;
	size_t n_states;
};

struct code_grant {
	int benefit;
	int origin; /* one number for a grant and all that were copied from it into other tiers */
	struct fill amount;
};

struct code_tier {
	int when; /* for a bought tier CODE_HOLDS */
	int offer, requires;
	bool has_since;
	struct load since;
	const struct code_grant *grants;
	size_t n_grants;
	bool varies;        /* some of these are not the same for all members of a day */
	const bool *covers; /* one a tier: whether this one's grants hold all of that one's */
};

struct code_derived {
	bool conditional;
	int when;          /* conditional */
	struct load value; /* else */
};

struct code_row {
	int when;
	const struct load *outputs;
};

struct code_table {
	const struct code_row *rows;
	size_t n_rows;
	int first_output; /* among those of all tables */
};

/* Where a track's tiers stand in tiers_in_order. */
struct code_track {
	size_t first, n;
};

struct code_action {
	const struct code_refusal *refusals;
	size_t n_refusals;
	bool has_charge;
	struct fill charge;
	const struct load *effects; /* one for each of the action's */
};

/* What is settled one after the other, each needing only what came before. */
enum step_kind { STEP_PURCHASE, STEP_TIER, STEP_OFFER };

struct step {
	enum step_kind kind;
	int index;
};

/* How much a decision can hold at most. */
struct sizes {
	size_t arguments, reasons, dues, coming, origins;
};

struct program {
	const struct policy *policy;
	const struct test *tests;
	const struct code_tier *tiers;
	const struct code_offer *offers;
	const struct code_action *actions;
	const struct code_derived *derived;
	const struct code_table *tables;
	const struct code_track *tracks;
	const struct load *arguments; /* of calculations */
	size_t n_outputs;             /* of all tables */
	const struct step *steps;
	size_t n_steps;
	const struct fill *const *ready; /* what is the same for all members of a day */
	size_t n_ready;
	const int *tiers_in_order; /* tiers by track, then by falling rank */
	struct sizes sizes;
};

#endif
