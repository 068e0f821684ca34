#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "drawn.h"
#include "policy/check/rules.h"
#include "policy/trial/example.h"
#include "test.h"

/*
 * The programmes that are tried: the sample, and one that is unlike it.  All of
 * these tests hold for any rules.
 */
static const char *const programmes[] = {".", "tests/policy/gym", "tests/policy/airline.case",
                                         "tests/policy/library.case"};
enum { PROGRAMMES = sizeof(programmes) / sizeof(*programmes), MEMBERS = 150 };

struct fixture {
	struct arena *arena;
	struct policy *policy;
	struct decider *decider;
	struct member members[MEMBERS];
};

static int32_t day(const char *text)
{
	int32_t d;

	assert_true(date_parse(str_from(text), &d));
	return d;
}

static void open_fixture(struct fixture *f, const char *programme)
{
	struct diagnostics *d = diag_open();

	f->arena = arena_open();
	f->policy = rules_load(d, f->arena, programme);
	if (!f->policy)
		diag_print(d, stderr, DIAG_TEXT);
	diag_close(d);
	assert_non_null(f->policy);
	f->decider = decision_open(program_make(f->arena, f->policy));
	drawn_from(1);
	memset(f->members, 0, sizeof(f->members));
	for (size_t i = 0; i < MEMBERS; i++)
		drawn_member(f->arena, f->policy->schema, i, f->members + i);
}

static void close_fixture(struct fixture *f)
{
	decision_close(f->decider);
	decision_close(NULL);
	arena_close(f->arena);
}

static void examples_hold(void **state)
{
	(void)state;
	for (size_t p = 0; p < PROGRAMMES; p++) {
		struct diagnostics *d = diag_open();
		const struct mismatch *m;
		struct fixture f;
		size_t failed = 0;

		open_fixture(&f, programmes[p]);
		assert_true(f.policy->n_examples > 10);
		for (size_t i = 0; i < f.policy->n_examples; i++) {
			size_t n = example_run(f.decider, f.policy->examples + i, f.arena, NULL, &m);

			for (size_t k = 0; k < n; k++)
				example_say(d, f.policy->examples + i, m + k);
			failed += n;
		}
		diag_print(d, stderr, DIAG_TEXT);
		diag_close(d);
		close_fixture(&f);
		assert_int_equal(failed, 0);
	}
}

/* Neither who was decided before, nor another decider, nor asking for a trace makes a difference. */
static void order_does_not_matter(void **state)
{
	(void)state;
	for (size_t p = 0; p < PROGRAMMES; p++) {
		uint64_t alone[MEMBERS];
		struct fixture f;

		open_fixture(&f, programmes[p]);
		for (size_t i = 0; i < MEMBERS; i++) {
			struct decider *fresh = decision_open(program_make(f.arena, f.policy));

			alone[i] = drawn_digest(decision_make(fresh, f.members + i, day("2017-02-28")), true);
			decision_close(fresh);
		}
		for (size_t i = MEMBERS; i--;) {
			const struct decision *d;

			drawn_digest(decision_make(f.decider, f.members + i * 7 % MEMBERS, day("2018-01-31")),
			             true);
			d = decision_make(f.decider, f.members + i, day("2017-02-28"));
			assert_int_equal(d->n_trace, 0);
			assert_int_equal(drawn_digest(d, true), alone[i]);
			d = decision_trace(f.decider, f.members + i, day("2017-02-28"));
			assert_true(d->n_trace > 0);
			assert_int_equal(drawn_digest(d, true), alone[i]);
		}
		close_fixture(&f);
	}
}

static uint64_t key_of(struct str s)
{
	uint64_t key = 1469598103934665603u;

	for (size_t i = 0; i < s.len; i++)
		key = (key ^ (unsigned char)s.at[i]) * 1099511628211u;
	return key;
}

/* What is due carries one key for as long as it is due, which nothing else ever has. */
static void keys_are_of_one_thing(void **state)
{
	struct fixture f;
	size_t seen = 0;

	(void)state;
	open_fixture(&f, ".");
	for (size_t i = 0; i < MEMBERS; i++) {
		struct {
			uint64_t key;
			int32_t day;
		} keys[50];
		size_t n = 0;

		for (int32_t today = day("2016-01-15"); today < day("2018-03-01"); today++) {
			const struct decision *d = decision_make(f.decider, f.members + i, today);

			for (size_t k = 0; k < d->n_due; k++) {
				uint64_t key = 1;
				size_t at = 0;

				assert_true(str_starts(d->due[k].key, f.members[i].id));
				assert_true(d->due[k].day <= today &&
				            today < d->due[k].day + DECISION_CATCH_UP);
				key = key_of(d->due[k].key);
				while (at < n && keys[at].key != key)
					at++;
				if (at < n)
					assert_int_equal(keys[at].day, d->due[k].day);
				else if (n < 50)
					keys[n].key = key, keys[n++].day = d->due[k].day;
				seen++;
			}
		}
	}
	assert_true(seen > 100);
	close_fixture(&f);
}

/* All of one decision, and the tree of how it came about. */
static void decision_as_json(void **state)
{
	static const char *const wanted[] = {"the first reminder goes out 15 days before the anniversary",
	                                     "all reasons are told, not only the first"};
	struct buf out = {0};
	struct fixture f;

	(void)state;
	open_fixture(&f, ".");
	for (size_t w = 0; w < 2; w++)
		for (size_t i = 0; i < f.policy->n_examples; i++) {
			const struct example *e = f.policy->examples + i;

			if (!str_is(e->name, wanted[w]))
				continue;
			/* The hash follows the rules; what it is says nothing here. */
			f.policy->hash = (struct hash){0};
			decision_render_json(&out, decision_make(f.decider, &e->given, e->on));
			buf_add_char(&out, '\n');
		}
	golden_check("tests/policy/decision-json.golden", buf_str(&out));
	buf_free(&out);
	close_fixture(&f);
}

static void trace_as_tree(void **state)
{
	static const char *const kinds[] = {"tier",      "offer",   "closed", "state", "benefit",
	                                    "action",    "refusal", "due",    "table", "row",
	                                    "condition", "read",    "record"};
	const struct decision *d;
	struct buf out = {0};
	struct fixture f;

	(void)state;
	open_fixture(&f, "tests/policy/gym");
	for (size_t i = 0; i < f.policy->n_examples; i++) {
		const struct example *e = f.policy->examples + i;

		if (!str_is(e->name, "reaches those whose own was over the day before"))
			continue;
		d = decision_trace(f.decider, &e->given, e->on);
		for (size_t k = 0; k < d->n_trace; k++) {
			const struct trace *t = d->trace + k;

			buf_add_format(&out, "%*s%s %.*s", 2 * t->depth, "", kinds[t->kind],
			               STR_ARG(t->name));
			if (t->kind == TRACE_READ)
				buf_add_format(&out, " = %.*s\n",
				               STR_ARG(decision_format(f.arena, &t->value)));
			else
				buf_add_format(&out, ": %s (line %u)\n", t->outcome ? "yes" : "no",
				               source_line(t->position.source, t->position.offset));
		}
	}
	golden_check("tests/policy/trace.golden", buf_str(&out));
	buf_free(&out);
	close_fixture(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples_hold),         cmocka_unit_test(order_does_not_matter),
		cmocka_unit_test(keys_are_of_one_thing), cmocka_unit_test(decision_as_json),
		cmocka_unit_test(trace_as_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
