#ifndef RECORD_SAMPLE_PROFILE_H
#define RECORD_SAMPLE_PROFILE_H

#include "record/facts/member.h"

/*
 * A kind of made-up member, as the rules say it: some facts are fixed, others
 * left to a range or a choice.  A fact it does not name is unknown, so it must
 * name all required ones but the id.
 */
enum sample_kind {
	SAMPLE_FIXED,   /* value */
	SAMPLE_BETWEEN, /* low to high, both included, evenly: numbers, dates, money */
	SAMPLE_CHOICE,  /* one of the choices, by weight (at least one is not 0) */
	SAMPLE_NAME, /* in the member's script: a company for the member's name, a person for other texts */
};

struct sample_fact {
	size_t field;
	enum sample_kind kind;
	struct fact value, low, high;
	struct fact *choices;
	int *weights;
	size_t n_choices;
};

struct sample_row {
	size_t collection;
	struct sample_fact *facts;
	size_t n_facts;
};

struct sample_profile {
	struct str name;
	int share; /* parts of the sum of all shares */
	struct sample_fact *facts;
	size_t n_facts;
	struct sample_row *rows;
	size_t n_rows;
	struct position position;
};

#endif
