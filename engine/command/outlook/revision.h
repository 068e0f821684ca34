#ifndef COMMAND_REVISION_H
#define COMMAND_REVISION_H

#include "policy/model/policy.h"

/*
 * The rules of a site as a revision of its git repository has them, read by git
 * itself: nothing is checked out, and nothing in the site changes.  Their files
 * go by REVISION:rules/tiers.lua.  NULL: no git, no such revision, no rules in
 * it, or mistakes in them (said).
 */
struct policy *revision_load(struct diagnostics *d, struct arena *a, const char *site, const char *revision);

#endif
