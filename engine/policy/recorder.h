#ifndef POLICY_RECORDER_H
#define POLICY_RECORDER_H

#include "policy/evaluate.h"

/*
 * Keeps the trace of a decision while it is made.  All calls are harmless, and
 * cost next to nothing, where run->recorder is NULL.
 */
struct recorder {
	struct arena *arena;
	struct trace *lines;
	size_t n, room;
	int depth;
};

/* Opens a line, below which come those of what it depends on; its outcome follows at the end. */
size_t recorder_begin(struct run *r, enum trace_kind kind, struct str name, struct position p);
void recorder_end(struct run *r, size_t line, bool outcome, int32_t day);

/* A test, and the values it read. */
void recorder_test(struct run *r, const struct test *t, bool outcome);
/* A value read without a test. */
void recorder_read(struct run *r, const struct load *l);

#endif
