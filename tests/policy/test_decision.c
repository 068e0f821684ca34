#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "policy/decision.h"
#include "test.h"

/*
 * The programmes that are tried: the sample, and one that is unlike it.  All of
 * these tests hold for any rules.
 */
static const char *const programmes[] = {".", "tests/policy/gym", "tests/policy/airline.case",
                                         "tests/policy/library.case"};
enum { PROGRAMMES = sizeof(programmes) / sizeof(*programmes), MEMBERS = 150, DAYS = 800 };

struct fixture {
	struct arena *arena;
	struct policy *policy;
	struct decider *decider;
	struct member members[MEMBERS];
};

static uint64_t seed;

static int64_t draw(int64_t low, int64_t high)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return low + (int64_t)((seed >> 33) % (uint64_t)(high - low + 1));
}

static int32_t day(const char *text)
{
	int32_t d;

	assert_true(date_parse(str_from(text), &d));
	return d;
}

/* Anything the field allows; days around those that the tests decide for, ends of months and leap days among them. */
static struct fact draw_fact(const struct field *f)
{
	static const char *const texts[] = {"banned", "SR-2016-000123", "x"};
	struct fact fact = {.known = f->required || draw(0, 3)};

	if (!fact.known)
		return fact;
	switch (f->type) {
	case FACT_TEXT:
		fact.text = str_from(texts[draw(0, 2)]);
		break;
	case FACT_INTEGER:
		fact.number = draw(f->has_min ? f->min : 0, draw(0, 2) ? 5 : 500);
		break;
	case FACT_BOOL:
		fact.number = draw(0, 1);
		break;
	case FACT_DATE:
		fact.number = draw(day("2014-06-01"), day("2018-06-30"));
		if (!draw(0, 3))
			fact.number = day(draw(0, 1) ? "2016-02-29" : "2016-01-31");
		break;
	case FACT_MONEY:
		fact.number = draw(0, 100000);
		break;
	case FACT_ENUM:
		fact.number = draw(0, (int64_t)f->n_values - 1);
		break;
	}
	return fact;
}

static void draw_rows(struct arena *a, const struct collection *c, struct rows *rows)
{
	/* A collection whose key is one choice holds each but once. */
	const struct field *key = c->n_key == 1 ? c->fields + c->key[0] : NULL;
	bool once = key && key->type == FACT_ENUM;

	rows->facts = arena_array(a, 8 * c->n_fields, sizeof(*rows->facts));
	for (size_t i = 0; i < (once ? key->n_values : 8); i++) {
		struct fact *row = rows->facts + rows->n * c->n_fields;

		if (draw(0, 2) == 0)
			continue;
		for (size_t f = 0; f < c->n_fields; f++)
			row[f] = draw_fact(c->fields + f);
		if (once)
			row[c->key[0]].number = (int64_t)i;
		rows->n++;
	}
}

static void draw_member(struct arena *a, const struct schema *s, size_t number, struct member *m)
{
	m->facts = arena_array(a, s->n_fields, sizeof(*m->facts));
	m->rows = arena_array(a, s->n_collections, sizeof(*m->rows));
	for (size_t f = 0; f < s->n_fields; f++)
		m->facts[f] = draw_fact(s->fields + f);
	m->id = str_format(a, "M%06zu", number);
	m->facts[0] = (struct fact){.known = true, .text = m->id};
	for (size_t c = 0; c < s->n_collections; c++)
		draw_rows(a, s->collections + c, m->rows + c);
}

static void open_fixture(struct fixture *f, const char *programme)
{
	struct diagnostics *d = diag_open();

	f->arena = arena_open();
	f->policy = policy_load(d, f->arena, programme);
	if (!f->policy)
		diag_print(d, stderr, DIAG_TEXT);
	diag_close(d);
	assert_non_null(f->policy);
	f->decider = decision_open(program_make(f->arena, f->policy));
	seed = 1;
	memset(f->members, 0, sizeof(f->members));
	for (size_t i = 0; i < MEMBERS; i++)
		draw_member(f->arena, f->policy->schema, i, f->members + i);
}

static void close_fixture(struct fixture *f)
{
	decision_close(f->decider);
	decision_close(NULL);
	arena_close(f->arena);
}

static void add(uint64_t *digest, const void *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		*digest = (*digest ^ ((const unsigned char *)bytes)[i]) * 1099511628211u;
}

static void add_number(uint64_t *digest, int64_t n)
{
	add(digest, &n, sizeof(n));
}

static void add_text(uint64_t *digest, struct str s)
{
	add_number(digest, (int64_t)s.len);
	add(digest, s.at, s.len);
}

static void add_given(uint64_t *digest, const struct given *g)
{
	add_number(digest, g->value.known);
	if (g->value.known && g->type == FACT_TEXT)
		add_text(digest, g->value.text);
	else if (g->value.known)
		add_number(digest, g->value.number);
}

static void add_reasons(uint64_t *digest, const struct reason *reasons, size_t n)
{
	add_number(digest, (int64_t)n);
	for (size_t i = 0; i < n; i++) {
		add_text(digest, reasons[i].sentence->message);
		for (size_t k = 0; k < reasons[i].sentence->n_arguments; k++)
			add_given(digest, reasons[i].arguments + k);
	}
}

static void add_offer(uint64_t *digest, const struct offered *o)
{
	add_number(digest, o->state);
	add_reasons(digest, o->closed, o->n_closed);
	add_given(digest, &o->price);
	add_number(digest, o->keeps_benefits);
	if (!o->renewal)
		return;
	add_number(digest, (int64_t)o->state_now);
	add_reasons(digest, &o->says, 1);
	add_number(digest, o->since);
	add_number(digest, o->until);
	add_number(digest, o->term);
	add_number(digest, o->term_start);
	add_number(digest, o->anniversary);
}

/* Of everything a decision says, but for the day it is made on and, if not wanted, next_change. */
static uint64_t digest_of(const struct decision *d, bool next_change)
{
	uint64_t digest = 1469598103934665603u;

	assert_null(d->failure);
	for (size_t i = 0; i < d->n_held; i++) {
		add_number(&digest, (int64_t)d->held[i].tier);
		add_number(&digest, d->held[i].since);
	}
	for (size_t i = 0; i < d->n_benefits; i++) {
		add_number(&digest, (int64_t)d->benefits[i].benefit);
		add_number(&digest, (int64_t)d->benefits[i].tier);
		add_given(&digest, &d->benefits[i].amount);
		add_number(&digest, d->benefits[i].next);
	}
	for (size_t i = 0; i < d->n_offers; i++)
		add_offer(&digest, d->offers + i);
	for (size_t i = 0; i < d->n_facts; i++) {
		add_given(&digest, &d->facts[i].value);
		add_number(&digest, (int64_t)d->facts[i].row);
	}
	for (size_t i = 0; i < d->n_actions; i++) {
		add_number(&digest, d->actions[i].allowed);
		add_reasons(&digest, d->actions[i].reasons, d->actions[i].n_reasons);
		add_given(&digest, &d->actions[i].charge);
	}
	for (size_t i = 0; i < d->n_due; i++) {
		add_text(&digest, d->due[i].key);
		add_number(&digest, d->due[i].day);
		add_reasons(&digest, &d->due[i].says, 1);
	}
	for (size_t i = 0; i < d->n_coming; i++) {
		add_number(&digest, d->coming[i].day);
		add_number(&digest, d->coming[i].kind);
		add_number(&digest, (int64_t)d->coming[i].state);
	}
	if (next_change)
		add_number(&digest, d->next_change);
	return digest;
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

/* Nothing differs before next_change; and of the days it names, few turn out to change nothing. */
static void nothing_differs_before_next_change(void **state)
{
	(void)state;
	for (size_t p = 0; p < PROGRAMMES; p++) {
		size_t named = 0, idle = 0;
		struct fixture f;

		open_fixture(&f, programmes[p]);
		for (size_t i = 0; i < MEMBERS; i++) {
			int32_t from = day("2016-01-15"), next = from;
			uint64_t settled = 0;

			for (int32_t today = from; today < from + DAYS; today++) {
				const struct decision *d = decision_make(f.decider, f.members + i, today);
				uint64_t digest = digest_of(d, false);

				assert_true(d->next_change > today);
				if (today < next && (digest != settled || d->next_change != next))
					fail_msg("%s: member %zu differs on day %d of %d, before next_change",
					         programmes[p], i, today - from, next - from);
				if (today == next) {
					named += today > from;
					idle += today > from && digest == settled;
				}
				settled = digest;
				next = d->next_change;
			}
		}
		print_message("%s: %zu days named, %zu of them change nothing\n", programmes[p], named, idle);
		/* Rows come and go without changing a count's outcome; a function that asks for the day is asked every day. */
		assert_true(named > MEMBERS);
		assert_true(idle * 2 < named || p == 1);
		close_fixture(&f);
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

			alone[i] = digest_of(decision_make(fresh, f.members + i, day("2017-02-28")), true);
			decision_close(fresh);
		}
		for (size_t i = MEMBERS; i--;) {
			const struct decision *d;

			digest_of(decision_make(f.decider, f.members + i * 7 % MEMBERS, day("2018-01-31")),
			          true);
			d = decision_make(f.decider, f.members + i, day("2017-02-28"));
			assert_int_equal(d->n_trace, 0);
			assert_int_equal(digest_of(d, true), alone[i]);
			d = decision_trace(f.decider, f.members + i, day("2017-02-28"));
			assert_true(d->n_trace > 0);
			assert_int_equal(digest_of(d, true), alone[i]);
		}
		close_fixture(&f);
	}
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
				add_text(&key, d->due[k].key);
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
		cmocka_unit_test(examples_hold),         cmocka_unit_test(nothing_differs_before_next_change),
		cmocka_unit_test(order_does_not_matter), cmocka_unit_test(keys_are_of_one_thing),
		cmocka_unit_test(decision_as_json),      cmocka_unit_test(trace_as_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
