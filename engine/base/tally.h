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
/* For tally_enter_key alone. */
void tally_grow(struct tally *t, struct arena *a);

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

/* Whether a name is new is anyone's guess, so no branch hangs on it: it is the next entry, where a free slot leads. */
static inline struct tally_entry *tally_enter_key(struct tally *t, struct arena *a, struct str name,
                                                  uint64_t key)
{
	uint32_t next = (uint32_t)t->n + 1, number, *slot;
	struct tally_entry *e;
	size_t i;

	if (4 * t->n >= t->room)
		tally_grow(t, a);
	t->entries[t->n] = (struct tally_entry){name, key, 0};
	i = tally_place(t, key);
	do {
		slot = &t->slots[i++ & (t->room - 1)];
		number = *slot + (*slot == 0) * next;
		e = &t->entries[number - 1];
	} while (e->key != key || e->name.len != name.len ||
	         (name.len > TALLY_SHORT && memcmp(e->name.at, name.at, name.len) != 0));
	*slot = number;
	t->n += number == next;
	return e;
}

#endif
