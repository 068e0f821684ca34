#ifndef RECORD_SAMPLE_H
#define RECORD_SAMPLE_H

#include "record/store.h"

/*
 * Made-up members for trying a programme: the same seed gives the same records
 * on any machine.  What kinds there are and in what shares, rules/samples.lua says:
 * a profile fixes some facts and leaves others to a range.
 */
enum sample_kind {
	SAMPLE_FIXED,	/* value */
	SAMPLE_BETWEEN, /* low to high, evenly: numbers, dates, money */
	SAMPLE_CHOICE,	/* one of the values, by weight */
	SAMPLE_NAME,	/* a name in the script of the member's language */
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

/* Writes n members with ids M000001, ...; memory does not grow with n.  Does not commit. */
bool sample_write(struct diagnostics *d, struct store *store, const struct schema *s, const struct sample_profile *profiles,
		  size_t n_profiles, int64_t n);

#endif
