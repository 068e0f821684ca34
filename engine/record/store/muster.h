#ifndef RECORD_MUSTER_H
#define RECORD_MUSTER_H

#include "record/store/store.h"

/*
 * All members, worked on in parts by several threads (base/crew.h): each part
 * has a store of its own and a range of ids, and all see the records of one
 * moment.
 */
struct muster {
	const struct schema *schema;
	const char *path;
	size_t workers; /* parts, and threads for them while there are any */
	/*
	 * Reads the members of one part to their end, says what is wrong in d;
	 * false: the database failed (said).  Part i has the context i, and the ids
	 * before those of part i + 1; where there are fewer members than parts, the
	 * first has them all.
	 */
	bool (*work)(void *context, struct store *members, struct diagnostics *d);
	void *const *contexts;
};

/* What was said comes in the order of the parts.  false: something could not be read (said). */
bool muster_run(const struct muster *m, struct diagnostics *d);

#endif
