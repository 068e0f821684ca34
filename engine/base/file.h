#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/str.h"

struct arena;
struct diagnostics;

/*
 * Reads a whole regular file into the arena, zero-terminated; symbolic links,
 * pipes and devices are refused, and so is anything over limit bytes (decided
 * by fstat, before reading).
 */
bool file_read(struct diagnostics *d, struct arena *a, const char *path, size_t limit, struct str *out);

/*
 * Makes path hold these bytes, or leaves it untouched: compares first, writes
 * a temporary file beside it, renames.  Makes missing folders.  *changed (may
 * be NULL) tells whether anything was written.
 */
bool file_publish(struct diagnostics *d, const char *path, struct str bytes, bool *changed);

bool file_make_folders(struct diagnostics *d, const char *path);
bool file_exists(const char *path);
bool file_remove(struct diagnostics *d, const char *path); /* a missing file is fine */

/* root/path for the system, zero-terminated; just the path where root is "." or empty. */
char *file_path(struct arena *a, const char *root, struct str path);

#endif
