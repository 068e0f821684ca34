#include "command/impact_page.h"

#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "command/chart.h"

/* Lines of one section, which stand together. */
struct lines {
	const struct impact_line *const *at;
	size_t n;
};

struct page {
	struct report report;
	const struct impact *impact;
	struct arena *arena;
};

/* What each section's bars tell apart, and which of them a kind of change is; moves have but one bar. */
static const struct {
	const char *series[CHART_SERIES];
	const char *describes;
} bars[IMPACT_SECTIONS] = {
	[SECTION_FACTS] = {{"moved", "gained", "lost", "more", "less"},
                           "How many members decision tables and derived facts say something else of."},
	[SECTION_BENEFITS] = {{"gained", "lost", "more", "less", "otherwise"},
                              "How many members gain or lose each benefit."},
	[SECTION_OFFERS] = {{"members"}, "How many members an offer has another state for."},
	[SECTION_RENEWALS] = {{"members"}, "How many members' renewals are in another state."},
	[SECTION_PRICES] = {{"more", "less"}, "How many members a price is another for."},
	[SECTION_ACTIONS] = {{"allowed", "refused", "refused otherwise"},
                             "How many members may do what they might not, and the other way round."},
	[SECTION_CHARGES] = {{"more", "less"}, "How many members an action costs more or less."},
	[SECTION_DUE] = {{"added", "gone", "earlier", "later"},
                         "What is sent or done for how many members, or no longer, or on another day."},
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

static struct str category_of(struct arena *a, const struct impact_line *l)
{
	switch (impact_words_of(l->kind)->telling) {
	case TELLING_MOVE:
		return str_format(a, "%.*s: %.*s", STR_ARG(l->subject), STR_ARG(impact_words_change(a, l)));
	case TELLING_ITEM:
		return str_format(a, "%.*s: %.*s", STR_ARG(l->subject),
		                  STR_ARG(l->from.len > 0 ? l->from : l->to));
	default:
		return l->subject;
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

static void add_bars(struct page *p, enum impact_section s, struct lines lines)
{
	const struct impact_section_words *words = impact_words_section(s);
	struct str *categories = arena_array(p->arena, lines.n, sizeof(*categories));
	struct chart_series series[CHART_SERIES];
	int64_t *values[CHART_SERIES] = {0};
	struct chart c = {.title = str_format(p->arena, "%s: members", words->title),
	                  .description = str_from(bars[s].describes),
	                  .heading = str_from(words->subject),
	                  .categories = categories,
	                  .series = series};

	for (; c.n_series < CHART_SERIES && bars[s].series[c.n_series]; c.n_series++) {
		values[c.n_series] = arena_array(p->arena, lines.n, sizeof(int64_t));
		series[c.n_series] = (struct chart_series){str_from(bars[s].series[c.n_series]),
		                                           values[c.n_series]};
	}
	for (size_t i = 0; i < lines.n; i++) {
		const struct impact_line *l = lines.at[i];
		struct str name = category_of(p->arena, l);
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

static struct str tier_name(struct str id)
{
	return id.len > 0 ? id : STR("none");
}

/* The moves of one track: from the tiers of the rows to those of the columns. */
static void add_matrix(struct page *p, struct lines lines)
{
	struct arena *a = p->arena;
	struct str *from = arena_array(a, lines.n, sizeof(*from)), *to = arena_array(a, lines.n, sizeof(*to));
	struct chart_series *series = arena_array(a, lines.n, sizeof(*series));
	int64_t *values = arena_array(a, lines.n * lines.n, sizeof(*values));
	struct chart c = {
		.title = str_format(a, "Moves on the track %.*s", STR_ARG(lines.at[0]->subject)),
		.description = STR("Rows: the tier under the present rules. Columns: the tier under the "
	                           "other ones. A cell: how many members move so."),
		.heading = STR("from"),
		.categories = from,
		.series = series};

	for (size_t i = 0; i < lines.n; i++) {
		struct str row = tier_name(lines.at[i]->from), column = tier_name(lines.at[i]->to);
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

static void add_matrices(struct page *p, struct lines lines)
{
	for (size_t i = 0, end; i < lines.n; i = end) {
		for (end = i; end < lines.n && lines.at[end]->order == lines.at[i]->order;)
			end++;
		add_matrix(p, (struct lines){lines.at + i, end - i});
	}
}

static void add_cause(struct page *p, const struct impact_line *l)
{
	const struct differences *ds = &p->impact->differences;
	bool first = true;

	report_cell_open(&p->report, NULL);
	for (size_t k = 0; k < ds->n; k++) {
		const struct difference *d = &ds->at[k];

		if (!impact_words_has_rule(l, k))
			continue;
		report_text(&p->report, first ? STR("") : STR("; "));
		report_text(&p->report, impact_words_rule(p->arena, d));
		report_text(&p->report, STR(", "));
		report_source(&p->report, d->after.source ? d->after : d->before);
		first = false;
	}
	report_cell_close(&p->report);
}

static void add_details(struct page *p, enum impact_section s, struct lines lines)
{
	const struct impact_section_words *words = impact_words_section(s);
	const struct report_column columns[] = {
		{str_from(words->subject), false}, {STR("change"), false},     {STR("members"), true},
		{STR("difference"), true},         {STR("because of"), false}, {STR("such as"), false},
	};

	report_table_open(&p->report, str_format(p->arena, "%s, change by change", words->title), columns,
	                  sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; i < lines.n; i++) {
		const struct impact_line *l = lines.at[i];

		report_cell(&p->report, l->subject);
		report_cell(&p->report, impact_words_change(p->arena, l));
		report_cell_integer(&p->report, (int64_t)l->members);
		report_cell(&p->report, impact_words_amount(p->arena, l));
		add_cause(p, l);
		report_cell(&p->report, impact_words_examples(p->arena, l));
	}
	report_table_close(&p->report);
}

/* What was written differently, and how far it reaches. */
static void add_rules(struct page *p)
{
	static const struct report_column columns[] = {
		{STR("rule"), false}, {STR("present"), false}, {STR("other"), false}, {STR("members"), true}};
	const struct differences *ds = &p->impact->differences;

	report_heading(&p->report, 2, STR("Rules that differ"));
	if (ds->n == 0) {
		report_paragraph(&p->report, STR("None: both say the same."));
		return;
	}
	report_paragraph(&p->report,
	                 STR("A member counts with each rule that may be behind one of its changes: "
	                     "what the rule of the change refers to, and what that refers to."));
	report_table_open(&p->report, STR("Rules that differ, and how many members each may concern"),
	                  columns, 4);
	for (size_t k = 0; k < ds->n; k++) {
		report_cell(&p->report, impact_words_rule(p->arena, &ds->at[k]));
		report_cell_source(&p->report, ds->at[k].before);
		report_cell_source(&p->report, ds->at[k].after);
		report_cell_integer(&p->report, (int64_t)p->impact->touched[k]);
	}
	report_table_close(&p->report);
}

static void add_head(struct page *p, const struct impact_run *run)
{
	char from[11], until[11];

	date_format(run->from, from);
	date_format(run->until, until);
	report_paragraph(&p->report,
	                 str_format(p->arena, "The rules of %.*s against the present ones, %s%s%s.",
	                            STR_ARG(run->rules), from, run->until > run->from ? " to " : "",
	                            run->until > run->from ? until : ""));
	report_paragraph(&p->report,
	                 str_format(p->arena, "%.*s of %.*s members change.",
	                            STR_ARG(report_integer(p->arena, (int64_t)p->impact->changed)),
	                            STR_ARG(report_integer(p->arena, (int64_t)p->impact->members))));
	if (run->undecided > 0)
		report_paragraph(&p->report,
		                 str_format(p->arena, "%zu of them could not be decided.", run->undecided));
}

void impact_page_render(struct buf *out, const struct impact *i, const struct impact_run *run)
{
	const struct impact_line **all = impact_lines(i);
	struct page p = {.impact = i, .arena = i->arena};
	size_t at = 0;

	report_open(&p.report, out, i->arena, STR("What other rules change"), STR("en-US"), false);
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
		report_heading(&p.report, 2, str_from(impact_words_section(s)->title));
		if (s == SECTION_TIERS)
			add_matrices(&p, lines);
		else
			add_bars(&p, s, lines);
		add_details(&p, s, lines);
	}
	report_close(&p.report);
}
