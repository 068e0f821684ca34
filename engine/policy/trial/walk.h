#ifndef POLICY_WALK_H
#define POLICY_WALK_H

#include "policy/trial/comparing.h"

/* Runs an example that is a walk; the watcher may be NULL. */
void walk_run(struct decider *d, const struct example *e, const struct example_watcher *w,
              struct comparing *c);

#endif
