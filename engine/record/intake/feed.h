#ifndef RECORD_FEED_H
#define RECORD_FEED_H

#include "record/facts/member.h"

struct diagnostics;

/*
 * Members from lines of JSON as an import takes them, without a store: each
 * line is a whole member, whatever other lines say.
 */
struct feed;

/* The name stands in messages for the file. */
struct feed *feed_open(struct diagnostics *d, const struct schema *s, const char *name);
void feed_close(struct feed *f); /* NULL is harmless */

/*
 * The member of a line, until the next; its rows are in the order of their keys.
 * false: it is none (said); out->id is there where it could be read, and what was
 * said must be printed or forgotten before the next line.
 */
bool feed_read(struct feed *f, struct str line, uint32_t lines_before, struct member *out);
/* The line has more than LINES_RECORD_LIMIT bytes, of which these are the first: that is said. */
void feed_refuse(struct feed *f, struct str start, uint32_t lines_before);

#endif
