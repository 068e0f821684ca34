#include "base/optional.h"

#include <dlfcn.h>
#include <pthread.h>

#include "base/diag.h"

/* The last pointer is the last that is filled, so where it is there all are. */
static bool fill(const struct optional *library, void **table)
{
	size_t n = 0;
	void *handle;

	while (library->names[n])
		n++;
	if (table[n - 1])
		return true;
	handle = dlopen(library->file, RTLD_NOW | RTLD_LOCAL);
	for (size_t i = 0; handle && i < n; i++)
		if (!(table[i] = dlsym(handle, library->names[i])))
			return false;
	return handle != NULL;
}

bool optional_open(struct diagnostics *d, const struct optional *library, void *table)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	bool done;

	pthread_mutex_lock(&lock);
	done = fill(library, table);
	if (!done)
		diag_add(d, NO_LIBRARY, POSITION_NONE, library->file, library->package, dlerror());
	pthread_mutex_unlock(&lock);
	return done;
}
