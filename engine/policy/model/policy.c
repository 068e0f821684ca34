#include "policy/model/policy.h"

int64_t policy_parameter(const struct parameter *p, int32_t day)
{
	size_t low = 0, high = p->n_rows;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (p->rows[middle].from <= day)
			low = middle;
		else
			high = middle;
	}
	return p->rows[low].value;
}

size_t policy_find_parameter(const struct policy *p, struct str id)
{
	for (size_t i = 0; i < p->n_parameters; i++)
		if (str_equal(p->parameters[i].id, id))
			return i;
	return NOWHERE;
}

size_t policy_find_tier(const struct policy *p, struct str id)
{
	for (size_t i = 0; i < p->n_tiers; i++)
		if (str_equal(p->tiers[i].id, id))
			return i;
	return NOWHERE;
}
