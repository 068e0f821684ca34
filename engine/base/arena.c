#include "base/arena.h"

#include <stdalign.h>
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

enum { ALIGN = alignof(max_align_t), FIRST = 4096, LARGEST_STEP = 1 << 20 };

/* Whole steps of ALIGN fit into each block, so what has room unrounded has room. */
struct block {
	struct block *older;
	size_t cap;
	alignas(max_align_t) char bytes[];
};

struct arena {
	char *at, *end; /* what is left of the newest block; NULL: there is none */
	struct block *newest;
	size_t size; /* the sum of the blocks' caps */
};

static void begin(struct arena *a, struct block *b)
{
	a->at = b->bytes;
	a->end = b->bytes + b->cap;
	POISON(b->bytes, b->cap);
}

static void push(struct arena *a, size_t least)
{
	size_t cap = memory_add(least, ALIGN - 1) / ALIGN * ALIGN;
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

/* Nothing is done as often as this. */
static inline void *take(struct arena *a, size_t size)
{
	size_t with_gap = GAP > 0 ? memory_add(size, GAP) : size;
	void *at;

	/* what takes nothing still gets an address, so there has to be a block */
	if (with_gap >= (size_t)(a->end - a->at))
		add_block(a, with_gap);
	at = a->at;
	a->at += (with_gap + ALIGN - 1) / ALIGN * ALIGN;
	UNPOISON(at, size);
	return at;
}

void *arena_alloc(struct arena *a, size_t size)
{
	return memset(take(a, size), 0, size);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	return arena_alloc(a, memory_multiply(n, size));
}

void *arena_room(struct arena *a, size_t n, size_t size)
{
	return take(a, memory_multiply(n, size));
}

char *arena_bytes(struct arena *a, size_t len)
{
	char *bytes = take(a, memory_add(len, 1));

	bytes[len] = 0;
	return bytes;
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
