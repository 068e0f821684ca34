#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/str.h"

struct arena;

/* Time zones by the names that the tz database gives them: Europe/Berlin. */
bool zone_is_known(struct str name);
/* All of them, for suggestions. */
size_t zone_list(struct arena *a, const struct str **out);

#endif
