#ifndef COMMAND_JUNIT_H
#define COMMAND_JUNIT_H

#include "base/buf.h"
#include "policy/trial/example.h"

struct arena;

/*
 * What became of the examples, as JUnit XML for continuous integration: a
 * suite a file, a case an example or row of a table.  No clock is read, so
 * times are 0.
 */
struct junit_case {
	const struct example *example;
	const struct mismatch *mismatches;
	size_t n;
};

/* In any order; the suites stand by path, the cases by place. */
void junit_render(struct buf *out, struct arena *a, struct junit_case *cases, size_t n);

#endif
