#include "command/outlook/forecast_page.h"

#include "base/arena.h"
#include "base/date.h"
#include "command/outlook/forecast_report.h"
#include "command/report/chart.h"
#include "command/report/speech.h"

struct sheet {
	struct report report;
	struct speech speech;
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

static struct chart chart_of(const struct sheet *p, struct chart_series *series, size_t n)
{
	return (struct chart){.heading = speech_say(&p->speech, WORDING_FORECAST_MONTH),
	                      .categories = p->months,
	                      .n_categories = p->forecast->n_months,
	                      .series = series,
	                      .n_series = n};
}

static struct str name_of(const struct sheet *p, size_t offer)
{
	return speech_name(&p->speech, "offer", p->forecast->policy->offers[offer].id, "name");
}

static void add_counts(struct sheet *p, size_t offer)
{
	const struct forecast *f = p->forecast;
	struct value_field name = {STR("offer"), value_text(name_of(p, offer))};
	struct chart_series series[FORECAST_CHARGES];
	struct chart c = chart_of(p, series, FORECAST_CHARGES);

	for (int k = 0; k < FORECAST_CHARGES; k++) {
		int64_t *values = arena_array(f->arena, f->n_months, sizeof(*values));

		for (size_t month = 0; month < f->n_months; month++)
			values[month] = (int64_t)forecast_cell(f, month, offer)->counts[k];
		series[k] = (struct chart_series){speech_say(&p->speech, forecast_report_kinds[k]), values};
	}
	c.title = speech_say_with(&p->speech, WORDING_FORECAST_COUNTS, &name, 1);
	c.description = speech_say(&p->speech, WORDING_FORECAST_COUNTS_ABOUT);
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

static void add_money(struct sheet *p, size_t offer, size_t currency)
{
	const struct forecast *f = p->forecast;
	const struct value_field names[] = {{STR("offer"), value_text(name_of(p, offer))},
	                                    {STR("currency"), value_text(str_from(f->currencies[currency]))}};
	int64_t *values = arena_array(f->arena, f->n_months, sizeof(*values)), any = 0;
	struct chart_series series = {
		speech_say_with(&p->speech, WORDING_FORECAST_MONEY_SERIES, &names[1], 1), values};
	struct chart c = chart_of(p, &series, 1);

	for (size_t month = 0; month < f->n_months; month++) {
		values[month] = forecast_charged(f, forecast_cell(f, month, offer), currency).minor;
		any |= values[month];
	}
	c.title = speech_say_with(&p->speech, WORDING_FORECAST_MONEY, names, 2);
	c.description = speech_say(&p->speech, WORDING_FORECAST_MONEY_ABOUT);
	c.tell = tell_money;
	c.of = f->currencies[currency];
	if (any)
		chart_columns(&p->report, &c, CHART_GROUPED);
}

void forecast_page_render(struct buf *out, const struct forecast *f, const struct language *language)
{
	struct sheet p = {.forecast = f, .months = list_months(f), .speech = speech_open(f->arena, language)};
	const struct value_field days[] = {{STR("n"), value_integer((int64_t)f->members)},
	                                   {STR("from"), value_date(f->from)},
	                                   {STR("until"), value_date(f->until - 1)}},
				 undecided = {STR("n"), value_integer((int64_t)f->undecided)};

	speech_report(&p.speech, &p.report, out, WORDING_FORECAST_TITLE);
	report_paragraph(&p.report, speech_say_with(&p.speech, WORDING_FORECAST_DAYS, days, 3));
	if (f->undecided > 0)
		report_paragraph(&p.report,
		                 speech_say_with(&p.speech, WORDING_FORECAST_UNDECIDED, &undecided, 1));
	report_heading(&p.report, 2, speech_say(&p.speech, WORDING_FORECAST_GRANTED));
	report_list_open(&p.report);
	for (size_t i = 0; i < FORECAST_ASSUMPTIONS; i++) {
		report_item_open(&p.report);
		report_text(&p.report, speech_say(&p.speech, forecast_report_assumptions[i]));
		report_item_close(&p.report);
	}
	report_list_close(&p.report);
	for (size_t offer = 0; offer < f->policy->n_offers; offer++) {
		report_heading(&p.report, 2, name_of(&p, offer));
		add_counts(&p, offer);
		for (size_t k = 0; k < f->n_currencies; k++)
			add_money(&p, offer, k);
	}
	report_close(&p.report);
	speech_close(&p.speech);
}
