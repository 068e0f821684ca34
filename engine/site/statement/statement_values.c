#include "site/statement/statement_values.h"

#include <string.h>

#include "base/arena.h"
#include "site/content/fields.h"
#include "site/content/figures.h"
#include "site/content/wording.h"
#include "site/statement/phrases.h"

/* One member's values under construction. */
struct draft {
	struct arena *arena;
	struct phrases *phrases;
	const struct decision *decision;
};

/* A list under construction. */
struct items {
	struct value *at;
	size_t n;
};

static const struct value none = {VALUE_NONE};

static struct items list_of(struct arena *a, size_t n)
{
	return (struct items){arena_array(a, n + 1, sizeof(struct value)), 0};
}

static struct value whole(const struct items *items)
{
	return value_list(items->at, items->n);
}

static struct value fact_value(enum fact_type type, const char *currency, const struct field *of,
                               const struct fact *fact)
{
	struct money money = {0};

	if (!fact->known)
		return none;
	switch (type) {
	case FACT_TEXT:
		return value_text(fact->text);
	case FACT_INTEGER:
		return value_integer(fact->number);
	case FACT_BOOL:
		return value_bool(fact->number != 0);
	case FACT_DATE:
		return value_date((int32_t)fact->number);
	case FACT_MONEY:
		money.minor = fact->number;
		memcpy(money.currency, currency, sizeof(money.currency));
		return value_money(money);
	case FACT_ENUM:
		return of ? value_text(of->values[fact->number]) : none;
	}
	return none;
}

static struct value given_value(const struct given *g)
{
	return fact_value(g->type, g->currency, g->of, &g->value);
}

struct value statement_values_given(const struct given *g)
{
	return given_value(g);
}

static void put_facts(struct fields *f, const struct field *fields, size_t n, const struct fact *facts)
{
	for (size_t i = 0; i < n; i++)
		fields_put(f, fields[i].name,
		           fact_value(fields[i].type, fields[i].currency, &fields[i], &facts[i]));
}

struct value statement_values_reason(struct arena *a, const struct reason *r)
{
	struct fields arguments = fields_open(a, r->sentence->n_arguments + 1);

	for (size_t i = 0; i < r->sentence->n_arguments; i++)
		fields_put(&arguments, r->arguments[i].name, given_value(&r->arguments[i]));
	return value_message(r->sentence->message, arguments.at, arguments.n);
}

static struct value name_of(const struct draft *w, const char *kind, struct str id)
{
	return phrases_name(w->phrases, w->arena, kind, id, "name");
}

static struct value help_of(const struct draft *w, struct str help)
{
	return phrases_help(w->phrases, w->arena, help);
}

/* A reason without a help page of its own leads to `help`, of what it refuses. */
static struct value reasons(const struct draft *w, const struct reason *list, size_t n, struct str help)
{
	struct arena *a = w->arena;
	struct items items = list_of(a, n);

	for (size_t i = 0; i < n; i++) {
		struct fields f = fields_open(a, 2);

		fields_put(&f, STR("text"), statement_values_reason(a, &list[i]));
		fields_put(&f, STR("help"),
		           help_of(w, list[i].sentence->help.len > 0 ? list[i].sentence->help : help));
		items.at[items.n++] = fields_done(&f);
	}
	return value_list(items.at, items.n);
}

static void put_tiers(const struct draft *w, struct fields *root)
{
	const struct decision *d = w->decision;
	struct arena *a = w->arena;
	const struct policy *p = d->policy;
	struct items tracks = list_of(a, p->n_tracks), held = list_of(a, d->n_held);

	for (size_t i = 0; i < p->n_tracks; i++) {
		struct fields f = fields_open(a, 2);

		fields_put(&f, STR("name"), phrases_name(w->phrases, a, "track", p->tracks[i].id, ""));
		fields_put(&f, STR("tier"),
		           d->tiers[i] == NOWHERE ? none : name_of(w, "tier", p->tiers[d->tiers[i]].id));
		tracks.at[tracks.n++] = fields_done(&f);
	}
	for (size_t i = 0; i < d->n_held; i++) {
		struct fields f = fields_open(a, 2);

		fields_put(&f, STR("name"), name_of(w, "tier", p->tiers[d->held[i].tier].id));
		fields_put(&f, STR("since"), value_date(d->held[i].since));
		held.at[held.n++] = fields_done(&f);
	}
	fields_put_list(root, STR("tracks"), STR("has_tracks"), whole(&tracks));
	fields_put_list(root, STR("held"), STR("has_held"), whole(&held));
}

/* What the rules work out, by name. */
static void put_concluded(const struct draft *w, struct fields *root)
{
	const struct decision *d = w->decision;
	struct fields facts = fields_open(w->arena, d->n_facts + 1);

	for (size_t i = 0; i < d->n_facts; i++)
		fields_put(&facts, d->facts[i].value.name, given_value(&d->facts[i].value));
	fields_put(root, STR("facts"), fields_done(&facts));
}

static void put_benefits(const struct draft *w, struct fields *root)
{
	const struct decision *d = w->decision;
	struct arena *a = w->arena;
	const struct policy *p = d->policy;
	struct items items = list_of(a, d->n_benefits);

	for (size_t i = 0; i < d->n_benefits; i++) {
		const struct granted *g = &d->benefits[i];
		const struct benefit *b = &p->benefits[g->benefit];
		struct fields f = fields_open(a, 4);

		fields_put(&f, STR("name"), name_of(w, "benefit", b->id));
		fields_put(&f, STR("what"), figures_grant(a, b, given_value(&g->amount)));
		fields_put(&f, STR("tier"), name_of(w, "tier", p->tiers[g->tier].id));
		fields_put(&f, STR("next"), value_date(g->next));
		items.at[items.n++] = fields_done(&f);
	}
	fields_put_list(root, STR("benefits"), STR("has_benefits"), whole(&items));
}

static struct value purchased(const struct draft *w, const struct offered *o)
{
	const struct decision *d = w->decision;
	struct arena *a = w->arena;
	const struct offer *offer = &d->policy->offers[o->offer];
	const struct collection *c = &d->policy->schema->collections[offer->collection];
	struct fields f = fields_open(a, 9 + c->n_fields);

	fields_put(&f, STR("name"), name_of(w, "offer", offer->id));
	fields_put(&f, STR("price"), given_value(&o->price));
	if (o->renewal) {
		fields_put(&f, STR("state"), statement_values_reason(a, &o->says));
		fields_put(&f, STR("since"), value_date(o->since));
		fields_put(&f, STR("until"), value_date(o->until));
		fields_put(&f, STR("term"), value_integer(o->term));
		fields_put(&f, STR("term_start"), value_date(o->term_start));
		fields_put(&f, STR("anniversary"), value_date(o->anniversary));
	}
	if (o->row)
		put_facts(&f, c->fields, c->n_fields, o->row);
	return fields_done(&f);
}

/* Where an offer that has no page of its own is explained: with the first action that begins with it. */
static struct str offer_help(const struct policy *p, size_t offer)
{
	for (size_t i = 0; i < p->n_actions; i++) {
		const struct action *action = &p->actions[i];

		if (action->offer == offer && action->has_from && action->from == OFFER_AVAILABLE &&
		    action->help.len > 0)
			return action->help;
	}
	return STR("");
}

static void put_offers(const struct draft *w, struct fields *root)
{
	const struct decision *d = w->decision;
	struct arena *a = w->arena;
	struct items bought = list_of(a, d->n_offers), available = list_of(a, d->n_offers),
		     closed = list_of(a, d->n_offers);

	for (size_t i = 0; i < d->n_offers; i++) {
		const struct offered *o = &d->offers[i];
		struct fields f = fields_open(a, 3);

		if (o->state == OFFER_PURCHASED) {
			bought.at[bought.n++] = purchased(w, o);
			continue;
		}
		fields_put(&f, STR("name"), name_of(w, "offer", d->policy->offers[o->offer].id));
		fields_put(&f, STR("price"), given_value(&o->price));
		fields_put(&f, STR("reasons"),
		           reasons(w, o->closed, o->n_closed, offer_help(d->policy, o->offer)));
		if (o->state == OFFER_AVAILABLE)
			available.at[available.n++] = fields_done(&f);
		else
			closed.at[closed.n++] = fields_done(&f);
	}
	fields_put_list(root, STR("offers_purchased"), STR("has_purchased"), whole(&bought));
	fields_put_list(root, STR("offers_available"), STR("has_available"), whole(&available));
	fields_put_list(root, STR("offers_closed"), STR("has_closed"), whole(&closed));
}

static void put_actions(const struct draft *w, struct fields *root)
{
	const struct decision *d = w->decision;
	struct arena *a = w->arena;
	struct items allowed = list_of(a, d->n_actions), refused = list_of(a, d->n_actions);

	for (size_t i = 0; i < d->n_actions; i++) {
		const struct permitted *m = &d->actions[i];
		const struct action *action = &d->policy->actions[m->action];
		struct fields f = fields_open(a, 4);

		fields_put(&f, STR("name"), name_of(w, "action", action->id));
		fields_put(&f, STR("help"), help_of(w, action->help));
		fields_put(&f, STR("charge"), given_value(&m->charge));
		fields_put(&f, STR("reasons"), reasons(w, m->reasons, m->n_reasons, action->help));
		if (m->allowed)
			allowed.at[allowed.n++] = fields_done(&f);
		else
			refused.at[refused.n++] = fields_done(&f);
	}
	fields_put_list(root, STR("actions_allowed"), STR("has_allowed"), whole(&allowed));
	fields_put_list(root, STR("actions_refused"), STR("has_refused"), whole(&refused));
}

/*
 * What a coming day brings: coming.state (offer, state), coming.grant (benefit),
 * coming.anniversary (offer), or what is due, by its name.
 */
static struct value coming_value(const struct draft *w, const struct coming *c)
{
	const struct policy *p = w->decision->policy;
	const struct state *state;
	struct fields f = fields_open(w->arena, 2);

	switch (c->kind) {
	case COMING_STATE:
		state = &p->renewals[p->offers[c->offer].renewal].states[c->state];
		fields_put(&f, STR("offer"), name_of(w, "offer", p->offers[c->offer].id));
		fields_put(&f, STR("state"), value_message(state->say.message, NULL, 0));
		return wording_value(WORDING_COMING_STATE, f.at, f.n);
	case COMING_DUE:
		/* its name: the sentence itself has gaps that only its own day can fill */
		return name_of(w, "due", c->due->id);
	case COMING_GRANT:
		fields_put(&f, STR("benefit"), name_of(w, "benefit", p->benefits[c->benefit].id));
		return wording_value(WORDING_COMING_GRANT, f.at, f.n);
	case COMING_ANNIVERSARY:
		fields_put(&f, STR("offer"), name_of(w, "offer", p->offers[c->offer].id));
		return wording_value(WORDING_COMING_ANNIVERSARY, f.at, f.n);
	}
	return none;
}

static void put_dates(const struct draft *w, struct fields *root)
{
	const struct decision *d = w->decision;
	struct arena *a = w->arena;
	struct items due = list_of(a, d->n_due), dates = list_of(a, d->n_coming);

	for (size_t i = 0; i < d->n_due; i++) {
		struct fields f = fields_open(a, 2);

		fields_put(&f, STR("text"), statement_values_reason(a, &d->due[i].says));
		fields_put(&f, STR("day"), value_date(d->due[i].day));
		due.at[due.n++] = fields_done(&f);
	}
	for (size_t i = 0; i < d->n_coming; i++) {
		struct fields f = fields_open(a, 2);

		fields_put(&f, STR("day"), value_date(d->coming[i].day));
		fields_put(&f, STR("what"), coming_value(w, &d->coming[i]));
		dates.at[dates.n++] = fields_done(&f);
	}
	fields_put_list(root, STR("due"), STR("has_due"), whole(&due));
	fields_put_list(root, STR("dates"), STR("has_dates"), whole(&dates));
	fields_put(root, STR("next_change"), value_date(d->next_change));
}

size_t statement_values_make(struct arena *a, const struct decision *d, struct phrases *phrases,
                             struct value_field *fields)
{
	const struct draft w = {a, phrases, d};
	const struct schema *s = d->policy->schema;
	struct fields root = {fields, 0, STATEMENT_VALUES_FIELDS}, member = fields_open(a, s->n_fields + 1);

	put_facts(&member, s->fields, s->n_fields, d->member->facts);
	fields_put(&root, STR("member"), fields_done(&member));
	put_tiers(&w, &root);
	put_benefits(&w, &root);
	put_concluded(&w, &root);
	put_offers(&w, &root);
	put_actions(&w, &root);
	put_dates(&w, &root);
	return root.n;
}
