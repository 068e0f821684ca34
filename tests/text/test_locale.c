#include "base/buf.h"
#include "base/date.h"
#include "test.h"
#include "text/words/locale.h"

static int32_t day_of(int year, int month, int day)
{
	int32_t out;

	assert_true(date_make(year, month, day, &out));
	return out;
}

static void add_dates(struct locale *l, struct buf *out)
{
	static const int days[][3] = {
		{2026, 11, 22}, {1969, 12, 31}, {1582, 10, 10}, {1, 1, 1}, {9999, 12, 31}};

	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++) {
		for (enum date_style style = DATE_LONG; style <= DATE_FULL; style++) {
			buf_add_z(out, style ? " | " : "  ");
			locale_add_date(l, out, day_of(days[i][0], days[i][1], days[i][2]), style);
		}
		buf_add_char(out, '\n');
	}
}

static void add_numbers(struct locale *l, struct buf *out)
{
	static const int64_t numbers[] = {0, 1, 2, 3, 11, 100, 1234567, -1234, INT64_MAX, INT64_MIN};
	static const struct money amounts[] = {{10000, "USD"},    {123456, "EUR"}, {-250, "USD"},
	                                       {5000, "JPY"},     {5000, "KWD"},   {1005, "IQD"},
	                                       {INT64_MIN, "TWD"}};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		buf_add_z(out, "  ");
		locale_add_integer(l, out, numbers[i]);
		buf_add_format(out, " %s ", locale_plural(l, numbers[i]));
		locale_add_percent(l, out, numbers[i]);
		buf_add_char(out, '\n');
	}
	for (size_t i = 0; i < sizeof(amounts) / sizeof(*amounts); i++) {
		buf_add_z(out, i ? " | " : "  ");
		locale_add_money(l, out, amounts[i]);
	}
	buf_add_char(out, '\n');
}

static void each_language_writes_in_its_way(void **state)
{
	static const char *const tags[] = {"en-US", "zh-TW", "de-DE", "ar", "pl-PL"};
	struct buf out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		struct locale *l = locale_open(str_from(tags[i]));
		size_t from;
		struct str first;

		assert_non_null(l);
		assert_str(locale_tag(l), tags[i]);
		buf_add_format(&out, "%s %s ", tags[i], locale_direction(l));
		locale_add_name(l, &out);
		buf_add_char(&out, '\n');
		from = out.len;
		add_dates(l, &out);
		add_numbers(l, &out);
		/* a second time they come from the cache, and are the same */
		first = (struct str){out.at + from, out.len - from};
		struct buf again = {0};
		add_dates(l, &again);
		add_numbers(l, &again);
		assert_true(str_equal(first, buf_str(&again)));
		buf_free(&again);
		locale_close(l);
	}
	golden_check("tests/text/locales.golden", buf_str(&out));
	buf_free(&out);
}

static void what_is_no_language_is_refused(void **state)
{
	static const char *const tags[] = {
		"",
		"xx-YY",
		"english",
		"zh_TW",
		"de-DE-",
		"../etc",
		"e",
		"en-US-\xC3\xA4",
		"en-x-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789"};

	(void)state;
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		assert_null(locale_open(str_from(tags[i])));
	locale_close(NULL);
}

static void paper_is_of_the_region(void **state)
{
	(void)state;
	int width, height;

	locale_paper(STR("en-US"), &width, &height);
	assert_true(width == 216 && height == 279);
	locale_paper(STR("zh-TW"), &width, &height);
	assert_true(width == 210 && height == 297);
	locale_paper(STR("nonsense!"), &width, &height);
	assert_true(width == 210 && height == 297);
}

/* More currencies than are kept open, more results than are kept. */
static void what_is_kept_no_more_is_made_again(void **state)
{
	static const char *const codes[] = {"USD", "EUR", "GBP", "JPY", "CHF", "CAD",
	                                    "AUD", "NZD", "SEK", "NOK", "DKK"};
	struct locale *l = locale_open(STR("en-US"));
	struct buf out = {0}, expected = {0};

	(void)state;
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
			struct money m = {100 * (int64_t)i, ""};

			for (size_t k = 0; k < 4; k++)
				m.currency[k] = codes[i][k];
			locale_add_money(l, &out, m);
		}
	assert_int_equal(out.len % 2, 0);
	assert_memory_equal(out.at, out.at + out.len / 2, out.len / 2);
	buf_clear(&out);
	for (int64_t n = 0; n < 100; n++) {
		for (int64_t i = 0; i < 100; i++)
			locale_add_integer(l, &out, n * i);
		for (int64_t i = 0; i < 100; i++) {
			if (n * i >= 1000)
				buf_add_format(&expected, "%d,%03d", (int)(n * i / 1000),
				               (int)(n * i % 1000));
			else
				buf_add_integer(&expected, n * i);
		}
	}
	assert_true(str_equal(buf_str(&out), buf_str(&expected)));
	buf_free(&out);
	buf_free(&expected);
	locale_close(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_language_writes_in_its_way),
		cmocka_unit_test(what_is_no_language_is_refused),
		cmocka_unit_test(paper_is_of_the_region),
		cmocka_unit_test(what_is_kept_no_more_is_made_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
