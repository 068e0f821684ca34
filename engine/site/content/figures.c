#include "site/content/figures.h"

#include <string.h>

#include "base/arena.h"
#include "site/content/fields.h"
#include "site/content/wording.h"

struct value figures_message(struct arena *a, const char *kind, struct str id, const char *part)
{
	const struct str parts[] = {str_from(kind), STR("."), id, STR("."), str_from(part)};

	return value_message(str_join(a, parts, part[0] ? 5 : 3), NULL, 0);
}

struct value figures_grant(struct arena *a, const struct benefit *b, struct value worth)
{
	struct fields m = fields_open(a, 1), rhythm = fields_open(a, 2);
	struct value what = worth;

	if (b->kind == BENEFIT_INCLUDED)
		what = wording_value(WORDING_GRANT_INCLUDED, NULL, 0);
	else if (b->up_to) {
		fields_put(&m, STR("n"), worth);
		what = wording_value(WORDING_GRANT_UP_TO, m.at, m.n);
	}
	if (b->every == 0)
		return what;
	fields_put(&rhythm, STR("what"), what);
	fields_put(&rhythm, STR("months"), value_integer(b->every));
	return wording_value(WORDING_GRANT_EVERY, rhythm.at, rhythm.n);
}

static struct value parameter_value(const struct parameter *p, int32_t day)
{
	int64_t value = policy_parameter(p, day);
	struct money money = {value, ""};

	if (p->unit != PARAMETER_MONEY)
		return value_integer(value);
	memcpy(money.currency, p->currency, sizeof(money.currency));
	return value_money(money);
}

/* What an operand that no member enters into is worth on a day. */
static struct value worth_of(const struct policy *p, const struct operand *o, int32_t day)
{
	struct money money = {o->value.number, ""};

	if (o->kind == OPERAND_PARAMETER)
		return parameter_value(&p->parameters[o->parameter], day);
	if (o->kind != OPERAND_VALUE || !o->value.known)
		return (struct value){VALUE_NONE};
	switch (o->type) {
	case FACT_TEXT:
		return value_text(o->value.text);
	case FACT_MONEY:
		memcpy(money.currency, o->currency, sizeof(money.currency));
		return value_money(money);
	case FACT_DATE:
		return value_date((int32_t)o->value.number);
	case FACT_BOOL:
		return value_bool(o->value.number != 0);
	default:
		return value_integer(o->value.number);
	}
}

/* What one tier gives of a benefit; a record without text where it gives nothing. */
static struct value cell(struct arena *a, const struct policy *p, const struct grant *g, int32_t day)
{
	struct fields m = fields_open(a, 3);
	struct value worth;

	if (!g)
		return fields_done(&m);
	worth = worth_of(p, &g->value, day);
	fields_put(&m, STR("text"), figures_grant(a, &p->benefits[g->benefit], worth));
	fields_put(&m, STR("quantity"), worth.kind == VALUE_INTEGER ? worth : (struct value){VALUE_NONE});
	fields_put(&m, STR("amount"), worth.kind == VALUE_MONEY ? worth : (struct value){VALUE_NONE});
	return fields_done(&m);
}

static const struct grant *grant_of(const struct tier *t, size_t benefit)
{
	for (size_t i = 0; i < t->n_grants; i++)
		if (t->grants[i].benefit == benefit)
			return &t->grants[i];
	return NULL;
}

/* The grant of the tier that gives most, for pages that speak of the benefit as such. */
static const struct grant *best_grant(const struct policy *p, size_t benefit, int32_t day)
{
	const struct grant *best = NULL;
	int64_t most = INT64_MIN;

	for (size_t t = 0; t < p->n_tiers; t++) {
		const struct grant *g = grant_of(&p->tiers[t], benefit);
		struct value v = g ? worth_of(p, &g->value, day) : (struct value){VALUE_NONE};
		int64_t worth = v.kind == VALUE_MONEY     ? v.money.minor
		                : v.kind == VALUE_INTEGER ? v.integer
		                                          : 0;

		if (g && worth > most) {
			best = g;
			most = worth;
		}
	}
	return best;
}

static struct value named(struct arena *a, const char *kind, struct str id, struct value more)
{
	struct fields m = fields_open(a, more.record.n + 3);

	fields_put(&m, STR("id"), value_text(id));
	fields_put(&m, STR("name"), figures_message(a, kind, id, "name"));
	fields_put(&m, STR("about"), figures_message(a, kind, id, "about"));
	for (size_t i = 0; i < more.record.n; i++)
		m.at[m.n++] = more.record.fields[i];
	return fields_done(&m);
}

static const struct value nothing_more = {.kind = VALUE_RECORD};

/* Tiers as people compare them: track after track as declared, from the lowest rank. */
static const struct tier **tiers_in_order(struct arena *a, const struct policy *p)
{
	const struct tier **order = arena_array(a, p->n_tiers + 1, sizeof(*order));

	for (size_t n = 0; n < p->n_tiers; n++) {
		const struct tier *t = &p->tiers[n];
		size_t at = n;

		for (; at > 0 && (order[at - 1]->track > t->track ||
		                  (order[at - 1]->track == t->track && order[at - 1]->rank > t->rank));
		     at--)
			order[at] = order[at - 1];
		order[at] = t;
	}
	return order;
}

static struct value comparison(struct arena *a, const struct policy *p, const struct tier **order,
                               struct value tiers, int32_t day)
{
	struct fields table = fields_open(a, 2);
	struct value *rows = arena_array(a, p->n_benefits + 1, sizeof(*rows));

	for (size_t b = 0; b < p->n_benefits; b++) {
		struct value *cells = arena_array(a, p->n_tiers + 1, sizeof(*cells));
		struct fields m = fields_open(a, 1);

		for (size_t t = 0; t < p->n_tiers; t++)
			cells[t] = cell(a, p, grant_of(order[t], b), day);
		fields_put(&m, STR("cells"), value_list(cells, p->n_tiers));
		rows[b] = named(a, "benefit", p->benefits[b].id, fields_done(&m));
	}
	fields_put(&table, STR("tiers"), tiers);
	fields_put(&table, STR("rows"), value_list(rows, p->n_benefits));
	return fields_done(&table);
}

void figures_make(struct arena *a, const struct policy *p, int32_t day, struct value_field *fields)
{
	struct fields params = fields_open(a, p->n_parameters + 1),
		      benefits = fields_open(a, p->n_benefits + 1);
	struct fields offers = fields_open(a, p->n_offers + 1), tiers = fields_open(a, p->n_tiers + 1);
	struct value *list = arena_array(a, p->n_tiers + 1, sizeof(*list));
	const struct tier **order = tiers_in_order(a, p);

	for (size_t i = 0; i < p->n_parameters; i++)
		fields_put(&params, p->parameters[i].id, parameter_value(&p->parameters[i], day));
	for (size_t i = 0; i < p->n_benefits; i++)
		fields_put(&benefits, p->benefits[i].id,
		           named(a, "benefit", p->benefits[i].id, cell(a, p, best_grant(p, i, day), day)));
	for (size_t i = 0; i < p->n_offers; i++) {
		struct fields m = fields_open(a, 1);

		fields_put(&m, STR("price"), worth_of(p, &p->offers[i].price, day));
		fields_put(&offers, p->offers[i].id, named(a, "offer", p->offers[i].id, fields_done(&m)));
	}
	for (size_t i = 0; i < p->n_tiers; i++) {
		list[i] = named(a, "tier", order[i]->id, nothing_more);
		fields_put(&tiers, order[i]->id, list[i]);
	}
	fields[0] = (struct value_field){STR("param"), fields_done(&params)};
	fields[1] = (struct value_field){STR("benefit"), fields_done(&benefits)};
	fields[2] = (struct value_field){STR("offer"), fields_done(&offers)};
	fields[3] = (struct value_field){STR("tier"), fields_done(&tiers)};
	fields[4] = (struct value_field){STR("comparison"),
	                                 comparison(a, p, order, value_list(list, p->n_tiers), day)};
}
