#include "policy/clauses/calculations.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/operands.h"

static const struct {
	enum word word;
	enum calculation calculation;
	int period;
} words[] = {
	{WORD_PLUS, CALCULATE_PLUS, 0},
	{WORD_MINUS, CALCULATE_MINUS, 0},
	{WORD_TIMES, CALCULATE_TIMES, 0},
	{WORD_DIVIDED, CALCULATE_DIVIDED, 0},
	{WORD_LEAST, CALCULATE_LEAST, 0},
	{WORD_GREATEST, CALCULATE_GREATEST, 0},
	{WORD_OTHERWISE, CALCULATE_OTHERWISE, 0},
	{WORD_DAYS_SINCE, CALCULATE_SINCE, 0},
	{WORD_MONTHS_SINCE, CALCULATE_SINCE, 1},
	{WORD_YEARS_SINCE, CALCULATE_SINCE, 12},
	{WORD_START_OF_MONTH, CALCULATE_START_OF, 1},
	{WORD_START_OF_YEAR, CALCULATE_START_OF, 12},
	{WORD_END_OF_MONTH, CALCULATE_END_OF, 1},
	{WORD_END_OF_YEAR, CALCULATE_END_OF, 12},
};

enum { WORDS = sizeof(words) / sizeof(*words) };

static size_t find(enum word w)
{
	size_t i = 0;

	while (i < WORDS && words[i].word != w)
		i++;
	return i;
}

bool calculations_is(enum word w)
{
	return find(w) < WORDS || w == WORD_LATER || w == WORD_EARLIER;
}

struct operand calculations_period(int months, int64_t further, struct position p)
{
	return (struct operand){
		.kind = OPERAND_PERIOD,
		.type = FACT_DATE,
		.collection = NOWHERE,
		.field = NOWHERE,
		.period = months,
		.shift = {.unit = INTERVAL_MONTHS,
	                  .sign = (further > 0) - (further < 0),
	                  .count = months * (further < 0 ? -further : further),
	                  .parameter = NOWHERE},
		.position = p,
	};
}

/* What the arguments of each may be. */
static bool takes(enum calculation c, enum fact_type t, const char **wanted)
{
	switch (c) {
	case CALCULATE_PLUS:
	case CALCULATE_MINUS:
	case CALCULATE_TIMES:
	case CALCULATE_DIVIDED:
		*wanted = "whole numbers or amounts of money";
		return t == FACT_INTEGER || t == FACT_MONEY;
	case CALCULATE_LEAST:
	case CALCULATE_GREATEST:
		*wanted = "numbers, amounts or days";
		return t == FACT_INTEGER || t == FACT_MONEY || t == FACT_DATE;
	default:
		*wanted = "anything but texts";
		return t != FACT_TEXT;
	}
}

static struct wanted wanted_of(const struct operand *first, enum calculation c, size_t i, const char *name)
{
	struct wanted any = {.name = name, .any = true};

	if (c == CALCULATE_SINCE || c == CALCULATE_START_OF || c == CALCULATE_END_OF)
		return WANT(name, FACT_DATE);
	/* Only one of the factors can be money, and nothing is divided by it. */
	if (i > 0 && c == CALCULATE_DIVIDED)
		return WANT(name, FACT_INTEGER);
	if (i > 0 && c == CALCULATE_TIMES)
		return first->type == FACT_MONEY ? WANT(name, FACT_INTEGER) : any;
	return i > 0 ? literals_like(first, name) : any;
}

static bool read_arguments(struct reading *r, struct scope s, const struct node *n, struct operand *out)
{
	struct operand *arguments = arena_array(r->a, n->n_items, sizeof(*arguments));
	const char *name = word_name(n->word), *wanted;

	out->arguments = arguments;
	for (size_t i = 0; i < n->n_items; i++) {
		struct operand *one = arguments + i;

		if (!operands_read(r, s, &n->items[i], wanted_of(out, out->calculation, i, name), one))
			return false;
		if (!takes(out->calculation, one->type, &wanted)) {
			diag_add(r->d, WRONG_TYPE, n->items[i].position, name, wanted,
			         reading_type(one->type));
			return false;
		}
		if (i == 0 || (one->type == FACT_MONEY && out->type == FACT_INTEGER)) {
			out->type = one->type;
			out->of = one->type == FACT_ENUM ? one->of : NULL;
			memcpy(out->currency, one->currency, sizeof(out->currency));
		}
		out->n_arguments++;
	}
	return true;
}

/* A day some way off; one that is so already is first made a value of its own. */
static bool read_later(struct reading *r, struct scope s, const struct node *n, struct operand *out)
{
	struct operand day, *argument;

	if (!operands_read(r, s, &n->items[0], WANT(word_name(n->word), FACT_DATE), &day))
		return false;
	*out = day;
	if (day.shift.sign || day.kind == OPERAND_VALUE || day.kind == OPERAND_PERIOD ||
	    day.kind == OPERAND_DERIVED || day.kind == OPERAND_OUTPUT) {
		argument = arena_alloc(r->a, sizeof(*argument));
		*argument = day;
		*out = (struct operand){.kind = OPERAND_CALCULATION,
		                        .type = FACT_DATE,
		                        .collection = NOWHERE,
		                        .field = NOWHERE,
		                        .calculation = CALCULATE_GREATEST,
		                        .arguments = argument,
		                        .n_arguments = 1};
	}
	out->position = n->position;
	return operands_interval(r, s, &n->items[1], n->word == WORD_LATER ? 1 : -1, &out->shift);
}

bool calculations_read(struct reading *r, struct scope s, const struct node *n, struct operand *out)
{
	size_t i = find(n->word);

	if (i == WORDS)
		return read_later(r, s, n, out);
	out->kind = OPERAND_CALCULATION;
	out->calculation = words[i].calculation;
	out->period = words[i].period;
	if (!read_arguments(r, s, n, out))
		return false;
	if (out->calculation == CALCULATE_SINCE) {
		out->type = FACT_INTEGER;
	} else if (out->period && out->arguments->kind == OPERAND_TODAY && !out->arguments->shift.sign) {
		/* Then it is known on which day it changes. */
		struct operand start = calculations_period(out->period, 0, n->position);

		if (out->calculation == CALCULATE_START_OF)
			*out = start;
		else
			*(struct operand *)out->arguments = start;
	}
	return true;
}
