#ifndef COMMAND_IMPACT_PAGE_H
#define COMMAND_IMPACT_PAGE_H

#include "command/outlook/impact_words.h"

struct buf;

/* A page that stands alone, with charts (report.h).  language NULL: there is no site, so in English and by ids. */
void impact_page_render(struct buf *out, const struct impact *i, const struct impact_run *run,
                        const struct language *language);

#endif
