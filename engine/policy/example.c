#include "policy/example.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "policy/decision.h"

/* What a decision says where an expectation looks: names, or a number, or that there is no such thing. */
struct finding {
	struct str *names;
	size_t n_names;
	bool none;
	struct given number;
};

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
	for (; f->n_names < n; f->n_names++)
		f->names[f->n_names] = reasons[f->n_names].sentence->message;
}

/* Of what is due only that which falls on the day itself; a missed night's is not what an example speaks of. */
static void find_due(struct finding *f, struct arena *a, const struct decision *d, enum due_kind kind)
{
	f->names = arena_array(a, d->n_due, sizeof(*f->names));
	for (size_t i = 0; i < d->n_due; i++)
		if (d->due[i].due->kind == kind && d->due[i].day == d->today)
			f->names[f->n_names++] = d->due[i].due->id;
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

static struct finding find(struct arena *a, const struct decision *d, const struct expectation *e)
{
	static const char *const states[] = {
		[OFFER_AVAILABLE] = "available", [OFFER_PURCHASED] = "purchased", [OFFER_CLOSED] = "closed"};
	const struct granted *granted;
	struct finding f = {0};

	switch (e->kind) {
	case EXPECT_TIER:
		f.none = d->tiers[e->subject] == NOWHERE;
		if (!f.none)
			find_name(&f, a, d->policy->tiers[d->tiers[e->subject]].id);
		break;
	case EXPECT_HELD:
		find_held(&f, a, d);
		break;
	case EXPECT_BENEFIT:
	case EXPECT_NEXT_GRANT:
		granted = decision_benefit(d, e->subject);
		f.none = !granted;
		if (granted && e->kind == EXPECT_BENEFIT)
			f.number = granted->amount;
		else if (granted)
			find_day(&f, granted->next);
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

static bool has_name(const struct str *names, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_equal(names[i], name))
			return true;
	return false;
}

static bool is_met(const struct expectation *e, const struct finding *f)
{
	if (e->none)
		return f->none;
	if (f->none)
		return false;
	for (size_t i = 0; i < e->n_values; i++)
		if (!has_name(f->names, f->n_names, e->values[i]))
			return false;
	/* Others may be allowed too. */
	for (size_t i = 0; i < f->n_names && e->kind != EXPECT_ALLOWED; i++)
		if (!has_name(e->values, e->n_values, f->names[i]))
			return false;
	return f->names || !f->number.value.known || f->number.value.number == e->number;
}

static struct str say_names(struct arena *a, const struct str *names, size_t n)
{
	struct buf b = {0};
	struct str said;

	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_add_z(&b, ", ");
		buf_add(&b, names[i]);
	}
	said = n ? str_copy(a, buf_str(&b)) : STR("none");
	buf_free(&b);
	return said;
}

static struct str say_number(struct arena *a, struct given number, int64_t n)
{
	struct str said;

	number.value.number = n;
	said = decision_format(a, &number);
	if (number.type == FACT_MONEY)
		said = str_format(a, "%s %.*s", number.currency, STR_ARG(said));
	return said;
}

/* Of names wanted only those that are missing, where others do no harm. */
static struct mismatch describe(struct arena *a, const struct decision *d, const struct expectation *e,
                                const struct finding *f)
{
	struct mismatch m = {.expected = e, .wanted = STR("none"), .found = STR("none")};
	struct given like = f->number;
	struct str *missing = arena_array(a, e->n_values, sizeof(*missing));
	size_t n = 0;

	if (e->kind == EXPECT_ALLOWED) {
		for (size_t i = 0; i < e->n_values; i++)
			if (!has_name(f->names, f->n_names, e->values[i]))
				missing[n++] = e->values[i];
		m.wanted = say_names(a, missing, n);
		m.found = STR("refused");
		return m;
	}
	/* What was not found has no type of its own to write what was wanted in. */
	if (!like.value.known && e->kind == EXPECT_BENEFIT) {
		const struct benefit *b = d->policy->benefits + e->subject;

		like.type = b->kind == BENEFIT_INCLUDED ? FACT_BOOL
		            : b->kind == BENEFIT_AMOUNT ? FACT_MONEY
		                                        : FACT_INTEGER;
		memcpy(like.currency, d->policy->programme.currency, sizeof(like.currency));
	} else if (!like.value.known) {
		like.type = e->kind == EXPECT_TERM ? FACT_INTEGER : FACT_DATE;
	}
	like.value.known = true;
	if (!e->none)
		m.wanted = e->values ? say_names(a, e->values, e->n_values) : say_number(a, like, e->number);
	if (!f->none)
		m.found = f->number.value.known ? say_number(a, like, f->number.value.number)
		                                : say_names(a, f->names, f->n_names);
	return m;
}

size_t example_run(struct decider *decider, const struct example *e, struct arena *a,
                   const struct mismatch **out)
{
	const struct decision *d = decision_make(decider, &e->given, e->on);
	struct mismatch *m = arena_array(a, e->n_expect + 1, sizeof(*m));
	size_t n = 0;

	*out = m;
	if (d->failure) {
		m[0].found = str_copy(a, str_from(d->failure));
		return 1;
	}
	for (size_t i = 0; i < e->n_expect; i++) {
		struct finding f = find(a, d, e->expect + i);

		if (!is_met(e->expect + i, &f))
			m[n++] = describe(a, d, e->expect + i, &f);
	}
	return n;
}

void example_say(struct diagnostics *d, const struct example *e, const struct mismatch *m)
{
	struct arena *a = arena_open();
	struct str what = m->found;

	if (m->expected)
		what = str_format(a, "%.*s should be %.*s, but is %.*s", STR_ARG(m->expected->path),
		                  STR_ARG(m->wanted), STR_ARG(m->found));
	diag_add(d, EXAMPLE_FAILS, m->expected ? m->expected->position : e->position, str_z(a, e->name),
	         str_z(a, what));
	arena_close(a);
}
