#include "policy/examples/candidates.h"

#include "base/arena.h"
#include "base/array.h"

size_t candidates_find(const struct candidates *c, struct str name)
{
	return str_index(name, c->at, c->n);
}

static void add_name(struct reading *r, struct candidates *names, struct str name)
{
	if (candidates_find(names, name) == NOWHERE)
		*ARRAY_ADD(r->a, names->at, names->n) = name;
}

struct candidates candidates_family(struct reading *r, enum family f)
{
	struct candidates names = {arena_array(r->a, r->by[f].n, sizeof(struct str)), r->by[f].n};

	for (size_t i = 0; i < names.n; i++)
		names.at[i] = r->by[f].at[i]->name;
	return names;
}

struct candidates candidates_dues(struct reading *r, enum due_kind kind)
{
	struct candidates names = {0};

	for (size_t i = 0; i < r->policy->n_renewals; i++)
		for (size_t k = 0; k < r->renewals[i].n_states; k++) {
			const struct state *s = &r->renewals[i].states[k];

			for (size_t l = 0; l < s->n_dues; l++)
				if (s->dues[l].kind == kind)
					add_name(r, &names, s->dues[l].id);
		}
	return names;
}

static void add_closed(struct reading *r, struct candidates *names, const struct offer *o)
{
	for (size_t i = 0; i < o->n_closed; i++)
		add_name(r, names, o->closed[i].say.message);
	if (o->requires != NOWHERE)
		add_name(r, names, o->requires_say.message);
}

struct candidates candidates_closings(struct reading *r, size_t offer)
{
	struct candidates names = {0};

	add_closed(r, &names, &r->offers[offer]);
	return names;
}

struct candidates candidates_refusals(struct reading *r, size_t action)
{
	const struct action *a = &r->actions[action];
	const struct offer *o = a->offer == NOWHERE || !a->has_from ? NULL : &r->offers[a->offer];
	struct candidates names = {0};

	for (size_t i = 0; i < a->n_refusals; i++)
		add_name(r, &names, a->refusals[i].say.message);
	if (!o)
		return names;
	add_closed(r, &names, o);
	add_name(r, &names, a->from == OFFER_AVAILABLE ? o->not_available.message : o->not_purchased.message);
	return names;
}

struct candidates candidates_states(struct reading *r, size_t offer)
{
	const struct renewal *w = &r->renewals[r->offers[offer].renewal];
	struct candidates names = {arena_array(r->a, w->n_states, sizeof(struct str)), w->n_states};

	for (size_t i = 0; i < w->n_states; i++)
		names.at[i] = w->states[i].id;
	return names;
}

struct candidates candidates_offer_states(struct reading *r)
{
	struct candidates names = {arena_array(r->a, 3, sizeof(struct str)), 3};

	names.at[0] = STR("available");
	names.at[1] = STR("purchased");
	names.at[2] = STR("closed");
	return names;
}

struct candidates candidates_tracks(struct reading *r)
{
	struct candidates names = {arena_array(r->a, r->policy->n_tracks, sizeof(struct str)), 0};

	for (; names.n < r->policy->n_tracks; names.n++)
		names.at[names.n] = r->tracks[names.n].id;
	return names;
}

struct candidates candidates_benefits(struct reading *r)
{
	struct candidates names = {arena_array(r->a, r->policy->n_benefits, sizeof(struct str)), 0};

	for (; names.n < r->policy->n_benefits; names.n++)
		names.at[names.n] = r->benefits[names.n].id;
	return names;
}

struct candidates candidates_facts(struct reading *r, struct field **fields)
{
	const struct policy *p = r->policy;
	struct candidates names = {0};
	size_t n = 0;

	*fields = NULL;
	for (size_t i = 0; i < p->n_tables; i++)
		for (size_t k = 0; k < p->tables[i].n_outputs; k++)
			*ARRAY_ADD(r->a, *fields, n) = p->tables[i].outputs[k].is;
	for (size_t i = 0; i < p->n_derived; i++)
		if (p->derived[i].shown)
			*ARRAY_ADD(r->a, *fields, n) = p->derived[i].is;
	for (size_t i = 0; i < n; i++)
		*ARRAY_ADD(r->a, names.at, names.n) = (*fields)[i].name;
	return names;
}
