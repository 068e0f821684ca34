#ifndef SITE_EXTERNAL_H
#define SITE_EXTERNAL_H

#include "site/build/probe.h"
#include "site/content/site.h"

/*
 * Asks every address of another site that the site's pages link to, each once,
 * and says where a link leads to nothing, could not be checked, or has moved
 * for good.  After a build, which made the outlines.  Nothing is kept.
 */
void external_check(struct diagnostics *d, struct site *s, const struct probe_setting *setting);

#endif
