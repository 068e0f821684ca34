#include "site/statement_values.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "site/figures.h"

/* A record under construction. */
struct fields {
	struct value_field *at;
	size_t n;
};

/* A list under construction. */
struct items {
	struct value *at;
	size_t n;
};

static const struct value none = {VALUE_NONE};

static struct fields room_for(struct arena *a, size_t n)
{
	return (struct fields){arena_array(a, n, sizeof(struct value_field)), 0};
}

static struct items list_of(struct arena *a, size_t n)
{
	return (struct items){arena_array(a, n + 1, sizeof(struct value)), 0};
}

static void put(struct fields *f, struct str name, struct value v)
{
	f->at[f->n++] = (struct value_field){name, v};
}

static struct value done(const struct fields *f)
{
	return value_record(f->at, f->n);
}

static void put_list(struct fields *f, struct str name, struct str has, const struct items *items)
{
	put(f, name, value_list(items->at, items->n));
	put(f, has, value_bool(items->n > 0));
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

static void put_facts(struct fields *f, const struct field *fields, size_t n, const struct fact *facts)
{
	for (size_t i = 0; i < n; i++)
		put(f, fields[i].name, fact_value(fields[i].type, fields[i].currency, &fields[i], &facts[i]));
}

struct value statement_values_reason(struct arena *a, const struct reason *r)
{
	struct fields arguments = room_for(a, r->sentence->n_arguments + 1);

	for (size_t i = 0; i < r->sentence->n_arguments; i++)
		put(&arguments, r->arguments[i].name, given_value(&r->arguments[i]));
	return value_message(r->sentence->message, arguments.at, arguments.n);
}

struct value statement_values_help(struct arena *a, struct str help_root, struct str help)
{
	size_t hash = str_find(help, STR("#"), 0);
	struct str page = str_slice(help, 0, hash < help.len ? hash : help.len);

	if (help.len == 0 || help_root.len == 0)
		return none;
	return value_text(str_format(a, "%.*s%.*s.html%.*s", STR_ARG(help_root), STR_ARG(page),
	                             (int)(help.len - page.len), help.at + page.len));
}

/* A reason without a help page of its own leads to `help`, of what it refuses. */
static struct value reasons(struct arena *a, const struct reason *list, size_t n, struct str help_root,
                            struct str help)
{
	struct items items = list_of(a, n);

	for (size_t i = 0; i < n; i++) {
		struct fields f = room_for(a, 2);

		put(&f, STR("text"), statement_values_reason(a, &list[i]));
		put(&f, STR("help"),
		    statement_values_help(a, help_root,
		                          list[i].sentence->help.len > 0 ? list[i].sentence->help : help));
		items.at[items.n++] = done(&f);
	}
	return value_list(items.at, items.n);
}

static void put_tiers(struct arena *a, const struct decision *d, struct fields *root)
{
	const struct policy *p = d->policy;
	struct items tracks = list_of(a, p->n_tracks), held = list_of(a, d->n_held);

	for (size_t i = 0; i < p->n_tracks; i++) {
		struct fields f = room_for(a, 2);

		put(&f, STR("name"), figures_message(a, "track", p->tracks[i].id, ""));
		put(&f, STR("tier"),
		    d->tiers[i] == NOWHERE ? none
		                           : figures_message(a, "tier", p->tiers[d->tiers[i]].id, "name"));
		tracks.at[tracks.n++] = done(&f);
	}
	for (size_t i = 0; i < d->n_held; i++) {
		struct fields f = room_for(a, 2);

		put(&f, STR("name"), figures_message(a, "tier", p->tiers[d->held[i].tier].id, "name"));
		put(&f, STR("since"), value_date(d->held[i].since));
		held.at[held.n++] = done(&f);
	}
	put_list(root, STR("tracks"), STR("has_tracks"), &tracks);
	put_list(root, STR("held"), STR("has_held"), &held);
}

static void put_benefits(struct arena *a, const struct decision *d, struct fields *root)
{
	const struct policy *p = d->policy;
	struct items items = list_of(a, d->n_benefits);

	for (size_t i = 0; i < d->n_benefits; i++) {
		const struct granted *g = &d->benefits[i];
		const struct benefit *b = &p->benefits[g->benefit];
		struct fields f = room_for(a, 4);

		put(&f, STR("name"), figures_message(a, "benefit", b->id, "name"));
		put(&f, STR("what"), figures_grant(a, b, given_value(&g->amount)));
		put(&f, STR("tier"), figures_message(a, "tier", p->tiers[g->tier].id, "name"));
		put(&f, STR("next"), value_date(g->next));
		items.at[items.n++] = done(&f);
	}
	put_list(root, STR("benefits"), STR("has_benefits"), &items);
}

static struct value purchased(struct arena *a, const struct decision *d, const struct offered *o)
{
	const struct offer *offer = &d->policy->offers[o->offer];
	const struct collection *c = &d->policy->schema->collections[offer->collection];
	struct fields f = room_for(a, 9 + c->n_fields);

	put(&f, STR("name"), figures_message(a, "offer", offer->id, "name"));
	put(&f, STR("price"), given_value(&o->price));
	if (o->renewal) {
		put(&f, STR("state"), statement_values_reason(a, &o->says));
		put(&f, STR("since"), value_date(o->since));
		put(&f, STR("until"), value_date(o->until));
		put(&f, STR("term"), value_integer(o->term));
		put(&f, STR("term_start"), value_date(o->term_start));
		put(&f, STR("anniversary"), value_date(o->anniversary));
	}
	if (o->row)
		put_facts(&f, c->fields, c->n_fields, o->row);
	return done(&f);
}

static void put_offers(struct arena *a, const struct decision *d, struct str help_root, struct fields *root)
{
	struct items bought = list_of(a, d->n_offers), available = list_of(a, d->n_offers),
		     closed = list_of(a, d->n_offers);

	for (size_t i = 0; i < d->n_offers; i++) {
		const struct offered *o = &d->offers[i];
		struct fields f = room_for(a, 3);

		if (o->state == OFFER_PURCHASED) {
			bought.at[bought.n++] = purchased(a, d, o);
			continue;
		}
		put(&f, STR("name"), figures_message(a, "offer", d->policy->offers[o->offer].id, "name"));
		put(&f, STR("price"), given_value(&o->price));
		put(&f, STR("reasons"), reasons(a, o->closed, o->n_closed, help_root, STR("")));
		if (o->state == OFFER_AVAILABLE)
			available.at[available.n++] = done(&f);
		else
			closed.at[closed.n++] = done(&f);
	}
	put_list(root, STR("offers_purchased"), STR("has_purchased"), &bought);
	put_list(root, STR("offers_available"), STR("has_available"), &available);
	put_list(root, STR("offers_closed"), STR("has_closed"), &closed);
}

static void put_actions(struct arena *a, const struct decision *d, struct str help_root, struct fields *root)
{
	struct items allowed = list_of(a, d->n_actions), refused = list_of(a, d->n_actions);

	for (size_t i = 0; i < d->n_actions; i++) {
		const struct permitted *m = &d->actions[i];
		const struct action *action = &d->policy->actions[m->action];
		struct fields f = room_for(a, 4);

		put(&f, STR("name"), figures_message(a, "action", action->id, "name"));
		put(&f, STR("help"), statement_values_help(a, help_root, action->help));
		put(&f, STR("charge"), given_value(&m->charge));
		put(&f, STR("reasons"), reasons(a, m->reasons, m->n_reasons, help_root, action->help));
		if (m->allowed)
			allowed.at[allowed.n++] = done(&f);
		else
			refused.at[refused.n++] = done(&f);
	}
	put_list(root, STR("actions_allowed"), STR("has_allowed"), &allowed);
	put_list(root, STR("actions_refused"), STR("has_refused"), &refused);
}

/*
 * What a coming day brings: coming.state (offer, state), coming.grant (benefit),
 * coming.anniversary (offer), or what is due, by its name.
 */
static struct value coming_value(struct arena *a, const struct decision *d, const struct coming *c)
{
	const struct policy *p = d->policy;
	const struct state *state;
	struct fields f = room_for(a, 2);

	switch (c->kind) {
	case COMING_STATE:
		state = &p->renewals[p->offers[c->offer].renewal].states[c->state];
		put(&f, STR("offer"), figures_message(a, "offer", p->offers[c->offer].id, "name"));
		put(&f, STR("state"), value_message(state->say.message, NULL, 0));
		return value_message(STR("coming.state"), f.at, f.n);
	case COMING_DUE:
		/* its name: the sentence itself has gaps that only its own day can fill */
		return figures_message(a, "due", c->due->id, "name");
	case COMING_GRANT:
		put(&f, STR("benefit"), figures_message(a, "benefit", p->benefits[c->benefit].id, "name"));
		return value_message(STR("coming.grant"), f.at, f.n);
	case COMING_ANNIVERSARY:
		put(&f, STR("offer"), figures_message(a, "offer", p->offers[c->offer].id, "name"));
		return value_message(STR("coming.anniversary"), f.at, f.n);
	}
	return none;
}

static void put_dates(struct arena *a, const struct decision *d, struct fields *root)
{
	struct items due = list_of(a, d->n_due), dates = list_of(a, d->n_coming);

	for (size_t i = 0; i < d->n_due; i++) {
		struct fields f = room_for(a, 2);

		put(&f, STR("text"), statement_values_reason(a, &d->due[i].says));
		put(&f, STR("day"), value_date(d->due[i].day));
		due.at[due.n++] = done(&f);
	}
	for (size_t i = 0; i < d->n_coming; i++) {
		struct fields f = room_for(a, 2);

		put(&f, STR("day"), value_date(d->coming[i].day));
		put(&f, STR("what"), coming_value(a, d, &d->coming[i]));
		dates.at[dates.n++] = done(&f);
	}
	put_list(root, STR("due"), STR("has_due"), &due);
	put_list(root, STR("dates"), STR("has_dates"), &dates);
	put(root, STR("next_change"), value_date(d->next_change));
}

size_t statement_values_make(struct arena *a, const struct decision *d, struct str help_root,
                             struct value_field *fields)
{
	const struct schema *s = d->policy->schema;
	struct fields root = {fields, 0}, member = room_for(a, s->n_fields + 1);

	put_facts(&member, s->fields, s->n_fields, d->member->facts);
	put(&root, STR("member"), done(&member));
	put_tiers(a, d, &root);
	put_benefits(a, d, &root);
	put_offers(a, d, help_root, &root);
	put_actions(a, d, help_root, &root);
	put_dates(a, d, &root);
	assert(root.n <= STATEMENT_VALUES_FIELDS);
	return root.n;
}
