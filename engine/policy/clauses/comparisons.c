#include "policy/clauses/comparisons.h"

#include "base/arena.h"
#include "base/diag.h"
#include "policy/clauses/calculations.h"
#include "policy/clauses/conditions.h"
#include "policy/clauses/operands.h"

enum { YEARS_MOST = 100 };

/* What is compared, as a condition of this scope names it. */
struct side {
	struct reading *r;
	struct scope scope;
	const struct operand *operand;
	const char *name;
	struct position position; /* of the condition */
};

static struct condition *make(const struct side *left, enum condition_kind kind)
{
	struct condition *c = conditions_make(left->r, kind, left->position);

	c->left = *left->operand;
	return c;
}

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

static bool has_order(enum fact_type type)
{
	return type == FACT_INTEGER || type == FACT_DATE || type == FACT_MONEY;
}

static bool read_right(const struct side *left, const struct node *n, struct operand *out)
{
	return operands_read(left->r, left->scope, n, literals_like(left->operand, left->name), out);
}

static const struct condition *compare(const struct side *left, enum comparison by, const struct node *right)
{
	struct condition *c = make(left, CONDITION_COMPARE);

	c->comparison = by;
	return read_right(left, right, &c->right) ? c : NULL;
}

static const struct condition *both(const struct side *left, const struct condition *a,
                                    const struct condition *b)
{
	struct condition *c = conditions_make(left->r, CONDITION_ALL, left->position);
	const struct condition **children = arena_array(left->r->a, 2, sizeof(*children));

	if (!a || !b)
		return NULL;
	children[0] = a;
	children[1] = b;
	c->children = children;
	c->n_children = 2;
	return c;
}

static const struct condition *is_any_of(const struct side *left, const struct node *n)
{
	const struct node *list = &n->items[0];
	struct condition *c = make(left, CONDITION_AMONG);
	struct fact *values;
	bool fine = true;

	if (list->kind != NODE_TABLE || list->n_fields > 0) {
		reading_wrong(left->r, list, "is_any_of", "a list of values: { \"a\", \"b\" }");
		return NULL;
	}
	values = arena_array(left->r->a, list->n_items, sizeof(*values));
	for (size_t i = 0; i < list->n_items; i++) {
		struct operand o;

		if (!read_right(left, &list->items[i], &o)) {
			fine = false;
		} else if (o.kind != OPERAND_VALUE) {
			reading_wrong(left->r, &list->items[i], "is_any_of", "a list of values written out");
			fine = false;
		}
		values[i] = o.value;
	}
	c->values = values;
	c->n_values = list->n_items;
	return fine ? c : NULL;
}

/* within_last(months(12)): by today, and its day a year on is still to come.  for_at_least(years(5)): its day five years on has come. */
static const struct condition *lasting(const struct side *left, const struct node *n)
{
	struct condition *since = make(left, CONDITION_COMPARE), *until = make(left, CONDITION_COMPARE);
	struct operand today = {
		.kind = OPERAND_TODAY, .type = FACT_DATE, .collection = NOWHERE, .position = n->position};

	since->right = until->right = today;
	since->comparison = COMPARE_AT_MOST;
	until->comparison = n->word == WORD_WITHIN_LAST ? COMPARE_MORE : COMPARE_AT_MOST;
	if (!operands_interval(left->r, left->scope, &n->items[0], 1, &until->left.shift))
		return NULL;
	return n->word == WORD_WITHIN_LAST ? both(left, since, until) : until;
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
static const struct condition *within_period(const struct side *left, const struct node *n)
{
	struct condition *since = make(left, CONDITION_COMPARE), *until = make(left, CONDITION_COMPARE);
	int64_t further;
	int months;

	if (!period_of(left->r, n, &months, &further))
		return NULL;
	since->right = calculations_period(months, further, n->position);
	until->right = calculations_period(months, further + 1, n->position);
	since->comparison = COMPARE_AT_LEAST;
	until->comparison = COMPARE_LESS;
	return both(left, since, until);
}

static bool is_period(enum word w)
{
	return w == WORD_THIS_MONTH || w == WORD_LAST_MONTH || w == WORD_THIS_YEAR || w == WORD_LAST_YEAR ||
	       w == WORD_YEAR_BEFORE;
}

static const struct condition *wrong_order(const struct side *left, const struct node *n, const char *takes)
{
	diag_add(left->r->d, WRONG_COMPARISON, n->position, word_name(n->word), takes, left->name);
	return NULL;
}

static const struct condition *by_word(const struct side *left, const struct node *n)
{
	enum fact_type type = left->operand->type;
	enum comparison by;

	if (n->word == WORD_KNOWN || n->word == WORD_UNKNOWN)
		return make(left, n->word == WORD_KNOWN ? CONDITION_KNOWN : CONDITION_UNKNOWN);
	if (n->word == WORD_IS_ANY_OF)
		return is_any_of(left, n);
	if (n->word == WORD_WITHIN_LAST || n->word == WORD_FOR_AT_LEAST)
		return type == FACT_DATE ? lasting(left, n) : wrong_order(left, n, "days");
	if (is_period(n->word))
		return type == FACT_DATE ? within_period(left, n) : wrong_order(left, n, "days");
	if (n->word == WORD_BETWEEN)
		return has_order(type) ? both(left, compare(left, COMPARE_AT_LEAST, &n->items[0]),
		                              compare(left, COMPARE_AT_MOST, &n->items[1]))
		                       : wrong_order(left, n, "numbers, amounts and days");
	if (!comparison_of(n->word, &by))
		return compare(left, COMPARE_EQUAL, n);
	if (n->n_items > 1) {
		diag_add(left->r->d, NOT_ROWS, n->items[1].position, left->name);
		return NULL;
	}
	if (by != COMPARE_EQUAL && by != COMPARE_NOT_EQUAL && !has_order(type))
		return wrong_order(left, n, "numbers, amounts and days");
	if (is_of_days(n->word) && type != FACT_DATE)
		return wrong_order(left, n, "days");
	return compare(left, by, &n->items[0]);
}

const struct condition *comparisons_read(struct reading *r, struct scope s, const struct operand *left,
                                         const char *name, const struct node *n, struct position p)
{
	struct side side = {r, s, left, name, p};

	if (n->kind == NODE_WORD)
		return by_word(&side, n);
	if (n->kind == NODE_TABLE) {
		reading_wrong(r, n, name, "one value, or is_any_of { ... }");
		return NULL;
	}
	return compare(&side, COMPARE_EQUAL, n);
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
