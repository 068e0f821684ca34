#include "base/arena.h"
#include "base/buf.h"
#include "test.h"

static void compares_by_bytes(void **state)
{
	static const char *const in_order[] = {"", "A", "a", "aa", "ab", "b", "\x7f", "\xc3\xa9"};

	(void)state;
	for (size_t i = 0; i < 8; i++)
		for (size_t j = 0; j < 8; j++) {
			int order = str_compare(str_from(in_order[i]), str_from(in_order[j]));

			assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
			assert_int_equal(str_is(str_from(in_order[i]), in_order[j]), i == j);
		}
	assert_true(str_equal(STR("a\0b"), STR("a\0b")));
	assert_false(str_equal(STR("a\0b"), STR("a\0c")));
	assert_true(str_is(str_from(NULL), ""));
	assert_true(str_is_alike(STR("zh-TW"), STR("ZH-tw")) && str_is_alike(str_from(NULL), STR("")));
	assert_false(str_is_alike(STR("zh"), STR("zh-TW")) || str_is_alike(STR("@"), STR("`")));
	assert_false(str_is_alike(STR("\xc3\x89"), STR("\xc3\xa9")));
	assert_true(str_is_digits(STR("007")) && str_is_digits(STR("9")));
	assert_false(str_is_digits(STR("")) || str_is_digits(STR("-1")) || str_is_digits(STR("1 ")));
}

static void finds_and_cuts(void **state)
{
	struct str rest = STR(",a,,b,"), piece;

	(void)state;
	assert_true(str_starts(STR("abc"), STR("")) && str_starts(STR("abc"), STR("ab")));
	assert_false(str_starts(STR("ab"), STR("abc")));
	assert_true(str_ends(STR("abc"), STR("bc")));
	assert_false(str_ends(STR("bc"), STR("abc")));
	assert_int_equal(str_find(STR("aXbXc"), STR("X"), 0), 1);
	assert_int_equal(str_find(STR("aXbXc"), STR("X"), 2), 3);
	assert_true(str_find(STR("aXbXc"), STR("X"), 4) == SIZE_MAX);
	assert_true(str_find(STR("a"), STR("a"), 9) == SIZE_MAX);
	assert_int_equal(str_find(STR("{ {{ {"), STR("{{"), 0), 2);
	assert_true(str_find(STR("{ {{ {"), STR("{{"), 3) == SIZE_MAX);
	assert_true(str_find(str_slice(STR("{{{"), 0, 1), STR("{{"), 0) == SIZE_MAX);
	assert_int_equal(str_find(STR("ababababc"), STR("ababc"), 0), 4);
	assert_str(str_trim(STR(" \t\r\n a b \f\v")), "a b");
	assert_str(str_trim(STR(" \n")), "");
	assert_true(str_cut(&rest, ',', &piece));
	assert_str(piece, "");
	assert_true(str_cut(&rest, ',', &piece));
	assert_str(piece, "a");
	assert_true(str_cut(&rest, ',', &piece));
	assert_str(piece, "");
	assert_true(str_cut(&rest, ',', &piece));
	assert_str(piece, "b");
	assert_false(str_cut(&rest, ',', &piece));
}

static void reads_whole_integers_only(void **state)
{
	static const char *const wrong[] = {"",
	                                    "-",
	                                    "+1",
	                                    " 1",
	                                    "1 ",
	                                    "1.0",
	                                    "0x1",
	                                    "--1",
	                                    "1e3",
	                                    "9223372036854775808",
	                                    "-9223372036854775809"};
	int64_t n = 5;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_false(str_integer(str_from(wrong[i]), &n));
	assert_int_equal(n, 5);
	assert_true(str_integer(STR("-9223372036854775808"), &n) && n == INT64_MIN);
	assert_true(str_integer(STR("9223372036854775807"), &n) && n == INT64_MAX);
	assert_true(str_integer(STR("007"), &n) && n == 7);
	assert_true(str_integer(STR("-0"), &n) && n == 0);
}

static void formats_into_arena_and_buffer(void **state)
{
	struct arena *a = arena_open();
	struct buf b = {0};

	(void)state;
	assert_str(str_format(a, "%s-%d", "x", 3), "x-3");
	assert_str(buf_str(&b), "");
	for (int i = 0; i < 1000; i++)
		buf_add_integer(&b, i % 10);
	assert_int_equal(b.len, 1000);
	buf_clear(&b);
	buf_add_integer(&b, INT64_MIN);
	buf_add_char(&b, ' ');
	buf_add_format(&b, "%03d", 7);
	buf_add_z(&b, "!");
	assert_str(buf_str(&b), "-9223372036854775808 007!");
	buf_free(&b);
	assert_int_equal(b.cap, 0);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares_by_bytes),
		cmocka_unit_test(finds_and_cuts),
		cmocka_unit_test(reads_whole_integers_only),
		cmocka_unit_test(formats_into_arena_and_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
