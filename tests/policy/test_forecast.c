
#include "base/arena.h"
#include "base/date.h"
#include "fixture.h"
#include "policy/check/rules.h"
#include "policy/outlook/forecast.h"
#include "record/intake/sample.h"
#include "record/store/store.h"
#include "test.h"

enum { MEMBERS = 200, MONTHS = 14, KEYS = 200 };

/* Day by day, whole decisions, each key once: what forecast_member must come to by its leaps. */
struct plodder {
	struct forecast *counted;
	struct decider *decider;
	struct arena *arena;
	struct str keys[KEYS];
	size_t n_keys;
	bool held;
};

static bool is_new(struct plodder *p, struct str key)
{
	for (size_t i = 0; i < p->n_keys; i++)
		if (str_equal(p->keys[i], key))
			return false;
	assert_true(p->n_keys < KEYS);
	p->keys[p->n_keys++] = str_copy(p->arena, key);
	return true;
}

static struct forecast_cell *cell(struct plodder *p, int32_t day)
{
	size_t month = 0;

	while (month + 1 < p->counted->n_months && forecast_month(p->counted, month + 1) <= day)
		month++;
	return &p->counted->cells[month];
}

/* Whether something of the day renewed, so that it is to be looked at again. */
static bool look(struct plodder *p, const struct decision *d)
{
	struct forecast_cell *c = cell(p, d->today);

	for (size_t i = 0; i < d->n_due; i++) {
		const struct fallen_due *f = &d->due[i];

		if (f->day != d->today || !is_new(p, f->key))
			continue;
		c->counts[f->due->kind == DUE_MESSAGE ? FORECAST_REMINDERS
		          : f->due->renews            ? FORECAST_RENEWALS
		                                      : FORECAST_TASKS]++;
		if (f->charge.value.known) {
			c->counts[FORECAST_CHARGES]++;
			c->charged[0] += f->charge.value.number;
		}
		if (f->due->renews) {
			struct fact *row = (struct fact *)(uintptr_t)d->offers[f->offer].row;

			row[d->policy->renewals[0].paid_field].number++;
			return true;
		}
	}
	return false;
}

static void plod(struct plodder *p, const struct member *m)
{
	p->n_keys = 0;
	for (int32_t day = p->counted->from; day < p->counted->until; day++) {
		const struct decision *d = decision_make(p->decider, m, day);
		bool held;

		while (look(p, d))
			d = decision_make(p->decider, m, day);
		held = d->offers[0].state == OFFER_PURCHASED;
		cell(p, day)->counts[FORECAST_LAPSES] += day > p->counted->from && p->held && !held;
		p->held = held;
	}
}

static void is_as_day_by_day(void **state)
{
	struct fixture *f = *state;
	struct policy *policy = rules_load(f->d, f->arena, f->home);
	const struct program *program = program_make(f->arena, policy);
	struct decider *narrow = decision_open(program);
	struct plodder p = {.decider = decision_open(program), .arena = f->arena};
	struct arena *scratch = arena_open(), *record = arena_open();
	struct forecast *leaping;
	struct store *s = store_open_to_write(f->d, policy->schema, "members.db");
	struct member m;
	const char *bad;
	int32_t from;
	size_t renewals = 0, n = 0;

	assert_true(date_parse(STR("2026-11-22"), &from));
	assert_true(sample_write(f->d, s, policy->schema, policy->samples, policy->n_samples, MEMBERS));
	assert_true(store_commit(s));
	store_close(s);
	s = store_open(f->d, policy->schema, "members.db");
	decision_narrow(narrow);
	leaping = forecast_make(f->arena, policy, from, MONTHS);
	p.counted = forecast_make(f->arena, policy, from, MONTHS);
	while (store_next(s, record, &m, &bad) == 1) {
		assert_null(forecast_member(leaping, narrow, scratch, &m));
		plod(&p, &m);
		n++;
	}
	assert_int_equal(n, MEMBERS);
	for (size_t month = 0; month < leaping->n_months; month++) {
		const struct forecast_cell *a = forecast_cell(leaping, month, 0);
		const struct forecast_cell *b = forecast_cell(p.counted, month, 0);

		assert_memory_equal(a->counts, b->counts, sizeof(a->counts));
		assert_true(a->charged[0] == b->charged[0]);
		renewals += a->counts[FORECAST_RENEWALS];
	}
	assert_true(renewals > 50);
	store_close(s);
	decision_close(p.decider);
	decision_close(narrow);
	arena_close(record);
	arena_close(scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {FIXTURE_TEST_IN_FOLDER(is_as_day_by_day)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
