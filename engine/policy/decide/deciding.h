#ifndef POLICY_DECIDING_H
#define POLICY_DECIDING_H

#include "policy/decide/evaluate.h"

/*
 * A decision while it is put together: room for the most it can hold, taken
 * once for the decider, so that deciding a member allocates nothing but the
 * keys of what is due.
 */
struct decider {
	struct arena *memory, *scratch;
	char *blank; /* all that begins as nothing for each member, side by side: zeroed at once */
	size_t n_blank;
	bool used_scratch, narrow;
	const struct program *program;
	struct run run;
	struct decision decision;

	struct given *arguments, *next_argument;
	struct reason *reasons, *next_reason;

	size_t *tiers;
	struct held *held;
	int32_t *since; /* a tier */
	size_t n_held;
	struct granting *granting;
	const struct granted *benefits;
	size_t n_benefits;
	const size_t *recurring; /* among these, in their order */
	size_t n_recurring;
	struct offered *offers;
	const struct reason **wrong; /* an offer: why an act of its other state is refused, once asked */
	struct concluded *facts;
	size_t n_facts;
	struct permitted *actions;
	struct fallen_due *due;
	size_t n_due;
	struct coming *coming;
	size_t n_coming;
};

/* Adds the sentence's arguments as of now. */
void deciding_fill(struct decider *d, const struct say *s);

/* The sentence with its gaps filled; most have none. */
static inline struct reason deciding_say(struct decider *d, const struct say *s)
{
	struct reason said = {s->sentence, d->next_argument};

	if (s->sentence->n_arguments)
		deciding_fill(d, s);
	return said;
}

/* Adds a reason for each refusal that stands. */
void deciding_refuse(struct decider *d, enum trace_kind kind, const struct code_refusal *refusals, size_t n);

/* What the tables and the derived facts say; how many of them are shown. */
size_t deciding_count_facts(const struct policy *p);
void deciding_facts(struct decider *d);
/* Needs the offers. */
void deciding_actions(struct decider *d);
/* What is due and what is coming; needs the benefits. */
void deciding_dates(struct decider *d);

#endif
