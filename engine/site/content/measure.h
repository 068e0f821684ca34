#ifndef SITE_MEASURE_H
#define SITE_MEASURE_H

#include "site/content/site.h"

/*
 * Gives a picture of the page, content/PATH, its width and height, so that what
 * stands beneath it does not move when it has loaded; where the page says both,
 * they stay.  The file joins what the page looked for.  Warns where it is no picture.
 */
void measure_picture(struct diagnostics *d, struct arena *a, const struct site *s, struct page *p,
                     const struct document_link *link, struct str path);

#endif
