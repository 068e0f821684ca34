#include "policy/trial/finding.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"

static void find_name(struct finding *f, struct arena *a, struct str name)
{
	f->names = arena_alloc(a, sizeof(*f->names));
	f->names[0] = name;
	f->n_names = 1;
}

static void find_number(struct finding *f, enum fact_type type, int64_t n)
{
	f->number = (struct given){.type = type, .value = {.known = true, .number = n}};
}

static void find_day(struct finding *f, int32_t day)
{
	find_number(f, FACT_DATE, day);
	f->none = day == DATE_NONE || day == DATE_NEVER;
}

static void find_reasons(struct finding *f, struct arena *a, const struct reason *reasons, size_t n)
{
	f->names = arena_array(a, n, sizeof(*f->names));
	if (n > 0)
		f->rule = reasons[0].sentence->position;
	for (; f->n_names < n; f->n_names++)
		f->names[f->n_names] = reasons[f->n_names].sentence->message;
}

/* Of what is due only that which falls on the day itself; a missed night's is not what an example speaks of. */
static void find_due(struct finding *f, struct arena *a, const struct decision *d, enum due_kind kind)
{
	f->names = arena_array(a, d->n_due, sizeof(*f->names));
	for (size_t i = 0; i < d->n_due; i++)
		if (d->due[i].due->kind == kind && d->due[i].day == d->today) {
			f->names[f->n_names++] = d->due[i].due->id;
			f->rule = d->due[i].due->position;
		}
}

static void find_allowed(struct finding *f, struct arena *a, const struct decision *d)
{
	f->names = arena_array(a, d->n_actions, sizeof(*f->names));
	for (size_t i = 0; i < d->n_actions; i++)
		if (d->actions[i].allowed)
			f->names[f->n_names++] = d->policy->actions[d->actions[i].action].id;
}

static void find_held(struct finding *f, struct arena *a, const struct decision *d)
{
	f->names = arena_array(a, d->n_held, sizeof(*f->names));
	for (; f->n_names < d->n_held; f->n_names++)
		f->names[f->n_names] = d->policy->tiers[d->held[f->n_names].tier].id;
}

static void find_renewal(struct finding *f, struct arena *a, const struct offered *o,
                         enum expectation_kind kind)
{
	f->none = !o->renewal;
	if (f->none)
		return;
	switch (kind) {
	case EXPECT_RENEWAL:
		find_name(f, a, o->renewal->states[o->state_now].id);
		f->rule = o->renewal->states[o->state_now].position;
		break;
	case EXPECT_SINCE:
		find_day(f, o->since);
		break;
	case EXPECT_UNTIL:
		find_day(f, o->until);
		break;
	case EXPECT_TERM:
		find_number(f, FACT_INTEGER, o->term);
		break;
	case EXPECT_TERM_START:
		find_day(f, o->term_start);
		break;
	default:
		find_day(f, o->anniversary);
	}
}

static void find_tier(struct finding *f, struct arena *a, const struct decision *d, size_t track)
{
	f->none = d->tiers[track] == NOWHERE;
	if (f->none)
		return;
	find_name(f, a, d->policy->tiers[d->tiers[track]].id);
	f->rule = d->policy->tiers[d->tiers[track]].position;
}

static void find_benefit(struct finding *f, const struct decision *d, const struct expectation *e)
{
	const struct granted *granted = decision_benefit(d, e->subject);
	const struct tier *t = granted ? &d->policy->tiers[granted->tier] : NULL;

	f->none = !granted;
	if (!granted)
		return;
	if (e->kind == EXPECT_BENEFIT)
		f->number = granted->amount;
	else
		find_day(f, granted->next);
	for (size_t i = 0; i < t->n_grants; i++)
		if (t->grants[i].benefit == granted->benefit)
			f->rule = t->grants[i].position;
}

static void find_fact(struct finding *f, const struct decision *d, const struct concluded *c)
{
	const struct policy *p = d->policy;

	f->number = c->value;
	f->none = !c->value.value.known;
	if (c->table == NOWHERE)
		f->rule = c->value.of->position;
	else
		f->rule = c->row == NOWHERE ? p->tables[c->table].position
		                            : p->tables[c->table].rows[c->row].position;
}

struct finding finding_make(struct arena *a, const struct decision *d, const struct expectation *e)
{
	static const char *const states[] = {
		[OFFER_AVAILABLE] = "available", [OFFER_PURCHASED] = "purchased", [OFFER_CLOSED] = "closed"};
	struct finding f = {0};

	switch (e->kind) {
	case EXPECT_TIER:
		find_tier(&f, a, d, e->subject);
		break;
	case EXPECT_HELD:
		find_held(&f, a, d);
		break;
	case EXPECT_BENEFIT:
	case EXPECT_NEXT_GRANT:
		find_benefit(&f, d, e);
		break;
	case EXPECT_FACT:
		find_fact(&f, d, d->facts + e->subject);
		break;
	case EXPECT_OFFER:
		find_name(&f, a, str_from(states[d->offers[e->subject].state]));
		break;
	case EXPECT_CLOSED:
		find_reasons(&f, a, d->offers[e->subject].closed, d->offers[e->subject].n_closed);
		break;
	case EXPECT_SEND:
		find_due(&f, a, d, DUE_MESSAGE);
		break;
	case EXPECT_DUE:
		find_due(&f, a, d, DUE_ACTION);
		break;
	case EXPECT_ALLOWED:
		find_allowed(&f, a, d);
		break;
	case EXPECT_REFUSED:
		find_reasons(&f, a, d->actions[e->subject].reasons, d->actions[e->subject].n_reasons);
		break;
	case EXPECT_NEXT_CHANGE:
		find_day(&f, d->next_change);
		break;
	default:
		find_renewal(&f, a, d->offers + e->subject, e->kind);
	}
	return f;
}

struct str finding_names(struct arena *a, const struct str *names, size_t n)
{
	struct buf b = {0};

	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_add_z(&b, ", ");
		buf_add(&b, names[i]);
	}
	return n ? buf_keep(&b, a) : STR("none");
}

struct str finding_number(struct arena *a, struct given number, int64_t n)
{
	struct str said;

	number.value.number = n;
	said = decision_format(a, &number);
	if (number.type == FACT_MONEY)
		said = str_format(a, "%s %.*s", number.currency, STR_ARG(said));
	return said;
}

struct str finding_say(struct arena *a, const struct finding *f)
{
	if (f->none)
		return STR("none");
	return f->number.value.known ? finding_number(a, f->number, f->number.value.number)
	                             : finding_names(a, f->names, f->n_names);
}
