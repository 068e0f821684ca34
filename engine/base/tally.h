#ifndef BASE_TALLY_H
#define BASE_TALLY_H

#include <stdint.h>

#include "base/str.h"

struct arena;

/* How often each of many names has come by: what makes anchors and ids unique.  {0} is empty. */
struct tally_entry {
	struct str name;
	uint64_t key;
	size_t count;
};

struct tally {
	struct tally_entry *entries; /* in the order in which their names came */
	size_t n;
	uint32_t *slots; /* an entry's index plus 1; 0: free */
	size_t room;
};

/* Counts the name once more; how often it had been counted before.  The name is not copied. */
size_t tally_add(struct tally *t, struct arena *a, struct str name);
size_t tally_count(const struct tally *t, struct str name);
/* The name's entry, until the next one comes: what it counts is the caller's.  A new one's count is 0. */
struct tally_entry *tally_enter(struct tally *t, struct arena *a, struct str name);
/* All entries, sorted by their names' bytes. */
struct tally_entry **tally_list(const struct tally *t, struct arena *a);

#endif
