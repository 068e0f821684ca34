#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/*
 * The heap below arena, buf and ICU; nobody else calls it.  Running out of memory
 * says so on standard error and ends the program, whatever its threads are at.
 */
enum { MEMORY_STATUS = 4 /* nobody can tell what was done: it is to be run again */ };

/* Before anything else: ICU, which does not live through a lack of memory, takes its own here too. */
void memory_begin(void);
void *memory_resize(void *old, size_t size);
_Noreturn void memory_exhausted(void);
/* The line that is printed then; it must live as long as the program. */
void memory_say_at_end(const char *line);

static inline size_t memory_add(size_t a, size_t b)
{
	size_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		memory_exhausted();
	return sum;
}

static inline size_t memory_multiply(size_t a, size_t b)
{
	size_t product;

	if (__builtin_mul_overflow(a, b, &product))
		memory_exhausted();
	return product;
}

#endif
