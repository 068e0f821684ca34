#ifndef TEXT_MARKDOWN_TABLE_H
#define TEXT_MARKDOWN_TABLE_H

#include "base/buf.h"
#include "text/cmark/markdown_text.h"

/* The rows of GFM tables (GFM 0.29, 4.10), as lines.  A pipe divides cells unless a backslash stands before it. */
enum { MARKDOWN_TABLE_COLUMNS = 100 };

/* The cells of a row: views of the line, trimmed.  How many there are, though no more than max are stored. */
size_t markdown_table_cells(struct str row, struct str *cells, size_t max);

/*
 * Whether the second line makes the first a table's head; then its columns.  If not, n is how many cells of
 * dashes the second line has, 0 where it has anything else.
 */
bool markdown_table_begins(struct str head, struct str delimiters,
                           enum mark_align columns[MARKDOWN_TABLE_COLUMNS], size_t *n);

/* Whether a line after a table's rows begins another block, though it would go on a paragraph. */
bool markdown_table_ends(struct str line);

/* Nothing but words have no Markdown, and none of what pages have beyond it; nor does what stands between their `**`. */
enum text_reading markdown_table_reading(struct str cell);

/* A cell's words as Markdown: `\|` is `|`, also in code.  Whether there was any. */
bool markdown_table_unescape(struct str cell, struct buf *out);

#endif
