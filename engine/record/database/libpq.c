#include "record/database/libpq.h"

#include <stddef.h>

struct libpq libpq;

bool libpq_open(struct diagnostics *d)
{
	static const char *const names[] = {LIBPQ(OPTIONAL_NAME) NULL};
	static const struct optional library = {"libpq.so.5", "libpq5", names};

	return optional_open(d, &library, &libpq);
}
