#ifndef POLICY_COUNTERPART_H
#define POLICY_COUNTERPART_H

#include "policy/model/policy.h"

/*
 * Two policies side by side.  What has the same id is the same thing, wherever
 * either of them declares it; indices differ.
 */
struct counterpart {
	struct str id;
	size_t before, after; /* NOWHERE: the other policy alone has it */
};

/* All that the policy before has, in its order (so an index there is one here), then what only the one after has. */
struct counterparts {
	const struct counterpart *at;
	size_t n;
	const size_t *of_after; /* the index here of each of the policy after */
};

struct counterparts counterpart_tracks(struct arena *a, const struct policy *before,
                                       const struct policy *after);
/* What decision tables say, and derived facts that are shown: by their place in a decision's facts. */
struct counterparts counterpart_outcomes(struct arena *a, const struct policy *before,
                                         const struct policy *after);
struct counterparts counterpart_benefits(struct arena *a, const struct policy *before,
                                         const struct policy *after);
struct counterparts counterpart_offers(struct arena *a, const struct policy *before,
                                       const struct policy *after);
struct counterparts counterpart_actions(struct arena *a, const struct policy *before,
                                        const struct policy *after);

/* Whether both keep the same facts of a member; each that differs is said. */
bool counterpart_facts(struct diagnostics *d, struct arena *a, const struct schema *before,
                       const struct schema *after);

#endif
