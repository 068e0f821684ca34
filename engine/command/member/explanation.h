#ifndef COMMAND_EXPLANATION_H
#define COMMAND_EXPLANATION_H

#include "policy/decide/decision.h"
#include "site/content/site.h"

/* A decision told in one language: a tree as lines, the deeper under the less deep. */
struct told {
	int depth;
	struct str words;
	bool code;          /* words are a piece of the rules */
	struct str verdict; /* may be empty */
	bool yes;           /* the verdict's colour */
	struct position position;
};

struct explanation {
	const struct language *language;
	struct str title, heading; /* heading: of whom, on what day */
	struct str missing_title, tree_title, rules_title;
	struct str policy; /* the first digits of its hash */
	const struct told *lines;
	size_t n;
	const struct str *missing; /* what would allow the action; only for one that is refused */
	size_t n_missing;
	struct str ends; /* until when all this is so */
};

/*
 * All of a decision with its trace, or an action alone (else NOWHERE): then
 * with what stands behind its refusal.  The decider's last decision is another
 * afterwards.
 */
void explanation_make(struct arena *a, const struct language *l, struct decider *decider,
                      const struct decision *d, size_t action, struct explanation *out);

#endif
