#ifndef POLICY_FINDING_H
#define POLICY_FINDING_H

#include "policy/decide/decision.h"

/* What a decision says where an expectation looks: names, or a number, or that there is no such thing. */
struct finding {
	struct str *names;
	size_t n_names;
	bool none;
	struct given number;
	struct position rule; /* that says so, where one does */
};

struct finding finding_make(struct arena *a, const struct decision *d, const struct expectation *e);

/* As people read it: "silver, gold", "EUR 5.00", "none". */
struct str finding_say(struct arena *a, const struct finding *f);
struct str finding_names(struct arena *a, const struct str *names, size_t n);
struct str finding_number(struct arena *a, struct given number, int64_t n);

#endif
