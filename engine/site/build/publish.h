#ifndef SITE_PUBLISH_H
#define SITE_PUBLISH_H

#include "base/hash.h"
#include "base/stamp.h"

struct diagnostics;

/*
 * A folder of published files.  All of a run come into place together, at its
 * end, or none of them.  What was published before and is not published again
 * is removed then; files that somebody else put there stay, for a list of our own
 * (.tierbook-files) says which are ours.  A folder that has files but no such
 * list is refused, so that a mistyped --out harms nobody.
 */
struct publish;

/* NULL: said. */
struct publish *publish_open(struct diagnostics *d, const char *folder);
/* A file that was published; its stamp is told once publish_finish has put it into place. */
struct published {
	struct str path;
	struct hash hash;
	struct stamp stamp;
};
/*
 * Makes the file ready beside its place unless its bytes are there already.  NULL: said.  May be called by many threads.
 */
const struct published *publish_file(struct publish *p, struct diagnostics *d, struct str path,
                                     struct str bytes);
/* What an earlier run published there stays as it is. */
void publish_keep(struct publish *p, struct str path);
/*
 * Puts everything into place by so many threads, removes what is no longer
 * published and writes the list.  false: something could not be written (said).
 * Without this publish_close leaves the folder as it was.
 */
bool publish_finish(struct publish *p, size_t hands);
void publish_close(struct publish *p);

/* After publish_finish: what was published there; NULL: nothing was. */
const struct published *publish_find(const struct publish *p, struct str path);

struct publish_count {
	size_t written, unchanged, removed;
	uint64_t bytes; /* written */
};
struct publish_count publish_count(const struct publish *p);

#endif
