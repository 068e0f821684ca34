#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/*
 * The heap below arena and buf; nobody else calls it.  Running out of memory
 * says so on standard error and ends the program with status 1.
 */
void *memory_resize(void *old, size_t size);
size_t memory_add(size_t a, size_t b);
size_t memory_multiply(size_t a, size_t b);

#endif
