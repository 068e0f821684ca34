#include "command/outlook/impact_page.h"

#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "command/report/chart.h"

/* Lines of one section, which stand together. */
struct lines {
	const struct impact_line *const *at;
	size_t n;
};

struct sheet {
	struct report report;
	struct speech speech;
	const struct impact *impact;
	struct arena *arena;
};

/* What each section's bars tell apart, and which of them a kind of change is; moves have but one bar. */
static const struct {
	enum wording series[CHART_SERIES];
	size_t n;
	enum wording about;
} bars[IMPACT_SECTIONS] = {
	[SECTION_FACTS] = {{WORDING_IMPACT_MOVED, WORDING_IMPACT_GAINED, WORDING_IMPACT_LOST,
                            WORDING_IMPACT_MORE, WORDING_IMPACT_LESS},
                           5,
                           WORDING_IMPACT_FACTS_ABOUT},
	[SECTION_BENEFITS] = {{WORDING_IMPACT_GAINED, WORDING_IMPACT_LOST, WORDING_IMPACT_MORE,
                               WORDING_IMPACT_LESS, WORDING_IMPACT_OTHERWISE},
                              5,
                              WORDING_IMPACT_BENEFITS_ABOUT},
	[SECTION_OFFERS] = {{WORDING_IMPACT_MEMBERS}, 1, WORDING_IMPACT_OFFERS_ABOUT},
	[SECTION_RENEWALS] = {{WORDING_IMPACT_MEMBERS}, 1, WORDING_IMPACT_RENEWALS_ABOUT},
	[SECTION_PRICES] = {{WORDING_IMPACT_MORE, WORDING_IMPACT_LESS}, 2, WORDING_IMPACT_PRICES_ABOUT},
	[SECTION_ACTIONS] = {{WORDING_IMPACT_ALLOWED, WORDING_IMPACT_REFUSED,
                              WORDING_IMPACT_REFUSED_OTHERWISE},
                             3,
                             WORDING_IMPACT_ACTIONS_ABOUT},
	[SECTION_CHARGES] = {{WORDING_IMPACT_MORE, WORDING_IMPACT_LESS}, 2, WORDING_IMPACT_CHARGES_ABOUT},
	[SECTION_DUE] = {{WORDING_IMPACT_ADDED, WORDING_IMPACT_GONE, WORDING_IMPACT_EARLIER,
                          WORDING_IMPACT_LATER},
                         4,
                         WORDING_IMPACT_DUE_ABOUT},
};

static size_t series_of(const struct impact_line *l)
{
	switch (impact_words_of(l->kind)->section) {
	case SECTION_FACTS:
		return l->kind - IMPACT_FACT;
	case SECTION_BENEFITS:
		return l->kind - IMPACT_BENEFIT_GAINED;
	case SECTION_PRICES:
		return l->kind - IMPACT_PRICE_MORE;
	case SECTION_ACTIONS:
		return l->kind - IMPACT_ACTION_ALLOWED;
	case SECTION_CHARGES:
		return l->kind - IMPACT_CHARGE_MORE;
	case SECTION_DUE:
		return (l->kind - IMPACT_MESSAGE_ADDED) % (IMPACT_TASK_ADDED - IMPACT_MESSAGE_ADDED);
	default:
		return 0;
	}
}

static struct str category_of(const struct speech *s, const struct impact_line *l)
{
	struct str subject = impact_words_subject(s, l);

	switch (impact_words_of(l->kind)->telling) {
	case TELLING_MOVE:
		return str_format(s->arena, "%.*s: %.*s", STR_ARG(subject),
		                  STR_ARG(impact_words_change(s, l)));
	case TELLING_ITEM:
		return str_format(s->arena, "%.*s: %.*s", STR_ARG(subject),
		                  STR_ARG(impact_words_end(s, l, l->from.len > 0 ? l->from : l->to)));
	default:
		return subject;
	}
}

/* Lines of a reason repeat, for those it concerns, what the line without one counts. */
static bool is_counted(const struct impact_line *l)
{
	return impact_words_of(l->kind)->telling != TELLING_REASON || (l->from.len == 0 && l->to.len == 0);
}

static size_t find(const struct str *names, size_t n, struct str name)
{
	size_t i = 0;

	while (i < n && !str_equal(names[i], name))
		i++;
	return i;
}

static void add_bars(struct sheet *p, enum impact_section s, struct lines lines)
{
	const struct impact_section_words *words = impact_words_section(s);
	struct str *categories = arena_array(p->arena, lines.n, sizeof(*categories));
	struct chart_series series[CHART_SERIES];
	int64_t *values[CHART_SERIES] = {0};
	struct chart c = {.title = speech_say_one(&p->speech, WORDING_IMPACT_CHART, "section",
	                                          value_text(speech_say(&p->speech, words->title))),
	                  .description = speech_say(&p->speech, bars[s].about),
	                  .heading = speech_say(&p->speech, words->subjects),
	                  .categories = categories,
	                  .series = series};

	for (; c.n_series < bars[s].n; c.n_series++) {
		values[c.n_series] = arena_array(p->arena, lines.n, sizeof(int64_t));
		series[c.n_series] = (struct chart_series){speech_say(&p->speech, bars[s].series[c.n_series]),
		                                           values[c.n_series]};
	}
	for (size_t i = 0; i < lines.n; i++) {
		const struct impact_line *l = lines.at[i];
		struct str name = category_of(&p->speech, l);
		size_t at = find(categories, c.n_categories, name), series_at = series_of(l);

		if (!is_counted(l))
			continue;
		if (at == c.n_categories)
			categories[c.n_categories++] = name;
		assert(series_at < c.n_series && values[series_at]);
		values[series_at][at] += (int64_t)l->members;
	}
	chart_bars(&p->report, &c, CHART_GROUPED);
}

/* The moves of one track: from the tiers of the rows to those of the columns. */
static void add_matrix(struct sheet *p, struct lines lines)
{
	struct arena *a = p->arena;
	struct str *from = arena_array(a, lines.n, sizeof(*from)), *to = arena_array(a, lines.n, sizeof(*to));
	struct chart_series *series = arena_array(a, lines.n, sizeof(*series));
	int64_t *values = arena_array(a, lines.n * lines.n, sizeof(*values));
	struct chart c = {.title = speech_say_one(&p->speech, WORDING_IMPACT_MOVES, "track",
	                                          value_text(impact_words_subject(&p->speech, lines.at[0]))),
	                  .description = speech_say(&p->speech, WORDING_IMPACT_MOVES_ABOUT),
	                  .heading = speech_say(&p->speech, WORDING_IMPACT_MOVES_FROM),
	                  .categories = from,
	                  .series = series};

	for (size_t i = 0; i < lines.n; i++) {
		const struct impact_line *l = lines.at[i];
		struct str row = impact_words_end(&p->speech, l, l->from),
			   column = impact_words_end(&p->speech, l, l->to);
		size_t r = find(from, c.n_categories, row), s = find(to, c.n_series, column);

		if (r == c.n_categories)
			from[c.n_categories++] = row;
		if (s == c.n_series) {
			to[c.n_series] = column;
			series[c.n_series++] = (struct chart_series){column, values + s * lines.n};
		}
		values[s * lines.n + r] = (int64_t)lines.at[i]->members;
	}
	chart_matrix(&p->report, &c);
}

static void add_matrices(struct sheet *p, struct lines lines)
{
	for (size_t i = 0, end; i < lines.n; i = end) {
		for (end = i; end < lines.n && lines.at[end]->order == lines.at[i]->order;)
			end++;
		add_matrix(p, (struct lines){lines.at + i, end - i});
	}
}

static void add_cause(struct sheet *p, const struct impact_line *l)
{
	const struct differences *ds = &p->impact->differences;
	bool first = true;

	report_cell_open(&p->report, NULL);
	for (size_t k = 0; k < ds->n; k++) {
		const struct difference *d = &ds->at[k];

		if (!impact_words_has_rule(l, k))
			continue;
		report_text(&p->report, first ? STR("") : STR("; "));
		report_text(&p->report, impact_words_rule(&p->speech, d));
		report_text(&p->report, STR(", "));
		report_source(&p->report, d->after.source ? d->after : d->before);
		first = false;
	}
	report_cell_close(&p->report);
}

static void add_details(struct sheet *p, enum impact_section s, struct lines lines)
{
	const struct impact_section_words *words = impact_words_section(s);
	const struct speech *say = &p->speech;
	const struct report_column columns[] = {
		{speech_say(say, words->subjects), false},
		{speech_say(say, WORDING_IMPACT_COLUMN_CHANGE), false},
		{speech_say(say, WORDING_IMPACT_COLUMN_MEMBERS), true},
		{speech_say(say, WORDING_IMPACT_COLUMN_DIFFERENCE), true},
		{speech_say(say, WORDING_IMPACT_COLUMN_BECAUSE), false},
		{speech_say(say, WORDING_IMPACT_COLUMN_EXAMPLES), false},
	};

	report_table_open(&p->report,
	                  speech_say_one(say, WORDING_IMPACT_DETAILS, "section",
	                                 value_text(speech_say(say, words->title))),
	                  columns, sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; i < lines.n; i++) {
		const struct impact_line *l = lines.at[i];

		report_cell(&p->report, impact_words_subject(say, l));
		report_cell(&p->report, impact_words_change(say, l));
		report_cell_integer(&p->report, (int64_t)l->members);
		report_cell(&p->report, impact_words_amount(say, l));
		add_cause(p, l);
		report_cell(&p->report, impact_words_examples(p->arena, l));
	}
	report_table_close(&p->report);
}

/* What was written differently, and how far it reaches. */
static void add_rules(struct sheet *p)
{
	const struct speech *say = &p->speech;
	const struct report_column columns[] = {{speech_say(say, WORDING_IMPACT_COLUMN_RULE), false},
	                                        {speech_say(say, WORDING_IMPACT_COLUMN_PRESENT), false},
	                                        {speech_say(say, WORDING_IMPACT_COLUMN_OTHER), false},
	                                        {speech_say(say, WORDING_IMPACT_COLUMN_MEMBERS), true}};
	const struct differences *ds = &p->impact->differences;

	report_heading(&p->report, 2, speech_say(say, WORDING_IMPACT_RULES));
	if (ds->n == 0) {
		report_paragraph(&p->report, speech_say(say, WORDING_IMPACT_SAME));
		return;
	}
	report_paragraph(&p->report, speech_say(say, WORDING_IMPACT_REACH));
	report_table_open(&p->report, speech_say(say, WORDING_IMPACT_RULES_TABLE), columns, 4);
	for (size_t k = 0; k < ds->n; k++) {
		report_cell(&p->report, impact_words_rule(&p->speech, &ds->at[k]));
		report_cell_source(&p->report, ds->at[k].before);
		report_cell_source(&p->report, ds->at[k].after);
		report_cell_integer(&p->report, (int64_t)p->impact->touched[k]);
	}
	report_table_close(&p->report);
}

static void add_head(struct sheet *p, const struct impact_run *run)
{
	const struct value_field day[] = {{STR("rules"), value_text(run->rules)},
	                                  {STR("day"), value_date(run->from)}},
				 days[] = {day[0],
	                                   {STR("from"), value_date(run->from)},
	                                   {STR("until"), value_date(run->until)}},
				 changed[] = {{STR("n"), value_integer((int64_t)p->impact->changed)},
	                                      {STR("all"), value_integer((int64_t)p->impact->members)}},
				 undecided = {STR("n"), value_integer((int64_t)run->undecided)};

	report_paragraph(&p->report, run->until > run->from
	                                     ? speech_say_with(&p->speech, WORDING_IMPACT_DAYS, days, 3)
	                                     : speech_say_with(&p->speech, WORDING_IMPACT_DAY, day, 2));
	report_paragraph(&p->report, speech_say_with(&p->speech, WORDING_IMPACT_CHANGED, changed, 2));
	if (run->undecided > 0)
		report_paragraph(&p->report,
		                 speech_say_with(&p->speech, WORDING_IMPACT_UNDECIDED, &undecided, 1));
}

void impact_page_render(struct buf *out, const struct impact *i, const struct impact_run *run,
                        const struct language *language)
{
	const struct impact_line **all = impact_lines(i);
	struct sheet p = {.impact = i, .arena = i->arena, .speech = speech_open(i->arena, language)};
	size_t at = 0;

	speech_report(&p.speech, &p.report, out, WORDING_IMPACT_TITLE);
	add_head(&p, run);
	add_rules(&p);
	for (enum impact_section s = 0; s < IMPACT_SECTIONS; s++) {
		struct lines lines = {all + at, 0};

		while (at < i->n_lines && impact_words_of(all[at]->kind)->section == s) {
			lines.n++;
			at++;
		}
		if (lines.n == 0)
			continue;
		report_heading(&p.report, 2, speech_say(&p.speech, impact_words_section(s)->title));
		if (s == SECTION_TIERS)
			add_matrices(&p, lines);
		else
			add_bars(&p, s, lines);
		add_details(&p, s, lines);
	}
	report_close(&p.report);
	speech_close(&p.speech);
}
