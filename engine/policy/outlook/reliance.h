#ifndef POLICY_RELIANCE_H
#define POLICY_RELIANCE_H

#include "policy/outlook/difference.h"

/*
 * Which differences may have a part in how something is decided: those of the
 * rules behind it, of what they refer to, and so on.  A bit a difference.
 */
struct reliance {
	const struct policy *policy; /* one of the two that differ */
	const struct differences *differences;
	uint64_t *marks;                         /* RELIANCE_WORDS of them: those found */
	bool *tiers, *offers, *derived, *tables; /* looked at already, one a thing of the policy */
};

#define RELIANCE_WORDS(n) (((n) + 63) / 64)

/* What is found is added to the marks, so that both policies can share them.  Lives in the arena. */
struct reliance reliance_make(struct arena *a, const struct policy *p, const struct differences *ds,
                              uint64_t *marks);

void reliance_on_tier(struct reliance *r, size_t tier);
void reliance_on_fact(struct reliance *r, struct str name); /* of a table, or a derived one */
void reliance_on_benefit(struct reliance *r, size_t benefit);
void reliance_on_offer(struct reliance *r, size_t offer);                   /* its state */
void reliance_on_state(struct reliance *r, size_t offer, struct str state); /* of its renewal */
void reliance_on_price(struct reliance *r, size_t offer);
/* Whether it is allowed; message: only why that refusal stands, or empty. */
void reliance_on_action(struct reliance *r, size_t action, struct str message);
void reliance_on_charge(struct reliance *r, size_t action);
void reliance_on_due(struct reliance *r, size_t offer, struct str id);

#endif
