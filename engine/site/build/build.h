#ifndef SITE_BUILD_H
#define SITE_BUILD_H

#include "site/build/publish.h"
#include "site/content/site.h"
#include "site/content/theme.h"

struct diagnostics;

/*
 * The help site: every page in every language and view, the choice of
 * languages at the root, 404.html, sitemap.xml, robots.txt, the theme's files
 * and what pages show.
 *
 * Pages are read, checked and written one at a time by several threads, and
 * none stays in memory; what the others ask of it is its outline.  Of a page
 * whose inputs are what they were when the folder was last built, nothing is done.
 */
struct build_options {
	const char *out; /* NULL: only check */
	int32_t day;     /* whose figures the pages show */
	size_t hands;    /* 0: as many as there are processors */
	bool dated;      /* somebody asked for that day: pages whose day has come are published */
	bool drafts;     /* publish what is hidden too: somebody is looking at them */
	bool own;        /* nobody else writes to out: what the last build left there need not be looked at */
	bool anew;       /* believe nothing that the last build wrote down */
};

/*
 * The site holds no pages (SITE_WORDS); it gets their outlines.  Every mistake
 * of a page is said, and what only publishing finds: theme mistakes, slots that
 * nothing fills, links that lead nowhere.  With any error, or without a theme, nothing is published.
 * true: published, or with options.out NULL, fit to be.
 */
bool build_run(struct diagnostics *d, struct site *s, struct theme *t, const struct build_options *o,
               struct publish_count *count);

/* The day on which every dated parameter has reached its newest row: what pages show unless a day is asked for. */
int32_t build_newest_day(const struct policy *p);

#endif
