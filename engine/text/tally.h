#ifndef TEXT_TALLY_H
#define TEXT_TALLY_H

#include "base/str.h"

struct arena;

/* How often each of many names has come by: what makes anchors and ids unique.  {0} is empty. */
struct tally_entry {
	struct str name;
	size_t count;
};

struct tally {
	struct tally_entry *entries;
	size_t n, room;
};

/* Counts the name once more; how often it had been counted before.  The name is not copied. */
size_t tally_add(struct tally *t, struct arena *a, struct str name);
size_t tally_count(const struct tally *t, struct str name);
/* The name's entry, whose count may be made another number but 0; NULL: it has not come by. */
struct tally_entry *tally_find(const struct tally *t, struct str name);
/* All entries, sorted by their names' bytes. */
struct tally_entry **tally_list(const struct tally *t, struct arena *a);

#endif
