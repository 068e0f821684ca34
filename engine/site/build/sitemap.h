#ifndef SITE_SITEMAP_H
#define SITE_SITEMAP_H

#include "base/buf.h"
#include "site/content/site.h"

/* sitemap.xml (sitemaps.org 0.9 with xhtml:link): each page of each language, its twins beside it.  Needs a base_url. */
void sitemap_render(const struct site *s, struct arena *scratch, struct buf *out);

#endif
