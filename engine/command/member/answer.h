#ifndef COMMAND_ANSWER_H
#define COMMAND_ANSWER_H

#include "base/buf.h"
#include "site/statement/statement.h"

/* What `decide` and `render` write of a member: a decision, or a statement. */
struct answer_kind {
	struct site *site; /* to render; NULL: to decide */
	const struct policy *policy;
	const struct program *program;
	const struct statement *statement; /* NULL: decisions */
	int32_t day;
};

/* One a thread. */
struct answerer;
struct answerer *answer_open(const struct answer_kind *k);
void answer_close(struct answerer *w);

/* Appends a line of JSON.  NULL, or why there is none. */
const char *answer_make(struct answerer *w, const struct member *m, struct buf *out);
/* The same as it is read: a decision's line, or the page itself. */
const char *answer_page(struct answerer *w, const struct member *m, struct buf *out);

#endif
