#ifndef SITE_VERIFY_H
#define SITE_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

struct diagnostics;

/* What a folder or pack of statements holds, against its ledger. */
struct verify_count {
	size_t statements; /* whole */
	size_t missing, changed, foreign;
	size_t unfinished; /* of a run that was cut off; the next makes up for it */
};

/*
 * Reads every byte that was published and says what is missing, changed or not
 * of tierbook, and what others could read.  repair: what is foreign is removed,
 * what is open is closed, and the next run writes the rest again whatever their
 * hashes say.  Memory does not grow with the members, unless their ids are so
 * long that names do not tell them: then by 16 bytes each.  false: it could not be looked through (said).
 */
bool verify_shelf(struct diagnostics *d, const char *place, bool repair, struct verify_count *count);

#endif
