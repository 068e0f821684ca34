
#include "base/arena.h"
#include "base/diag.h"
#include "policy/decide/custom.h"
#include "policy/script/image.h"
#include "policy/script/script.h"
#include "test.h"

/* What hostile scripts cannot show: that a verdict has no history.  For the scripts see attacks.check. */

enum { FUNCTIONS = 6 };

static struct str values[] = {{"north", 5}, {"south", 5}};
static struct field fields[] = {
	{.name = {"id", 2}, .type = FACT_TEXT, .required = true},
	{.name = {"n", 1}, .type = FACT_INTEGER},
	{.name = {"joined", 6}, .type = FACT_DATE},
	{.name = {"fee", 3}, .type = FACT_MONEY, .currency = "EUR"},
	{.name = {"paid", 4}, .type = FACT_BOOL},
};
static struct field row_fields[] = {
	{.name = {"day", 3}, .type = FACT_DATE},
	{.name = {"studio", 6}, .type = FACT_ENUM, .values = values, .n_values = 2},
	{.name = {"secret", 6}, .type = FACT_TEXT},
};
static struct collection collections[] = {{.name = {"visits", 6}, .fields = row_fields, .n_fields = 3}};
static struct schema schema = {
	.fields = fields, .n_fields = 5, .collections = collections, .n_collections = 1};

static const struct read reads[] = {{NOWHERE, 1, {0}}, {NOWHERE, 2, {0}}, {NOWHERE, 3, {0}},
                                    {NOWHERE, 4, {0}}, {0, 0, {0}},       {0, 1, {0}}};

struct fixture {
	struct arena *arena;
	struct image *image;
	struct custom customs[FUNCTIONS];
	struct policy policy;
};

/* Each text is a file that ends in returning its function. */
static void load(struct fixture *f, const struct custom *as, const char *const *texts, size_t n)
{
	struct diagnostics *d = diag_open();
	struct sandbox *s = sandbox_open();

	*f = (struct fixture){.arena = arena_open()};
	f->image = image_make(f->arena);
	f->policy = (struct policy){
		.schema = &schema, .customs = f->customs, .n_customs = n, .image = f->image};
	sandbox_seal(s);
	for (size_t i = 0; i < n; i++) {
		const struct source *file = source_make(f->arena, STR("test.lua"), str_from(texts[i]));
		const char *why = "";

		if (!script_load(s, d, file, NULL) || !sandbox_call(sandbox_state(s), 0, 1))
			diag_print(d, stderr, DIAG_TEXT);
		f->customs[i] = *as;
		f->customs[i].function = image_add(f->image, sandbox_state(s), f->arena, &why);
		if (f->customs[i].function < 0)
			fail_msg("%s", why);
	}
	sandbox_close(s);
	diag_close(d);
}

/* Loops n times: at some n the budget ends.  Where that is must not depend on what was asked before. */
static void budget_has_no_history(void **state)
{
	static const char *const texts[] = {
		"return function(m) local s = 0 for i = 1, m.n do s = s + i end return s end",
		"return function(m) local s = '' for i = 1, m.n do s = s .. i if #s > 50 then s = '' end end return #s end",
		"return function(m) local t = {} for i = 1, m.n do t['k' .. i % 700] = { i } end return #t end",
		"return function(m) local function f(k) if k > 0 then return 1 + f(k - 1) end return 0 end return f(m.n) end",
		"return function(m) local s = ('x'):rep(m.n) while #s < 60000 do s = s .. s:sub(1, 100) end return #s end",
		"return function(m) while true do local t = { 'a' .. m.n } end end",
	};
	struct custom as = {.id = {"f", 1}, .reads = reads, .n_reads = 1, .returns = FACT_INTEGER};
	struct fact facts[5] = {{true, .text = {"x", 1}}};
	struct member m = {.facts = facts};
	struct fixture f;
	struct fact out;
	int differences = 0;

	(void)state;
	load(&f, &as, texts, FUNCTIONS);
	facts[1].known = true;
	for (size_t i = 0; i + 1 < FUNCTIONS; i++) {
		struct custom_host *used = custom_open(&f.policy);
		int64_t low = 1, high = 100000;

		/* The last n that a fresh host still answers, or near it. */
		while (high - low > 1) {
			struct custom_host *fresh = custom_open(&f.policy);

			facts[1].number = (low + high) / 2;
			if (custom_evaluate(fresh, i, &m, 0, &out))
				low = facts[1].number;
			else
				high = facts[1].number;
			custom_close(fresh);
		}
		for (int64_t n = low - 2; n < low + 4; n++) {
			struct custom_host *fresh = custom_open(&f.policy);
			bool expected;

			facts[1].number = n > 1 ? n : 1;
			expected = custom_evaluate(fresh, i, &m, 0, &out);
			custom_close(fresh);
			for (size_t before = 0; before < FUNCTIONS; before += 2) {
				custom_evaluate(used, before, &m, 0, &out);
				differences += custom_evaluate(used, i, &m, 0, &out) != expected;
			}
		}
		custom_close(used);
	}
	assert_int_equal(differences, 0);
	arena_close(f.arena);
}

/* What a function is given: each type as it is promised, rows as a list, nothing that it did not ask for. */
static void facts_arrive_as_promised(void **state)
{
	static const char *const texts[] = {
		"local names = { north = 'N', south = 'S' }\n"
		"function describe(visit) return visit.day .. names[visit.studio] end\n"
		"return function(m, today)\n"
		"  local all = {}\n"
		"  for i, visit in ipairs(m.visits) do all[i] = describe(visit) end\n"
		"  return ('%s %s %d %s %s %s'):format(tostring(m.n), m.joined, m.fee, tostring(m.paid), today, table.concat(all, ','))\n"
		"end",
		"return function(m) return m.visits[1].secret end",
		"return function(m) return m.id end",
		"return function(m, today) return calendar.add_months('2016-01-31', 1) end",
	};
	struct custom as = {
		.id = {"f", 1}, .reads = reads, .n_reads = 6, .reads_today = true, .returns = FACT_TEXT};
	struct fact facts[5] = {{true, .text = {"x", 1}},
	                        {false, .number = 0},
	                        {true, .number = 16861},
	                        {true, .number = 2990},
	                        {true, .number = 1}};
	struct fact rows[6] = {{true, .number = 16862}, {true, .number = 1}, {true, .text = {"s", 1}},
	                       {true, .number = 16863}, {true, .number = 0}, {true, .text = {"s", 1}}};
	struct rows visits = {rows, 2};
	struct member m = {.facts = facts, .rows = &visits};
	struct custom_host *h;
	struct fixture f;
	struct fact out;

	(void)state;
	load(&f, &as, texts, 4);
	h = custom_open(&f.policy);
	if (!custom_evaluate(h, 0, &m, 17000, &out))
		fail_msg("%s", custom_failure(h));
	assert_str(out.text, "nil 2016-03-01 2990 true 2016-07-18 2016-03-02S,2016-03-03N");
	assert_false(custom_evaluate(h, 1, &m, 17000, &out));
	assert_string_equal(custom_failure(h),
	                    "rules:1: custom 'f': the fact 'secret' is not among those it reads");
	assert_false(custom_evaluate(h, 2, &m, 17000, &out));
	assert_string_equal(custom_failure(h),
	                    "rules:1: custom 'f': the fact 'id' is not among those it reads");
	assert_true(custom_evaluate(h, 3, &m, 17000, &out));
	assert_str(out.text, "2016-02-29");
	custom_close(h);
	custom_close(NULL);
	arena_close(f.arena);
}

/* The image is of what a function means: a comment or a name more is the same, another number is not. */
static void image_is_of_meaning(void **state)
{
	static const char *const texts[] = {
		"local rate = { a = 1, b = 2 } return function(m) return rate.a + 1 end",
		"-- a comment\nlocal fee = { b = 2, a = 1 }\nreturn function(member)\n  return fee.a + 1\nend",
		"local rate = { a = 1, b = 3 } return function(m) return rate.a + 1 end",
		"local rate = { a = 1, b = 2 } return function(m) return rate.a + 2 end",
	};
	struct custom as = {.id = {"f", 1}, .reads = reads, .n_reads = 1, .returns = FACT_INTEGER};
	struct str bytes[4];
	struct fixture f[4];

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		load(f + i, &as, texts + i, 1);
		bytes[i] = image_bytes_make(f[i].image, f[i].arena);
	}
	assert_true(str_equal(bytes[0], bytes[1]));
	assert_false(str_equal(bytes[0], bytes[2]));
	assert_false(str_equal(bytes[0], bytes[3]));
	for (size_t i = 0; i < 4; i++)
		arena_close(f[i].arena);
}

/* Lua goes through a table in another order each time; what is copied of it comes in the same. */
static void image_has_one_order(void **state)
{
	static const char *const text =
		"local t = { north = { 1 }, south = { 2 }, east = { 3 }, west = { up = {}, down = {}, left = {}, right = {} } }\n"
		"one, two, three, four = {}, {}, {}, function() return t.east end\n"
		"return function(m) return t.north[1] + #one end";
	struct custom as = {.id = {"f", 1}, .reads = reads, .n_reads = 1, .returns = FACT_INTEGER};
	struct fixture f[10];

	(void)state;
	for (size_t i = 0; i < 10; i++) {
		load(f + i, &as, &text, 1);
		assert_true(str_equal(image_bytes_make(f[i].image, f[i].arena),
		                      image_bytes_make(f[0].image, f[0].arena)));
	}
	for (size_t i = 0; i < 10; i++)
		arena_close(f[i].arena);
}

/* What cannot be copied out of the file is refused when it is loaded. */
static void closing_over_more_than_data(void **state)
{
	struct arena *a = arena_open();
	struct sandbox *s = sandbox_open();
	lua_State *L = sandbox_state(s);
	struct image *image = image_make(a);
	struct diagnostics *d = diag_open();
	struct custom custom = {.id = {"f", 1}, .returns = FACT_INTEGER};
	struct policy policy = {.schema = &schema};
	struct member m = {0};
	struct custom_host *h;
	const char *why = NULL;
	struct fact out;

	(void)state;
	sandbox_push_words(s);
	lua_pushlightuserdata(L, s);
	lua_setfield(L, -2, "today");
	lua_pop(L, 1);
	sandbox_seal(s);
	assert_true(script_load(
		s, d, source_make(a, STR("a.lua"), STR("local t = today return function(m) return t end")),
		NULL));
	assert_true(sandbox_call(L, 0, 1));
	assert_int_equal(image_add(image, L, a, &why), -1);
	assert_string_equal(why, "'t', a userdata that is no plain data");
	assert_int_equal(lua_gettop(L), 0);
	/* A global function that needs it does no harm until it is called. */
	assert_true(script_load(s, d,
	                        source_make(a, STR("b.lua"),
	                                    STR("local t, n = today, 3\n"
	                                        "function helper() return t, n end\n"
	                                        "return function(m) return n end")),
	                        NULL));
	assert_true(sandbox_call(L, 0, 1));
	policy.customs = &custom;
	policy.n_customs = 1;
	policy.image = image;
	custom.function = image_add(image, L, a, &why);
	assert_true(custom.function >= 0);
	h = custom_open(&policy);
	assert_true(custom_evaluate(h, 0, &m, 0, &out));
	assert_int_equal(out.number, 3);
	custom_close(h);
	sandbox_close(s);
	diag_close(d);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(budget_has_no_history),       cmocka_unit_test(facts_arrive_as_promised),
		cmocka_unit_test(image_is_of_meaning),         cmocka_unit_test(image_has_one_order),
		cmocka_unit_test(closing_over_more_than_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
