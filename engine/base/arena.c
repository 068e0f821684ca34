#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Under AddressSanitizer what is not handed out is poisoned, so that overruns inside a block show. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#define POISON(at, size) __asan_poison_memory_region((at), (size))
#define UNPOISON(at, size) __asan_unpoison_memory_region((at), (size))
#else
enum { GAP = 0 };
#define POISON(at, size) ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
#endif

enum { FIRST = 4096, LARGEST_STEP = 1 << 20 };

/* Whole steps of ARENA_ALIGN fit into each block, so what has room unrounded has room. */
struct block {
	struct block *older;
	size_t cap;
	alignas(max_align_t) char bytes[];
};

static void begin(struct arena *a, struct block *b)
{
	a->at = b->bytes;
	a->end = GAP > 0 ? a->at : a->at + b->cap;
	POISON(b->bytes, b->cap);
}

static void push(struct arena *a, size_t least)
{
	size_t cap = memory_add(least, ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
	struct block *b = memory_resize(NULL, memory_add(sizeof(*b), cap));

	b->older = a->newest;
	b->cap = cap;
	a->newest = b;
	a->size += cap;
	begin(a, b);
}

static void drop_all(struct arena *a)
{
	while (a->newest) {
		struct block *b = a->newest;

		a->newest = b->older;
		UNPOISON(b->bytes, b->cap);
		free(b);
	}
	*a = (struct arena){0};
}

struct arena *arena_open(void)
{
	struct arena *a = memory_resize(NULL, sizeof(*a));

	*a = (struct arena){0};
	return a;
}

void arena_close(struct arena *a)
{
	if (!a)
		return;
	drop_all(a);
	free(a);
}

/* Several blocks become one as large as all of them, so that a steady load settles in a single block. */
void arena_reset(struct arena *a)
{
	size_t size = a->size;

	if (!a->newest)
		return;
	if (a->newest->older) {
		drop_all(a);
		push(a, size);
	}
	begin(a, a->newest);
}

static void add_block(struct arena *a, size_t size)
{
	size_t step = a->size < FIRST ? FIRST : a->size > LARGEST_STEP ? LARGEST_STEP : a->size;

	push(a, size > step ? size : step);
}

static size_t left(const struct arena *a)
{
	return a->newest ? (size_t)(a->newest->bytes + a->newest->cap - a->at) : 0;
}

void *arena_take_slowly(struct arena *a, size_t size)
{
	size_t with_gap = memory_add(size, GAP);
	void *at;

	if (with_gap >= left(a))
		add_block(a, with_gap);
	at = a->at;
	a->at += (with_gap + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
	if (GAP > 0)
		a->end = a->at;
	UNPOISON(at, size);
	return at;
}

char *arena_copy(struct arena *a, const char *bytes, size_t len)
{
	char *copy = arena_bytes(a, len);

	if (len)
		memcpy(copy, bytes, len);
	return copy;
}

size_t arena_size(const struct arena *a)
{
	return a->size;
}
