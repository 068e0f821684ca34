#ifndef COMMAND_FORECAST_PAGE_H
#define COMMAND_FORECAST_PAGE_H

#include "policy/outlook/forecast.h"

struct language;

struct buf;

/* A page that stands alone, with charts (report.h).  language NULL: there is no site, so in English and by ids. */
void forecast_page_render(struct buf *out, const struct forecast *f, const struct language *language);

#endif
