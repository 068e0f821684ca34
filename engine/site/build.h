#ifndef SITE_BUILD_H
#define SITE_BUILD_H

#include "site/publish.h"
#include "site/site.h"
#include "site/theme.h"

struct diagnostics;

/*
 * The help site: every page in every language and view, the choice of
 * languages at the root, 404.html, sitemap.xml, robots.txt, the theme's files
 * and what pages show.
 */

/* Says what only publishing would find: theme mistakes, slots that nothing fills. */
bool build_check(struct diagnostics *d, const struct site *s, struct theme *t, int32_t day);

/* Publishes to the folder; the site must have passed build_check.  false: said; the last good output stays. */
bool build_run(struct diagnostics *d, const struct site *s, struct theme *t, int32_t day, const char *out,
               struct publish_count *count);

/* The day on which every dated parameter has reached its newest row: what pages show unless a day is asked for. */
int32_t build_newest_day(const struct policy *p);

#endif
