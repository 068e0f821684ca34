#include "policy/examples/samples.h"

#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/literals.h"
#include "policy/examples/givens.h"

struct making {
	struct reading *r;
	struct sample_profile *profile;
};

static void begin_row(void *context, size_t collection, struct position p)
{
	struct making *m = context;
	struct sample_row *row = &m->profile->rows[m->profile->n_rows++];

	(void)p;
	row->collection = collection;
	row->facts = arena_array(m->r->a, m->r->schema->collections[collection].n_fields,
	                         sizeof(*row->facts));
}

/* choice { "a", "b" }, or with weights: choice { { "a", 3 }, { "b", 1 } }. */
static bool read_choice(struct reading *r, const struct field *f, const struct node *list,
                        struct sample_fact *out)
{
	bool fine = list->kind == NODE_TABLE && list->n_items > 0;

	if (!fine) {
		reading_wrong(r, list, "choice", "a list of values: { \"a\", \"b\" }");
		return false;
	}
	out->kind = SAMPLE_CHOICE;
	out->choices = arena_array(r->a, list->n_items, sizeof(*out->choices));
	out->weights = arena_array(r->a, list->n_items, sizeof(*out->weights));
	out->n_choices = list->n_items;
	for (size_t i = 0; i < list->n_items; i++) {
		const struct node *one = &list->items[i];
		bool weighed = one->kind == NODE_TABLE && one->n_items == 2 &&
		               one->items[1].kind == NODE_INTEGER;

		out->weights[i] = weighed ? (int)one->items[1].integer : 1;
		if (weighed && (one->items[1].integer < 1 || one->items[1].integer > 1000000)) {
			diag_add(r->d, OUT_OF_RANGE, one->items[1].position, "a weight", "1", "1000000");
			fine = false;
		}
		fine &= literals_fact(r, f, weighed ? &one->items[0] : one, &out->choices[i]);
	}
	return fine;
}

static bool read_between(struct reading *r, const struct field *f, const struct node *n,
                         struct sample_fact *out)
{
	out->kind = SAMPLE_BETWEEN;
	if (f->type != FACT_INTEGER && f->type != FACT_DATE && f->type != FACT_MONEY) {
		diag_add(r->d, WRONG_COMPARISON, n->position, "between", "numbers, amounts and days",
		         reading_z(r, f->name));
		return false;
	}
	if (!literals_fact(r, f, &n->items[0], &out->low) || !literals_fact(r, f, &n->items[1], &out->high))
		return false;
	if (out->low.number > out->high.number)
		diag_add(r->d, EMPTY_RANGE, n->position, reading_z(r, f->name));
	return out->low.number <= out->high.number;
}

static bool read_value(struct reading *r, const struct field *f, const struct node *n,
                       struct sample_fact *out)
{
	if (n->kind == NODE_WORD && n->word == WORD_BETWEEN)
		return read_between(r, f, n, out);
	if (n->kind == NODE_WORD && n->word == WORD_CHOICE)
		return read_choice(r, f, &n->items[0], out);
	if (n->kind == NODE_WORD && n->word == WORD_ANY_NAME && f->type == FACT_TEXT) {
		out->kind = SAMPLE_NAME;
		return true;
	}
	out->kind = SAMPLE_FIXED;
	return literals_fact(r, f, n, &out->value);
}

static void take_fact(void *context, size_t collection, size_t field, const struct node *value)
{
	struct making *m = context;
	struct sample_profile *p = m->profile;
	const struct schema *s = m->r->schema;
	bool own = collection == NOWHERE;
	struct sample_row *row = own ? NULL : &p->rows[p->n_rows - 1];
	const struct field *fields = own ? s->fields : s->collections[collection].fields;
	size_t *n = own ? &p->n_facts : &row->n_facts;
	struct sample_fact *out = own ? &p->facts[*n] : &row->facts[*n];

	if (value->kind == NODE_WORD && value->word == WORD_UNKNOWN)
		return;
	out->field = field;
	if (read_value(m->r, &fields[field], value, out))
		++*n;
}

static bool gives(const struct sample_profile *p, size_t field)
{
	for (size_t i = 0; i < p->n_facts; i++)
		if (p->facts[i].field == field)
			return true;
	return false;
}

/* Everybody has a name, and all languages are spoken. */
static void fill_in(struct reading *r, struct sample_profile *p)
{
	const struct schema *s = r->schema;
	const struct field *f = s->language_field == SIZE_MAX ? NULL : &s->fields[s->language_field];
	struct sample_fact *out;

	if (s->name_field != SIZE_MAX && !gives(p, s->name_field))
		p->facts[p->n_facts++] = (struct sample_fact){.field = s->name_field, .kind = SAMPLE_NAME};
	if (!f || f->type != FACT_ENUM || gives(p, s->language_field))
		return;
	out = &p->facts[p->n_facts++];
	*out = (struct sample_fact){
		.field = s->language_field, .kind = SAMPLE_CHOICE, .n_choices = f->n_values};
	out->choices = arena_array(r->a, f->n_values, sizeof(*out->choices));
	out->weights = arena_array(r->a, f->n_values, sizeof(*out->weights));
	for (size_t i = 0; i < f->n_values; i++) {
		out->choices[i] = (struct fact){.known = true, .number = (int64_t)i};
		out->weights[i] = 1;
	}
}

/* How many rows a sample may have at most. */
static size_t room_for_rows(const struct node *body)
{
	size_t n = body->n_fields;

	for (size_t i = 0; i < body->n_fields; i++)
		n += body->fields[i].value.n_items;
	return n;
}

static void read_sample(struct reading *r, const struct declaration *d, struct sample_profile *p)
{
	static const char *const others[] = {"share", NULL};
	struct making m = {r, p};
	struct givens_taker t = {&m, begin_row, take_fact};
	int64_t share = 0;
	const struct node *given = node_field(&d->body, "share");

	p->name = d->name;
	p->position = d->position;
	if (!given)
		diag_add(r->d, MISSING_FIELD, d->body.position, reading_what(r, d), "share");
	else if (given->kind != NODE_INTEGER)
		reading_wrong(r, given, "share", "a whole number");
	else if (reading_number(r, &d->body, "share", 1, 1000000, &share))
		p->share = (int)share;
	reading_no_items(r, &d->body, reading_what(r, d));
	p->facts = arena_array(r->a, r->schema->n_fields + 2, sizeof(*p->facts));
	p->rows = arena_array(r->a, room_for_rows(&d->body), sizeof(*p->rows));
	givens_read(r, &d->body, others, &t);
	fill_in(r, p);
}

void samples_read(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_SAMPLE];
	struct sample_profile *samples = arena_array(r->a, by->n, sizeof(*samples));

	for (size_t i = 0; i < by->n; i++)
		read_sample(r, by->at[i], &samples[i]);
	r->policy->samples = samples;
	r->policy->n_samples = by->n;
}
