#ifndef RECORD_CREW_H
#define RECORD_CREW_H

#include "record/store.h"

/*
 * All members, read by several threads at once: each has a store of its own and
 * a range of ids, and all see the records of one moment.
 */
struct crew {
	const struct schema *schema;
	const char *path;
	size_t workers;
	/*
	 * One worker's part: reads its members to their end, says what is wrong in
	 * d; false: the database failed (said).  Worker i has the context i, and
	 * ids before those of worker i + 1; where there are fewer members than
	 * workers, the first does it all.
	 */
	bool (*work)(void *context, struct store *members, struct diagnostics *d);
	void *const *contexts;
};

/* What was said comes in the order of the workers.  false: something could not be read (said). */
bool crew_run(const struct crew *c, struct diagnostics *d);

#endif
