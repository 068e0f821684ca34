#ifndef POLICY_RECORDER_H
#define POLICY_RECORDER_H

#include "policy/decide/evaluate.h"

/* Keeps the trace of a decision while it is made, if run->recorder is not NULL. */
struct recorder {
	struct arena *arena;
	struct trace *lines;
	size_t n;
	int depth;
	bool *told; /* a derived fact, then a table: how it came about is in the trace already; NULL: none is */
};

/* For all but traces this must cost nothing. */
#define recorder_wanted(r) __builtin_expect((r)->recorder != NULL, 0)

/* Opens a line, below which come those of what it depends on; its outcome follows at the end. */
#define recorder_begin(r, kind, name, position)                                                              \
	(recorder_wanted(r) ? recorder_open_line(r, kind, name, position) : 0)
#define recorder_end(r, line, outcome, day)                                                                  \
	(recorder_wanted(r) ? recorder_close_line(r, line, outcome, day) : (void)(line))
size_t recorder_open_line(struct run *r, enum trace_kind kind, struct str name, struct position p);
void recorder_close_line(struct run *r, size_t line, bool outcome, int32_t day);

/* A test, and the values it read. */
void recorder_test(struct run *r, const struct test *t, bool outcome);
/* The rows of a table that count, and what their cells read. */
void recorder_table(struct run *r, size_t table);
/* How a derived fact came about, unless that has been said. */
void recorder_derived(struct run *r, size_t derived);
/* A value that has been worked out. */
void recorder_fact(struct run *r, const struct given *value, struct position p);
/* A value read without a test. */
void recorder_read(struct run *r, const struct load *l);

#endif
