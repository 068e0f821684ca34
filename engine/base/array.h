#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct arena;

/*
 * A list that grows item by item in an arena: a pointer to its items and how many there are, NULL and 0 at first.
 * When its room is full it moves to one of twice the size; the arena keeps the old one, too.  How much room there is
 * follows from the number of items, so a list that is cut short or emptied does not know that it has more.
 */
enum { ARRAY_FIRST = 4 };

/* A larger room with the n items of a full one; what is new is not zeroed. */
void *array_room(struct arena *a, void *items, size_t n, size_t size);

/* ARRAY_FIRST and each further power of two fill the room. */
static inline bool array_is_full(size_t n)
{
	return (n & (n - 1)) == 0 && (n == 0 || n >= ARRAY_FIRST);
}

/* One item more, zeroed and counted in n: a pointer to it, valid until the next is added. */
#define ARRAY_ADD(arena, items, n)                                                                           \
	((items) = (items) && !array_is_full(n) ? (items)                                                    \
	                                        : array_room((arena), (items), (n), sizeof(*(items))),       \
	 (__typeof__(items))memset(&(items)[(n)++], 0, sizeof(*(items))))

/* The same for a list that is also cut short, which keeps count of its room; the item is not zeroed. */
#define ARRAY_PUSH(arena, items, n, room)                                                                    \
	((n) < (room) ? (void)0                                                                              \
	              : (void)((items) = array_room((arena), (items), (n), sizeof(*(items))),                \
	                       (room) = (n) > 0 ? 2 * (n) : ARRAY_FIRST),                                    \
	 &(items)[(n)++])

#endif
