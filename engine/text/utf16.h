#ifndef TEXT_UTF16_H
#define TEXT_UTF16_H

#include "base/source.h"

struct arena;
struct diagnostics;

/* source_load for files that may also be UTF-16 with a byte order mark; the text is UTF-8 in either case. */
const struct source *utf16_load(struct diagnostics *d, struct arena *a, const char *root, struct str path,
                                size_t limit);

#endif
