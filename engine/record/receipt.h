#ifndef RECORD_RECEIPT_H
#define RECORD_RECEIPT_H

#include "base/str.h"

struct arena;

/* What became of something that tierbook had others do, in their words. */
struct receipt {
	struct str key;
	struct str state; /* "done" or "failed", or empty: it does not say */
	struct str reason;
};

/*
 * A line: a key, or a JSON object with "key" and, if it likes, "state" and
 * "reason"; whatever else it has is its own.  NULL: read; else why not.
 */
const char *receipt_read(struct arena *a, struct str line, struct receipt *out);

#endif
