#include "base/date.h"
#include "test.h"

static bool is_leap(int year)
{
	if (year % 400 == 0)
		return true;
	return year % 4 == 0 && year % 100 != 0;
}

/* A calendar that only knows what follows a day. */
static struct civil tomorrow(struct civil c)
{
	const int lengths[] = {31, is_leap(c.year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (c.day < lengths[c.month - 1])
		return (struct civil){c.year, c.month, c.day + 1};
	if (c.month < 12)
		return (struct civil){c.year, c.month + 1, 1};
	return (struct civil){c.year + 1, 1, 1};
}

static int32_t day_of(const char *text)
{
	int32_t day;

	if (!date_parse(str_from(text), &day))
		fail_msg("%s is a day", text);
	return day;
}

static void agrees_with_a_walk_through_every_day(void **state)
{
	struct civil c = {1, 1, 1};
	int32_t day, expected;

	(void)state;
	assert_true(date_make(1, 1, 1, &expected));
	for (; c.year < 10000; c = tomorrow(c), expected++) {
		struct civil back = date_civil(expected);
		char text[11], by_printf[64];

		assert_true(date_make(c.year, c.month, c.day, &day));
		assert_int_equal(day, expected);
		assert_true(back.year == c.year && back.month == c.month && back.day == c.day);
		if (c.day % 9)
			continue;
		snprintf(by_printf, sizeof(by_printf), "%04d-%02d-%02d", c.year, c.month, c.day);
		assert_string_equal(date_format(day, text), by_printf);
		assert_true(date_parse(str_from(text), &day));
		assert_int_equal(day, expected);
	}
	assert_int_equal(day_of("1970-01-01"), 0);
	assert_int_equal(day_of("2000-03-01"), 11017);
}

static void refuses_days_that_do_not_exist(void **state)
{
	static const char *const wrong[] = {
		"",           "2026-1-01",  "2026-01-1",  "2026/01/01",  "26-01-01",    "2026-00-10",
		"2026-13-10", "2026-01-00", "2026-01-32", "2026-04-31",  "2026-02-29",  "1900-02-29",
		"2024-02-30", "0000-01-01", "-026-01-01", "2026-01-01 ", " 2026-01-01", "2026-01-0a",
		"+026-01-01", "20260101",
	};
	int32_t day = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (date_parse(str_from(wrong[i]), &day))
			fail_msg("'%s' is no day", wrong[i]);
	assert_int_equal(day, 7);
	assert_int_equal(day_of("2000-02-29"), day_of("2000-02-28") + 1);
}

static void counts_months_and_years_from_the_origin(void **state)
{
	int32_t leap_day = day_of("2024-02-29"), end_of_january = day_of("2026-01-31");

	(void)state;
	assert_int_equal(date_add_years(leap_day, 1), day_of("2025-02-28"));
	assert_int_equal(date_add_years(leap_day, 4), day_of("2028-02-29"));
	assert_int_equal(date_add_years(leap_day, -4), day_of("2020-02-29"));
	assert_int_equal(date_add_years(leap_day, 76), day_of("2100-02-28"));
	assert_int_equal(date_add_months(end_of_january, 1), day_of("2026-02-28"));
	assert_int_equal(date_add_months(end_of_january, 2), day_of("2026-03-31"));
	assert_int_equal(date_add_months(end_of_january, -2), day_of("2025-11-30"));
	assert_int_equal(date_add_months(end_of_january, 25), day_of("2028-02-29"));
	assert_int_equal(date_add_months(DATE_NEVER, -1), DATE_NEVER);
	assert_int_equal(date_add_months(DATE_NONE, 1), DATE_NONE);
	assert_int_equal(date_add_years(end_of_january, INT32_MAX), DATE_NEVER);
	assert_int_equal(date_add_years(end_of_january, INT32_MIN), DATE_NONE);
	assert_int_equal(date_add_months(end_of_january, INT32_MAX), DATE_NEVER);
	assert_int_equal(date_add_months(day_of("9999-12-31"), 0), day_of("9999-12-31"));
	assert_int_equal(date_add_months(day_of("9999-12-01"), 1), DATE_NEVER);
	assert_int_equal(date_add_months(day_of("0001-01-31"), -1), DATE_NONE);
}

static void whole_months_are_those_that_have_passed(void **state)
{
	(void)state;
	for (int32_t origin = day_of("2023-01-01"); origin < day_of("2025-01-01"); origin++) {
		int months = 0;

		for (int32_t day = origin; day < origin + 800; day++) {
			if (date_add_months(origin, months + 1) <= day)
				months++;
			assert_int_equal(date_months_between(origin, day), months);
		}
		assert_int_equal(date_months_between(origin, origin - 40), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_a_walk_through_every_day),
		cmocka_unit_test(refuses_days_that_do_not_exist),
		cmocka_unit_test(counts_months_and_years_from_the_origin),
		cmocka_unit_test(whole_months_are_those_that_have_passed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
