#ifndef COMMAND_FORECAST_PAGE_H
#define COMMAND_FORECAST_PAGE_H

#include "policy/forecast.h"

struct buf;

/* A page that stands alone, with charts (report.h). */
void forecast_page_render(struct buf *out, const struct forecast *f);

#endif
