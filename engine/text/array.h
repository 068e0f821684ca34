#ifndef TEXT_ARRAY_H
#define TEXT_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * Lists that grow one by one in an arena.  They double, so that one holds at most twice what it needs, and its old
 * selves as much again; the first room is for a few.
 */
enum { ARRAY_FIRST = 4 };

/* An array that has room for item n, with the n items so far, where the one that has them is full. */
void *array_room(struct arena *a, void *items, size_t n, size_t size);

/* Full at 0, and from the first room on at each power of two. */
static inline bool array_is_full(size_t n)
{
	return (n & (n - 1)) == 0 && (n == 0 || n >= ARRAY_FIRST);
}

/* list->items and list->n are such a list: a pointer to its next item, zeroed and counted. */
#define ARRAY_ADD(arena, items, n)                                                                           \
	((items) = (items) && !array_is_full(n) ? (items)                                                    \
	                                        : array_room((arena), (items), (n), sizeof(*(items))),       \
	 &(items)[(n)++])

#endif
