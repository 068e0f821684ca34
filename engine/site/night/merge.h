#ifndef SITE_MERGE_H
#define SITE_MERGE_H

#include <stdbool.h>
#include <stddef.h>

struct diagnostics;

struct merge_count {
	size_t statements; /* in all */
	size_t written, unchanged, removed;
};

/*
 * Makes of all the shards of one night what one run over all members would have
 * made: statements, ledger and outbox.  What is there already and the same is
 * left alone.  Shards of different nights, the same one twice, or not all of them
 * are refused (said) before anything is touched.  A pack changes in one commit;
 * in a folder a merge that was cut off is finished by the next, as a night is.
 */
bool merge_shelves(struct diagnostics *d, const char *out, const char *const *shards, size_t n,
                   struct merge_count *count);

#endif
