#ifndef SITE_HELP_H
#define SITE_HELP_H

#include "site/content/site.h"

/* Says which help pages and headings that the rules lead to ("renewal#lapse") are not there. */
void help_check(struct diagnostics *d, const struct site *s);

#endif
