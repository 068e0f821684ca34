#include "base/diag.h"
#include "policy/check/check.h"

/* Whether some example names the value in an expectation of the kind, about the subject (or any). */
static bool expects(const struct policy *p, enum expectation_kind kind, size_t subject, struct str value)
{
	for (size_t i = 0; i < p->n_examples; i++)
		for (size_t k = 0; k < p->examples[i].n_expect; k++) {
			const struct expectation *e = &p->examples[i].expect[k];

			if (e->kind != kind || (subject != NOWHERE && e->subject != subject))
				continue;
			if (str_index(value, e->values, e->n_values) != SIZE_MAX)
				return true;
		}
	return false;
}

static void say(struct reading *r, struct position p, const char *kind, struct str id)
{
	diag_add(r->d, NEVER_TRIED, p, str_format(r->a, "%s '%.*s'", kind, STR_ARG(id)).at);
}

static void try_refusals(struct reading *r, enum expectation_kind kind, size_t subject,
                         const struct refusal *refusals, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!expects(r->policy, kind, subject, refusals[i].say.message))
			say(r, refusals[i].say.position, "the reason", refusals[i].say.message);
}

static void try_renewal(struct reading *r, const struct renewal *w)
{
	for (size_t i = 0; i < w->n_states; i++) {
		const struct state *s = &w->states[i];

		if (!expects(r->policy, EXPECT_RENEWAL, w->offer, s->id))
			say(r, s->position, "the state", s->id);
		for (size_t k = 0; k < s->n_dues; k++)
			if (!expects(r->policy, s->dues[k].kind == DUE_MESSAGE ? EXPECT_SEND : EXPECT_DUE,
			             NOWHERE, s->dues[k].id))
				say(r, s->dues[k].position,
				    s->dues[k].kind == DUE_MESSAGE ? "the message" : "the due action",
				    s->dues[k].id);
	}
}

/* Who has written no example at all has not come to that yet. */
void trials_check(struct reading *r)
{
	const struct policy *p = r->policy;

	if (p->n_examples == 0)
		return;
	for (size_t i = 0; i < p->n_tiers; i++)
		if (!expects(p, EXPECT_TIER, NOWHERE, p->tiers[i].id) &&
		    !expects(p, EXPECT_HELD, NOWHERE, p->tiers[i].id))
			say(r, p->tiers[i].position, "tier", p->tiers[i].id);
	for (size_t i = 0; i < p->n_offers; i++)
		try_refusals(r, EXPECT_CLOSED, i, p->offers[i].closed, p->offers[i].n_closed);
	for (size_t i = 0; i < p->n_renewals; i++)
		try_renewal(r, &p->renewals[i]);
	for (size_t i = 0; i < p->n_actions; i++)
		try_refusals(r, EXPECT_REFUSED, i, p->actions[i].refusals, p->actions[i].n_refusals);
}
