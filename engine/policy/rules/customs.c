#include "base/arena.h"
#include "policy/clauses/doubts.h"
#include "policy/clauses/facts.h"
#include "policy/rules/families.h"

/* "network_since", "competencies" with all its facts, or "competencies.level". */
static bool read_one(struct reading *r, const struct node *n, struct read *out)
{
	struct str rest = n->text, record;
	const struct collection *c;
	struct operand o = {0};

	*out = (struct read){NOWHERE, NOWHERE, n->position};
	str_cut(&rest, '.', &record);
	c = schema_collection(r->schema, record);
	if (!c) {
		if (facts_find(r, SCOPE_MEMBER, n->text, &o) && o.kind == OPERAND_MEMBER)
			out->field = o.field;
		else if (o.kind == OPERAND_DERIVED || o.kind == OPERAND_OUTPUT)
			reading_wrong(r, n, "reads", "facts of the records, of which others are derived");
		else if (rest.len == 0 || !doubts_cover(r, n->position, record))
			facts_unknown(r, SCOPE_MEMBER, n->text, n->position);
		return out->field != NOWHERE;
	}
	out->collection = (size_t)(c - r->schema->collections);
	if (rest.len > 0) {
		struct scope row = {NOWHERE, out->collection};

		if (facts_find(r, row, rest, &o) && o.kind == OPERAND_ROW)
			out->field = o.field;
		else
			facts_unknown_field(r, out->collection, rest, n->position);
		return out->field != NOWHERE;
	}
	for (size_t i = 0; i < c->n_fields; i++)
		r->rows_used[out->collection][i] = true;
	return true;
}

static void read_reads(struct reading *r, const struct node *list, struct custom *c)
{
	struct read *reads = arena_array(r->a, list->n_items, sizeof(*reads));

	for (size_t i = 0; i < list->n_items; i++) {
		const struct node *n = &list->items[i];

		if (n->kind == NODE_WORD && n->word == WORD_TODAY)
			c->reads_today = true;
		else if (n->kind != NODE_TEXT)
			reading_wrong(r, n, "reads", "names of facts in quotes, or today");
		else
			c->n_reads += read_one(r, n, &reads[c->n_reads]);
	}
	c->reads = reads;
}

static void read_returns(struct reading *r, const struct node *n, struct custom *c)
{
	if (n->kind == NODE_WORD && n->word == WORD_YES_NO)
		c->returns = FACT_BOOL;
	else if (n->kind == NODE_WORD && n->word == WORD_INTEGER)
		c->returns = FACT_INTEGER;
	else
		reading_wrong(r, n, "returns", "yes_no or integer");
}

static void read_custom(struct reading *r, const struct declaration *d, struct custom *c)
{
	static const struct accept fields[] = {{"reads", ACCEPT_TABLE, true},
	                                       {"returns", ACCEPT_ANY, true},
	                                       {"run", ACCEPT_FUNCTION, true},
	                                       {NULL, ACCEPT_ANY, false}};
	const char *what = reading_what(r, d);
	const struct node *reads = node_field(&d->body, "reads"), *returns = node_field(&d->body, "returns");

	c->id = d->name;
	c->position = d->position;
	c->function = d->function;
	c->returns = FACT_BOOL;
	reading_fields(r, &d->body, what, fields);
	reading_no_items(r, &d->body, what);
	if (reads && reads->kind == NODE_TABLE)
		read_reads(r, reads, c);
	if (returns)
		read_returns(r, returns, c);
}

void customs_read(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_CUSTOM];

	r->customs = arena_array(r->a, by->n, sizeof(*r->customs));
	for (size_t i = 0; i < by->n; i++)
		read_custom(r, by->at[i], &r->customs[i]);
	r->policy->customs = r->customs;
	r->policy->n_customs = by->n;
	r->policy->image = vocabulary_image(r->vocabulary);
}
