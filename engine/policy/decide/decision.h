#ifndef POLICY_DECISION_H
#define POLICY_DECISION_H

#include "policy/decide/program.h"

struct buf;

/*
 * What a programme says of one member on one day.  A pure function of the
 * policy, the member's facts and the day: no clock, no order of members.
 */

/* A typed value, for a sentence or a trace; value.known tells whether there is one. */
struct given {
	struct str name;
	enum fact_type type;
	char currency[4];       /* FACT_MONEY */
	const struct field *of; /* FACT_ENUM: whose values; else NULL or the field it came from */
	struct fact value;
};

/* A sentence with its gaps filled: sentence->message is its id, sentence->help its help page. */
struct reason {
	const struct sentence *sentence;
	const struct given *arguments; /* sentence->n_arguments, in their order */
};

struct held {
	size_t tier;
	int32_t since; /* DATE_NONE: not known */
};

/* A benefit in force: of BENEFIT_QUANTITY and BENEFIT_AMOUNT, how much. */
struct granted {
	size_t benefit;
	size_t tier; /* that gives it; the first, where several add up */
	struct given amount;
	int32_t next; /* BENEFIT every n months: the next day it is granted; DATE_NONE: never again, or not recurring */
};

struct offered {
	size_t offer;
	enum offer_state state;
	const struct reason *closed; /* OFFER_CLOSED: all that is in the way */
	size_t n_closed;
	struct given price;
	const struct fact *row; /* of the offer's collection, also when it has lapsed; NULL: never bought */

	/* NULL: it does not renew, or was never bought.  What follows is of the last paid term. */
	const struct renewal *renewal;
	size_t state_now;   /* index of the renewal's state */
	struct reason says; /* its sentence */
	bool keeps_benefits;
	int32_t since, until; /* of that state; DATE_NONE: the term lies ahead; DATE_NEVER: it is the last */
	int64_t term;
	int32_t origin, term_start, anniversary;
};

/* What a decision table says, and derived facts that are shown; value.name is the fact's. */
struct concluded {
	struct given value;
	size_t table; /* NOWHERE: a derived fact */
	size_t row;   /* of the table, that says so; NOWHERE: none, or all that match */
};

struct permitted {
	size_t action;
	bool allowed;
	const struct reason *reasons; /* why not: all of them */
	size_t n_reasons;
	struct given charge; /* what it takes at once; not known where it takes nothing */
};

/*
 * A message to send or an action to take.  It is listed from its day until its
 * renewal's state ends or DECISION_CATCH_UP days are over, so that a missed
 * night is made up for; its key tells who has done it already.
 */
enum { DECISION_CATCH_UP = 31 };

struct fallen_due {
	const struct due *due;
	struct reason says;
	size_t offer;
	int32_t day;
	struct given charge; /* what it takes; not known where it takes nothing */
	struct str key;      /* M000001/action_pack/2018-03-01/reminder.first: the term by its first day */
};

/* What lies ahead, if nothing is done. */
enum coming_kind { COMING_STATE, COMING_DUE, COMING_GRANT, COMING_ANNIVERSARY };

struct coming {
	int32_t day;
	enum coming_kind kind;
	size_t offer;          /* NOWHERE for the grant of a tier that is not bought */
	size_t state;          /* COMING_STATE: index in the offer's renewal */
	const struct due *due; /* COMING_DUE */
	size_t benefit;        /* COMING_GRANT */
};

/* One line of how the decision came about; depth makes it a tree. */
enum trace_kind {
	TRACE_TIER,      /* outcome: held */
	TRACE_OFFER,     /* outcome: purchased */
	TRACE_CLOSED,    /* a reason that closes the offer; outcome: stands */
	TRACE_STATE,     /* of a renewal; outcome: begun; day: its start */
	TRACE_BENEFIT,   /* outcome: given */
	TRACE_ACTION,    /* outcome: allowed */
	TRACE_REFUSAL,   /* outcome: stands */
	TRACE_DUE,       /* outcome: due; day: since when */
	TRACE_TABLE,     /* a decision table; outcome: some row of it counts */
	TRACE_ROW,       /* of a table, one that counts; name: as it is written */
	TRACE_CONDITION, /* outcome: holds; name: as the rule has it */
	TRACE_READ,      /* a fact, parameter, day or function: value */
	TRACE_RECORD,    /* a row that a count looks at; outcome: it counts; name: its record and key */
};

struct trace {
	int depth;
	enum trace_kind kind;
	struct str name; /* its id: of what the kind says, or a message */
	struct position position;
	bool outcome;
	int32_t day;        /* or DATE_NONE */
	struct given value; /* TRACE_READ */
	const char *of; /* TRACE_READ: what the name is of, "tier", "state", "offer_state"; NULL: a fact */

	/* TRACE_READ: what the condition it is for wants it to be */
	bool compared;
	enum comparison comparison;
	struct given wanted;
};

struct decision {
	const struct policy *policy;
	const struct member *member; /* as given */
	int32_t today;
	const char *failure; /* not NULL: a custom function failed on this member; nothing below counts */

	const size_t *tiers;     /* a track: the member's tier there, or NOWHERE */
	const struct held *held; /* by track, the highest first */
	size_t n_held;
	const struct granted *benefits; /* in the policy's order */
	size_t n_benefits;
	const struct offered *offers; /* one an offer of the policy */
	size_t n_offers;
	const struct concluded *facts; /* by table, then the derived ones that are shown */
	size_t n_facts;
	const struct permitted *actions; /* one an action of the policy */
	size_t n_actions;
	const struct fallen_due *due; /* by offer, then in the renewal's order */
	size_t n_due;
	const struct coming *coming; /* by day */
	size_t n_coming;
	int32_t next_change;       /* nothing above differs before this day; DATE_NEVER */
	const struct trace *trace; /* only if asked for */
	size_t n_trace;
};

/* One a thread: scratch memory for one decision, and the sandbox of custom functions. */
struct decider;

struct decider *decision_open(const struct program *p);
void decision_close(struct decider *d); /* NULL is harmless */
const struct policy *decision_policy(const struct decider *d);

/* From now on decisions lack benefits, facts and actions, and next_change knows nothing of these: for forecasts. */
void decision_narrow(struct decider *d);

/* Valid until the decider's next; the second with its trace. */
const struct decision *decision_make(struct decider *d, const struct member *m, int32_t today);
const struct decision *decision_trace(struct decider *d, const struct member *m, int32_t today);

/* What an action's effect makes of its fact, as of the decider's last decision. */
struct fact decision_effect(struct decider *d, size_t action, size_t effect);

/* NULL when the member does not hold it, or is not given it. */
const struct held *decision_tier(const struct decision *d, size_t tier);
const struct granted *decision_benefit(const struct decision *d, size_t benefit);

/* The value as a machine reads it: 2016-03-01, yes, 100.00, silver; empty when unknown. */
struct str decision_format(struct arena *a, const struct given *g);

/* What a sentence is filled with, as a JSON object by the arguments' names. */
void decision_render_arguments(struct buf *out, const struct reason *r);

/* One line, without its end. */
void decision_render_json(struct buf *out, const struct decision *d);

#endif
