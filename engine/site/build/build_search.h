#ifndef SITE_BUILD_SEARCH_H
#define SITE_BUILD_SEARCH_H

#include "site/build/whole.h"

/* Whether the site has a search: its theme has one, and no page stands in its place. */
bool build_search_is_had(const struct site *s, const struct theme *t);

/*
 * The page of the search in each language, and its index: of what unchanged pages say the last build's terms tell,
 * and a shard in which no page has others stays.  Beside it, at the same time, others(w) makes what else there is.
 */
bool build_search_publish(struct whole *w, bool (*others)(struct whole *w));

#endif
