#ifndef SITE_SEARCH_PATCH_H
#define SITE_SEARCH_PATCH_H

#include "base/buf.h"

struct arena;

/* A page whose terms in a shard are others than when it was written. */
struct search_change {
	size_t document;
	struct str before, after; /* of search_shard */
};

/*
 * Writes a shard again as search_write_shard would, from the bytes that it wrote last: lines of terms that
 * no changed page has or had are copied.  false: it is empty.
 */
bool search_patch(struct arena *scratch, struct str was, const struct search_change *changes, size_t n,
                  struct buf *out);

#endif
