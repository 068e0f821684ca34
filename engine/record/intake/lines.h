#ifndef RECORD_LINES_H
#define RECORD_LINES_H

#include "base/buf.h"

struct diagnostics;

/*
 * A window on a long file of lines that make records: most records are one
 * line, some go on over several, and one that turns out to be none is tried
 * again from its second line.  Memory is that of the longest record.
 */
struct lines {
	struct diagnostics *d;
	const char *path;
	int fd;
	struct buf window;
	size_t record, end; /* the record at hand, in the window */
	bool all_read;
	uint32_t before; /* lines before the record */
};

enum { LINES_RECORD_LIMIT = 1 << 20 };

enum lines_status { LINES_READ, LINES_END, LINES_TOO_LONG, LINES_FAILED /* said */ };

/* A regular file; a byte order mark is dropped. */
bool lines_open(struct lines *l, struct diagnostics *d, const char *path);
/* Any file, pipes among them, or standard input, where the path is "-". */
bool lines_open_stream(struct lines *l, struct diagnostics *d, const char *path);
void lines_close(struct lines *l);

/* One more line for the record, with its end; LINES_END when the file has no more. */
enum lines_status lines_extend(struct lines *l, struct str *line);
/* Whether lines_extend has one without reading on, which would wait for a pipe, and move what there is. */
bool lines_has_next(const struct lines *l);
/* What the record has so far, until the next lines_extend. */
struct str lines_record(const struct lines *l);
/* Its first bytes, to show of one that is too long. */
struct str lines_start(const struct lines *l);

void lines_next(struct lines *l);  /* the next record begins after this one */
bool lines_retry(struct lines *l); /* or after this one's first line, however long; false: failed */

#endif
