#include "text/extensions/markdown_table.h"

#include <string.h>

#include "base/ascii.h"
#include "text/words/tag.h"

/* The next `|` that is not `\|`, or the end. */
static size_t find_divider(struct str row, size_t from)
{
	for (size_t i = from; (i = str_find_byte(row, '|', i)) != SIZE_MAX; i++)
		if (i == 0 || row.at[i - 1] != '\\')
			return i;
	return row.len;
}

size_t markdown_table_cells(struct str row, struct str *cells, size_t max)
{
	size_t n = 0;

	row = str_trim(row);
	if (row.len && *row.at == '|')
		row = str_slice(row, 1, row.len);
	if (!row.len)
		return 0;
	if (find_divider(row, row.len - 1) < row.len)
		row.len--;
	for (size_t from = 0, to; from <= row.len; from = to + 1) {
		to = find_divider(row, from);
		if (n < max)
			cells[n] = str_trim(str_slice(row, from, to));
		n++;
	}
	return n;
}

/* `:---:`, how a column is aligned. */
static bool read_alignment(struct str cell, enum mark_align *out)
{
	bool left = str_starts(cell, STR(":")), right = cell.len > 1 && str_ends(cell, STR(":"));
	struct str dashes = str_slice(cell, left, cell.len - right);

	for (size_t i = 0; i < dashes.len; i++)
		if (dashes.at[i] != '-')
			return false;
	*out = left && right ? ALIGN_CENTER : left ? ALIGN_LEFT : right ? ALIGN_RIGHT : ALIGN_NONE;
	return dashes.len > 0;
}

bool markdown_table_begins(struct str head, struct str delimiters,
                           enum mark_align columns[MARKDOWN_TABLE_COLUMNS], size_t *n)
{
	struct str cells[MARKDOWN_TABLE_COLUMNS];
	size_t found;

	*n = 0;
	delimiters = str_trim(delimiters);
	if (!delimiters.len || !strchr("|:-", *delimiters.at))
		return false;
	/* Dashes alone underline a heading. */
	if (!memchr(delimiters.at, '|', delimiters.len) && !memchr(delimiters.at, ':', delimiters.len))
		return false;
	found = markdown_table_cells(delimiters, cells, MARKDOWN_TABLE_COLUMNS);
	if (found > MARKDOWN_TABLE_COLUMNS)
		return false;
	for (size_t i = 0; i < found; i++)
		if (!read_alignment(cells[i], &columns[i]))
			return false;
	*n = found;
	return *n > 0 && markdown_table_cells(head, NULL, 0) == *n;
}

static bool is_thematic_break(struct str line)
{
	size_t marks = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (ascii_is_blank(line.at[i]))
			continue;
		if (!strchr("*-_", line.at[i]) || line.at[i] != *line.at)
			return false;
		marks++;
	}
	return marks > 2;
}

static bool is_item(struct str line)
{
	size_t i = 0;

	while (i < line.len && i < 9 && ascii_is_digit(line.at[i]))
		i++;
	if (i == line.len || !strchr(i ? ".)" : "-+*", line.at[i]))
		return false;
	return i + 1 == line.len || line.at[i + 1] == ' ' || line.at[i + 1] == '\t';
}

bool markdown_table_ends(struct str line)
{
	struct tag tag;

	line = str_trim(line);
	if (!line.len || is_thematic_break(line) || is_item(line))
		return true;
	tag = tag_at(line);
	return (tag.kind == TAG_OPEN || tag.kind == TAG_CLOSE) && tag.length == line.len;
}

/* What is not ASCII may be white space, on which no mark closes or opens. */
static bool is_edge(char c)
{
	return (signed char)c > ' ';
}

enum text_reading markdown_table_reading(struct str cell)
{
	if (markdown_text_is_plain(cell))
		return READ_PLAIN;
	if (cell.len > 4 && str_starts(cell, STR("**")) && str_ends(cell, STR("**")) && is_edge(cell.at[2]) &&
	    is_edge(cell.at[cell.len - 3]) && markdown_text_is_plain(str_slice(cell, 2, cell.len - 2)))
		return READ_STRONG;
	return READ_MARKDOWN;
}

bool markdown_table_unescape(struct str cell, struct buf *out)
{
	size_t from = 0;

	for (size_t at; (at = str_find(cell, STR("\\|"), from)) != SIZE_MAX; from = at + 1)
		buf_add(out, str_slice(cell, from, at));
	buf_add(out, str_slice(cell, from, cell.len));
	return from > 0;
}
