#include "policy/outlook/counterpart.h"

#include <assert.h>

#include "base/arena.h"
#include "base/diag.h"

/* Of two arrays of structs that have an id somewhere: where each element's id is. */
struct family {
	const char *ids;
	size_t n, stride;
};

#define FAMILY(array, count)                                                                                 \
	((struct family){(array) ? (const char *)&(array)->id : NULL, (count), sizeof(*(array))})

static struct str id_of(struct family f, size_t i)
{
	assert(f.ids && i < f.n);
	return *(const struct str *)(f.ids + i * f.stride);
}

static size_t find(struct family f, struct str id)
{
	for (size_t i = 0; i < f.n; i++)
		if (str_equal(id_of(f, i), id))
			return i;
	return NOWHERE;
}

static struct counterparts match(struct arena *a, struct family before, struct family after)
{
	struct counterpart *at = arena_array(a, before.n + after.n + 1, sizeof(*at));
	size_t *of_after = arena_array(a, after.n + 1, sizeof(*of_after));
	size_t n = 0;

	for (size_t i = 0; i < before.n; i++) {
		size_t j = find(after, id_of(before, i));

		if (j != NOWHERE)
			of_after[j] = n;
		at[n++] = (struct counterpart){id_of(before, i), i, j};
	}
	for (size_t j = 0; j < after.n; j++)
		if (find(before, id_of(after, j)) == NOWHERE) {
			of_after[j] = n;
			at[n++] = (struct counterpart){id_of(after, j), NOWHERE, j};
		}
	return (struct counterparts){at, n, of_after};
}

struct counterparts counterpart_tracks(struct arena *a, const struct policy *before,
                                       const struct policy *after)
{
	return match(a, FAMILY(before->tracks, before->n_tracks), FAMILY(after->tracks, after->n_tracks));
}

/* The names of a decision's facts, in their order: decision.h. */
struct outcome {
	struct str id;
};

static struct family list_outcomes(struct arena *a, const struct policy *p)
{
	struct outcome *at;
	size_t n = p->n_derived;

	for (size_t i = 0; i < p->n_tables; i++)
		n += p->tables[i].n_outputs;
	at = arena_array(a, n + 1, sizeof(*at));
	n = 0;
	for (size_t i = 0; i < p->n_tables; i++)
		for (size_t k = 0; k < p->tables[i].n_outputs; k++)
			at[n++].id = p->tables[i].outputs[k].is.name;
	for (size_t i = 0; i < p->n_derived; i++)
		if (p->derived[i].shown)
			at[n++].id = p->derived[i].is.name;
	return FAMILY(at, n);
}

struct counterparts counterpart_outcomes(struct arena *a, const struct policy *before,
                                         const struct policy *after)
{
	return match(a, list_outcomes(a, before), list_outcomes(a, after));
}

struct counterparts counterpart_benefits(struct arena *a, const struct policy *before,
                                         const struct policy *after)
{
	return match(a, FAMILY(before->benefits, before->n_benefits),
	             FAMILY(after->benefits, after->n_benefits));
}

struct counterparts counterpart_offers(struct arena *a, const struct policy *before,
                                       const struct policy *after)
{
	return match(a, FAMILY(before->offers, before->n_offers), FAMILY(after->offers, after->n_offers));
}

struct counterparts counterpart_actions(struct arena *a, const struct policy *before,
                                        const struct policy *after)
{
	return match(a, FAMILY(before->actions, before->n_actions), FAMILY(after->actions, after->n_actions));
}

static void say(struct diagnostics *d, struct arena *a, struct position at, struct str record,
                struct str fact, const char *how)
{
	struct str name = fact;

	if (record.len > 0)
		name = str_format(a, "%.*s%s%.*s", STR_ARG(record), fact.len > 0 ? "." : "", STR_ARG(fact));
	diag_add(d, FACT_DIFFERS, at, str_z(a, name), how);
}

static bool same_field(const struct field *f, const struct field *g)
{
	if (f->type != g->type || f->required != g->required || f->has_min != g->has_min ||
	    f->has_max != g->has_max || f->min != g->min || f->max != g->max || f->n_values != g->n_values ||
	    !str_equal(str_from(f->currency), str_from(g->currency)))
		return false;
	for (size_t i = 0; i < f->n_values; i++)
		if (!str_equal(f->values[i], g->values[i]))
			return false;
	return true;
}

static void compare_fields(struct diagnostics *d, struct arena *a, struct str record,
                           const struct collection *before, const struct collection *after)
{
	for (size_t i = 0; i < before->n_fields; i++) {
		const struct field *f = &before->fields[i];
		const struct field *g = schema_field(after->fields, after->n_fields, f->name);

		if (!g)
			say(d, a, f->position, record, f->name, "only the present rules have it");
		else if (!same_field(f, g))
			say(d, a, g->position, record, f->name, "it is declared in another way");
		else if (g != &after->fields[i])
			say(d, a, g->position, record, f->name, "it stands in another place");
	}
	for (size_t i = 0; i < after->n_fields; i++)
		if (!schema_field(before->fields, before->n_fields, after->fields[i].name))
			say(d, a, after->fields[i].position, record, after->fields[i].name,
			    "the present rules do not have it");
}

static bool same_key(const struct collection *c, const struct collection *e)
{
	if (c->n_key != e->n_key)
		return false;
	for (size_t i = 0; i < c->n_key; i++)
		if (!str_equal(c->fields[c->key[i]].name, e->fields[e->key[i]].name))
			return false;
	return true;
}

static void compare_collections(struct diagnostics *d, struct arena *a, const struct schema *before,
                                const struct schema *after)
{
	const struct str whole = {0};

	for (size_t i = 0; i < before->n_collections; i++) {
		const struct collection *c = &before->collections[i];
		const struct collection *e = schema_collection(after, c->name);

		if (!e) {
			say(d, a, c->position, c->name, whole, "only the present rules have it");
			continue;
		}
		compare_fields(d, a, c->name, c, e);
		if (!same_key(c, e))
			say(d, a, e->position, c->name, whole, "it has another key");
		else if (e != &after->collections[i])
			say(d, a, e->position, c->name, whole, "it stands in another place");
	}
	for (size_t i = 0; i < after->n_collections; i++)
		if (!schema_collection(before, after->collections[i].name))
			say(d, a, after->collections[i].position, after->collections[i].name, whole,
			    "the present rules do not have it");
}

bool counterpart_facts(struct diagnostics *d, struct arena *a, const struct schema *before,
                       const struct schema *after)
{
	const struct collection own_before = {.fields = before->fields, .n_fields = before->n_fields};
	const struct collection own_after = {.fields = after->fields, .n_fields = after->n_fields};
	size_t errors = diag_errors(d);

	compare_fields(d, a, (struct str){0}, &own_before, &own_after);
	compare_collections(d, a, before, after);
	return diag_errors(d) == errors;
}
