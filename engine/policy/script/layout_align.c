#include "policy/script/layout_lines.h"

#include "base/arena.h"

enum {
	LINE_LIMIT = 160, /* columns; what would grow longer by it is not put into columns */
	CELLS = 64,
	CELL_LIMIT = 40, /* about the same of a cell */
	COMMENT_GAP = 2,
	RAGGED = 16, /* others make a column where their widths differ by no more */
};

static bool is_comment_line(const struct layout_line *l)
{
	return l->n > 0 && l->items[0].kind == LAYOUT_COMMENT;
}

/* Whether the line stands right below the one before it, as its like. */
static bool follows(const struct layout_lines *lines, size_t i)
{
	const struct layout_line *l = &lines->at[i];

	return !l->blank_before && !is_comment_line(l) && l->indent == l[-1].indent;
}

/*
 * The equals sign of a line that is one entry, name = value or local name =
 * value, as an item; 0: it is none.  A function's end is far away, so it
 * stands for itself.
 */
static size_t find_equals(const struct layout_line *l)
{
	size_t at = l->n > 0 && layout_item_is(&l->items[0], "local") ? 2 : 1;
	int depth = 0;

	if (l->n < at + 2 || l->items[at - 1].kind != LAYOUT_NAME || !layout_item_is(&l->items[at], "=") ||
	    layout_item_is(&l->items[at + 1], "function"))
		return 0;
	for (size_t i = at + 1; i + 1 < l->n; i++) {
		depth += layout_turn(&l->items[i]);
		if (depth == 0 && layout_item_is(&l->items[i], ",") && l->items[i + 1].kind != LAYOUT_COMMENT)
			return 0;
	}
	return at;
}

static void align_equals(const struct layout_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		size_t end = i, width = 0, at = find_equals(&lines->at[i]);

		while (at > 0 && end < lines->n && find_equals(&lines->at[end]) == at &&
		       (end == i || follows(lines, end))) {
			size_t name = layout_width_before(&lines->at[end], at);

			width = name > width ? name : width;
			/* what goes on below is the last of its run */
			if (lines->at[end++].opens != 0)
				break;
		}
		for (size_t k = i; k < end; k++)
			lines->at[k].items[at].gap = width + 1 - layout_width_before(&lines->at[k], at);
		if (end > i)
			i = end - 1;
	}
}

/* A table that is all of its line: { ... } or word "name" { ... }. */
struct row {
	struct layout_line *line;
	size_t brace;        /* the item that opens the table */
	size_t cells[CELLS]; /* the first item of each */
	size_t n;
	size_t end; /* the item that closes it */
	bool late;  /* its last cell began further on than its column */
};

static bool read_row(struct layout_line *l, struct row *out)
{
	int depth = 0;
	size_t i = 0;

	*out = (struct row){.line = l};
	if (i < l->n && l->items[i].kind == LAYOUT_NAME)
		i++;
	if (i == 1 && i < l->n && l->items[i].kind == LAYOUT_TEXT)
		i++;
	/* refuse_when { ... }: a sentence rather than a row */
	if (i == 1 || i >= l->n || !layout_item_is(&l->items[i], "{"))
		return false;
	out->brace = i++;
	for (; i < l->n && depth >= 0; i++) {
		depth += layout_turn(&l->items[i]);
		if (depth < 0)
			out->end = i;
		else if (i == out->brace + 1 || (depth == 0 && layout_item_is(&l->items[i - 1], ",")) ||
		         (depth == 1 && layout_turn(&l->items[i]) > 0 &&
		          layout_item_is(&l->items[i - 1], ",")))
			if (out->n < CELLS)
				out->cells[out->n++] = i;
	}
	if (out->end == 0)
		return false;
	i = out->end + 1;
	if (i < l->n && layout_item_is(&l->items[i], ","))
		i++;
	return i == l->n || l->items[i].kind == LAYOUT_COMMENT;
}

static bool is_like(const struct row *a, const struct row *b)
{
	return a->brace == b->brace &&
	       (a->brace == 0 || str_equal(a->line->items[0].text, b->line->items[0].text));
}

/* A long cell, or one with a table in it, is no measure for others, and may reach into the next column. */
static bool is_plain(const struct row *r, size_t cell)
{
	size_t to = cell + 1 < r->n ? r->cells[cell + 1] : r->end, width = 0;

	for (size_t i = r->cells[cell]; i < to; i++) {
		if (layout_item_is(&r->line->items[i], "{"))
			return false;
		width += layout_width(r->line->items[i].text) + 1;
	}
	return width <= CELL_LIMIT;
}

/* Where the item may begin at the earliest. */
static size_t earliest(const struct row *r, size_t item)
{
	return layout_width_before(r->line, item) + 1;
}

static void put(const struct row *r, size_t item, size_t column)
{
	size_t least = earliest(r, item);

	r->line->items[item].gap = column > least ? column - least + 1 : 1;
}

/* What a cell is called, where it is name = value. */
static struct str name_of(const struct row *r, size_t cell)
{
	const struct layout_item *items = r->line->items + r->cells[cell];

	return r->cells[cell] + 1 < r->end && layout_item_is(&items[1], "=") ? items[0].text
	                                                                     : (struct str){0};
}

/* Whether the rows say the same thing in this cell; in the second, what a row is about may differ. */
static bool is_column(const struct row *rows, size_t n, size_t cell)
{
	const struct row *first = NULL;

	for (size_t i = 0; i < n && cell > 1; i++) {
		if (cell >= rows[i].n)
			continue;
		if (first && !str_equal(name_of(first, cell), name_of(&rows[i], cell)))
			return false;
		first = &rows[i];
	}
	return true;
}

/* A row whose cell before reached too far is out of step, and no measure either. */
static void align_cell(struct row *rows, size_t n, size_t cell)
{
	size_t column = 0, most = 0, least = SIZE_MAX;

	for (size_t i = 0; i < n; i++)
		if (cell < rows[i].n) {
			size_t at = earliest(&rows[i], rows[i].cells[cell]);

			most = at > most ? at : most;
			least = at < least ? at : least;
			if (!rows[i].late && is_plain(&rows[i], cell - 1))
				column = at > column ? at : column;
		}
	if (column == 0 && most - least <= RAGGED)
		column = most;
	for (size_t i = 0; i < n; i++)
		if (cell < rows[i].n) {
			rows[i].late = earliest(&rows[i], rows[i].cells[cell]) > column;
			put(&rows[i], rows[i].cells[cell], column);
		}
}

static void align_rows(struct row *rows, size_t n)
{
	size_t most = 0, brace = 0;
	bool fits = true;

	for (size_t i = 0; i < n; i++) {
		most = rows[i].n > most ? rows[i].n : most;
		if (rows[i].brace == 2 && earliest(&rows[i], 2) > brace)
			brace = earliest(&rows[i], 2);
	}
	for (size_t i = 0; i < n && brace > 0; i++)
		put(&rows[i], rows[i].brace, brace);
	for (size_t cell = 1; cell < most && is_column(rows, n, cell); cell++)
		align_cell(rows, n, cell);
	for (size_t i = 0; i < n; i++)
		fits &= rows[i].line->indent + layout_width_before(rows[i].line, rows[i].end + 1) <=
		        LINE_LIMIT;
	for (size_t i = 0; i < n && !fits; i++) {
		rows[i].line->items[rows[i].brace].gap = 1;
		for (size_t cell = 1; cell < rows[i].n; cell++)
			rows[i].line->items[rows[i].cells[cell]].gap = 1;
	}
}

enum { ROWS = 4096 /* in columns together */ };

static void align_tables(struct arena *a, const struct layout_lines *lines)
{
	struct row *rows = arena_array(a, ROWS, sizeof(*rows));

	for (size_t i = 0; i < lines->n; i++) {
		size_t n = 0;

		while (i + n < lines->n && n < ROWS && (n == 0 || follows(lines, i + n)) &&
		       read_row(&lines->at[i + n], &rows[n]) && (n == 0 || is_like(&rows[0], &rows[n])))
			n++;
		if (n > 1)
			align_rows(rows, n);
		i += n > 1 ? n - 1 : 0;
	}
}

static bool has_comment(const struct layout_line *l)
{
	return l->n > 1 && l->items[l->n - 1].kind == LAYOUT_COMMENT;
}

static void align_comments(const struct layout_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		size_t end = i, width = 0;

		for (; end < lines->n && (end == i || follows(lines, end)); end++)
			if (has_comment(&lines->at[end])) {
				size_t code = layout_width_before(&lines->at[end], lines->at[end].n - 1);

				width = code > width ? code : width;
			}
		for (size_t k = i; k < end; k++)
			if (has_comment(&lines->at[k]))
				lines->at[k].items[lines->at[k].n - 1].gap = width + COMMENT_GAP -
				                                             layout_width_before(
										     &lines->at[k],
										     lines->at[k].n - 1);
		i = end - 1;
	}
}

void layout_align(struct arena *a, const struct layout_lines *lines)
{
	align_equals(lines);
	align_tables(a, lines);
	align_comments(lines);
}
