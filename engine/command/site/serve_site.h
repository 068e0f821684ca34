#ifndef COMMAND_SERVE_SITE_H
#define COMMAND_SERVE_SITE_H

#include <pthread.h>

#include "base/buf.h"
#include "command/command.h"
#include "site/statement/statement.h"

/*
 * The site as it was last built without a mistake, in a folder of our own that
 * goes when we go, and what was said of the last build, whether it succeeded or not.
 *
 * Any number of threads read it under its lock; the one that builds waits for them.
 */
struct serve_site {
	const char *root, *folder; /* the site's; where it is built */
	const char *records;       /* NULL: no statements */
	bool drafts;
	pthread_rwlock_t lock;
	struct site *site; /* NULL: there has been no good build yet */
	struct statement *statement;
	const struct program *program;
	char *problems; /* as they would be printed; "" */
	size_t errors, warnings;
	double took;      /* milliseconds, of the last build */
	uint64_t version; /* of what is shown; another after every build */
};

/* NULL: said; no folder could be made. */
struct serve_site *serve_site_open(struct call *call, const char *root, const char *records);
void serve_site_close(struct serve_site *s); /* removes the folder */

void serve_site_build(struct serve_site *s);

uint64_t serve_site_version(struct serve_site *s);

/*
 * A member's statement on a day; language empty: the member's own.  What is
 * wrong instead goes to `why`, and the HTTP status is returned: 200, 400, 404, 500.
 */
unsigned serve_site_statement(struct serve_site *s, struct str member, struct str day, struct str language,
                              struct buf *out, struct buf *why);

#endif
