#include "command/report/chart.h"

#include <assert.h>

#include "base/arena.h"

/* In units of the viewBox, which is as wide as a column of text. */
enum {
	WIDTH = 720,
	BAR = 16,            /* one that lies, */
	BARS_WIDTH = 560,    /* the longest; its figure stands behind it */
	LABEL = 20,          /* a line of words */
	LEFT = 84,           /* of the plot that stands: ticks are told before it */
	PLOT = WIDTH - LEFT, /* its width */
	HEIGHT = 220,        /* of that plot */
	LEGEND = WIDTH / 3,  /* one name in it */
	LABEL_WIDTH = 62,    /* of a category below the plot */
};

/* What is drawn, so that sums and ticks stay in range; the table tells all. */
static const int64_t MOST = INT64_C(100000000000000000);

static int scale(int64_t value, int64_t most, int length)
{
	return value <= 0 || most <= 0 ? 0 : (int)((__int128)value * length / most);
}

static struct str tell(const struct report *r, const struct chart *c, int64_t value)
{
	return c->tell ? c->tell(r->arena, value, c->of) : report_integer(r->arena, value);
}

static int64_t value_at(const struct chart *c, size_t series, size_t category)
{
	int64_t v = c->series[series].values[category];

	return v < 0 ? 0 : v > MOST ? MOST : v;
}

static int64_t total_at(const struct chart *c, size_t category)
{
	int64_t sum = 0;

	for (size_t s = 0; s < c->n_series; s++)
		sum += value_at(c, s, category);
	return sum;
}

static int64_t most_of(const struct chart *c, enum chart_way way)
{
	int64_t most = 0;

	for (size_t i = 0; i < c->n_categories; i++) {
		if (way == CHART_STACKED && total_at(c, i) > most)
			most = total_at(c, i);
		for (size_t s = 0; way == CHART_GROUPED && s < c->n_series; s++)
			if (value_at(c, s, i) > most)
				most = value_at(c, s, i);
	}
	return most;
}

/* What lies over the colour: nothing, slants, dots, a grid, slants the other way, lines. */
static void add_patterns(struct report *r, size_t n)
{
	static const char *const marks[CHART_SERIES] = {
		"",
		"M-2 10 10 -2M4 16 16 4M-8 4 4 -8",
		"M1 2h2M5 6h2",
		"M0 4h8M4 0v8",
		"M-2 -2 10 10M-8 4 4 16M4 -8 16 4",
		"M0 2h8M0 6h8",
	};

	buf_add_z(r->out, "<defs>");
	for (size_t s = 1; s < n; s++)
		buf_add_format(
			r->out,
			"<pattern id=\"c%zu-%zu\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
			"<rect class=\"s%zu\" stroke=\"none\" width=\"8\" height=\"8\"/>"
			"<path class=\"hatch\" d=\"%s\"/></pattern>",
			r->n_charts, s + 1, s + 1, marks[s]);
	buf_add_z(r->out, "</defs>\n");
}

static void add_rect(struct report *r, size_t series, int x, int y, int width, int height)
{
	if (width <= 0 || height <= 0)
		return;
	buf_add_format(r->out, "<rect class=\"s%zu outline\"", series + 1);
	if (series > 0)
		buf_add_format(r->out, " style=\"fill:url(#c%zu-%zu)\"", r->n_charts, series + 1);
	buf_add_format(r->out, " x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", x, y, width, height);
}

static void add_words(struct report *r, int x, int y, const char *how, struct str words)
{
	buf_add_format(r->out, "<text x=\"%d\" y=\"%d\"%s%s>", x, y, how[0] ? " " : "", how);
	report_text(r, words);
	buf_add_z(r->out, "</text>\n");
}

/* A shape for each series' points. */
static void add_mark(struct report *r, size_t series, int x, int y)
{
	static const char *const shapes[CHART_SERIES] = {
		"m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
		"m-4 -4h8v8h-8z",
		"m0 -5 5 9h-10z",
		"m0 -5 5 5 -5 5 -5 -5z",
		"m0 5 5 -9h-10z",
		"m-5 -2h10v4h-10z",
	};

	buf_add_format(r->out, "<path class=\"s%zu\" d=\"M%d %d%s\"/>\n", series + 1, x, y, shapes[series]);
}

static int legend_height(const struct chart *c)
{
	return c->n_series < 2 ? 0 : (int)((c->n_series + 2) / 3) * LABEL + 8;
}

static void add_legend(struct report *r, const struct chart *c, bool lines)
{
	for (size_t s = 0; c->n_series > 1 && s < c->n_series; s++) {
		int x = (int)(s % 3) * LEGEND, y = (int)(s / 3) * LABEL;

		if (lines)
			add_mark(r, s, x + 8, y + 10);
		else
			add_rect(r, s, x, y + 4, 16, 12);
		add_words(r, x + 24, y + 14, "", c->series[s].name);
	}
}

static void open_drawing(struct report *r, const struct chart *c, int height, bool lines)
{
	size_t n = ++r->n_charts;

	assert(c->n_series > 0 && c->n_series <= CHART_SERIES);
	buf_add_format(r->out,
	               "<figure>\n<svg role=\"img\" aria-labelledby=\"c%zu-title c%zu-desc\" "
	               "viewBox=\"0 0 %d %d\">\n<title id=\"c%zu-title\">",
	               n, n, WIDTH, height, n);
	report_text(r, c->title);
	buf_add_format(r->out, "</title>\n<desc id=\"c%zu-desc\">", n);
	report_text(r, c->description);
	buf_add_z(r->out, "</desc>\n");
	if (!lines)
		add_patterns(r, c->n_series);
	add_legend(r, c, lines);
}

static void add_table(struct report *r, const struct chart *c)
{
	struct report_column *columns = arena_array(r->arena, c->n_series + 1, sizeof(*columns));

	columns[0].heading = c->heading;
	for (size_t s = 0; s < c->n_series; s++)
		columns[s + 1] = (struct report_column){c->series[s].name, true};
	report_table_open(r, c->title, columns, c->n_series + 1);
	for (size_t i = 0; i < c->n_categories; i++) {
		report_cell(r, c->categories[i]);
		for (size_t s = 0; s < c->n_series; s++)
			report_cell(r, tell(r, c, c->series[s].values[i]));
	}
	report_table_close(r);
}

static void close_drawing(struct report *r, const struct chart *c)
{
	buf_add_z(r->out, "</svg>\n");
	add_table(r, c);
	buf_add_z(r->out, "</figure>\n");
}

/* The bars of one category, from y on; the next y. */
static int add_bars(struct report *r, const struct chart *c, enum chart_way way, size_t i, int64_t most,
                    int y)
{
	int x = 0;

	for (size_t s = 0; s < c->n_series; s++) {
		int width = scale(value_at(c, s, i), most, BARS_WIDTH);

		add_rect(r, s, x, y, width, BAR);
		if (way == CHART_STACKED) {
			x += width;
			continue;
		}
		add_words(r, width + 6, y + 12, "", tell(r, c, value_at(c, s, i)));
		y += BAR + 2;
	}
	if (way == CHART_GROUPED)
		return y;
	add_words(r, x + 6, y + 12, "", tell(r, c, total_at(c, i)));
	return y + BAR + 2;
}

void chart_bars(struct report *r, const struct chart *c, enum chart_way way)
{
	int bars = way == CHART_STACKED ? 1 : (int)c->n_series, y = legend_height(c);
	int64_t most = most_of(c, way);

	open_drawing(r, c, y + (int)c->n_categories * (LABEL + bars * (BAR + 2) + 8), false);
	for (size_t i = 0; i < c->n_categories; i++) {
		add_words(r, 0, y + 14, "", c->categories[i]);
		y = add_bars(r, c, way, i, most, y + LABEL) + 8;
	}
	close_drawing(r, c);
}

/* 1, 2 or 5 times a power of ten, so that no more than five of it reach the most. */
static int64_t step_of(int64_t most)
{
	int64_t step = 1;

	for (int i = 0; most / step >= 5; i++)
		step = i % 3 == 1 ? step / 2 * 5 : step * 2;
	return step;
}

/* The plot's ground: lines with their values, and the categories below it, as many as have room.  Its top value. */
static int64_t add_plot(struct report *r, const struct chart *c, int64_t most, int top)
{
	int64_t step = step_of(most), n = most / step + (most % step > 0 || most == 0);
	size_t room = PLOT / LABEL_WIDTH, every = (c->n_categories + room - 1) / room;

	for (int64_t i = 0; i <= n; i++) {
		int y = top + HEIGHT - scale(i, n, HEIGHT);

		buf_add_format(r->out, "<path class=\"grid\" d=\"M%d %dH%d\"/>\n", LEFT, y, WIDTH);
		add_words(r, LEFT - 8, y + 4, "class=\"tick\" text-anchor=\"end\"", tell(r, c, i * step));
	}
	for (size_t i = 0; i < c->n_categories; i += every)
		add_words(r, LEFT + (int)((2 * i + 1) * PLOT / (2 * c->n_categories)), top + HEIGHT + 18,
		          "class=\"tick\" text-anchor=\"middle\"", c->categories[i]);
	return n * step;
}

static void add_columns(struct report *r, const struct chart *c, enum chart_way way, size_t i, int64_t most,
                        int top)
{
	int from = LEFT + (int)(i * PLOT / c->n_categories),
	    to = LEFT + (int)((i + 1) * PLOT / c->n_categories);
	int gap = (to - from) / 8, y = top + HEIGHT;
	int n = way == CHART_STACKED ? 1 : (int)c->n_series, width = (to - from - 2 * gap) / n;

	for (size_t s = 0; s < c->n_series; s++) {
		int height = scale(value_at(c, s, i), most, HEIGHT);

		if (way == CHART_STACKED)
			y -= height;
		add_rect(r, s, from + gap + (way == CHART_STACKED ? 0 : (int)s * width),
		         way == CHART_STACKED ? y : y - height, width > 0 ? width : 1, height);
	}
}

void chart_columns(struct report *r, const struct chart *c, enum chart_way way)
{
	int top = legend_height(c) + 8;
	int64_t most;

	open_drawing(r, c, top + HEIGHT + LABEL + 8, false);
	most = add_plot(r, c, most_of(c, way), top);
	for (size_t i = 0; i < c->n_categories; i++)
		add_columns(r, c, way, i, most, top);
	close_drawing(r, c);
}

static void add_line(struct report *r, const struct chart *c, size_t series, int64_t most, int top)
{
	static const char *const dashes[CHART_SERIES] = {"none", "8 4", "2 4", "12 4 2 4", "4 4", "1 3"};
	size_t n = c->n_categories;

	buf_add_format(r->out, "<path class=\"line s%zu\" style=\"stroke-dasharray:%s\" d=\"", series + 1,
	               dashes[series]);
	for (size_t i = 0; i < n; i++)
		buf_add_format(r->out, "%s%d %d", i ? " " : "M", LEFT + (int)((2 * i + 1) * PLOT / (2 * n)),
		               top + HEIGHT - scale(value_at(c, series, i), most, HEIGHT));
	buf_add_z(r->out, "\"/>\n");
	for (size_t i = 0; i < n; i++)
		add_mark(r, series, LEFT + (int)((2 * i + 1) * PLOT / (2 * n)),
		         top + HEIGHT - scale(value_at(c, series, i), most, HEIGHT));
}

void chart_lines(struct report *r, const struct chart *c)
{
	int top = legend_height(c) + 8;
	int64_t most;

	open_drawing(r, c, top + HEIGHT + LABEL + 8, true);
	most = add_plot(r, c, most_of(c, CHART_GROUPED), top);
	for (size_t s = 0; s < c->n_series; s++)
		add_line(r, c, s, most, top);
	close_drawing(r, c);
}

void chart_matrix(struct report *r, const struct chart *c)
{
	static const char *const heats[] = {NULL, "heat1", "heat2", "heat3", "heat4"};
	struct report_column *columns = arena_array(r->arena, c->n_series + 1, sizeof(*columns));
	int64_t most = most_of(c, CHART_GROUPED);

	columns[0].heading = c->heading;
	for (size_t s = 0; s < c->n_series; s++)
		columns[s + 1] = (struct report_column){c->series[s].name, true};
	buf_add_z(r->out, "<figure class=\"matrix\">\n");
	report_table_open(r, c->title, columns, c->n_series + 1);
	for (size_t i = 0; i < c->n_categories; i++) {
		report_cell(r, c->categories[i]);
		for (size_t s = 0; s < c->n_series; s++) {
			int64_t value = value_at(c, s, i);

			report_cell_open(r, heats[value ? 1 + scale(value, most, 3) : 0]);
			if (value)
				report_text(r, tell(r, c, value));
			report_cell_close(r);
		}
	}
	report_table_close(r);
	report_paragraph(r, c->description);
	buf_add_z(r->out, "</figure>\n");
}
