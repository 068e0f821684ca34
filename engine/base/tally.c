#include "base/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/memory.h"

/* Open addressing; at most half full. */
static inline uint32_t *find(const struct tally *t, uint64_t key, struct str name)
{
	size_t i = key & (t->room - 1);

	for (; t->slots[i] > 0; i = (i + 1) & (t->room - 1)) {
		const struct tally_entry *e = &t->entries[t->slots[i] - 1];

		if (e->key == key && str_equal(e->name, name))
			break;
	}
	return &t->slots[i];
}

static void grow(struct tally *t, struct arena *a)
{
	size_t room = t->room ? 4 * t->room : 32;
	/* those that are not there yet are not looked at */
	struct tally_entry *entries = (struct tally_entry *)(void *)arena_bytes(
		a, memory_multiply(room / 2, sizeof(*entries)));

	if (t->n > 0)
		memcpy(entries, t->entries, t->n * sizeof(*entries));
	*t = (struct tally){entries, t->n, arena_array(a, room, sizeof(*t->slots)), room};
	for (size_t i = 0; i < t->n; i++)
		*find(t, entries[i].key, entries[i].name) = (uint32_t)i + 1;
}

struct tally_entry *tally_enter(struct tally *t, struct arena *a, struct str name)
{
	uint64_t key = hash_key(name);
	uint32_t *slot;

	if (2 * t->n >= t->room)
		grow(t, a);
	slot = find(t, key, name);
	if (*slot == 0) {
		t->entries[t->n] = (struct tally_entry){name, key, 0};
		*slot = (uint32_t)++t->n;
	}
	return &t->entries[*slot - 1];
}

size_t tally_add(struct tally *t, struct arena *a, struct str name)
{
	return tally_enter(t, a, name)->count++;
}

size_t tally_count(const struct tally *t, struct str name)
{
	uint32_t slot = t->room ? *find(t, hash_key(name), name) : 0;

	return slot > 0 ? t->entries[slot - 1].count : 0;
}

static int compare(const void *a, const void *b)
{
	const struct tally_entry *const *x = a, *const *y = b;

	return str_compare((*x)->name, (*y)->name);
}

struct tally_entry **tally_list(const struct tally *t, struct arena *a)
{
	struct tally_entry **list = arena_array(a, t->n, sizeof(struct tally_entry *));

	for (size_t i = 0; i < t->n; i++)
		list[i] = &t->entries[i];
	if (t->n > 0)
		qsort(list, t->n, sizeof(struct tally_entry *), compare);
	return list;
}
