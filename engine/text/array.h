#ifndef TEXT_ARRAY_H
#define TEXT_ARRAY_H

#include <stddef.h>

struct arena;

/*
 * Lists that grow one by one in an arena: the array that has room for item n,
 * with the n items so far.  It doubles, so it holds at most twice what it needs
 * and its old selves as much again.
 */
void *array_room(struct arena *a, void *items, size_t n, size_t size);

/* list->items and list->n are such a list: a pointer to its next item, zeroed and counted. */
#define ARRAY_ADD(arena, items, n)                                                                           \
	((items) = array_room((arena), (items), (n), sizeof(*(items))), &(items)[(n)++])

#endif
