#ifndef TEXT_SIMILAR_H
#define TEXT_SIMILAR_H

#include "base/str.h"

struct arena;

/*
 * Finds, for new sentences, the old one each is likeliest an edit of: by the
 * words they share (Dice's coefficient: twice their number over the words of both).
 * Their order does not count; in scripts without spaces two neighbouring characters are a word.
 */
struct similar;

/* Over n texts, which must outlive it. */
struct similar *similar_open(struct arena *a, const struct str *texts, size_t n);

/*
 * The index of the text nearest to this one, at least at this share in percent,
 * or SIZE_MAX; of equals the first.  Those marked in taken are left out.
 */
size_t similar_find(struct similar *s, struct str text, int percent, const bool *taken);

#endif
