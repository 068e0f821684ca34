#ifndef BASE_EXCERPT_H
#define BASE_EXCERPT_H

#include "base/buf.h"
#include "base/source.h"

/*
 * The line a walk stands on and a caret row under it, in the columns a
 * terminal gives them:
 *
 *     12 |   minn = 3,
 *        |   ^~~~
 *
 * Tabs become spaces, a long line is cut around the caret.  The time taken
 * depends on what is shown, never on the length of the line.
 */
void excerpt_render(struct buf *out, const struct source_walk *at, size_t length);

#endif
