#include "policy/model/policy.h"

#include "base/bisect.h"

int64_t policy_parameter(const struct parameter *p, int32_t day)
{
	return p->rows[BISECT(i, 1, p->n_rows, p->rows[i].from <= day) - 1].value;
}

size_t policy_find_tier(const struct policy *p, struct str id)
{
	for (size_t i = 0; i < p->n_tiers; i++)
		if (str_equal(p->tiers[i].id, id))
			return i;
	return NOWHERE;
}
