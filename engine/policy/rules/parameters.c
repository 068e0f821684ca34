#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "policy/clauses/literals.h"
#include "policy/clauses/owner.h"
#include "policy/rules/families.h"

enum { VALUE_MOST = 1000000000 };

static void read_unit(struct reading *r, const struct node *body, struct parameter *p)
{
	const struct node *unit = node_field(body, "unit");
	struct str units[PARAMETER_UNITS];

	if (!unit || unit->kind != NODE_TEXT)
		return;
	for (size_t i = 0; i < PARAMETER_UNITS; i++) {
		units[i] = reading_unit((enum parameter_unit)i);
		if (str_equal(units[i], unit->text)) {
			p->unit = (enum parameter_unit)i;
			return;
		}
	}
	diag_add(r->d, UNKNOWN_NAME, unit->position, "unit", reading_z(r, unit->text));
	diag_suggest(r->d, unit->text, units, PARAMETER_UNITS);
}

static bool read_value(struct reading *r, const struct node *n, struct parameter *p, int64_t *out)
{
	struct wanted w = WANT("the value", p->unit == PARAMETER_MONEY ? FACT_MONEY : FACT_INTEGER);
	struct operand o;

	memcpy(w.currency, p->currency, sizeof(w.currency));
	if (!literals_read(r, n, w, &o))
		return false;
	memcpy(p->currency, o.currency, sizeof(p->currency));
	*out = o.value.number;
	if (p->unit == PARAMETER_MONEY || (*out >= 0 && *out <= VALUE_MOST))
		return true;
	diag_add(r->d, OUT_OF_RANGE, n->position, "the value", "0", "1000000000");
	return false;
}

static bool read_row(struct reading *r, const struct node *n, struct parameter *p, struct parameter_row *out)
{
	static const struct accept fields[] = {{"from", ACCEPT_DAY, true}, {NULL, ACCEPT_ANY, false}};
	bool fine;

	if (n->kind != NODE_TABLE || n->n_items != 1) {
		reading_wrong(r, n, "a row of a parameter",
		              "a day and one value: { from = \"2016-01-01\", 15 }");
		return false;
	}
	reading_fields(r, n, "a row of a parameter", fields);
	out->position = n->position;
	fine = read_value(r, &n->items[0], p, &out->value);
	return reading_day(n, "from", &out->from) && fine;
}

/* `from` must ascend: a row in the wrong place would never count, or count too early. */
static void check_order(struct reading *r, const struct node *body, const struct parameter *p)
{
	int32_t begins = owner_at(r, p->position)->begins;
	char before[11], day[11];

	for (size_t i = 1; i < p->n_rows; i++)
		if (p->rows[i].from <= p->rows[i - 1].from)
			diag_add(r->d, ROWS_OUT_OF_ORDER, p->rows[i].position,
			         date_format(p->rows[i].from, day), date_format(p->rows[i - 1].from, before));
	if (p->n_rows > 0 && p->n_rows == body->n_items && p->rows[0].from > begins && begins != DATE_NONE)
		diag_add(r->d, PARAMETER_STARTS_LATE, p->rows[0].position, reading_z(r, p->id),
		         date_format(p->rows[0].from, day), date_format(begins, before));
	if (body->kind == NODE_TABLE && body->n_items == 0)
		diag_add(r->d, NO_ROWS, p->position, str_format(r->a, "parameter '%.*s'", STR_ARG(p->id)).at);
}

static void read_parameter(struct reading *r, const struct declaration *d, struct parameter *p)
{
	static const struct accept fields[] = {{"unit", ACCEPT_TEXT, true}, {NULL, ACCEPT_ANY, false}};
	struct parameter_row *rows = arena_array(r->a, d->body.n_items, sizeof(*rows));

	p->id = d->name;
	p->position = d->position;
	reading_fields(r, &d->body, reading_what(r, d), fields);
	read_unit(r, &d->body, p);
	for (size_t i = 0; i < d->body.n_items; i++)
		p->n_rows += read_row(r, &d->body.items[i], p, &rows[p->n_rows]);
	p->rows = rows;
	check_order(r, &d->body, p);
}

void parameters_read(struct reading *r)
{
	const struct register_of *by = &r->by[FAMILY_PARAMETER];

	r->parameters = arena_array(r->a, by->n, sizeof(*r->parameters));
	r->parameters_used = arena_array(r->a, by->n, sizeof(*r->parameters_used));
	for (size_t i = 0; i < by->n; i++)
		read_parameter(r, by->at[i], &r->parameters[i]);
	r->policy->parameters = r->parameters;
	r->policy->n_parameters = by->n;
}
