#include "test.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "policy/check/rules.h"

/* A small programme; {} is replaced by what a test adds. */
static const char *const base =
	"programme \"p\" { time_zone = \"UTC\", currency = \"USD\", begins = \"2016-01-01\" }\n"
	"record \"member\" { name = \"name\", language = \"language\",\n"
	"  { \"id\", text, required = yes }, { \"name\", text, required = yes },\n"
	"  { \"language\", one_of { \"en\" }, required = yes }, { \"joined\", date }, { \"size\", integer } }\n"
	"record \"offers\" { key = { \"offer\" }, { \"offer\", one_of { \"pack\" }, required = yes },\n"
	"  { \"bought\", date, required = yes }, { \"paid\", integer, required = yes } }\n";

struct loaded {
	struct arena *arena;
	struct diagnostics *d;
	struct policy *policy;
};

static struct loaded load(const char *more)
{
	struct loaded l = {arena_open(), diag_open(), NULL};
	const struct source *files[] = {source_make(l.arena, STR("rules/base.lua"), str_from(base)),
	                                source_make(l.arena, STR("rules/more.lua"), str_from(more))};

	l.policy = rules_make(l.d, l.arena, files, 2);
	if (!l.policy)
		diag_print(l.d, stderr, DIAG_TEXT);
	assert_non_null(l.policy);
	return l;
}

static void unload(struct loaded *l)
{
	diag_close(l->d);
	arena_close(l->arena);
}

static struct hash hash_of_rules(const char *more)
{
	struct loaded l = load(more);
	struct hash h = l.policy->hash;

	unload(&l);
	return h;
}

static void the_hash_is_of_what_decides(void **state)
{
	struct hash h = hash_of_rules(
		"parameter 'n' { unit = 'days', { from = '2016-01-01', 15 } }\n"
		"tier 'basic' { track = 'main', rank = 1, entry = { size = at_least(param 'n') } }\n");

	(void)state;
	assert_true(hash_equal(
		h,
		hash_of_rules(
			"-- a comment\n"
			"parameter \"n\" {\n  unit = \"days\",\n  { 10 + 5, from = \"2016-01-01\" },\n}\n"
			"example 'e' { given = { size = 15 }, on = '2016-01-01', expect = { held = 'basic' } }\n"
			"local way = { size = at_least(param 'n') }\n"
			"tier('basic') { entry = way, rank = 1, track = 'main' }\n")));
	assert_false(hash_equal(
		h,
		hash_of_rules(
			"parameter 'n' { unit = 'days', { from = '2016-01-01', 16 } }\n"
			"tier 'basic' { track = 'main', rank = 1, entry = { size = at_least(param 'n') } }\n")));
	assert_false(hash_equal(
		h,
		hash_of_rules(
			"parameter 'n' { unit = 'days', { from = '2016-01-01', 15 } }\n"
			"tier 'basic' { track = 'main', rank = 1, entry = { size = more_than(param 'n') } }\n")));
}

static void a_function_counts_for_the_hash(void **state)
{
	static const char *const rule =
		"custom 'f' { reads = { 'size' }, returns = yes_no, run = function(m) return m.size > %s end }\n"
		"tier 'basic' { track = 'main', rank = 1, entry = { custom 'f' } }\n";
	char one[300], same[300], other[300];

	(void)state;
	snprintf(one, sizeof(one), rule, "3");
	snprintf(same, sizeof(same), rule, " --[[three]] 3");
	snprintf(other, sizeof(other), rule, "4");
	assert_true(hash_equal(hash_of_rules(one), hash_of_rules(same)));
	assert_false(hash_equal(hash_of_rules(one), hash_of_rules(other)));
}

static int32_t day(const char *text)
{
	int32_t d;

	assert_true(date_parse(str_from(text), &d));
	return d;
}

static void a_parameter_counts_from_its_day(void **state)
{
	struct loaded l = load(
		"parameter 'n' { unit = 'days',\n"
		"  { from = '2016-01-01', 15 }, { from = '2017-03-01', 20 }, { from = '2018-01-01', 0 } }\n"
		"tier 'basic' { track = 'main', rank = 1, entry = { size = at_least(param 'n') } }\n");
	const struct parameter *p = &l.policy->parameters[0];

	(void)state;
	assert_int_equal(policy_parameter(p, day("2010-01-01")), 15);
	assert_int_equal(policy_parameter(p, day("2017-02-28")), 15);
	assert_int_equal(policy_parameter(p, day("2017-03-01")), 20);
	assert_int_equal(policy_parameter(p, day("2017-12-31")), 20);
	assert_int_equal(policy_parameter(p, day("2030-01-01")), 0);
	unload(&l);
}

static const struct message_use *message(const struct policy *p, const char *id)
{
	for (size_t i = 0; i < p->n_messages; i++)
		if (str_is(p->messages[i].id, id))
			return &p->messages[i];
	fail_msg("no message %s", id);
	return NULL;
}

static void a_message_may_use_what_all_its_places_give(void **state)
{
	struct loaded l = load(
		"tier 'basic' { track = 'main', rank = 1, entry = { joined = by(today) } }\n"
		"offer 'pack' { record = 'offers', price = usd '1.00', requires = 'basic',\n"
		"  closed_when { size = 1, say = 'small', with = { size = fact 'size', least = 2 } },\n"
		"  closed_when { size = 0, say = 'small', with = { size = fact 'size' } } }\n"
		"renewal 'pack' { term = years(1), origin = 'bought', paid = 'paid', { 'on', starts = on 'term_start' } }\n"
		"action 'buy' { offer = 'pack', from = 'available' }\n");
	const struct message_use *small = message(l.policy, "small");

	(void)state;
	assert_int_equal(small->n_arguments, 1);
	assert_str(small->arguments[0].name, "size");
	assert_int_equal(source_line(small->position.source, small->position.offset), 3);
	message(l.policy, "tier.basic.required");
	message(l.policy, "offer.pack.not_available");
	message(l.policy, "state.on");
	for (size_t i = 1; i < l.policy->n_messages; i++)
		assert_true(str_compare(l.policy->messages[i - 1].id, l.policy->messages[i].id) < 0);
	unload(&l);
}

static int64_t granted(const struct policy *p, const char *tier, const char *benefit)
{
	const struct tier *t = &p->tiers[policy_find_tier(p, str_from(tier))];

	for (size_t i = 0; i < t->n_grants; i++)
		if (str_is(p->benefits[t->grants[i].benefit].id, benefit))
			return t->grants[i].value.value.number;
	return -1;
}

static void tiers_include_the_benefits_of_others(void **state)
{
	/* the order of declarations does not matter */
	struct loaded l = load(
		"benefits 'gold' { includes = 'silver', { 'hours', quantity = 40 } }\n"
		"benefits 'silver' { includes = 'basic', { 'hours', quantity = 20 }, { 'seats', quantity = 2 } }\n"
		"benefits 'basic' { { 'books', quantity = 1 } }\n"
		"tier 'gold' { track = 'main', rank = 3, entry = { size = 3 } }\n"
		"tier 'silver' { track = 'main', rank = 2, entry = { size = 2 } }\n"
		"tier 'basic' { track = 'main', rank = 1, entry = { joined = by(today) } }\n");

	(void)state;
	assert_int_equal(granted(l.policy, "gold", "hours"), 40);
	assert_int_equal(granted(l.policy, "gold", "seats"), 2);
	assert_int_equal(granted(l.policy, "gold", "books"), 1);
	assert_int_equal(granted(l.policy, "silver", "hours"), 20);
	assert_int_equal(granted(l.policy, "basic", "hours"), -1);
	unload(&l);
}

static void an_example_holds_rows_in_the_order_of_a_store(void **state)
{
	struct loaded l = load(
		"record 'badges' { key = { 'level', 'area' }, { 'area', text, required = yes },\n"
		"  { 'level', one_of { 'silver', 'gold' }, required = yes } }\n"
		"tier 'basic' { track = 'main', rank = 1, entry = { joined = by(today), badges = at_most(9) } }\n"
		"example 'e' { on = '2016-01-01', expect = { held = {} }, given = { badges = {\n"
		"  { area = 'b', level = 'silver' }, { area = 'b', level = 'gold' }, { area = 'a', level = 'silver' } } } }\n");
	const struct example *e = &l.policy->examples[0];
	const struct rows *rows = &e->given.rows[1];
	const struct schema *s = l.policy->schema;

	(void)state;
	assert_int_equal(rows->n, 3);
	/* gold before silver: by the text, not by its number */
	assert_int_equal(member_row(s, &e->given, 1, 0, 1)->number, 1);
	assert_str(member_row(s, &e->given, 1, 1, 0)->text, "a");
	assert_str(member_row(s, &e->given, 1, 2, 0)->text, "b");
	assert_str(e->given.id, "EXAMPLE");
	unload(&l);
}

/* The declarations of the sample programme, which the site and the records rely on. */
static void the_sample_programme_is_sound(void **state)
{
	struct arena *a = arena_open();
	struct diagnostics *d = diag_open();
	struct policy *p = rules_load(d, a, ".");
	int shares = 0;

	(void)state;
	diag_print(d, stderr, DIAG_TEXT);
	assert_non_null(p);
	assert_int_equal(diag_warnings(d), 0);
	for (size_t i = 0; i < p->n_samples; i++)
		shares += p->samples[i].share;
	assert_int_equal(shares, 100);
	assert_int_equal(granted(p, "action_pack", "windows_10_enterprise"), 10);
	assert_int_equal(granted(p, "gold", "support_hours"), 40);
	diag_close(d);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_hash_is_of_what_decides),
		cmocka_unit_test(a_function_counts_for_the_hash),
		cmocka_unit_test(a_parameter_counts_from_its_day),
		cmocka_unit_test(a_message_may_use_what_all_its_places_give),
		cmocka_unit_test(tiers_include_the_benefits_of_others),
		cmocka_unit_test(an_example_holds_rows_in_the_order_of_a_store),
		cmocka_unit_test(the_sample_programme_is_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
