#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

/*
 * An arena owns everything that lives and dies together: one loaded policy,
 * one page, one member's scratch.  Nothing in it is freed alone.  Running out
 * of memory ends the program: no caller checks for NULL.
 */
struct arena;

struct arena *arena_open(void);
void arena_close(struct arena *a); /* NULL is harmless */

/* Forgets everything but keeps the blocks, for the next member. */
void arena_reset(struct arena *a);

/* Zeroed memory, aligned for any type. */
void *arena_alloc(struct arena *a, size_t size);

/* Room for n elements of size bytes each; dies on overflow. */
void *arena_array(struct arena *a, size_t n, size_t size);

/* The same for what is about to be written: not zeroed. */
void *arena_room(struct arena *a, size_t n, size_t size);

/* Room for bytes that are about to be written, and a zero behind them. */
char *arena_bytes(struct arena *a, size_t len);

/* A zero-terminated copy. */
char *arena_copy(struct arena *a, const char *bytes, size_t len);

/* Bytes held from the system, for reports. */
size_t arena_size(const struct arena *a);

#endif
