#include "policy/rules/comparisons.h"

#include "base/arena.h"
#include "base/diag.h"
#include "policy/rules/calculations.h"
#include "policy/rules/conditions.h"
#include "policy/rules/operands.h"

enum { YEARS_MOST = 100 };

/* The comparison a word stands for; false: it stands for none, or for more than one. */
static bool comparison_of(enum word w, enum comparison *out)
{
	switch (w) {
	case WORD_EXACTLY:
		*out = COMPARE_EQUAL;
		return true;
	case WORD_IS_NOT:
		*out = COMPARE_NOT_EQUAL;
		return true;
	case WORD_AT_LEAST:
	case WORD_SINCE:
		*out = COMPARE_AT_LEAST;
		return true;
	case WORD_MORE_THAN:
	case WORD_AFTER:
		*out = COMPARE_MORE;
		return true;
	case WORD_AT_MOST:
	case WORD_BY:
		*out = COMPARE_AT_MOST;
		return true;
	case WORD_LESS_THAN:
	case WORD_BEFORE:
		*out = COMPARE_LESS;
		return true;
	default:
		return false;
	}
}

static bool is_of_days(enum word w)
{
	return w == WORD_SINCE || w == WORD_AFTER || w == WORD_BY || w == WORD_BEFORE;
}

static bool has_order(const struct operand *o)
{
	return o->type == FACT_INTEGER || o->type == FACT_DATE || o->type == FACT_MONEY;
}

static const struct condition *compare(struct reading *r, struct scope s, const struct operand *left,
                                       const char *name, enum comparison by, const struct node *right,
                                       struct position p)
{
	struct condition *c = conditions_make(r, CONDITION_COMPARE, p);

	c->left = *left;
	c->comparison = by;
	return operands_read(r, s, right, literals_like(left, name), &c->right) ? c : NULL;
}

static const struct condition *both(struct reading *r, const struct condition *a, const struct condition *b,
                                    struct position p)
{
	struct condition *c = conditions_make(r, CONDITION_ALL, p);
	const struct condition **children = arena_array(r->a, 2, sizeof(*children));

	if (!a || !b)
		return NULL;
	children[0] = a;
	children[1] = b;
	c->children = children;
	c->n_children = 2;
	return c;
}

static const struct condition *is_any_of(struct reading *r, struct scope s, const struct operand *left,
                                         const char *name, const struct node *n, struct position p)
{
	const struct node *list = &n->items[0];
	struct condition *c = conditions_make(r, CONDITION_AMONG, p);
	struct fact *values;
	bool fine = true;

	if (list->kind != NODE_TABLE || list->n_fields > 0) {
		reading_wrong(r, list, "is_any_of", "a list of values: { \"a\", \"b\" }");
		return NULL;
	}
	values = arena_array(r->a, list->n_items, sizeof(*values));
	for (size_t i = 0; i < list->n_items; i++) {
		struct operand o;

		if (!operands_read(r, s, &list->items[i], literals_like(left, name), &o)) {
			fine = false;
		} else if (o.kind != OPERAND_VALUE) {
			reading_wrong(r, &list->items[i], "is_any_of", "a list of values written out");
			fine = false;
		}
		values[i] = o.value;
	}
	c->left = *left;
	c->values = values;
	c->n_values = list->n_items;
	return fine ? c : NULL;
}

/* within_last(months(12)): by today, and its day a year on is still to come.  for_at_least(years(5)): its day five years on has come. */
static const struct condition *lasting(struct reading *r, struct scope s, const struct operand *left,
                                       const struct node *n, struct position p)
{
	struct condition *since = conditions_make(r, CONDITION_COMPARE, p),
			 *until = conditions_make(r, CONDITION_COMPARE, p);
	struct operand today = {
		.kind = OPERAND_TODAY, .type = FACT_DATE, .collection = NOWHERE, .position = n->position};

	since->left = until->left = *left;
	since->right = until->right = today;
	since->comparison = COMPARE_AT_MOST;
	until->comparison = n->word == WORD_WITHIN_LAST ? COMPARE_MORE : COMPARE_AT_MOST;
	if (!operands_interval(r, s, &n->items[0], 1, &until->left.shift))
		return NULL;
	return n->word == WORD_WITHIN_LAST ? both(r, since, until, p) : until;
}

/* The calendar period that a word names: its length in months, and how many of them it is from today's. */
static bool period_of(struct reading *r, const struct node *n, int *months, int64_t *further)
{
	*months = n->word == WORD_THIS_MONTH || n->word == WORD_LAST_MONTH ? 1 : 12;
	*further = n->word == WORD_LAST_MONTH || n->word == WORD_LAST_YEAR ? -1 : 0;
	if (n->word != WORD_YEAR_BEFORE)
		return true;
	if (n->items[0].kind != NODE_INTEGER) {
		reading_wrong(r, &n->items[0], word_name(n->word), "a number of years");
		return false;
	}
	*further = -n->items[0].integer;
	if (*further < 0 && *further >= -YEARS_MOST)
		return true;
	diag_add(r->d, OUT_OF_RANGE, n->items[0].position, word_name(n->word), "1", "100");
	return false;
}

/* this_year: from its first day, and before the next one's. */
static const struct condition *within_period(struct reading *r, const struct operand *left,
                                             const struct node *n, struct position p)
{
	struct condition *since = conditions_make(r, CONDITION_COMPARE, p),
			 *until = conditions_make(r, CONDITION_COMPARE, p);
	int64_t further;
	int months;

	if (!period_of(r, n, &months, &further))
		return NULL;
	since->left = until->left = *left;
	since->right = calculations_period(months, further, n->position);
	until->right = calculations_period(months, further + 1, n->position);
	since->comparison = COMPARE_AT_LEAST;
	until->comparison = COMPARE_LESS;
	return both(r, since, until, p);
}

static bool is_period(enum word w)
{
	return w == WORD_THIS_MONTH || w == WORD_LAST_MONTH || w == WORD_THIS_YEAR || w == WORD_LAST_YEAR ||
	       w == WORD_YEAR_BEFORE;
}

static const struct condition *wrong_order(struct reading *r, const struct node *n, const char *name,
                                           const char *takes)
{
	diag_add(r->d, WRONG_COMPARISON, n->position, word_name(n->word), takes, name);
	return NULL;
}

static const struct condition *by_word(struct reading *r, struct scope s, const struct operand *left,
                                       const char *name, const struct node *n, struct position p)
{
	struct condition *c;
	enum comparison by;

	if (n->word == WORD_KNOWN || n->word == WORD_UNKNOWN) {
		c = conditions_make(r, n->word == WORD_KNOWN ? CONDITION_KNOWN : CONDITION_UNKNOWN, p);
		c->left = *left;
		return c;
	}
	if (n->word == WORD_IS_ANY_OF)
		return is_any_of(r, s, left, name, n, p);
	if (n->word == WORD_WITHIN_LAST || n->word == WORD_FOR_AT_LEAST)
		return left->type == FACT_DATE ? lasting(r, s, left, n, p) : wrong_order(r, n, name, "days");
	if (is_period(n->word))
		return left->type == FACT_DATE ? within_period(r, left, n, p)
		                               : wrong_order(r, n, name, "days");
	if (n->word == WORD_BETWEEN)
		return has_order(left) ? both(r, compare(r, s, left, name, COMPARE_AT_LEAST, &n->items[0], p),
		                              compare(r, s, left, name, COMPARE_AT_MOST, &n->items[1], p), p)
		                       : wrong_order(r, n, name, "numbers, amounts and days");
	if (!comparison_of(n->word, &by))
		return compare(r, s, left, name, COMPARE_EQUAL, n, p);
	if (n->n_items > 1) {
		diag_add(r->d, NOT_ROWS, n->items[1].position, name);
		return NULL;
	}
	if (by != COMPARE_EQUAL && by != COMPARE_NOT_EQUAL && !has_order(left))
		return wrong_order(r, n, name, "numbers, amounts and days");
	if (is_of_days(n->word) && left->type != FACT_DATE)
		return wrong_order(r, n, name, "days");
	return compare(r, s, left, name, by, &n->items[0], p);
}

const struct condition *comparisons_read(struct reading *r, struct scope s, const struct operand *left,
                                         const char *name, const struct node *n, struct position p)
{
	if (n->kind == NODE_WORD)
		return by_word(r, s, left, name, n, p);
	if (n->kind == NODE_TABLE) {
		reading_wrong(r, n, name, "one value, or is_any_of { ... }");
		return NULL;
	}
	return compare(r, s, left, name, COMPARE_EQUAL, n, p);
}

const struct condition *comparisons_count(struct reading *r, struct scope s, size_t collection,
                                          const struct node *n, struct position p)
{
	const char *name = reading_z(r, r->schema->collections[collection].name);
	struct condition *c = conditions_make(r, CONDITION_COMPARE, p);

	if (n->kind != NODE_WORD || !comparison_of(n->word, &c->comparison) || is_of_days(n->word) ||
	    n->word == WORD_IS_NOT) {
		reading_wrong(r, n, name, "a number of rows, such as at_least(1, { ... })");
		return NULL;
	}
	c->left = (struct operand){
		.kind = OPERAND_COUNT, .type = FACT_INTEGER, .collection = collection, .position = p};
	if (n->n_items > 1)
		c->left.where = conditions_read(r, (struct scope){s.offer, collection}, &n->items[1], NULL);
	if (!operands_read(r, s, &n->items[0], literals_like(&c->left, name), &c->right))
		return NULL;
	return n->n_items < 2 || c->left.where ? c : NULL;
}
