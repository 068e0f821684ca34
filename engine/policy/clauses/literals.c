#include "policy/clauses/literals.h"

#include <string.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/money.h"
#include "policy/clauses/owner.h"

struct wanted literals_like(const struct operand *o, const char *name)
{
	struct wanted w = {.name = name, .type = o->type, .of = o->of};

	memcpy(w.currency, o->currency, sizeof(w.currency));
	return w;
}

static const char *describe(struct reading *r, struct wanted w)
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
		return w.currency[0] ? str_format(r->a, "an amount of %s", w.currency).at
		                     : "an amount of money";
	case FACT_ENUM:
		break;
	}
	return "one of the values of the fact, in quotes";
}

bool literals_wrong(struct reading *r, const struct node *n, struct wanted w)
{
	reading_wrong(r, n, w.name, describe(r, w));
	return false;
}

/* Values of two facts can be told from each other only where both have the same list of them. */
static bool same_values(const struct field *a, const struct field *b)
{
	bool same = a == b || !a || !b || a->n_values == b->n_values;

	for (size_t i = 0; same && a && b && a != b && i < a->n_values; i++)
		same = str_equal(a->values[i], b->values[i]);
	return same;
}

bool literals_fit(struct reading *r, const struct node *n, struct wanted w, const struct operand *o)
{
	bool same = w.any || (o->type == w.type && (w.type != FACT_MONEY || !w.currency[0] ||
	                                            strcmp(w.currency, o->currency) == 0));

	if (same && !w.any && w.type == FACT_ENUM && !same_values(w.of, o->of)) {
		diag_add(r->d, OTHER_VALUES, n->position, w.name);
		return false;
	}
	if (!same)
		diag_add(r->d, WRONG_TYPE, n->position, w.name, describe(r, w),
		         describe(r, literals_like(o, w.name)));
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

bool literals_is_money(const struct node *n)
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
		return literals_wrong(r, n, w);
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

/* Money of any currency may stand there, but that of another one is rarely meant. */
static void check_currency(struct reading *r, const struct node *n, struct wanted w, const struct money *m)
{
	const char *own = owner_at(r, n->position)->currency;

	if (r->policy->n_programmes == 1 && !w.currency[0] && own[0] && strcmp(own, m->currency) != 0)
		diag_add(r->d, OTHER_CURRENCY, n->position, m->currency, own);
}

bool literals_read(struct reading *r, const struct node *n, struct wanted w, struct operand *out)
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
	if (literals_is_money(n) && (w.any || w.type == FACT_MONEY)) {
		if (!read_money(r, n, &m))
			return false;
		check_currency(r, n, w, &m);
		out->type = FACT_MONEY;
		out->value.number = m.minor;
		memcpy(out->currency, m.currency, sizeof(out->currency));
		return literals_fit(r, n, w, out);
	}
	return literals_wrong(r, n, w);
}

bool literals_fact(struct reading *r, const struct field *f, const struct node *n, struct fact *out)
{
	struct wanted w = {.name = reading_z(r, f->name), .type = f->type, .of = f};
	struct operand o = {0};

	memcpy(w.currency, f->currency, sizeof(w.currency));
	if (!literals_read(r, n, w, &o))
		return false;
	*out = o.value;
	return true;
}
