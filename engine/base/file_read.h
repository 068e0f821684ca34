#ifndef BASE_FILE_READ_H
#define BASE_FILE_READ_H

#include "base/str.h"

struct arena;
struct diagnostics;
struct stamp;

/* Every failure is a diagnostic without a position, unless it says otherwise. */

/*
 * Reads a whole regular file into the arena, zero-terminated; symbolic links,
 * pipes and devices are refused, and so is anything over limit bytes (decided
 * by fstat, before reading).
 */
bool file_read(struct diagnostics *d, struct arena *a, const char *path, size_t limit, struct str *out);
/* The same, and its stamp from before: should it change meanwhile, it has another by then. */
bool file_read_stamped(struct diagnostics *d, struct arena *a, const char *path, size_t limit,
                       struct str *out, struct stamp *before);

/* The same of a file's first bytes, at most so many; where it cannot be read nothing is said. */
bool file_read_head(struct arena *a, const char *path, size_t most, struct str *out);

/* What standard input brings until its end, from a pipe too; more than limit is refused. */
bool file_read_input(struct diagnostics *d, struct arena *a, size_t limit, struct str *out);

/* What messages call it. */
#define FILE_INPUT "(standard input)"

/*
 * A view of a regular file, read by need; empty where there is none.  For files of ours that are replaced or grow: one
 * that is cut meanwhile ends the program.
 */
struct str file_read_map(const char *path);
void file_read_unmap(struct str bytes);

/* Whether path is a regular file that holds just these bytes. */
bool file_read_matches(const char *path, struct str bytes);

#endif
