#ifndef TEXT_EXCHANGE_XLIFF2_H
#define TEXT_EXCHANGE_XLIFF2_H

#include "text/exchange/exchange.h"

/*
 * XLIFF 2.1, its core: a unit of one segment each.  What the core has no word
 * for stands under subState and subType with the prefix "tierbook:".  Read is
 * what any tool wrote: units of several segments are one sentence again.
 */
void exchange_xliff2_render(const struct catalogue *c, struct buf *out);
bool exchange_xliff2_load(struct diagnostics *d, struct arena *a, const struct source *s,
                          struct exchange *out);

#endif
