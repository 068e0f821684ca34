#ifndef POLICY_IMPACT_RULES_H
#define POLICY_IMPACT_RULES_H

#include "policy/outlook/impact.h"

/* Sets the line's rules: the differences that may have a part in it, by what either policy's rules refer to. */
void impact_rules_find(struct impact *i, struct impact_line *l);

#endif
