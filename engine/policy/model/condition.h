#ifndef POLICY_CONDITION_H
#define POLICY_CONDITION_H

#include "base/source.h"
#include "record/facts/member.h"

/*
 * What a rule may say about a member on a day, as checked data: operands (a
 * value, a fact, a parameter, a day), and conditions over them.  Everything is
 * resolved to indices; names are kept where a person reads them.
 *
 * A comparison with an unknown fact does not hold, whichever way it is put
 * (is_not too); only CONDITION_UNKNOWN asks for it.
 */

/* An index that points at nothing. */
#define NOWHERE SIZE_MAX

struct condition;

/* The day a dated parameter is read for. */
enum as_of { AS_OF_TODAY, AS_OF_TERM_START };

/* Calendar time: days, or months (years are twelve of them), as written or as a parameter says. */
enum interval_unit { INTERVAL_DAYS, INTERVAL_MONTHS };

struct interval {
	enum interval_unit unit;
	int sign;         /* 1 or -1; 0: none, the rest is not read */
	int64_t count;    /* at least 0; without a parameter: how many */
	size_t parameter; /* or NOWHERE; of unit days, months or years (then times 12) */
	enum as_of as_of;
};

/* Days that an offer's row and its renewal give. */
enum anchor {
	ANCHOR_ORIGIN,      /* the day of purchase, from which all terms count */
	ANCHOR_TERM_START,  /* of the last paid term */
	ANCHOR_ANNIVERSARY, /* the end of the last paid term, its first day after */
};

enum operand_kind {
	OPERAND_VALUE,     /* value */
	OPERAND_PARAMETER, /* parameter, as_of */
	OPERAND_TODAY,
	OPERAND_MOMENT,   /* anchor, of the offer whose rule this is */
	OPERAND_MEMBER,   /* field of the member */
	OPERAND_OFFER,    /* field of the row of the offer whose rule this is */
	OPERAND_ROW,      /* field of the row at hand, inside where */
	OPERAND_COUNT,    /* rows of collection for which where holds */
	OPERAND_SUM,      /* of field over these rows; unknown facts add nothing */
	OPERAND_EARLIEST, /* least known value of field in these rows; unknown without any */
	OPERAND_LATEST,   /* greatest */
	OPERAND_CUSTOM,   /* what a Lua function says */
	OPERAND_PERIOD,   /* the first day of the calendar month, quarter or year that today falls into */
	OPERAND_TIER,     /* the member's tier on track `subject`, as a value of `of`; unknown without one */
	OPERAND_DERIVED,  /* derived fact `subject` */
	OPERAND_OUTPUT,   /* what decision table `subject` says in its output `field` */
	OPERAND_CALCULATION, /* calculation over arguments */
};

/* Unknown as soon as an argument is, but for OTHERWISE.  What is too large stays at the largest number. */
enum calculation {
	CALCULATE_PLUS,
	CALCULATE_MINUS,
	CALCULATE_TIMES,
	CALCULATE_DIVIDED, /* rounded down; unknown where it would be by nothing */
	CALCULATE_LEAST,
	CALCULATE_GREATEST,
	CALCULATE_OTHERWISE, /* the first that is known */
	CALCULATE_SINCE,     /* how many whole periods from the day to today; 0 for a day to come */
	CALCULATE_START_OF,  /* the first day of the calendar period around the day */
	CALCULATE_END_OF,    /* the last */
};

struct operand {
	enum operand_kind kind;
	enum fact_type type;
	char currency[4];              /* FACT_MONEY */
	const struct field *of;        /* what field it is or is like: its values, its range; else NULL */
	struct fact value;             /* VALUE */
	size_t parameter;              /* PARAMETER */
	enum as_of as_of;              /* PARAMETER */
	enum anchor anchor;            /* MOMENT */
	size_t collection, field;      /* the fact; collection also for ROW and OFFER */
	const struct condition *where; /* COUNT, SUM, EARLIEST, LATEST; NULL: every row */
	size_t custom;                 /* CUSTOM */
	size_t subject;                /* TIER, DERIVED, OUTPUT */
	enum calculation calculation;  /* CALCULATION, */
	const struct operand *arguments;
	size_t n_arguments;
	int period;            /* PERIOD and calculations of days, in months: 1, 3 or 12; 0: days */
	struct interval shift; /* added to a date, from that day itself, so that the day it flips is exact */
	struct position position;
};

enum condition_kind {
	CONDITION_ALL, /* children; with none it holds */
	CONDITION_ANY,
	CONDITION_NONE,
	CONDITION_COMPARE, /* left, comparison, right */
	CONDITION_AMONG,   /* left is one of values */
	CONDITION_KNOWN,   /* left */
	CONDITION_UNKNOWN,
	CONDITION_TIER,   /* the member holds tier */
	CONDITION_OFFER,  /* offer is in one of the states whose bit 1 << enum offer_state is set */
	CONDITION_STATE,  /* offer's renewal is in one of states */
	CONDITION_CUSTOM, /* left, an OPERAND_CUSTOM, says yes */
};

enum comparison {
	COMPARE_EQUAL,
	COMPARE_NOT_EQUAL,
	COMPARE_LESS,
	COMPARE_AT_MOST,
	COMPARE_MORE,
	COMPARE_AT_LEAST
};

static inline bool condition_compare(int64_t a, enum comparison by, int64_t b)
{
	enum { LESS = 1, EQUAL = 2, MORE = 4 };
	static const unsigned char holds[] = {[COMPARE_EQUAL] = EQUAL, [COMPARE_NOT_EQUAL] = LESS | MORE,
	                                      [COMPARE_LESS] = LESS,   [COMPARE_AT_MOST] = LESS | EQUAL,
	                                      [COMPARE_MORE] = MORE,   [COMPARE_AT_LEAST] = MORE | EQUAL};

	return holds[by] & (a < b ? LESS : a == b ? EQUAL : MORE);
}

struct condition {
	enum condition_kind kind;
	const struct condition *const *children;
	size_t n_children;
	struct operand left, right; /* of one type (and currency) */
	enum comparison comparison;
	const struct fact *values; /* AMONG */
	size_t n_values;
	size_t tier, offer;
	unsigned offer_states;
	const size_t *states; /* STATE: indices in the offer's renewal */
	size_t n_states;
	struct position position;
};

#endif
