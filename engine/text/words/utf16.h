#ifndef TEXT_UTF16_H
#define TEXT_UTF16_H

#include "base/source.h"

struct arena;
struct diagnostics;

/* source_load for files that may also be UTF-16 with a byte order mark; the text is UTF-8 in either case. */
const struct source *utf16_load(struct diagnostics *d, struct arena *a, const char *root, struct str path,
                                size_t limit);
/* The same of what was read elsewhere, as source_take wants it. */
const struct source *utf16_take(struct diagnostics *d, struct arena *a, struct str path, struct str bytes);

/* The text in units, no more than it has bytes: how many there are.  A byte that is no UTF-8 becomes U+FFFD. */
size_t utf16_put(uint16_t *restrict out, struct str text);

#endif
