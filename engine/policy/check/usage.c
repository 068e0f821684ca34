#include "base/diag.h"
#include "policy/check/check.h"

static void check_fields(struct reading *r, const struct field *fields, size_t n, const bool *used,
                         const char *record)
{
	for (size_t i = 0; i < n; i++)
		if (!used[i])
			diag_add(r->d, NEVER_READ, fields[i].position, reading_z(r, fields[i].name), record);
}

void usage_check(struct reading *r)
{
	const struct schema *s = r->schema;
	const struct policy *p = r->policy;

	check_fields(r, s->fields, s->n_fields, r->member_used, "member");
	for (size_t i = 0; i < s->n_collections; i++)
		check_fields(r, s->collections[i].fields, s->collections[i].n_fields, r->rows_used[i],
		             reading_z(r, s->collections[i].name));
	for (size_t i = 0; i < p->n_parameters; i++)
		if (!r->parameters_used[i])
			diag_add(r->d, NEVER_USED, p->parameters[i].position,
			         reading_what(r, r->by[FAMILY_PARAMETER].at[i]));
	for (size_t i = 0; i < p->n_customs; i++)
		if (!p->customs[i].used)
			diag_add(r->d, NEVER_USED, p->customs[i].position,
			         reading_what(r, r->by[FAMILY_CUSTOM].at[i]));
}
