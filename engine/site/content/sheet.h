#ifndef SITE_SHEET_H
#define SITE_SHEET_H

#include "base/str.h"

/*
 * The next file that a style sheet names at or after *at, as it is written there: url(...) with or without quotation
 * marks, @import "...".  What stands in comments and in other strings names none.  *at moves behind it.
 */
bool sheet_next(struct str css, size_t *at, struct str *address);

#endif
