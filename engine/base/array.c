#include "base/array.h"

#include <string.h>

#include "base/arena.h"
#include "base/memory.h"

void *array_room(struct arena *a, void *items, size_t n, size_t size)
{
	char *larger;

	if (n == 0)
		return arena_room(a, ARRAY_FIRST, size);
	larger = arena_room(a, memory_multiply(2, n), size);
	memcpy(larger, items, n * size);
	return larger;
}
