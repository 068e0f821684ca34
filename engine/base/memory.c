#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>

static _Noreturn void exhausted(void)
{
	fputs("tierbook: out of memory\n", stderr);
	exit(1);
}

void *memory_resize(void *old, size_t size)
{
	void *p = realloc(old, size ? size : 1);

	if (!p)
		exhausted();
	return p;
}

size_t memory_add(size_t a, size_t b)
{
	size_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		exhausted();
	return sum;
}

size_t memory_multiply(size_t a, size_t b)
{
	size_t product;

	if (__builtin_mul_overflow(a, b, &product))
		exhausted();
	return product;
}
