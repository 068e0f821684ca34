#include "command/language/l10n_status_page.h"

#include "command/report/report.h"

int l10n_status_page_percent(size_t part, size_t whole)
{
	return whole ? (int)(part * 100 / whole) : 100;
}

static void add_row(struct report *r, struct str name, const struct l10n_status_line *l)
{
	const struct catalogue_status *s = &l->status;
	const size_t figures[] = {s->words, s->translated_words, s->stale_words, s->human_words,
	                          s->machine_words};

	report_cell(r, l->missing ? str_format(r->arena, "%.*s (no catalogue)", STR_ARG(name)) : name);
	report_cell(r,
	            str_format(r->arena, "%d %%", l10n_status_page_percent(s->translated_words, s->words)));
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++)
		report_cell_integer(r, (int64_t)figures[i]);
}

static void add_table(struct report *r, const char *first, struct str caption,
                      const struct l10n_status_line *lines, size_t n, struct str language)
{
	const struct report_column columns[] = {
		{str_from(first), false},        {STR("Translated"), true}, {STR("Words"), true},
		{STR("Translated words"), true}, {STR("Stale"), true},      {STR("By people"), true},
		{STR("By machines"), true},
	};

	report_table_open(r, caption, columns, sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; i < n; i++) {
		if (language.len == 0 && lines[i].sum)
			add_row(r, lines[i].language, &lines[i]);
		else if (language.len > 0 && !lines[i].sum && str_equal(lines[i].language, language))
			add_row(r, lines[i].page, &lines[i]);
	}
	report_table_close(r);
}

void l10n_status_page_render(struct buf *out, struct arena *a, const struct l10n_status_line *lines, size_t n)
{
	struct report r;

	report_open(&r, out, a, STR("Translations"), STR("en"), false);
	report_paragraph(
		&r,
		STR("Words are those of the source. Stale is what was translated before its source changed."));
	add_table(&r, "Language", STR("Every language"), lines, n, (struct str){0});
	for (size_t i = 0; i < n; i++)
		if (lines[i].sum) {
			report_heading(&r, 2, lines[i].language);
			add_table(&r, "Page", str_format(a, "The pages in %.*s", STR_ARG(lines[i].language)),
			          lines, n, lines[i].language);
		}
	report_close(&r);
}
