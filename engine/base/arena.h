#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

#include "base/memory.h"

/*
 * An arena owns everything that lives and dies together: one loaded policy,
 * one page, one member's scratch.  Nothing in it is freed alone.  Running out
 * of memory ends the program: no caller checks for NULL.
 */
struct arena {
	char *at, *end; /* what is handed out without a call; under AddressSanitizer always nothing */
	struct block *newest;
	size_t size; /* of all blocks */
};

struct arena *arena_open(void);
void arena_close(struct arena *a); /* NULL is harmless */

/* Forgets everything but keeps the blocks, for the next member. */
void arena_reset(struct arena *a);

/* For arena_take alone. */
void *arena_take_slowly(struct arena *a, size_t size);

/* Nothing is done as often as this: memory aligned for any type, not zeroed. */
enum { ARENA_ALIGN = alignof(max_align_t) };
static inline void *arena_take(struct arena *a, size_t size)
{
	char *at = a->at;

	/* what takes nothing still gets an address, so there has to be a block */
	if (size >= (size_t)(a->end - at))
		return arena_take_slowly(a, size);
	a->at = at + (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
	return at;
}

/* Zeroed memory, aligned for any type. */
static inline void *arena_alloc(struct arena *a, size_t size)
{
	return memset(arena_take(a, size), 0, size);
}

/* Room for n elements of size bytes each; dies on overflow. */
static inline void *arena_array(struct arena *a, size_t n, size_t size)
{
	return arena_alloc(a, memory_multiply(n, size));
}

/* The same for what is about to be written: not zeroed. */
static inline void *arena_room(struct arena *a, size_t n, size_t size)
{
	return arena_take(a, memory_multiply(n, size));
}

/* Room for bytes that are about to be written, and a zero behind them. */
static inline char *arena_bytes(struct arena *a, size_t len)
{
	char *bytes = arena_take(a, memory_add(len, 1));

	bytes[len] = 0;
	return bytes;
}

/* A zero-terminated copy. */
char *arena_copy(struct arena *a, const char *bytes, size_t len);

/* Bytes held from the system, for reports. */
size_t arena_size(const struct arena *a);

#endif
