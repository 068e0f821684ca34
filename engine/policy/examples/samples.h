#ifndef POLICY_SAMPLES_H
#define POLICY_SAMPLES_H

#include "policy/clauses/reading.h"

/* All of `sample`, after the facts. */
void samples_read(struct reading *r);

#endif
