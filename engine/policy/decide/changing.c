#include "policy/decide/changing.h"

#include <string.h>

#include "base/arena.h"

struct member changing_copy(struct arena *a, const struct schema *s, const struct member *m)
{
	struct member copy = *m;

	copy.facts = arena_array(a, s->n_fields, sizeof(*copy.facts));
	if (s->n_fields > 0)
		memcpy(copy.facts, m->facts, s->n_fields * sizeof(*copy.facts));
	copy.rows = arena_array(a, s->n_collections, sizeof(*copy.rows));
	for (size_t i = 0; i < s->n_collections; i++) {
		size_t size = m->rows[i].n * s->collections[i].n_fields * sizeof(struct fact);

		copy.rows[i].n = m->rows[i].n;
		copy.rows[i].facts = arena_alloc(a, size);
		if (size > 0)
			memcpy(copy.rows[i].facts, m->rows[i].facts, size);
	}
	return copy;
}

/* The row with the key of these facts, made at its place where there is none. */
static struct fact *find_row(struct arena *a, const struct collection *c, struct rows *rows,
                             const struct fact *like)
{
	size_t size = c->n_fields * sizeof(*like), at = 0;
	struct fact *more;
	int order = 1;

	for (; at < rows->n; at++) {
		order = member_compare_keys(c, like, rows->facts + at * c->n_fields);
		if (order <= 0)
			break;
	}
	if (order == 0)
		return rows->facts + at * c->n_fields;
	more = arena_array(a, rows->n + 1, size);
	if (at > 0)
		memcpy(more, rows->facts, at * size);
	if (at < rows->n)
		memcpy(more + (at + 1) * c->n_fields, rows->facts + at * c->n_fields, (rows->n - at) * size);
	rows->facts = more;
	rows->n++;
	for (size_t i = 0; i < c->n_key; i++)
		more[at * c->n_fields + c->key[i]] = like[c->key[i]];
	return more + at * c->n_fields;
}

void changing_amend(struct arena *a, const struct schema *s, struct member *m, const struct amendment *p)
{
	size_t n = p->collection == NOWHERE ? s->n_fields : s->collections[p->collection].n_fields;
	struct fact *to = p->collection == NOWHERE ? m->facts
	                                           : find_row(a, &s->collections[p->collection],
	                                                      &m->rows[p->collection], p->facts);

	for (size_t i = 0; i < n; i++)
		if (p->named[i])
			to[i] = p->facts[i];
}

/* The row that the decision found, in the member's own copy. */
static struct fact *found_row(const struct decision *d, size_t offer, struct member *m)
{
	size_t collection = d->policy->offers[offer].collection;

	return m->rows[collection].facts + (d->offers[offer].row - d->member->rows[collection].facts);
}

static void pay(const struct policy *p, size_t offer, struct fact *row)
{
	const struct renewal *w = &p->renewals[p->offers[offer].renewal];

	if (row[w->paid_field].known)
		row[w->paid_field].number++;
}

void changing_renew(const struct decision *d, size_t offer, struct member *m)
{
	pay(d->policy, offer, found_row(d, offer, m));
}

/* The row that it found, or a new one. */
static struct fact *row_of(struct arena *a, const struct decision *d, const struct action *of,
                           struct member *m)
{
	const struct offer *o = &d->policy->offers[of->offer];
	const struct collection *c = &d->policy->schema->collections[o->collection];
	struct rows *rows = &m->rows[o->collection];
	struct fact *like, *row;

	if (d->offers[of->offer].row)
		row = found_row(d, of->offer, m);
	else {
		like = arena_array(a, c->n_fields, sizeof(*like));
		like[o->key_field] = (struct fact){.known = true, .number = o->key_value};
		row = find_row(a, c, rows, like);
	}
	/* What is bought anew has nothing of what was bought before. */
	for (size_t i = 0; of->has_from && of->from == OFFER_AVAILABLE && i < c->n_fields; i++)
		row[i].known &= schema_is_key(c, i);
	return row;
}

void changing_act(struct arena *a, struct decider *decider, const struct decision *d, size_t action,
                  struct member *m)
{
	const struct action *of = &d->policy->actions[action];
	struct fact *row;

	if (of->offer == NOWHERE || (of->n_effects == 0 && !of->renews))
		return;
	row = row_of(a, d, of, m);
	for (size_t i = 0; i < of->n_effects; i++)
		row[of->effects[i].field] = decision_effect(decider, action, i);
	if (of->renews && d->policy->offers[of->offer].renewal != NOWHERE)
		pay(d->policy, of->offer, row);
}
