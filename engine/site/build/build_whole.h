#ifndef SITE_BUILD_WHOLE_H
#define SITE_BUILD_WHOLE_H

#include "site/build/build_page.h"

/*
 * What is made of all pages together: the choice of languages, 404.html, files
 * that pages show, the sitemap, feeds, pages that lead on, the search.  Of
 * these only what a change has changed is made again.  *now gets what the next build may rely on.
 */
bool build_whole_publish(struct build *b, struct memo *now);

#endif
