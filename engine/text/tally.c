#include "text/tally.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"

/* Open addressing; at most half full. */
static struct tally_entry *find(const struct tally *t, struct str name)
{
	size_t i = hash_of(name).low & (t->room - 1);

	while (t->entries[i].count && !str_equal(t->entries[i].name, name))
		i = (i + 1) & (t->room - 1);
	return &t->entries[i];
}

static void grow(struct tally *t, struct arena *a)
{
	struct tally old = *t;

	t->room = old.room ? 2 * old.room : 32;
	t->entries = arena_array(a, t->room, sizeof(*t->entries));
	for (size_t i = 0; i < old.room; i++)
		if (old.entries[i].count)
			*find(t, old.entries[i].name) = old.entries[i];
}

size_t tally_add(struct tally *t, struct arena *a, struct str name)
{
	struct tally_entry *e;

	if (2 * t->n >= t->room)
		grow(t, a);
	e = find(t, name);
	t->n += e->count == 0;
	e->name = name;
	return e->count++;
}

size_t tally_count(const struct tally *t, struct str name)
{
	return t->room ? find(t, name)->count : 0;
}

struct tally_entry *tally_find(const struct tally *t, struct str name)
{
	struct tally_entry *e = t->room ? find(t, name) : NULL;

	return e && e->count ? e : NULL;
}

static int compare(const void *a, const void *b)
{
	const struct tally_entry *const *x = a, *const *y = b;

	return str_compare((*x)->name, (*y)->name);
}

struct tally_entry **tally_list(const struct tally *t, struct arena *a)
{
	struct tally_entry **list = arena_array(a, t->n, sizeof(struct tally_entry *));
	size_t n = 0;

	for (size_t i = 0; i < t->room; i++)
		if (t->entries[i].count)
			list[n++] = &t->entries[i];
	if (n > 0)
		qsort(list, n, sizeof(struct tally_entry *), compare);
	return list;
}
