#ifndef POLICY_LOST_H
#define POLICY_LOST_H

#include "base/source.h"

struct arena;

/* What of the rules could not be read; all of it has been said. */
struct lost {
	struct position position; /* nowhere: a file that could not be opened or is no text */
	const struct lost *next;
};

void lost_add(const struct lost **l, struct arena *a, struct position p);

/* Whether it may declare this name, so that nobody reports it as missing. */
bool lost_may_declare(const struct lost *l, struct str name);

#endif
