#include "policy/clauses/operands.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/calculations.h"
#include "policy/clauses/conditions.h"
#include "policy/clauses/doubts.h"
#include "policy/clauses/references.h"

enum { INTERVAL_MOST = 40000 /* more than a hundred years of days */ };

static bool read_fact(struct reading *r, struct scope s, const struct node *n, struct operand *out)
{
	const struct node *name = &n->items[0];

	if (name->kind != NODE_TEXT) {
		reading_wrong(r, name, "fact", "a name in quotes");
		return false;
	}
	if (facts_find(r, s, name->text, out))
		return true;
	facts_unknown(r, s, name->text, name->position);
	return false;
}

/* count("offers", { ... }), sum("points", "amount", { ... }), earliest, latest. */
static bool read_rows(struct reading *r, struct scope s, const struct node *n, enum operand_kind kind,
                      struct operand *out)
{
	size_t collection, where = kind == OPERAND_COUNT ? 1 : 2;
	const struct collection *c;
	const struct field *f = NULL;

	collection = conditions_collection(r, &n->items[0]);
	if (collection == NOWHERE)
		return false;
	c = &r->schema->collections[collection];
	if (kind != OPERAND_COUNT) {
		struct scope row = {s.offer, collection};
		struct node fact = {.kind = NODE_WORD, .items = &n->items[1], .n_items = 1};

		if (!read_fact(r, row, &fact, out))
			return false;
		f = out->of;
		if (out->kind != OPERAND_ROW ||
		    (f->type != FACT_DATE && f->type != FACT_INTEGER && f->type != FACT_MONEY) ||
		    (kind == OPERAND_SUM && f->type == FACT_DATE)) {
			diag_add(r->d, NOT_SUMMED, n->items[1].position, word_name(n->word),
			         reading_z(r, f->name));
			return false;
		}
	}
	out->kind = kind;
	out->collection = collection;
	out->type = f ? f->type : FACT_INTEGER;
	if (f)
		out->field = (size_t)(f - c->fields);
	if (n->n_items > where)
		out->where = conditions_read(r, (struct scope){s.offer, collection}, &n->items[where], NULL);
	return n->n_items <= where || out->where;
}

static bool read_parameter(struct reading *r, struct scope s, const struct node *n, struct operand *out)
{
	if (!references_parameter(r, s.offer != NOWHERE, n, &out->parameter, &out->as_of))
		return false;
	out->kind = OPERAND_PARAMETER;
	out->type = r->parameters[out->parameter].unit == PARAMETER_MONEY ? FACT_MONEY : FACT_INTEGER;
	memcpy(out->currency, r->parameters[out->parameter].currency, sizeof(out->currency));
	return true;
}

static bool read_custom(struct reading *r, const struct node *n, struct operand *out)
{
	out->custom = reading_refer(r, &n->items[0], FAMILY_CUSTOM);
	if (out->custom == NOWHERE)
		return false;
	out->kind = OPERAND_CUSTOM;
	out->type = r->customs[out->custom].returns;
	r->customs[out->custom].used = true;
	return true;
}

static bool read_word(struct reading *r, struct scope s, const struct node *n, struct wanted w,
                      struct operand *out)
{
	switch (n->word) {
	case WORD_PARAM:
		return read_parameter(r, s, n, out);
	case WORD_FACT:
		return read_fact(r, s, n, out);
	case WORD_TODAY:
		out->kind = OPERAND_TODAY;
		out->type = FACT_DATE;
		return true;
	case WORD_COUNT:
		return read_rows(r, s, n, OPERAND_COUNT, out);
	case WORD_SUM:
		return read_rows(r, s, n, OPERAND_SUM, out);
	case WORD_EARLIEST:
		return read_rows(r, s, n, OPERAND_EARLIEST, out);
	case WORD_LATEST:
		return read_rows(r, s, n, OPERAND_LATEST, out);
	case WORD_CUSTOM:
		return read_custom(r, n, out);
	case WORD_TIER_ON:
		return references_track(r, &n->items[0], out);
	case WORD_ON:
	case WORD_AFTER_TERM_START:
	case WORD_BEFORE_ANNIVERSARY:
	case WORD_AFTER_ANNIVERSARY:
		return operands_moment(r, s, n, out);
	default:
		return calculations_is(n->word) && n->called ? calculations_read(r, s, n, out)
		                                             : literals_wrong(r, n, w);
	}
}

bool operands_read(struct reading *r, struct scope s, const struct node *n, struct wanted w,
                   struct operand *out)
{
	*out = (struct operand){.collection = NOWHERE, .position = n->position};
	if (n->kind != NODE_WORD || literals_is_money(n))
		return literals_read(r, n, w, out);
	return read_word(r, s, n, w, out) && literals_fit(r, n, w, out);
}

static bool interval_of_parameter(struct reading *r, struct scope s, const struct node *n,
                                  struct interval *out)
{
	static const char *const wanted = "a parameter of days, months or years";
	enum parameter_unit unit;

	if (!references_parameter(r, s.offer != NOWHERE, n, &out->parameter, &out->as_of))
		return false;
	unit = r->parameters[out->parameter].unit;
	if (unit == PARAMETER_DAYS || unit == PARAMETER_MONTHS || unit == PARAMETER_YEARS) {
		out->unit = unit == PARAMETER_DAYS ? INTERVAL_DAYS : INTERVAL_MONTHS;
		return true;
	}
	if (!doubts_about(r, r->parameters[out->parameter].position))
		diag_add(r->d, WRONG_TYPE, n->position, "a stretch of time", wanted, reading_unit(unit).at);
	return false;
}

bool operands_interval(struct reading *r, struct scope s, const struct node *n, int sign,
                       struct interval *out)
{
	static const char *const wanted = "written as days(15), months(3), years(1) or a parameter";

	*out = (struct interval){.sign = sign, .parameter = NOWHERE};
	if (n->kind == NODE_WORD && n->word == WORD_PARAM)
		return interval_of_parameter(r, s, n, out);
	if (n->kind != NODE_WORD ||
	    (n->word != WORD_DAYS && n->word != WORD_MONTHS && n->word != WORD_YEARS)) {
		reading_wrong(r, n, "a stretch of time", wanted);
		return false;
	}
	if (n->items[0].kind != NODE_INTEGER) {
		diag_add(r->d, WRONG_ARGUMENTS, n->position, word_name(n->word), word_usage(n->word));
		return false;
	}
	out->unit = n->word == WORD_DAYS ? INTERVAL_DAYS : INTERVAL_MONTHS;
	out->count = n->items[0].integer;
	if (out->count < 0 || out->count > INTERVAL_MOST) {
		diag_add(r->d, OUT_OF_RANGE, n->items[0].position, "a stretch of time", "0", "40000");
		return false;
	}
	out->count *= n->word == WORD_YEARS ? 12 : 1;
	return true;
}

static bool read_on(struct reading *r, const struct node *n, struct operand *out)
{
	static const struct str names[] = {{"purchase", 8}, {"term_start", 10}, {"anniversary", 11}};
	static const enum anchor anchors[] = {ANCHOR_ORIGIN, ANCHOR_TERM_START, ANCHOR_ANNIVERSARY};
	const struct node *name = &n->items[0];

	if (name->kind != NODE_TEXT) {
		reading_wrong(r, name, "on", "\"purchase\", \"term_start\" or \"anniversary\"");
		return false;
	}
	for (size_t i = 0; i < 3; i++)
		if (str_equal(names[i], name->text)) {
			out->anchor = anchors[i];
			return true;
		}
	diag_add(r->d, UNKNOWN_NAME, name->position, "day of a term", reading_z(r, name->text));
	diag_suggest(r->d, name->text, names, 3);
	return false;
}

bool operands_moment(struct reading *r, struct scope s, const struct node *n, struct operand *out)
{
	static const char *const wanted =
		"a day of the term: on \"anniversary\", before_anniversary(days(15)), ...";

	*out = (struct operand){
		.kind = OPERAND_MOMENT, .type = FACT_DATE, .collection = NOWHERE, .position = n->position};
	if (s.offer == NOWHERE) {
		diag_add(r->d, NO_TERM_HERE, n->position, n->kind == NODE_WORD ? word_name(n->word) : "this");
		return false;
	}
	if (n->kind == NODE_WORD && n->called && n->word == WORD_ON)
		return read_on(r, n, out);
	if (n->kind != NODE_WORD || !n->called ||
	    (n->word != WORD_AFTER_TERM_START && n->word != WORD_BEFORE_ANNIVERSARY &&
	     n->word != WORD_AFTER_ANNIVERSARY)) {
		reading_wrong(r, n, "a state's start", wanted);
		return false;
	}
	out->anchor = n->word == WORD_AFTER_TERM_START ? ANCHOR_TERM_START : ANCHOR_ANNIVERSARY;
	return operands_interval(r, s, &n->items[0], n->word == WORD_BEFORE_ANNIVERSARY ? -1 : 1,
	                         &out->shift);
}

const struct operand *operands_charge(struct reading *r, struct scope s, const struct node *table)
{
	const struct node *n = node_field(table, "charges");
	struct operand *charge = arena_alloc(r->a, sizeof(*charge));

	return n && operands_read(r, s, n, WANT("charges", FACT_MONEY), charge) ? charge : NULL;
}
