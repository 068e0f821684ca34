#ifndef POLICY_IMPACT_H
#define POLICY_IMPACT_H

#include "policy/decide/decision.h"
#include "policy/outlook/counterpart.h"
#include "policy/outlook/difference.h"

/*
 * What changes for the members when the rules change: counts over any number
 * of members, in memory that depends on the two policies only.
 */
enum impact_kind {
	IMPACT_TIER, /* subject: a track; from, to: tiers, empty for none */
	IMPACT_FACT, /* subject: what a decision table says, or a derived fact; from, to: of a few values, or unknown */
	IMPACT_FACT_GAINED, /* of many values: known, where it was not, */
	IMPACT_FACT_LOST,   /* and the other way round */
	IMPACT_FACT_MORE,
	IMPACT_FACT_LESS,
	IMPACT_BENEFIT_GAINED,
	IMPACT_BENEFIT_LOST,
	IMPACT_BENEFIT_MORE,
	IMPACT_BENEFIT_LESS,
	IMPACT_BENEFIT_OTHERWISE, /* as much, in another rhythm or as a ceiling */
	IMPACT_OFFER,             /* subject: an offer; from, to: its states */
	IMPACT_RENEWAL,           /* from, to: states of its renewal */
	IMPACT_PRICE_MORE,
	IMPACT_PRICE_LESS,
	/*
	 * subject: an action.  With from and to empty, all of its members; else those with that reason, a message:
	 * from no longer stands, to does now
	 */
	IMPACT_ACTION_ALLOWED,
	IMPACT_ACTION_REFUSED,
	IMPACT_ACTION_OTHERWISE, /* refused before and after, for other reasons */
	IMPACT_CHARGE_MORE,
	IMPACT_CHARGE_LESS,
	/* subject: an offer; from, to: what is due of it.  What is due of the same term on another day has moved */
	IMPACT_MESSAGE_ADDED,
	IMPACT_MESSAGE_GONE,
	IMPACT_MESSAGE_EARLIER,
	IMPACT_MESSAGE_LATER,
	IMPACT_TASK_ADDED,
	IMPACT_TASK_GONE,
	IMPACT_TASK_EARLIER,
	IMPACT_TASK_LATER,
	IMPACT_KINDS
};

/* A member counts once in a line, with the first of the days that shows it. */
struct impact_line {
	enum impact_kind kind;
	size_t order; /* of the subject */
	struct str subject, from, to;
	size_t from_order, to_order;
	size_t members;
	bool summed; /* then difference, after less before, is of type (and currency) */
	enum fact_type type;
	char currency[4];
	int64_t difference;  /* stays at the end of its range rather than pass it */
	__int128 sum;        /* the same while it is counted */
	int32_t least, most; /* days moved, where it is due */
	struct str *examples;
	size_t n_examples;
	uint64_t *rules;          /* a bit a difference: those that may have a part in it */
	size_t last;              /* the member counted last */
	struct impact_line *next; /* of this kind and subject */
};

struct impact {
	struct arena *arena;
	const struct policy *before, *after;
	struct counterparts tracks, facts, benefits, offers, actions;
	size_t width; /* of a row of heads */
	struct impact_line **heads;
	size_t n_lines, most_examples;
	size_t members, changed;
	struct differences differences;
	size_t *touched; /* a difference: members in whose changes it may have a part */

	/* of the present member */
	bool is_changed;
	uint64_t *rules;
	const struct member *member; /* NULL: not compared yet */
	int32_t first;               /* day */
	const struct granted **gave,
		**gives; /* under the policy before and after; a benefit: NULL: nothing */
	struct impact_dues *dues;
};

/* Lives in the arena. */
struct impact *impact_make(struct arena *a, const struct policy *before, const struct policy *after,
                           size_t most_examples);
/* A member: begin, compare on one day or several that ascend, end. */
void impact_begin(struct impact *i);
/* Both of one member on one day, neither failed. */
void impact_compare(struct impact *i, const struct decision *before, const struct decision *after);
void impact_end(struct impact *i);
/* Adds what was counted of other members, whose ids come after, with the same policies. */
void impact_merge(struct impact *into, const struct impact *from);
/* All lines, by kind of subject, subject, kind of change, from, to: the same in whatever order members came. */
const struct impact_line **impact_lines(const struct impact *i);

/* One side of a change: a tier, a state, a message. */
struct impact_end {
	struct str id;
	size_t order; /* among its like; 0: none */
};

/*
 * For who compares: the line of that change of a subject, the order-th of its kind, to count the present member in;
 * NULL where it has been counted there.
 */
struct impact_line *impact_count(struct impact *i, enum impact_kind kind, struct str subject, size_t order,
                                 struct impact_end from, struct impact_end to);

#endif
