#include "command/outlook/impact_report.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/visible.h"

enum { COLUMNS = 6 };

struct row {
	struct str cells[COLUMNS];
};

/* Where a table's figures stand, to the right of their column: a bit a column. */
enum { LINE_FIGURES = 1 << 2 | 1 << 3, RULE_FIGURES = 1 << 3 };

static void pad(struct buf *out, size_t n)
{
	while (n-- > 0)
		buf_add_char(out, ' ');
}

/* The last column is not padded, and one with nothing under its head is left out. */
static void add_rows(struct buf *out, const struct row *rows, size_t n, unsigned figures)
{
	size_t widths[COLUMNS] = {0};

	for (size_t c = 0; c < COLUMNS; c++) {
		for (size_t r = 1; r < n; r++)
			widths[c] = rows[r].cells[c].len > widths[c] ? rows[r].cells[c].len : widths[c];
		if (widths[c] > 0 && rows[0].cells[c].len > widths[c])
			widths[c] = rows[0].cells[c].len;
	}
	for (size_t r = 0; r < n; r++) {
		for (size_t c = 0; c < COLUMNS; c++) {
			struct str cell = rows[r].cells[c];
			bool right = figures >> c & 1;

			if (widths[c] == 0)
				continue;
			pad(out, 2);
			pad(out, right ? widths[c] - cell.len : 0);
			buf_add(out, cell);
			pad(out, right || c == COLUMNS - 1 ? 0 : widths[c] - cell.len);
		}
		while (out->at[out->len - 1] == ' ')
			out->len--;
		buf_add_char(out, '\n');
	}
}

static void add_head(struct buf *out, const struct impact *i, const struct impact_run *run)
{
	char day[11];

	buf_add(out, STR("The rules of "));
	visible_add(out, run->rules);
	buf_add(out, STR(" against the present ones, "));
	buf_add_z(out, date_format(run->from, day));
	if (run->until > run->from) {
		buf_add(out, STR(" to "));
		buf_add_z(out, date_format(run->until, day));
	}
	buf_add_format(out, "\n%zu of %zu members change\n", i->changed, i->members);
	if (run->undecided > 0)
		buf_add_format(out, "%zu of them could not be decided\n", run->undecided);
}

static struct str visible_place(struct arena *a, struct position p)
{
	struct buf out = {0};

	visible_add(&out, source_place(a, p));
	return buf_keep(&out, a);
}

static void add_rules(struct buf *out, const struct impact *i, const struct speech *s)
{
	struct row *rows = arena_array(i->arena, i->differences.n + 1, sizeof(*rows));

	if (i->differences.n == 0)
		return;
	rows[0] = (struct row){{STR("rule"), STR("present"), STR("other"), STR("members")}};
	for (size_t k = 0; k < i->differences.n; k++) {
		const struct difference *d = &i->differences.at[k];

		rows[k + 1] = (struct row){{
			impact_words_rule(s, d),
			visible_place(i->arena, d->before),
			visible_place(i->arena, d->after),
			str_format(i->arena, "%zu", i->touched[k]),
		}};
	}
	buf_add(out, STR("\nRules that differ, and how many members each may concern\n"));
	add_rows(out, rows, i->differences.n + 1, RULE_FIGURES);
}

static struct row make_row(const struct speech *s, const struct impact *i, const struct impact_line *l)
{
	struct arena *a = i->arena;

	return (struct row){{
		l->subject,
		impact_words_change(s, l),
		str_format(a, "%zu", l->members),
		impact_words_amount(s, l),
		impact_words_rules(a, i, l),
		impact_words_examples(a, l),
	}};
}

void impact_report_render(struct buf *out, const struct impact *i, const struct impact_run *run)
{
	const struct impact_line **lines = impact_lines(i);
	struct row *rows = arena_array(i->arena, i->n_lines + 1, sizeof(*rows));
	struct speech speech = speech_open(i->arena, NULL);
	size_t at = 0;

	add_head(out, i, run);
	add_rules(out, i, &speech);
	for (enum impact_section s = 0; s < IMPACT_SECTIONS; s++) {
		const struct impact_section_words *words = impact_words_section(s);
		size_t n = 1;

		rows[0] = (struct row){{str_from(words->subject), STR("change"), STR("members"),
		                        STR("difference"), STR("because of"), STR("such as")}};
		while (at < i->n_lines && impact_words_of(lines[at]->kind)->section == s)
			rows[n++] = make_row(&speech, i, lines[at++]);
		if (n == 1)
			continue;
		buf_add_format(out, "\n%.*s\n", STR_ARG(speech_say(&speech, words->title)));
		add_rows(out, rows, n, LINE_FIGURES);
	}
	speech_close(&speech);
}
