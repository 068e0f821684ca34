#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uclean.h>
#include <unistd.h>

static const char *last_word = "tierbook: out of memory; what was to be done is not finished: run it again\n";

void memory_say_at_end(const char *line)
{
	last_word = line;
}

/* Other threads are at work: what runs at exit would take their things away. */
void memory_exhausted(void)
{
	ssize_t said = write(STDERR_FILENO, last_word, strlen(last_word));

	(void)said;
	_exit(MEMORY_STATUS);
}

void *memory_resize(void *old, size_t size)
{
	void *p = realloc(old, size ? size : 1);

	if (!p)
		memory_exhausted();
	return p;
}

static void *icu_allocate(const void *context, size_t size)
{
	(void)context;
	return memory_resize(NULL, size);
}

static void *icu_resize(const void *context, void *old, size_t size)
{
	(void)context;
	return memory_resize(old, size);
}

static void icu_free(const void *context, void *old)
{
	(void)context;
	free(old);
}

void memory_begin(void)
{
	UErrorCode status = U_ZERO_ERROR;

	u_setMemoryFunctions(NULL, icu_allocate, icu_resize, icu_free, &status);
}
