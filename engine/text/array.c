#include "text/array.h"

#include <string.h>

#include "base/arena.h"

void *array_room(struct arena *a, void *items, size_t n, size_t size)
{
	void *larger;

	if (n & (n - 1))
		return items;
	larger = arena_array(a, n ? 2 * n : 1, size);
	if (n)
		memcpy(larger, items, n * size);
	return larger;
}
