#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/str.h"

/*
 * Edits between two names: code points inserted, removed, changed, or
 * exchanged with their neighbour; limit + 1 for any more than limit, and for
 * names of more than 64 code points.
 */
size_t nearest_distance(struct str a, struct str b, size_t limit);

#endif
