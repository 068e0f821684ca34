#include "command/forecast_page.h"

#include "base/arena.h"
#include "base/date.h"
#include "command/chart.h"
#include "command/forecast_report.h"

struct page {
	struct report report;
	const struct forecast *forecast;
	const struct str *months;
};

static const struct str *list_months(const struct forecast *f)
{
	struct str *months = arena_array(f->arena, f->n_months, sizeof(*months));
	char day[11];

	for (size_t i = 0; i < f->n_months; i++)
		months[i] = str_copy(f->arena,
		                     str_slice(str_from(date_format(forecast_month(f, i), day)), 0, 7));
	return months;
}

static struct chart chart_of(const struct page *p, struct chart_series *series, size_t n)
{
	return (struct chart){.heading = STR("month"),
	                      .categories = p->months,
	                      .n_categories = p->forecast->n_months,
	                      .series = series,
	                      .n_series = n};
}

static void add_counts(struct page *p, size_t offer)
{
	const struct forecast *f = p->forecast;
	struct str name = f->policy->offers[offer].id;
	struct chart_series series[FORECAST_CHARGES];
	struct chart c = chart_of(p, series, FORECAST_CHARGES);

	for (int k = 0; k < FORECAST_CHARGES; k++) {
		int64_t *values = arena_array(f->arena, f->n_months, sizeof(*values));

		for (size_t month = 0; month < f->n_months; month++)
			values[month] = (int64_t)forecast_cell(f, month, offer)->counts[k];
		series[k] = (struct chart_series){str_from(forecast_report_names[k]), values};
	}
	c.title = str_format(f->arena, "%.*s: what falls due, by month", STR_ARG(name));
	c.description = STR(
		"How many renew, are reminded and lapse in each month, and what else is to be done.");
	chart_lines(&p->report, &c);
}

static struct str tell_money(struct arena *a, int64_t minor, const void *of)
{
	struct money m = {.minor = minor};
	const char *currency = of;
	char text[32];

	for (size_t i = 0; i < sizeof(m.currency); i++)
		m.currency[i] = currency[i];
	return str_copy(a, money_format(m, text));
}

static void add_money(struct page *p, size_t offer, size_t currency)
{
	const struct forecast *f = p->forecast;
	struct str name = f->policy->offers[offer].id;
	int64_t *values = arena_array(f->arena, f->n_months, sizeof(*values)), any = 0;
	struct chart_series series = {str_format(f->arena, "charged, %s", f->currencies[currency]), values};
	struct chart c = chart_of(p, &series, 1);

	for (size_t month = 0; month < f->n_months; month++) {
		values[month] = forecast_charged(f, forecast_cell(f, month, offer), currency).minor;
		any |= values[month];
	}
	c.title = str_format(f->arena, "%.*s: charged by month, in %s", STR_ARG(name),
	                     f->currencies[currency]);
	c.description = STR("How much is charged in each month.");
	c.tell = tell_money;
	c.of = f->currencies[currency];
	if (any)
		chart_columns(&p->report, &c, CHART_GROUPED);
}

void forecast_page_render(struct buf *out, const struct forecast *f)
{
	struct page p = {.forecast = f, .months = list_months(f)};
	char from[11], last[11];

	report_open(&p.report, out, f->arena, STR("What the next months bring"), STR("en-US"), false);
	report_paragraph(&p.report, str_format(f->arena, "%.*s members, %s to %s.",
	                                       STR_ARG(report_integer(f->arena, (int64_t)f->members)),
	                                       date_format(f->from, from), date_format(f->until - 1, last)));
	if (f->undecided > 0)
		report_paragraph(
			&p.report,
			str_format(f->arena, "%zu of them could not be decided to the end.", f->undecided));
	report_heading(&p.report, 2, STR("Taken for granted"));
	report_list_open(&p.report);
	for (const char *const *a = forecast_report_assumptions; *a; a++) {
		report_item_open(&p.report);
		report_text(&p.report, str_from(*a));
		report_item_close(&p.report);
	}
	report_list_close(&p.report);
	for (size_t offer = 0; offer < f->policy->n_offers; offer++) {
		report_heading(&p.report, 2, f->policy->offers[offer].id);
		add_counts(&p, offer);
		for (size_t k = 0; k < f->n_currencies; k++)
			add_money(&p, offer, k);
	}
	report_close(&p.report);
}
