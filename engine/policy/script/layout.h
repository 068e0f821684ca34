#ifndef POLICY_LAYOUT_H
#define POLICY_LAYOUT_H

#include "base/buf.h"
#include "base/source.h"

struct arena;

/*
 * A rules file laid out in the one way that `tierbook fmt` writes.  Where lines
 * break is the author's; indentation, spaces, commas at the ends of lines and
 * the columns of rows that stand below each other are not.  Comments are kept,
 * and of blank lines one.
 *
 * Nothing but white space differs afterwards, and commas before a closing
 * brace on a line of its own; laid out again it stays as it is.
 */
void layout_render(struct buf *out, struct arena *a, const struct source *s);

/* Whether two files hold the same tokens, those commas aside. */
bool layout_is_same(struct arena *a, const struct source *before, const struct source *after);

#endif
