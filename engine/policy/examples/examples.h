#ifndef POLICY_EXAMPLES_H
#define POLICY_EXAMPLES_H

#include "policy/clauses/reading.h"

/* All of `example` and `examples`, after everything that they may expect. */
void examples_read(struct reading *r);

#endif
