#include "base/money.h"
#include "test.h"

static void knows_the_digits_of_currencies(void **state)
{
	(void)state;
	assert_int_equal(money_digits(STR("USD")), 2);
	assert_int_equal(money_digits(STR("AED")), 2);
	assert_int_equal(money_digits(STR("ZWG")), 2);
	assert_int_equal(money_digits(STR("JPY")), 0);
	assert_int_equal(money_digits(STR("KWD")), 3);
	assert_int_equal(money_digits(STR("CLF")), 4);
	assert_int_equal(money_digits(STR("usd")), -1);
	assert_int_equal(money_digits(STR("ABC")), -1);
	assert_int_equal(money_digits(STR("US")), -1);
	assert_int_equal(money_digits(STR("")), -1);
}

static void reads_and_writes_without_rounding(void **state)
{
	static const struct {
		const char *amount, *currency;
		int64_t minor;
		const char *written;
	} cases[] = {
		{"100", "USD", 10000, "100.00"},
		{"100.00", "USD", 10000, "100.00"},
		{"-3.5", "EUR", -350, "-3.50"},
		{"-0.05", "EUR", -5, "-0.05"},
		{"0", "TWD", 0, "0.00"},
		{"1200", "JPY", 1200, "1200"},
		{"1.5", "KWD", 1500, "1.500"},
		{"92233720368547758.07", "USD", INT64_MAX, "92233720368547758.07"},
		{"-92233720368547758.08", "USD", INT64_MIN, "-92233720368547758.08"},
		{"-9223372036854775808", "JPY", INT64_MIN, "-9223372036854775808"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct money m;
		char out[32];

		assert_true(money_parse(str_from(cases[i].amount), str_from(cases[i].currency), &m));
		assert_true(m.minor == cases[i].minor);
		assert_string_equal(m.currency, cases[i].currency);
		assert_str(money_format(m, out), cases[i].written);
	}
}

static void refuses_what_is_no_amount(void **state)
{
	static const struct {
		const char *amount, *currency;
	} wrong[] = {
		{"", "USD"},
		{".", "USD"},
		{".5", "USD"},
		{"5.", "USD"},
		{"1.005", "USD"},
		{"1.0", "JPY"},
		{"1,000", "USD"},
		{"1 000", "USD"},
		{"1e3", "USD"},
		{"+1", "USD"},
		{"-", "USD"},
		{"-.5", "USD"},
		{"--1", "USD"},
		{"1.-5", "USD"},
		{"1.2.3", "USD"},
		{"1", "XYZ"},
		{"1", ""},
		{"- 1", "USD"},
		{"92233720368547758.08", "USD"},
		{"99999999999999999999999999999999999", "USD"},
	};
	struct money m;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (money_parse(str_from(wrong[i].amount), str_from(wrong[i].currency), &m))
			fail_msg("'%s' %s is no amount", wrong[i].amount, wrong[i].currency);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_digits_of_currencies),
		cmocka_unit_test(reads_and_writes_without_rounding),
		cmocka_unit_test(refuses_what_is_no_amount),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
