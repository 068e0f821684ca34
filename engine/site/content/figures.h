#ifndef SITE_FIGURES_H
#define SITE_FIGURES_H

#include "policy/model/policy.h"
#include "text/template/value.h"

struct arena;

/*
 * The rules as a page may quote them, on a day:
 *
 *   {{param.ID}}              a number or an amount
 *   {{benefit.ID.quantity}}   what the tier that gives most of it gives; or .amount; .what says it in words
 *   {{offer.ID.price}}
 *   {{tier.ID.name}} .about   sentences of messages.yaml; likewise of benefits and offers
 *   {{#comparison.tiers}}     name, about: in the order of their tracks and ranks
 *   {{#comparison.rows}}      a benefit each: name, about, and cells, one a tier: text where the tier gives it
 */
enum { FIGURES_FIELDS = 5 };

/* Fills fields[0 .. FIGURES_FIELDS) for a page's root record. */
void figures_make(struct arena *a, const struct policy *p, int32_t day, struct value_field *fields);

/* A name or word that messages.yaml has for something of the rules: "tier" "gold" "name" is tier.gold.name. */
struct value figures_message(struct arena *a, const char *kind, struct str id, const char *part);

/* What a grant gives, in words: the messages grant.included, grant.up_to (n) and grant.every (what, months), or a bare value. */
struct value figures_grant(struct arena *a, const struct benefit *b, struct value worth);

#endif
