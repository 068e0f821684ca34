#ifndef COMMAND_CHART_H
#define COMMAND_CHART_H

#include "command/report/report.h"

/*
 * Charts of a report, drawn as SVG, and under each the table that says the
 * same.  A series is told from the others by a pattern, a dash or a mark too,
 * so none needs its colour.  Values are 0 or more.
 */
enum { CHART_SERIES = 6 /* at most */ };

struct chart_series {
	struct str name;
	const int64_t *values; /* one a category */
};

struct chart {
	struct str title;       /* also the caption of the table */
	struct str description; /* a sentence for who cannot see it; the table tells the figures */
	struct str heading;     /* what the categories are: "Month" */
	const struct str *categories;
	size_t n_categories;
	const struct chart_series *series;
	size_t n_series;
	/* How a value is written; NULL: report_integer. */
	struct str (*tell)(struct arena *a, int64_t value, const void *of);
	const void *of;
};

enum chart_way { CHART_GROUPED, CHART_STACKED };

/* Bars that lie, a line of words above each category: for names. */
void chart_bars(struct report *r, const struct chart *c, enum chart_way way);
/* Bars that stand, or lines, along time: for months and days. */
void chart_columns(struct report *r, const struct chart *c, enum chart_way way);
void chart_lines(struct report *r, const struct chart *c);
/* Rows are the categories, columns the series (any number): a table shaded by its values.  0 is an empty cell. */
void chart_matrix(struct report *r, const struct chart *c);

#endif
