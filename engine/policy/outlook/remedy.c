#include "policy/outlook/remedy.h"

#include "base/arena.h"
#include "base/date.h"
#include "policy/decide/changing.h"

static int32_t first_day(struct decider *decider, const struct member *m, int32_t today, size_t action)
{
	int32_t day = today;

	for (;;) {
		const struct decision *d = decision_make(decider, m, day);

		if (d->failure)
			return DATE_NEVER;
		if (d->actions[action].allowed)
			return day;
		if (d->next_change == DATE_NEVER || d->next_change - today > REMEDY_DAYS)
			return DATE_NEVER;
		day = d->next_change;
	}
}

static bool helps(struct arena *a, struct decider *decider, const struct member *m, int32_t today,
                  size_t action, size_t by)
{
	const struct decision *d = decision_make(decider, m, today);
	struct member changed;

	if (by == action || d->failure || !d->actions[by].allowed)
		return false;
	changed = changing_copy(a, d->policy->schema, m);
	changing_act(a, decider, d, by, &changed);
	d = decision_make(decider, &changed, today);
	return !d->failure && d->actions[action].allowed;
}

struct remedy remedy_find(struct arena *a, struct decider *decider, const struct member *m, int32_t today,
                          size_t action)
{
	const struct policy *p = decision_policy(decider);
	size_t *actions = arena_array(a, p->n_actions, sizeof(*actions));
	struct remedy r = {.from = first_day(decider, m, today, action), .actions = actions};

	for (size_t i = 0; i < p->n_actions; i++)
		if (helps(a, decider, m, today, action, i))
			actions[r.n_actions++] = i;
	return r;
}
