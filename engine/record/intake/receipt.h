#ifndef RECORD_RECEIPT_H
#define RECORD_RECEIPT_H

#include "base/str.h"

struct arena;

/* What became of something that tierbook had others do, in their words. */
struct receipt {
	struct str key;
	struct str state; /* "done" or "failed"; empty: not said */
	struct str reason;
};

/* How lines are written: as keys or JSON objects, or as rows of a table whose first line names its columns. */
struct receipt_form {
	size_t key, state, reason; /* which columns they are, from 1; key 0: there are none */
};

/* Of a file's first line: whether it is not a receipt but names the columns ("key,kind,..."). */
bool receipt_head(struct arena *a, struct str line, struct receipt_form *out);

/*
 * A line: a key, or a JSON object with "key" and, if it likes, "state" and
 * "reason", or a row of CSV with such columns; whatever else it has is its own.
 * NULL: read; else why not.
 */
const char *receipt_read(struct arena *a, const struct receipt_form *form, struct str line,
                         struct receipt *out);

#endif
