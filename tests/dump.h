#ifndef DUMP_H
#define DUMP_H

#include "base/buf.h"
#include "text/document/document.h"

/* Its blocks, segments and codes, one a line, codes as in <1>strong</1>. */
void dump_segments(struct buf *out, const struct document *doc);

/* One segment's spans, likewise. */
void dump_spans(struct buf *out, const struct segment *s);

/*
 * Whether the document as HTML nests: every start tag has its end, among its
 * own siblings and in its own section; NULL, or what is wrong.
 */
const char *dump_fault(const struct document *doc);

/* HTML with ` />` as `>`, one spelling of an apostrophe, and an empty title left out: what two writers may differ in. */
struct str dump_normalized(struct arena *a, struct str html);

#endif
