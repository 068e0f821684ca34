#ifndef POLICY_POLICY_H
#define POLICY_POLICY_H

#include "policy/model/condition.h"
#include "policy/model/expectation.h"
#include "record/facts/sample_profile.h"

struct arena;
struct diagnostics;
struct image;

/*
 * What rules/ declares, checked: plain data in one arena, in declaration order,
 * every reference an index into the arrays of struct policy.  Nothing here
 * needs Lua but the functions of `custom`.
 */

/* A sentence somebody will read: its id, what fills its gaps, and the help page behind it. */
struct argument {
	struct str name;
	struct operand value;
};

struct sentence {
	struct str message;
	const struct argument *arguments;
	size_t n_arguments;
	struct str help; /* "page#anchor", or empty */
	struct position help_position;
	struct position position;
};

struct programme {
	struct str id, time_zone;
	char currency[4];
	int32_t begins; /* the first day anything may be decided for */
	struct position position;
};

enum parameter_unit {
	PARAMETER_COUNT,
	PARAMETER_DAYS,
	PARAMETER_MONTHS,
	PARAMETER_YEARS,
	PARAMETER_MONEY,
	PARAMETER_PERCENT,
	PARAMETER_UNITS
};

/* Rows ascend by from, the first day the value counts; the first is not later than the programme's begin. */
struct parameter_row {
	int32_t from;
	int64_t value; /* money: minor units */
	struct position position;
};

struct parameter {
	struct str id;
	enum parameter_unit unit;
	char currency[4]; /* PARAMETER_MONEY */
	const struct parameter_row *rows;
	size_t n_rows;
	struct position position;
};

/* A benefit as such; what a tier gives of it is a grant.  Kind, rhythm and way of adding up are one for all tiers. */
enum benefit_kind { BENEFIT_INCLUDED, BENEFIT_QUANTITY, BENEFIT_AMOUNT };

struct benefit {
	struct str id;
	enum benefit_kind kind;
	int every; /* months between grants, counted from the start of the term or the tier; 0: not recurring */
	bool up_to; /* the quantity is a ceiling: "up to 10" */
	bool adds;  /* several tiers' grants add up; else the highest counts */
	struct position position;
};

struct grant {
	size_t benefit;
	struct operand value; /* BENEFIT_INCLUDED: yes; a calculation that comes to nothing gives nothing */
	struct position position;
};

struct track {
	struct str id;
	size_t programme;
	struct field is;          /* the member's tier as a fact: its values are the tiers, by rising rank */
	struct position position; /* of the first tier on it */
};

enum tier_way {
	TIER_ENTRY,  /* condition */
	TIER_EARNED, /* condition */
	TIER_BOUGHT, /* held while offer's renewal keeps benefits */
};

struct tier {
	struct str id;
	size_t track;
	int64_t rank; /* differs within a track; the highest held is the member's tier there */
	enum tier_way way;
	const struct condition *condition;
	size_t offer;    /* TIER_BOUGHT */
	size_t requires; /* tier, or NOWHERE */
	size_t includes; /* tier whose grants it gives too, unless it names the benefit itself; or NOWHERE */
	const struct operand *since; /* a date, or NULL: not known (TIER_BOUGHT: the term says) */
	const struct grant *grants;  /* its own and the included, ready to use */
	size_t n_grants;
	struct position position;
};

/* One reason against: it stands while `when` holds. */
struct refusal {
	const struct condition *when;
	struct sentence say;
	struct position position;
};

/*
 * An offer is purchased while its row in collection (key_field = key_value) is
 * there, from the renewal's origin on, ended does not hold, and the renewal's
 * state does not free it; closed while not purchased and the required tier is
 * missing or a closed refusal stands; else available.
 */
enum offer_state { OFFER_AVAILABLE, OFFER_PURCHASED, OFFER_CLOSED };

struct offer {
	struct str id;
	size_t programme;
	size_t collection, key_field;
	int64_t key_value;
	struct operand price;          /* FACT_MONEY */
	const struct condition *ended; /* or NULL */
	size_t requires;               /* tier, or NOWHERE */
	struct sentence requires_say;
	const struct refusal *closed;
	size_t n_closed;
	size_t renewal;                               /* or NOWHERE: bought once, kept */
	struct sentence not_purchased, not_available; /* why an action of the other state is refused */
	struct position position;
};

/*
 * What falls due on a day: a message to send or an action for others to take.
 * It is due once a term: on the day `at` says, else when its state begins.
 */
enum due_kind { DUE_MESSAGE, DUE_ACTION };

struct due {
	enum due_kind kind;
	struct str id;                 /* names its key: unique in the renewal */
	struct sentence say;           /* DUE_MESSAGE: what is sent; DUE_ACTION: what it is called */
	const struct condition *when;  /* or NULL */
	const struct operand *at;      /* a MOMENT within the state, or NULL */
	bool renews;                   /* DUE_ACTION: once it is done, one more term is paid for */
	const struct operand *charges; /* DUE_ACTION: money it takes, or NULL */
	struct position position;
};

/* Each state lasts until the next begins; the last for good. */
struct state {
	struct str id;
	struct sentence say;
	struct operand starts; /* a MOMENT; of the first state the term's start: it reaches back before it */
	bool keeps_benefits;   /* as it says, else as the state before it */
	bool frees_offer;      /* likewise */
	const struct due *dues;
	size_t n_dues;
	struct position position;
};

struct renewal {
	size_t offer;
	struct interval term;            /* INTERVAL_MONTHS or INTERVAL_DAYS, without a parameter */
	size_t origin_field, paid_field; /* of the offer's row: date of purchase, number of terms paid */
	const struct state *states;      /* at least one */
	size_t n_states;
	struct position position;
};

/* What an action does to the offer's row, for the help pages and examples; tierbook changes no record itself. */
struct effect {
	size_t field; /* or NOWHERE: a new row */
	struct operand value;
	struct position position;
};

struct action {
	struct str id;
	size_t programme;
	size_t offer; /* or NOWHERE */
	bool has_from;
	/* else refused with the offer's not_purchased or not_available, or why it is closed */
	enum offer_state from;
	const struct refusal *refusals;
	size_t n_refusals;
	const struct effect *effects;
	size_t n_effects;
	bool renews;                   /* pays for one more term */
	const struct operand *charges; /* money taken at once, or NULL */
	const struct sentence *steps;  /* what a member goes through, in order */
	size_t n_steps;
	struct str help;
	struct position help_position;
	struct position position;
};

/* A fact that follows from others, by name; worked out once a member, when something asks for it. */
struct derived {
	struct str id;
	struct field is;              /* its type */
	size_t offer;                 /* whose row and term it may read, or NOWHERE */
	struct operand value;         /* what it is, */
	const struct condition *when; /* or, where this is not NULL, whether it holds */
	bool shown;                   /* the decision says it */
	struct position position;
};

/*
 * A decision table: rows of cells, one an input, and what follows where all
 * cells of a row hold.  UNIQUE: exactly one row does; FIRST: the first that
 * does counts; COLLECT: all that do, each output put together in its way.
 */
enum hit { HIT_UNIQUE, HIT_FIRST, HIT_COLLECT };
enum collect { COLLECT_SUM, COLLECT_LEAST, COLLECT_GREATEST };

struct input {
	struct str name;
	struct operand value; /* a fact, or a derived fact without a name of its own */
	struct position position;
};

struct output {
	struct field is; /* its name is that of a fact, and its type */
	enum collect collect;
	struct position position;
};

struct table_row {
	const struct condition *const *cells; /* of each input; NULL: any */
	const struct operand *outputs;        /* of each output */
	struct position position;
};

struct table {
	struct str id;
	enum hit hit;
	size_t offer; /* as of a derived fact */
	const struct input *inputs;
	size_t n_inputs;
	const struct output *outputs;
	size_t n_outputs;
	const struct table_row *rows;
	size_t n_rows;
	struct position position;
};

/* A fact that a Lua function reads. */
struct read {
	size_t collection; /* NOWHERE: the member's own */
	size_t field;      /* NOWHERE: the whole collection */
	struct position position;
};

struct custom {
	struct str id;
	const struct read *reads;
	size_t n_reads;
	bool reads_today;       /* then its answer holds for a day only; else today is not told */
	enum fact_type returns; /* FACT_BOOL or FACT_INTEGER */
	int function;           /* in the policy's image */
	bool used;
	struct position position;
};

/* A message that something refers to; one a message id. */
struct message_use {
	struct str id;
	const struct argument *arguments; /* what a sentence may use, sorted by name */
	size_t n_arguments;
	struct position position;
};

struct policy {
	const struct schema *schema;
	struct programme programme; /* the first, and the earliest day any of them begins */
	const struct programme *programmes;
	size_t n_programmes;
	const struct parameter *parameters;
	size_t n_parameters;
	const struct track *tracks;
	size_t n_tracks;
	const struct tier *tiers;
	size_t n_tiers;
	const struct benefit *benefits;
	size_t n_benefits;
	const struct offer *offers;
	size_t n_offers;
	const struct renewal *renewals;
	size_t n_renewals;
	const struct action *actions;
	size_t n_actions;
	const struct derived *derived;
	size_t n_derived;
	const struct table *tables;
	size_t n_tables;
	const struct custom *customs;
	size_t n_customs;
	const struct example *examples;
	size_t n_examples;
	const struct sample_profile *samples;
	size_t n_samples;
	const struct message_use *messages; /* sorted by id */
	size_t n_messages;
	const struct image *image; /* the functions of customs, copied out of Lua; NULL without any */
	struct hash hash;          /* canonical_hash: comments, layout and examples do not change it */
};

/* The value in force on a day (before the first row: the first). */
int64_t policy_parameter(const struct parameter *p, int32_t day);

/* NOWHERE when there is none. */
size_t policy_find_tier(const struct policy *p, struct str id);

#endif
