#ifndef SITE_FEED_H
#define SITE_FEED_H

#include "base/buf.h"
#include "site/content/site.h"

/* LANG/feed.xml (Atom, RFC 4287): the language's pages that have a date, the newest first, 50 at most.  Needs a base_url. */
void feed_render(const struct site *s, size_t language, struct arena *scratch, struct buf *out);

#endif
