#ifndef POLICY_EVALUATE_H
#define POLICY_EVALUATE_H

#include "policy/code.h"
#include "policy/decision.h"

struct custom_host;
struct recorder;

/* What a member has of an offer, and where its renewal stands. */
struct purchase {
	const struct fact *row; /* NULL: never bought */
	bool active;            /* begun and not ended, lapsed or not */
	bool purchased;         /* and its state does not free it */
	bool keeps;             /* its benefits */
	/* Of an active one that renews: */
	bool renews;
	size_t state;
	int32_t since, until;
	int64_t term;
	int32_t origin, term_start, anniversary;
	int32_t under_way; /* the term that today falls into, or the last paid once that is over: its first day */
	int64_t over;      /* how many terms are, paid or not, */
	int32_t over_until;  /* until this day */
	int32_t keeps_until; /* the first day without benefits */
	int32_t *starts;     /* one a state */
};

/*
 * One decision under way.  Whatever reads the day notes the first later day on
 * which it would answer differently; the least of them is next_change, since
 * until then every test takes the same way.
 */
struct run {
	const struct program *program;
	const struct member *member;
	int32_t today;
	int32_t next; /* the least day noted */
	struct purchase *purchases;
	bool *held; /* tiers */
	enum offer_state *offers;
	const struct fact *row; /* at hand, inside where */
	int64_t *parameters;    /* as of today, */
	int32_t *parameters_until;
	struct given *ready; /* the program's ready loads, and until when each stays */
	int32_t *ready_until;
	struct custom_host *host;
	struct fact *answers; /* of custom functions, once asked */
	bool *asked;
	struct fact *derived, *outputs; /* once worked out: derived facts, and outputs of all tables */
	size_t *rows;                   /* a table: the row that counted, or NOWHERE */
	bool *worked;                   /* a derived fact, then a table; */
	int32_t *worked_until;          /* and the first day it may come out differently */
	const char *failure;
	struct recorder *recorder; /* NULL: no trace is wanted */
};

/* Reads what is the same for all members of a day. */
void evaluate_day(struct run *r, int32_t today);

void evaluate_note(struct run *r, int32_t day);

/* The outcome of a test and all that follow it; CODE_HOLDS and CODE_FAILS too. */
bool evaluate_tests(struct run *r, int test);

/* Much is asked without a condition: that costs no call. */
static inline bool evaluate_test(struct run *r, int test)
{
	return test < 0 ? test == CODE_HOLDS : evaluate_tests(r, test);
}

bool evaluate_compare(int64_t a, enum comparison c, int64_t b);

/* false: unknown.  For all but texts. */
bool evaluate_number(struct run *r, const struct load *l, int64_t *out);
struct fact evaluate_fact(struct run *r, const struct load *l);
struct given evaluate_given(struct run *r, struct str name, const struct load *l);

/* The day n times further, DATE_NEVER and DATE_NONE past the ends of the calendar. */
int32_t evaluate_add(int32_t day, bool months, int64_t n);

#endif
