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

/*
 * For a tally whose names all come with keys of the caller's.  Names of one
 * length up to TALLY_SHORT bytes have the same key only if they are the same.
 */
enum { TALLY_SHORT = 8 };
/* Of a name that has not come by. */
struct tally_entry *tally_append(struct tally *t, struct arena *a, struct str name, uint64_t key);

/* Where a key's slots begin. */
static inline size_t tally_place(const struct tally *t, uint64_t key)
{
	return ((key ^ key >> 32) * 0x9E3779B97F4A7C15 >> 32) & (t->room - 1);
}

/* The entry of a name that has come by; NULL: it has not. */
static inline struct tally_entry *tally_find_key(const struct tally *t, struct str name, uint64_t key)
{
	if (t->room == 0)
		return NULL;
	for (size_t i = tally_place(t, key); t->slots[i] > 0; i = (i + 1) & (t->room - 1)) {
		struct tally_entry *e = &t->entries[t->slots[i] - 1];

		if (e->key == key && e->name.len == name.len &&
		    (name.len <= TALLY_SHORT || !memcmp(e->name.at, name.at, name.len)))
			return e;
	}
	return NULL;
}

static inline struct tally_entry *tally_enter_key(struct tally *t, struct arena *a, struct str name,
                                                  uint64_t key)
{
	struct tally_entry *e = tally_find_key(t, name, key);

	return e ? e : tally_append(t, a, name, key);
}

#endif
