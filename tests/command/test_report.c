#include "test.h"

#include "base/arena.h"
#include "command/report/chart.h"

/* One page with everything on it: its bytes are reviewed as a golden. */
static void page_of_all(void **state)
{
	static const int64_t kept[] = {1200000, 3}, lost[] = {5, 0};
	static const struct chart_series series[] = {{STR("kept"), kept}, {STR("<lost>"), lost}};
	static const struct str categories[] = {STR("2026-12"), STR("2027-01 & \"on\"")};
	static const struct report_column columns[] = {
		{STR("rule"), false}, {STR("times"), true}, {STR("at"), false}};
	struct chart c = {.title = STR("Renewals <by> month"),
	                  .description = STR("How many renew and how many lapse."),
	                  .heading = STR("Month"),
	                  .categories = categories,
	                  .n_categories = 2,
	                  .series = series,
	                  .n_series = 2};
	struct arena *a = arena_open();
	const struct source *s = source_make(a, STR("rules/my tiers.lua"), STR("one\n\ttwo <three>\n"));
	struct position second = {s, 5, 3};
	struct report r;
	struct buf out = {0};

	(void)state;
	report_open(&r, &out, a, STR("A <title> & more"), STR("zh-TW"), false);
	r.has_listings = true;
	report_heading(&r, 2, STR("Heading"));
	report_paragraph(&r, STR("x < y"));
	report_list_open(&r);
	report_item_open(&r);
	report_strong(&r, STR("strong"));
	report_text(&r, STR(" at "));
	report_source(&r, second);
	report_item_close(&r);
	report_list_close(&r);
	report_table_open(&r, STR("Rules"), columns, 3);
	report_cell(&r, STR("a\nb"));
	report_cell_integer(&r, -12345);
	report_cell_source(&r, second);
	report_cell(&r, STR("\xd7\x90"));
	report_cell_integer(&r, 1234);
	report_cell_source(&r, POSITION_NONE);
	report_table_close(&r);
	chart_bars(&r, &c, CHART_GROUPED);
	chart_bars(&r, &c, CHART_STACKED);
	chart_columns(&r, &c, CHART_STACKED);
	chart_lines(&r, &c);
	chart_matrix(&r, &c);
	report_listing_open(&r, s->path);
	report_line(&r, s->path, 1, source_line_text(s, 1), REPORT_GOOD, STR("3 times"));
	report_line(&r, s->path, 2, source_line_text(s, 2), REPORT_BAD, STR("never"));
	report_listing_close(&r);
	report_close(&r);
	/* the style is not what is tested */
	size_t from = str_find(buf_str(&out), STR("<style>"), 0),
	       to = str_find(buf_str(&out), STR("</style>"), 0);
	golden_check("tests/command/report.golden",
	             str_format(a, "%.*s%.*s", (int)from, out.at, (int)(out.len - to), out.at + to));
	buf_free(&out);
	arena_close(a);
}

/* Nothing to draw, and the largest there is: no division by zero, no overflow, nothing outside the drawing. */
static void extremes(void **state)
{
	static const int64_t none[] = {0}, most[] = {INT64_MAX};
	struct chart_series series = {STR("s"), none};
	static const struct str category = STR("c");
	struct chart c = {.title = STR("t"),
	                  .heading = STR("h"),
	                  .categories = &category,
	                  .n_categories = 1,
	                  .series = &series,
	                  .n_series = 1};
	struct arena *a = arena_open();
	struct report r;
	struct buf out = {0};

	(void)state;
	report_open(&r, &out, a, STR("t"), STR("ar"), true);
	for (int i = 0; i < 2; i++, series.values = most) {
		chart_bars(&r, &c, CHART_GROUPED);
		chart_columns(&r, &c, CHART_GROUPED);
		chart_lines(&r, &c);
		chart_matrix(&r, &c);
	}
	c.n_categories = 0;
	chart_bars(&r, &c, CHART_STACKED);
	chart_columns(&r, &c, CHART_STACKED);
	chart_matrix(&r, &c);
	report_close(&r);
	assert_true(str_find(buf_str(&out), STR("=\"-"), 0) == SIZE_MAX);
	assert_true(str_find(buf_str(&out), STR("dir=\"rtl\""), 0) != SIZE_MAX);
	buf_free(&out);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(page_of_all), cmocka_unit_test(extremes)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
