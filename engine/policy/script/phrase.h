#ifndef POLICY_PHRASE_H
#define POLICY_PHRASE_H

#include "base/source.h"

struct arena;

/*
 * A part of a rule as its author wrote it: a position marks where a condition
 * begins, a phrase goes on to the comma or brace that ends it, on one line and
 * without comments.
 */
struct phrases; /* files once read are kept for the next phrase; lives in the arena */

struct phrases *phrase_open(struct arena *a);

/* A long one is cut short with an ellipsis; empty without a source. */
struct str phrase_at(struct phrases *p, struct position at);

#endif
