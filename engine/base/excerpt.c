#include "base/excerpt.h"

#include "base/visible.h"

enum {
	TAB = 4,
	WIDEST = 160,     /* columns of text shown */
	LEAD_WHOLE = 120, /* the caret may stand this far right before the line's beginning is cut */
	LEAD_CUT = 60,    /* columns kept before the caret then */
	PER_COLUMN = 4,   /* code points looked at for each column, lest combining marks never fill one */
};

/* What can be seen of one line. */
struct window {
	struct str line;
	struct buf *row;
	size_t begin; /* in the buffer */
	size_t columns, points;
};

static void show_next(struct window *w, size_t *i)
{
	if (w->line.at[*i] == '\t') {
		size_t n = TAB - w->columns % TAB;

		++*i;
		w->columns += n;
		while (n--)
			buf_add_char(w->row, ' ');
	} else {
		w->columns += visible_add_next(w->row, w->line, i);
	}
	w->points++;
}

static const uint8_t drawn[256] = {[0x00 ... 0x1F] = 1, [0x7F ... 0xFF] = 1};

/* How many bytes from here on take a column each, as most do: those for which there is room. */
static size_t plain_run(const struct window *w, size_t i, size_t columns)
{
	size_t room = w->columns < columns ? columns - w->columns : 0;
	struct str rest = str_slice(w->line, i, room < w->line.len - i ? i + room : w->line.len);

	return w->points < columns * (PER_COLUMN - 1) ? str_find_class(rest, 0, drawn, 1) : 0;
}

static void show_plain(struct window *w, size_t *i, size_t n)
{
	buf_add(w->row, str_slice(w->line, *i, *i + n));
	w->columns += n;
	w->points += n;
	*i += n;
}

static bool has_room(const struct window *w, size_t columns)
{
	return w->columns < columns && w->points < columns * PER_COLUMN;
}

static void forget(struct window *w)
{
	w->row->len = w->begin;
	w->columns = w->points = 0;
}

static size_t previous(struct str s, size_t i)
{
	size_t least = i > 4 ? i - 4 : 0;

	do
		i--;
	while (i > least && ((unsigned char)s.at[i] & 0xC0) == 0x80);
	return i;
}

/* The offset in the line at which to begin, for the caret at this one to be seen. */
static size_t first_shown(struct window *w, size_t caret)
{
	size_t i = plain_run(w, 0, caret < LEAD_WHOLE ? caret + 1 : WIDEST);
	bool near = caret < LEAD_WHOLE && caret < i;

	w->columns = w->points = i;
	while (!near && i < w->line.len && has_room(w, WIDEST)) {
		near = i >= caret && has_room(w, LEAD_WHOLE);
		show_next(w, &i);
	}
	forget(w);
	if (near || i == w->line.len)
		return 0;
	i = caret;
	while (i > 0 && has_room(w, LEAD_CUT)) {
		size_t again = i = previous(w->line, i);

		show_next(w, &again);
	}
	forget(w);
	return i;
}

static void add_times(struct buf *out, char c, size_t n)
{
	memset(buf_reserve(out, n), c, n);
	out->len += n;
}

/* Where lines stand below each other, their numbers end below each other. */
static void add_number(struct buf *out, uint32_t line)
{
	enum { WIDTH = 5 };
	char digits[STR_DECIMAL];
	struct str number = str_decimal(line, digits);

	add_times(out, ' ', number.len < WIDTH ? WIDTH - number.len : 0);
	buf_add(out, number);
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Columns of the caret row: where the marks begin and end. */
struct marks {
	size_t from, to;
};

/* Shows the line from i on as far as there is room; the marks go from the caret to the end. */
static struct marks show(struct window *w, size_t i, size_t caret, size_t end)
{
	struct marks m = {w->columns, 0};

	while (i < w->line.len && has_room(w, WIDEST)) {
		size_t n = plain_run(w, i, WIDEST);

		if (n > 0) {
			if (i <= caret)
				m.from = w->columns + least(caret - i, n);
			if (i <= end)
				m.to = w->columns + least(end - i, n);
			show_plain(w, &i, n);
			continue;
		}
		if (i <= caret)
			m.from = w->columns;
		show_next(w, &i);
		if (i <= caret)
			m.from = w->columns;
		if (i <= end)
			m.to = w->columns;
	}
	if (i < w->line.len) {
		buf_add_z(w->row, "…");
		if (i < end)
			m.to = w->columns + 1;
	}
	return m;
}

void excerpt_render(struct buf *out, const struct source_walk *at, size_t length)
{
	struct window w = {.line = str_slice(at->source->text, at->begin, at->end), .row = out};
	size_t caret = least(at->offset - at->begin, w.line.len), first;
	struct marks m;

	add_number(out, at->line);
	buf_add_z(out, w.line.len ? " | " : " |");
	w.begin = out->len;
	first = first_shown(&w, caret);
	if (first > 0) {
		buf_add_z(out, "…");
		w.columns = 1;
	}
	m = show(&w, first, caret, caret + least(length, w.line.len - caret));
	buf_add_z(out, "\n      | ");
	add_times(out, ' ', m.from);
	buf_add_char(out, '^');
	if (m.to > m.from + 1)
		add_times(out, '~', m.to - m.from - 1);
	buf_add_char(out, '\n');
}
