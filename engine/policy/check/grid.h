#ifndef POLICY_GRID_H
#define POLICY_GRID_H

#include "policy/clauses/reading.h"

struct arena;

/*
 * The cases of a decision table on one day: each input's range is cut where some
 * cell begins or ends, so that all values of one part are alike to every row.
 * What is unknown is a part of its own.
 */
struct part {
	bool unknown;
	int64_t least, most;
};

struct column {
	const struct input *input;
	struct part *parts;
	size_t n_parts;
	bool *takes; /* of row r and part p: takes[r * n_parts + p] */
	bool *whole; /* row r takes every part */
};

struct grid {
	struct reading *r;
	struct arena *scratch; /* of one day */
	const struct table *t;
	int32_t today, term_day; /* for which parameters are read */
	struct column *columns;
	size_t *chosen, *to; /* of each column: the parts that are looked at, or NOWHERE */
	size_t **rows;       /* of each column: room for those that take it */
	size_t steps, said;
	bool *used, *fits; /* row r: on some day it can match; some values fit its cells */
};

/* Cuts a column, as of grid->today and term_day. */
void grid_cut(struct grid *g, size_t column);

/* More steps than a check may take have been counted in grid->steps. */
bool grid_is_too_much(const struct grid *g);

/* "tier = gold, employees = 251 or more", of the first columns; in the others any part does. */
const char *grid_describe(struct grid *g, size_t columns);

#endif
