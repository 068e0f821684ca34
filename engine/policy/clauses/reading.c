#include "policy/clauses/reading.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/bisect.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "policy/clauses/doubts.h"

const char *reading_z(struct reading *r, struct str s)
{
	return str_z(r->a, s);
}

const char *reading_what(struct reading *r, const struct declaration *d)
{
	return str_format(r->a, "%s '%.*s'", vocabulary_family(d->family), STR_ARG(d->name)).at;
}

bool reading_is_dotted(struct str s)
{
	bool begins = true;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		bool letter = ascii_is_small(c), inner = ascii_is_digit(c) || c == '_';

		if (c == '.' && !begins)
			begins = true;
		else if (letter || (inner && !begins))
			begins = false;
		else
			return false;
	}
	return !begins && s.len <= 100;
}

bool reading_is_name(struct str s)
{
	return reading_is_dotted(s) && str_find(s, STR("."), 0) == SIZE_MAX;
}

static int compare_named(const void *x, const void *y)
{
	const struct named *a = x, *b = y;
	int order = str_compare(a->name, b->name);

	return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

static void say_twice(struct reading *r, const struct declaration *first, const struct declaration *again)
{
	diag_add(r->d, DUPLICATE_NAME, again->position, reading_what(r, again),
	         source_place(r->a, first->position).at);
}

/* An example's name is a sentence, a sample's a phrase; all others are names that rules and templates refer to. */
static bool is_fit(const struct declaration *d)
{
	return d->family == FAMILY_EXAMPLE || d->family == FAMILY_EXAMPLES || d->family == FAMILY_SAMPLE ||
	       reading_is_name(d->name);
}

static void register_family(struct reading *r, enum family f)
{
	struct register_of *by = &r->by[f];
	size_t n = 0;

	for (const struct declaration *d = vocabulary_declarations(r->vocabulary); d; d = d->next)
		n += d->family == f && d->described;
	by->at = arena_array(r->a, n, sizeof(*by->at));
	by->sorted = arena_array(r->a, n, sizeof(*by->sorted));
	n = 0;
	for (const struct declaration *d = vocabulary_declarations(r->vocabulary); d; d = d->next) {
		if (d->family != f || !d->described)
			continue;
		if (!is_fit(d))
			diag_add(r->d, BAD_NAME, d->position, reading_z(r, d->name));
		by->at[n] = d;
		by->sorted[n] = (struct named){d->name, n};
		n++;
	}
	if (n > 1)
		qsort(by->sorted, n, sizeof(*by->sorted), compare_named);
	for (size_t i = 0; i < n; i++) {
		if (by->n > 0 && str_equal(by->sorted[by->n - 1].name, by->sorted[i].name))
			say_twice(r, by->at[by->sorted[by->n - 1].index], by->at[by->sorted[i].index]);
		else
			by->sorted[by->n++] = by->sorted[i];
	}
}

/* Drops the second of each name: what is left keeps the order of the files. */
static void drop_duplicates(struct reading *r, struct register_of *by)
{
	bool *kept;
	size_t n = 0, all = 0;

	for (size_t i = 0; i < by->n; i++)
		all = by->sorted[i].index >= all ? by->sorted[i].index + 1 : all;
	kept = arena_array(r->a, all, sizeof(*kept));
	for (size_t i = 0; i < by->n; i++)
		kept[by->sorted[i].index] = true;
	for (size_t i = 0; i < all; i++)
		if (kept[i])
			by->at[n++] = by->at[i];
	for (size_t i = 0; i < by->n; i++)
		by->sorted[i] = (struct named){by->at[i]->name, i};
	if (by->n > 1)
		qsort(by->sorted, by->n, sizeof(*by->sorted), compare_named);
}

void reading_register(struct reading *r)
{
	for (int f = 0; f < FAMILY_COUNT; f++) {
		register_family(r, (enum family)f);
		drop_duplicates(r, &r->by[f]);
	}
}

size_t reading_index(const struct reading *r, enum family f, struct str name)
{
	const struct register_of *by = &r->by[f];
	size_t at = BISECT(i, 0, by->n, str_compare(by->sorted[i].name, name) < 0);

	return at < by->n && str_equal(by->sorted[at].name, name) ? by->sorted[at].index : NOWHERE;
}

void reading_wrong(struct reading *r, const struct node *n, const char *what, const char *wanted)
{
	if (n->kind != NODE_UNKNOWN)
		diag_add(r->d, WRONG_TYPE, n->position, what, wanted, node_describe(r->a, n));
}

void reading_unknown(struct reading *r, const struct node *n, const char *kind, const struct str *candidates,
                     size_t count)
{
	if (doubts_cover(r, n->position, n->text))
		return;
	diag_add(r->d, UNKNOWN_NAME, n->position, kind, reading_z(r, n->text));
	diag_suggest(r->d, n->text, candidates, count);
}

size_t reading_refer(struct reading *r, const struct node *n, enum family f)
{
	const char *kind = f == FAMILY_CUSTOM ? "custom function" : vocabulary_family(f);
	struct str *candidates;
	size_t index;

	if (n->kind != NODE_TEXT) {
		reading_wrong(r, n, kind, "a name in quotes");
		return NOWHERE;
	}
	index = reading_index(r, f, n->text);
	if (index != NOWHERE)
		return index;
	candidates = arena_array(r->a, r->by[f].n, sizeof(*candidates));
	for (size_t i = 0; i < r->by[f].n; i++)
		candidates[i] = r->by[f].sorted[i].name;
	reading_unknown(r, n, kind, candidates, r->by[f].n);
	return NOWHERE;
}

size_t reading_refer_field(struct reading *r, const struct node *n, const char *key, enum family f)
{
	const struct node *value = node_field(n, key);

	return value && value->kind == NODE_TEXT ? reading_refer(r, value, f) : NOWHERE;
}

static const char *const accepted[] = {
	[ACCEPT_ANY] = "something",
	[ACCEPT_TEXT] = "a text in quotes",
	[ACCEPT_INTEGER] = "a whole number",
	[ACCEPT_YES_NO] = "yes or no",
	[ACCEPT_DAY] = "a day such as \"2016-03-01\"",
	[ACCEPT_TABLE] = "a table in braces",
	[ACCEPT_FUNCTION] = "a function",
};

static bool accepts(enum accepted kind, const struct node *n)
{
	switch (kind) {
	case ACCEPT_TEXT:
	case ACCEPT_DAY:
		return n->kind == NODE_TEXT;
	case ACCEPT_INTEGER:
		return n->kind == NODE_INTEGER;
	case ACCEPT_YES_NO:
		return n->kind == NODE_BOOL;
	case ACCEPT_TABLE:
		return n->kind == NODE_TABLE;
	case ACCEPT_FUNCTION:
		return n->kind == NODE_FUNCTION;
	case ACCEPT_ANY:
		break;
	}
	return true;
}

static void check_field(struct reading *r, const struct entry *e, enum accepted kind)
{
	int32_t day;

	if (!accepts(kind, &e->value))
		reading_wrong(r, &e->value, reading_z(r, e->key), accepted[kind]);
	else if (kind == ACCEPT_DAY && !date_parse(e->value.text, &day))
		diag_add(r->d, BAD_DAY, e->value.position, reading_z(r, e->value.text));
}

/* Says each field that is not among the names; what was probably meant is not missing any more. */
static void say_unknown_fields(struct reading *r, const struct node *n, const char *what,
                               const struct str *names, size_t count, bool *meant)
{
	for (size_t i = 0; i < n->n_fields; i++) {
		const struct entry *e = &n->fields[i];
		struct str nearest;
		size_t k = 0;

		while (k < count && !str_equal(e->key, names[k]))
			k++;
		if (e->key.len == 0)
			diag_add(r->d, STRAY_KEY, e->key_position, word_kind(e->word->word));
		if (e->key.len == 0 || k < count)
			continue;
		diag_add(r->d, UNKNOWN_FIELD, e->key_position, reading_z(r, e->key), what);
		diag_suggest(r->d, e->key, names, count);
		nearest = nearest_name(e->key, names, count);
		for (k = 0; k < count; k++)
			meant[k] |= str_equal(names[k], nearest);
	}
}

void reading_fields(struct reading *r, const struct node *n, const char *what, const struct accept *fields)
{
	struct str *names;
	bool *meant;
	size_t count = 0;

	if (n->kind != NODE_TABLE)
		return;
	while (fields[count].name)
		count++;
	names = arena_array(r->a, count, sizeof(*names));
	meant = arena_array(r->a, count, sizeof(*meant));
	for (size_t i = 0; i < count; i++)
		names[i] = str_from(fields[i].name);
	say_unknown_fields(r, n, what, names, count, meant);
	for (size_t i = 0; i < count; i++) {
		const struct entry *e = node_entry(n, names[i]);

		/* `name == value` left its name behind */
		for (size_t k = 0; k < n->n_items; k++)
			meant[i] |= n->items[k].kind == NODE_UNKNOWN && str_equal(n->items[k].text, names[i]);
		if (e)
			check_field(r, e, fields[i].kind);
		else if (fields[i].required && !meant[i])
			diag_add(r->d, MISSING_FIELD, n->position, what, fields[i].name);
	}
}

/* `offer "x"` for `offer = "x"`: the word is that of a declaration too. */
static void say_declared(struct reading *r, const struct node *n)
{
	struct str text = n->position.source->text;
	size_t end = n->position.offset;

	while (end < text.len && text.at[end] >= 'a' && text.at[end] <= 'z')
		end++;
	diag_add(r->d, MISSING_EQUALS, n->position, reading_z(r, str_slice(text, n->position.offset, end)),
	         reading_z(r, n->text));
}

void reading_stray(struct reading *r, const struct node *n, const char *what)
{
	if (n->kind == NODE_DECLARATION && n->position.source)
		say_declared(r, n);
	else if (n->kind == NODE_WORD || n->kind == NODE_FUNCTION || n->kind == NODE_DECLARATION)
		diag_add(r->d, MISPLACED, n->position, node_describe(r->a, n), what);
	else if (n->kind != NODE_UNKNOWN)
		diag_add(r->d, STRAY_VALUE, n->position, node_describe(r->a, n), what);
}

struct str reading_unit(enum parameter_unit u)
{
	static const struct str units[] = {
		[PARAMETER_COUNT] = {"count", 5},   [PARAMETER_DAYS] = {"days", 4},
		[PARAMETER_MONTHS] = {"months", 6}, [PARAMETER_YEARS] = {"years", 5},
		[PARAMETER_MONEY] = {"money", 5},   [PARAMETER_PERCENT] = {"percent", 7},
	};

	return units[u];
}

const char *reading_type(enum fact_type t)
{
	static const char *const names[] = {
		[FACT_TEXT] = "a text",    [FACT_INTEGER] = "a whole number",
		[FACT_BOOL] = "yes or no", [FACT_DATE] = "a date",
		[FACT_MONEY] = "money",    [FACT_ENUM] = "one of several values",
	};

	return names[t];
}

void reading_no_items(struct reading *r, const struct node *n, const char *what)
{
	for (size_t i = 0; n->kind == NODE_TABLE && i < n->n_items; i++)
		reading_stray(r, &n->items[i], what);
}

static const struct node *of_kind(const struct node *n, const char *key, enum node_kind kind)
{
	const struct node *value = node_field(n, key);

	return value && value->kind == kind ? value : NULL;
}

bool reading_text(const struct node *n, const char *key, struct str *out)
{
	const struct node *value = of_kind(n, key, NODE_TEXT);

	*out = value ? value->text : (struct str){0};
	return value;
}

bool reading_yes_no(const struct node *n, const char *key)
{
	const struct node *value = of_kind(n, key, NODE_BOOL);

	return value && value->truth;
}

bool reading_day(const struct node *n, const char *key, int32_t *out)
{
	const struct node *value = of_kind(n, key, NODE_TEXT);

	return value && date_parse(value->text, out);
}

bool reading_number(struct reading *r, const struct node *n, const char *key, int64_t least, int64_t most,
                    int64_t *out)
{
	const struct node *value = of_kind(n, key, NODE_INTEGER);

	if (!value)
		return false;
	*out = value->integer;
	if (*out >= least && *out <= most)
		return true;
	diag_add(r->d, OUT_OF_RANGE, value->position, key, str_format(r->a, "%" PRId64, least).at,
	         str_format(r->a, "%" PRId64, most).at);
	return false;
}
