#include "policy/trial/comparing.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/date.h"
#include "policy/trial/finding.h"

static bool has_name(const struct str *names, size_t n, struct str name)
{
	return str_index(name, names, n) != SIZE_MAX;
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

/* Of the actions wanted only those that are refused, and why. */
static void describe_refused(struct arena *a, const struct decision *d, const struct expectation *e,
                             const struct finding *f, struct mismatch *m)
{
	struct str *missing = arena_array(a, e->n_values, sizeof(*missing));
	struct buf why = {0};
	size_t n = 0;

	for (size_t i = 0; i < d->n_actions; i++) {
		const struct permitted *p = &d->actions[i];
		struct str id = d->policy->actions[p->action].id;

		if (!has_name(e->values, e->n_values, id) || has_name(f->names, f->n_names, id))
			continue;
		buf_add_z(&why, n > 0 ? "; " : "refused: ");
		for (size_t k = 0; k < p->n_reasons; k++) {
			buf_add_z(&why, k > 0 ? ", " : "");
			buf_add(&why, p->reasons[k].sentence->message);
			m->because = p->reasons[k].sentence->position;
		}
		missing[n++] = id;
	}
	m->wanted = finding_names(a, missing, n);
	m->found = buf_keep(&why, a);
}

static struct mismatch describe(struct arena *a, const struct decision *d, const struct expectation *e,
                                const struct finding *f)
{
	struct mismatch m = {.path = e->path,
	                     .wanted = STR("none"),
	                     .found = finding_say(a, f),
	                     .day = DATE_NONE,
	                     .position = e->position,
	                     .because = f->rule};
	struct given like = f->number;

	if (e->kind == EXPECT_ALLOWED) {
		describe_refused(a, d, e, f, &m);
		return m;
	}
	/* What was not found has no type of its own to write what was wanted in. */
	if (!like.value.known && e->kind == EXPECT_BENEFIT) {
		const struct benefit *b = d->policy->benefits + e->subject;

		like.type = b->kind == BENEFIT_INCLUDED ? FACT_BOOL
		            : b->kind == BENEFIT_AMOUNT ? FACT_MONEY
		                                        : FACT_INTEGER;
		memcpy(like.currency, d->policy->programme.currency, sizeof(like.currency));
	} else if (!like.value.known && e->kind != EXPECT_FACT) {
		like.type = e->kind == EXPECT_TERM ? FACT_INTEGER : FACT_DATE;
	}
	like.value.known = true;
	if (!e->none)
		m.wanted = e->values ? finding_names(a, e->values, e->n_values)
		                     : finding_number(a, like, e->number);
	return m;
}

struct mismatch *comparing_add(struct comparing *c, struct mismatch m)
{
	struct mismatch *added = ARRAY_ADD(c->arena, c->at, c->n);

	*added = m;
	return added;
}

void comparing_run(struct comparing *c, const struct decision *d, const struct expectation *expect, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct finding f = finding_make(c->arena, d, &expect[i]);

		if (!is_met(&expect[i], &f))
			comparing_add(c, describe(c->arena, d, &expect[i], &f))->day = c->day;
	}
}
