#ifndef SITE_PUBLISH_H
#define SITE_PUBLISH_H

#include "base/str.h"

struct diagnostics;

/*
 * A folder of published files.  What was published before and is not published
 * again is removed at the end; files that somebody else put there stay, for a
 * list of our own (.tierbook-files) says which are ours.  A folder that has
 * files but no such list is refused, so that a mistyped --out harms nobody.
 */
struct publish;

/* NULL: said. */
struct publish *publish_open(struct diagnostics *d, const char *folder);
/* Puts a file in place unless its bytes are there already. */
bool publish_file(struct publish *p, struct str path, struct str bytes);
/* Removes what is no longer published and writes the list.  false: something could not be written (said). */
bool publish_finish(struct publish *p);
void publish_close(struct publish *p);

struct publish_count {
	size_t written, unchanged, removed;
	uint64_t bytes; /* written */
};
struct publish_count publish_count(const struct publish *p);

#endif
