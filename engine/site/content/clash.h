#ifndef SITE_CLASH_H
#define SITE_CLASH_H

#include "site/content/site.h"

/*
 * Says what would stand at one address: pages, or old addresses of pages, that
 * differ in case alone, and files of content/ where a page, or what we make
 * ourselves, goes.
 * Which of them is seen would hang on which was written last.
 */
void clash_check(struct diagnostics *d, const struct site *s);

#endif
