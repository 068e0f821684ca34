#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/*
 * The heap below arena and buf; nobody else calls it.  Running out of memory
 * says so on standard error and ends the program with status 1.
 */
void *memory_resize(void *old, size_t size);
_Noreturn void memory_exhausted(void);

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
