#include "base/tally.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/memory.h"

/* Open addressing; at most a quarter full: whether the first place is the right one is seldom guessed wrong then. */
static void put(const struct tally *t, uint64_t key, uint32_t entry)
{
	size_t i = tally_place(t, key);

	while (t->slots[i] > 0)
		i = (i + 1) & (t->room - 1);
	t->slots[i] = entry;
}

void tally_grow(struct tally *t, struct arena *a)
{
	size_t room = t->room ? 4 * t->room : 64;
	/* those that are not there yet are not looked at */
	struct tally_entry *entries = arena_room(a, room / 4, sizeof(*entries));

	if (t->n > 0)
		memcpy(entries, t->entries, t->n * sizeof(*entries));
	*t = (struct tally){entries, t->n, arena_array(a, room, sizeof(*t->slots)), room};
	for (size_t i = 0; i < t->n; i++)
		put(t, entries[i].key, (uint32_t)i + 1);
}

/* A short name is its own. */
static uint64_t key_of(struct str name)
{
	uint32_t first, last;
	uint64_t key = 0;

	if (name.len > TALLY_SHORT)
		return hash_key(name);
	if (name.len >= sizeof(first)) {
		memcpy(&first, name.at, sizeof(first));
		memcpy(&last, name.at + name.len - sizeof(last), sizeof(last));
		return le32toh(first) | (uint64_t)le32toh(last) << 8 * (name.len - sizeof(last));
	}
	for (size_t i = name.len; i > 0; i--)
		key = key << 8 | (uint8_t)name.at[i - 1];
	return key;
}

struct tally_entry *tally_enter(struct tally *t, struct arena *a, struct str name)
{
	return tally_enter_key(t, a, name, key_of(name));
}

size_t tally_add(struct tally *t, struct arena *a, struct str name)
{
	return tally_enter(t, a, name)->count++;
}

size_t tally_count(const struct tally *t, struct str name)
{
	const struct tally_entry *e = tally_find_key(t, name, key_of(name));

	return e ? e->count : 0;
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
