#ifndef POLICY_EVALUATE_H
#define POLICY_EVALUATE_H

#include "base/date.h"
#include "policy/decide/code.h"
#include "policy/decide/decision.h"

struct custom_host;
struct recorder;

/* When a state begins, and when a later one does, or DATE_NEVER. */
struct stretch {
	int32_t begins, ends;
};

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
	struct civil begun; /* the origin */
	int32_t under_way; /* the term that today falls into, or the last paid once that is over: its first day */
	int64_t over;      /* how many terms have ended, paid or not, */
	int32_t over_until;  /* and until when that number holds */
	int32_t keeps_until; /* the first day without benefits */
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
	struct civil date; /* today */
	int32_t next;      /* the least day noted */
	struct purchase *purchases;
	struct stretch **stretches; /* an offer that renews: one a state */
	bool *held;                 /* tiers */
	enum offer_state *offers;
	const struct fact *row; /* at hand, inside where */
	int64_t *parameters;    /* as of today, and until when each stays */
	int32_t *parameters_until;
	struct given *ready; /* the program's ready fills, likewise */
	int32_t *ready_until;
	struct custom_host *host;
	struct fact *answers; /* of custom functions, once asked */
	bool *asked;
	struct fact *derived, *outputs; /* once worked out: derived facts, and outputs of all tables */
	size_t *rows;                   /* a table: the row that counted, or NOWHERE */
	bool *worked;                   /* a derived fact, then a table: it has been worked out, */
	int32_t *worked_until;          /* and the first day it may come out differently */
	const char *failure;
	struct recorder *recorder; /* NULL: no trace is wanted */
};

/* Reads what is the same for all members of a day. */
void evaluate_day(struct run *r, int32_t today);

static inline void evaluate_note(struct run *r, int32_t day)
{
	if (day > r->today && day < r->next)
		r->next = day;
}

/* What MEMBER, OFFER and ROW read; NULL: of no row. */
static inline const struct fact *evaluate_find(const struct run *r, const struct load *l)
{
	const struct fact *row = l->kind == OPERAND_MEMBER  ? r->member->facts
	                         : l->kind == OPERAND_OFFER ? r->purchases[l->offer].row
	                                                    : r->row;

	return row ? row + l->index : NULL;
}

/* The value of anything but a text, before and after its shift.  false: unknown. */
bool evaluate_load(struct run *r, const struct load *l, int64_t *out);
bool evaluate_shifted(struct run *r, const struct load *l, int64_t *out);

static inline bool evaluate_number(struct run *r, const struct load *l, int64_t *out)
{
	return l->shift.factor ? evaluate_shifted(r, l, out) : evaluate_load(r, l, out);
}

struct fact evaluate_fact(struct run *r, const struct load *l);
void evaluate_fill(struct run *r, const struct fill *f, struct given *out);

/* How many days or months a load is shifted by. */
int64_t evaluate_shift(struct run *r, const struct shift *s);
/* factor times n; where that overflows, further than from any day to another. */
int64_t evaluate_distance(int64_t factor, int64_t n);
/* The day n times further, DATE_NEVER and DATE_NONE past the ends of the calendar. */
int32_t evaluate_add(int32_t day, bool months, int64_t n);

#endif
