#include "policy/operands.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/money.h"
#include "policy/conditions.h"
#include "policy/parameters.h"

enum { INTERVAL_MOST = 40000 /* more than a hundred years of days */ };

struct wanted operands_like(const struct operand *o, const char *name)
{
	struct wanted w = {.name = name, .type = o->type, .of = o->of};

	memcpy(w.currency, o->currency, sizeof(w.currency));
	return w;
}

const char *operands_wanted(struct reading *r, struct wanted w)
{
	switch (w.type) {
	case FACT_TEXT:
		return "a text in quotes";
	case FACT_INTEGER:
		return "a whole number";
	case FACT_BOOL:
		return "yes or no";
	case FACT_DATE:
		return "a day such as \"2016-03-01\"";
	case FACT_MONEY:
		return w.currency[0] ? str_format(r->a, "an amount of %s", w.currency).at : "an amount of money";
	case FACT_ENUM:
		break;
	}
	return "one of the values of the fact, in quotes";
}

static bool wrong(struct reading *r, const struct node *n, struct wanted w)
{
	reading_wrong(r, n, w.name, operands_wanted(r, w));
	return false;
}

/* What the operand turned out to be against what is wanted. */
static bool fits(struct reading *r, const struct node *n, struct wanted w, const struct operand *o)
{
	bool same = w.any || (o->type == w.type && (w.type != FACT_MONEY || !w.currency[0] || strcmp(w.currency, o->currency) == 0));

	if (!same)
		diag_add(r->d, WRONG_TYPE, n->position, w.name, operands_wanted(r, w),
			 operands_wanted(r, operands_like(o, w.name)));
	return same;
}

/* usd "100.00" or money("USD", "100.00"). */
static bool read_money(struct reading *r, const struct node *n, struct money *out)
{
	const char *currency = NULL;
	const struct node *amount;
	char code[4] = {0};

	switch (n->word) {
	case WORD_USD:
	case WORD_EUR:
	case WORD_GBP:
	case WORD_JPY:
	case WORD_TWD:
		for (size_t i = 0; i < 3; i++)
			code[i] = (char)(word_name(n->word)[i] - 'a' + 'A');
		currency = code;
		amount = &n->items[0];
		break;
	default:
		if (n->n_items == 2 && n->items[0].kind == NODE_TEXT)
			currency = reading_z(r, n->items[0].text);
		amount = &n->items[n->n_items - 1];
	}
	if (!currency || amount->kind != NODE_TEXT) {
		diag_add(r->d, WRONG_ARGUMENTS, n->position, word_name(n->word), word_usage(n->word));
		return false;
	}
	if (money_digits(str_from(currency)) < 0) {
		diag_add(r->d, BAD_CURRENCY, n->position, currency);
		return false;
	}
	if (!money_parse(amount->text, str_from(currency), out)) {
		diag_add(r->d, BAD_AMOUNT, amount->position, reading_z(r, amount->text), currency);
		return false;
	}
	return true;
}

static bool is_money(const struct node *n)
{
	return n->kind == NODE_WORD && n->n_items > 0 &&
	       (n->word == WORD_MONEY || n->word == WORD_USD || n->word == WORD_EUR || n->word == WORD_GBP ||
		n->word == WORD_JPY || n->word == WORD_TWD);
}

static bool literal_text(struct reading *r, const struct node *n, struct wanted w, struct operand *out)
{
	int32_t day;

	if (w.any || w.type == FACT_TEXT) {
		out->type = FACT_TEXT;
		out->value.text = n->text;
		return true;
	}
	if (w.type == FACT_DATE) {
		if (!date_parse(n->text, &day)) {
			diag_add(r->d, BAD_DAY, n->position, reading_z(r, n->text));
			return false;
		}
		out->type = FACT_DATE;
		out->value.number = day;
		return true;
	}
	if (w.type != FACT_ENUM || !w.of)
		return wrong(r, n, w);
	out->type = FACT_ENUM;
	out->of = w.of;
	for (size_t i = 0; i < w.of->n_values; i++)
		if (str_equal(w.of->values[i], n->text)) {
			out->value.number = (int64_t)i;
			return true;
		}
	diag_add(r->d, UNKNOWN_VALUE, n->position, reading_z(r, n->text), reading_z(r, w.of->name));
	diag_suggest(r->d, n->text, w.of->values, w.of->n_values);
	return false;
}

bool operands_written(struct reading *r, const struct node *n, struct wanted w, struct operand *out)
{
	struct money m;

	*out = (struct operand){.kind = OPERAND_VALUE, .collection = NOWHERE, .position = n->position};
	out->value.known = true;
	if (n->kind == NODE_TEXT)
		return literal_text(r, n, w, out);
	if (n->kind == NODE_INTEGER && (w.any || w.type == FACT_INTEGER)) {
		out->type = FACT_INTEGER;
		out->value.number = n->integer;
		return true;
	}
	if (n->kind == NODE_BOOL && (w.any || w.type == FACT_BOOL)) {
		out->type = FACT_BOOL;
		out->value.number = n->truth;
		return true;
	}
	if (is_money(n) && (w.any || w.type == FACT_MONEY)) {
		if (!read_money(r, n, &m))
			return false;
		out->type = FACT_MONEY;
		out->value.number = m.minor;
		memcpy(out->currency, m.currency, sizeof(out->currency));
		return fits(r, n, w, out);
	}
	return wrong(r, n, w);
}

bool operands_literal(struct reading *r, const struct field *f, const struct node *n, struct fact *out)
{
	struct wanted w = {.name = reading_z(r, f->name), .type = f->type, .of = f};
	struct operand o = {0};

	memcpy(w.currency, f->currency, sizeof(w.currency));
	if (!operands_written(r, n, w, &o))
		return false;
	*out = o.value;
	return true;
}

/* A field as an operand, and as read by some rule. */
static void take_field(struct reading *r, enum operand_kind kind, size_t collection, size_t field, struct operand *out)
{
	const struct schema *s = r->schema;
	const struct field *f = collection == NOWHERE ? &s->fields[field] : &s->collections[collection].fields[field];

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

bool operands_fact(struct reading *r, struct scope s, struct str name, struct operand *out)
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
	if (f)
		take_field(r, OPERAND_MEMBER, NOWHERE, (size_t)(f - schema->fields), out);
	return f;
}

size_t operands_names(struct reading *r, struct scope s, const struct str **names)
{
	const struct schema *schema = r->schema;
	size_t offer = s.offer == NOWHERE ? NOWHERE : r->offers[s.offer].collection, n = 0;
	size_t room = schema->n_fields + schema->n_collections;
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
	*names = out;
	return n;
}

/* Its own declaration is broken, and that has been said. */
static bool is_doubtful(const struct reading *r, struct str name)
{
	for (const struct doubtful *one = r->doubtful; one; one = one->next)
		if (str_equal(one->name, name))
			return true;
	return vocabulary_may_declare(r->vocabulary, name);
}

static void say_unknown(struct reading *r, size_t collection, struct str name, struct position p, const struct str *names, size_t n)
{
	if (is_doubtful(r, name))
		return;
	diag_add(r->d, UNKNOWN_FACT, p, reading_z(r, name),
		 collection == NOWHERE ? "member" : reading_z(r, r->schema->collections[collection].name));
	diag_suggest(r->d, name, names, n);
}

void operands_unknown_fact(struct reading *r, struct scope s, struct str name, struct position p)
{
	const struct str *names;
	size_t n = operands_names(r, s, &names);

	say_unknown(r, s.collection, name, p, names, n);
}

void operands_unknown_field(struct reading *r, size_t collection, struct str name, struct position p)
{
	const struct collection *c = &r->schema->collections[collection];
	struct str *names = arena_array(r->a, c->n_fields, sizeof(*names));

	for (size_t i = 0; i < c->n_fields; i++)
		names[i] = c->fields[i].name;
	say_unknown(r, collection, name, p, names, c->n_fields);
}

static bool read_fact(struct reading *r, struct scope s, const struct node *n, struct operand *out)
{
	const struct node *name = &n->items[0];

	if (name->kind != NODE_TEXT) {
		reading_wrong(r, name, "fact", "a name in quotes");
		return false;
	}
	if (operands_fact(r, s, name->text, out))
		return true;
	operands_unknown_fact(r, s, name->text, name->position);
	return false;
}

/* count("offers", { ... }), sum("points", "amount", { ... }), earliest, latest. */
static bool read_rows(struct reading *r, struct scope s, const struct node *n, enum operand_kind kind, struct operand *out)
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
		if (out->kind != OPERAND_ROW || (f->type != FACT_DATE && f->type != FACT_INTEGER && f->type != FACT_MONEY) ||
		    (kind == OPERAND_SUM && f->type == FACT_DATE)) {
			diag_add(r->d, NOT_SUMMED, n->items[1].position, word_name(n->word), reading_z(r, f->name));
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
	if (!parameters_refer(r, s.offer != NOWHERE, n, &out->parameter, &out->as_of))
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

static bool read_word(struct reading *r, struct scope s, const struct node *n, struct wanted w, struct operand *out)
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
	case WORD_ON:
	case WORD_AFTER_TERM_START:
	case WORD_BEFORE_ANNIVERSARY:
	case WORD_AFTER_ANNIVERSARY:
		return operands_moment(r, s, n, out);
	default:
		return wrong(r, n, w);
	}
}

bool operands_read(struct reading *r, struct scope s, const struct node *n, struct wanted w, struct operand *out)
{
	*out = (struct operand){.collection = NOWHERE, .position = n->position};
	if (n->kind != NODE_WORD || is_money(n))
		return operands_written(r, n, w, out);
	return read_word(r, s, n, w, out) && fits(r, n, w, out);
}

static bool interval_of_parameter(struct reading *r, struct scope s, const struct node *n, struct interval *out)
{
	static const char *const wanted = "a parameter of days, months or years";
	enum parameter_unit unit;

	if (!parameters_refer(r, s.offer != NOWHERE, n, &out->parameter, &out->as_of))
		return false;
	unit = r->parameters[out->parameter].unit;
	if (unit == PARAMETER_DAYS || unit == PARAMETER_MONTHS || unit == PARAMETER_YEARS) {
		out->unit = unit == PARAMETER_DAYS ? INTERVAL_DAYS : INTERVAL_MONTHS;
		return true;
	}
	diag_add(r->d, WRONG_TYPE, n->position, "a stretch of time", wanted, parameters_unit(unit));
	return false;
}

bool operands_interval(struct reading *r, struct scope s, const struct node *n, int sign, struct interval *out)
{
	static const char *const wanted = "written as days(15), months(3), years(1) or a parameter";

	*out = (struct interval){.sign = sign, .parameter = NOWHERE};
	if (n->kind == NODE_WORD && n->word == WORD_PARAM)
		return interval_of_parameter(r, s, n, out);
	if (n->kind != NODE_WORD || (n->word != WORD_DAYS && n->word != WORD_MONTHS && n->word != WORD_YEARS) ||
	    n->items[0].kind != NODE_INTEGER) {
		reading_wrong(r, n, "a stretch of time", wanted);
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
	static const char *const wanted = "a day of the term: on \"anniversary\", before_anniversary(days(15)), ...";

	*out = (struct operand){.kind = OPERAND_MOMENT, .type = FACT_DATE, .collection = NOWHERE, .position = n->position};
	if (s.offer == NOWHERE) {
		diag_add(r->d, NO_TERM_HERE, n->position, n->kind == NODE_WORD ? word_name(n->word) : "this");
		return false;
	}
	if (n->kind == NODE_WORD && n->called && n->word == WORD_ON)
		return read_on(r, n, out);
	if (n->kind != NODE_WORD || !n->called ||
	    (n->word != WORD_AFTER_TERM_START && n->word != WORD_BEFORE_ANNIVERSARY && n->word != WORD_AFTER_ANNIVERSARY)) {
		reading_wrong(r, n, "a state's start", wanted);
		return false;
	}
	out->anchor = n->word == WORD_AFTER_TERM_START ? ANCHOR_TERM_START : ANCHOR_ANNIVERSARY;
	return operands_interval(r, s, &n->items[0], n->word == WORD_BEFORE_ANNIVERSARY ? -1 : 1, &out->shift);
}
