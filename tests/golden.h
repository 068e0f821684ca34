#ifndef GOLDEN_H
#define GOLDEN_H

#include <stdio.h>

#include "base/str.h"

struct diagnostics;

/*
 * Fails the running test unless the bytes are those of the file, named from
 * the repository root and ending in .golden.  With RECORD=1 in the environment
 * (`tests/run -u NAME`) the file is written instead.
 */
void golden_check(const char *path, struct str bytes);

/* The same for what was written to a stream from tmpfile(), which is closed. */
void golden_check_stream(const char *path, FILE *stream);

/* The same for what was said, which is forgotten. */
void golden_check_said(const char *path, struct diagnostics *d);

#endif
