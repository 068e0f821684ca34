#ifndef RECORD_SAMPLE_H
#define RECORD_SAMPLE_H

#include "record/member.h"

struct diagnostics;
struct store;

/*
 * Made-up members for trying a programme, the same on any machine.  What kinds
 * there are and in what shares, the rules say: a profile fixes some facts and
 * leaves others to a range or a choice.  A fact it does not name is unknown, so
 * it must name all required ones but the id.
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

/*
 * Writes n members with ids M000001, ..., over those there are.  Of the first
 * so many members each profile has its share, to within one, however many they
 * are; member k is the same however many follow.  Memory does not grow with n.  Does not
 * commit.
 */
bool sample_write(struct diagnostics *d, struct store *store, const struct schema *s,
                  const struct sample_profile *profiles, size_t n_profiles, int64_t n);

#endif
