#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/str.h"

/* The candidate that differs in capitals alone, else the nearest within a third of the name's length in edits, or {0}. */
struct str nearest_name(struct str name, const struct str *candidates, size_t n);

#endif
