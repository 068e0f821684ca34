#ifndef TEXT_EXCHANGE_PO_H
#define TEXT_EXCHANGE_PO_H

#include "text/exchange/exchange.h"

/*
 * gettext's PO.  In its strings `<g1>`, `</g1>` and `<x2/>` are codes by their
 * number, `&lt;` and `&amp;` the characters; what each code stands for is told in
 * a comment.  fuzzy is a target that needs adaptation or review.
 */
void exchange_po_render(const struct catalogue *c, struct buf *out);
bool exchange_po_load(struct diagnostics *d, struct arena *a, const struct source *s, struct exchange *out);

#endif
