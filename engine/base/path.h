#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/str.h"

struct arena;

/* Where a path leads, from the root and without links, also where its last names are not there yet. */
struct str path_resolve(struct arena *a, const char *path);

/* Of two that were resolved: whether the path is the folder or stands in it, at any depth. */
bool path_is_in(struct str path, struct str folder);

#endif
