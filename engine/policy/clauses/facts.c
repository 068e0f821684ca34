#include "policy/clauses/facts.h"

#include <string.h>

#include "base/arena.h"
#include "base/bisect.h"
#include "base/diag.h"
#include "policy/clauses/doubts.h"

/* A field as an operand, and as read by some rule. */
static void take_field(struct reading *r, enum operand_kind kind, size_t collection, size_t field,
                       struct operand *out)
{
	const struct schema *s = r->schema;
	const struct field *f = collection == NOWHERE ? &s->fields[field]
	                                              : &s->collections[collection].fields[field];

	out->kind = kind;
	out->type = f->type;
	out->of = f;
	memcpy(out->currency, f->currency, sizeof(out->currency));
	out->collection = collection;
	out->field = field;
	if (collection == NOWHERE)
		r->member_used[field] = true;
	else
		r->rows_used[collection][field] = true;
}

static const struct output_name *find_output(const struct reading *r, struct str name)
{
	size_t at = BISECT(i, 0, r->n_outputs, str_compare(r->outputs[i].name, name) < 0);

	return at < r->n_outputs && str_equal(r->outputs[at].name, name) ? r->outputs + at : NULL;
}

static void take_type(const struct field *f, struct operand *out)
{
	out->type = f->type;
	out->of = f;
	memcpy(out->currency, f->currency, sizeof(out->currency));
	out->collection = out->field = NOWHERE;
}

/* Only of the last two kinds. */
static bool find_derived(struct reading *r, struct str name, struct operand *out)
{
	size_t derived = reading_index(r, FAMILY_DERIVED, name);
	const struct output_name *output;

	if (derived != NOWHERE) {
		if (!r->derived_fine[derived])
			return false;
		out->kind = OPERAND_DERIVED;
		out->subject = derived;
		take_type(&r->derived[derived].is, out);
		r->derived_used[derived] = true;
		return true;
	}
	output = find_output(r, name);
	if (!output)
		return false;
	out->kind = OPERAND_OUTPUT;
	out->subject = output->table;
	take_type(&r->tables[output->table].outputs[output->output].is, out);
	out->field = output->output;
	return true;
}

bool facts_find(struct reading *r, struct scope s, struct str name, struct operand *out)
{
	const struct schema *schema = r->schema;
	const struct field *f;

	if (s.collection != NOWHERE) {
		const struct collection *c = &schema->collections[s.collection];

		f = schema_field(c->fields, c->n_fields, name);
		if (f) {
			take_field(r, OPERAND_ROW, s.collection, (size_t)(f - c->fields), out);
			return true;
		}
	}
	if (s.offer != NOWHERE && r->offers[s.offer].collection != NOWHERE) {
		size_t at = r->offers[s.offer].collection;
		const struct collection *c = &schema->collections[at];

		f = schema_field(c->fields, c->n_fields, name);
		if (f) {
			take_field(r, OPERAND_OFFER, at, (size_t)(f - c->fields), out);
			return true;
		}
	}
	f = schema_field(schema->fields, schema->n_fields, name);
	if (!f)
		return find_derived(r, name, out);
	take_field(r, OPERAND_MEMBER, NOWHERE, (size_t)(f - schema->fields), out);
	return true;
}

static size_t list_names(struct reading *r, struct scope s, const struct str **names)
{
	const struct schema *schema = r->schema;
	size_t offer = s.offer == NOWHERE ? NOWHERE : r->offers[s.offer].collection, n = 0;
	size_t room = schema->n_fields + schema->n_collections + r->by[FAMILY_DERIVED].n + r->n_outputs;
	struct str *out;

	room += s.collection == NOWHERE ? 0 : schema->collections[s.collection].n_fields;
	room += offer == NOWHERE ? 0 : schema->collections[offer].n_fields;
	out = arena_array(r->a, room, sizeof(*out));
	for (size_t i = 0; s.collection != NOWHERE && i < schema->collections[s.collection].n_fields; i++)
		out[n++] = schema->collections[s.collection].fields[i].name;
	for (size_t i = 0; offer != NOWHERE && i < schema->collections[offer].n_fields; i++)
		out[n++] = schema->collections[offer].fields[i].name;
	for (size_t i = 0; i < schema->n_fields; i++)
		out[n++] = schema->fields[i].name;
	for (size_t i = 0; i < schema->n_collections; i++)
		out[n++] = schema->collections[i].name;
	for (size_t i = 0; i < r->by[FAMILY_DERIVED].n; i++)
		out[n++] = r->by[FAMILY_DERIVED].at[i]->name;
	for (size_t i = 0; i < r->n_outputs; i++)
		out[n++] = r->outputs[i].name;
	*names = out;
	return n;
}

/* Its own declaration is broken, and that has been said. */
static bool is_doubtful(struct reading *r, struct scope s, struct str name, struct position p)
{
	size_t derived = reading_index(r, FAMILY_DERIVED, name);

	/* Of which record the offer's row is. */
	if (s.offer != NOWHERE && r->offers[s.offer].collection == NOWHERE)
		return true;
	if (derived != NOWHERE && !r->derived_fine[derived])
		return true;
	for (const struct doubtful *one = r->doubtful; one; one = one->next)
		if (str_equal(one->name, name))
			return true;
	return doubts_cover(r, p, name);
}

/* false: what is broken may declare it, and nothing is said. */
static bool say_unknown(struct reading *r, struct scope s, struct str name, struct position p)
{
	if (is_doubtful(r, s, name, p))
		return false;
	diag_add(r->d, UNKNOWN_FACT, p, reading_z(r, name),
	         s.collection == NOWHERE ? "member"
	                                 : reading_z(r, r->schema->collections[s.collection].name));
	return true;
}

/* What is no fact, but can be compared as one in brackets; {0}: nothing of that name. */
static struct str in_brackets(struct reading *r, struct str name)
{
	if (str_is(name, "today"))
		return STR("[today]");
	for (size_t i = 0; i < r->policy->n_tracks; i++)
		if (str_equal(r->tracks[i].id, name))
			return str_format(r->a, "[tier_on \"%.*s\"]", STR_ARG(name));
	return (struct str){0};
}

void facts_unknown(struct reading *r, struct scope s, struct str name, struct position p)
{
	const struct str *names;
	size_t n = list_names(r, s, &names);
	struct str meant = in_brackets(r, name);

	if (!say_unknown(r, s, name, p))
		return;
	if (meant.len > 0)
		diag_suggest(r->d, meant, &meant, 1);
	else
		diag_suggest(r->d, name, names, n);
}

void facts_unknown_field(struct reading *r, size_t collection, struct str name, struct position p)
{
	const struct collection *c = &r->schema->collections[collection];
	struct str *names = arena_array(r->a, c->n_fields, sizeof(*names));

	for (size_t i = 0; i < c->n_fields; i++)
		names[i] = c->fields[i].name;
	if (say_unknown(r, (struct scope){NOWHERE, collection}, name, p))
		diag_suggest(r->d, name, names, c->n_fields);
}
