#include "text/markdown/markdown_table_publish.h"

#include "text/markdown/markdown_leaf.h"

/* Those of the cells that were read stand among the children: returns the one after them. */
static size_t publish_row(struct markdown_page *p, const struct children *all, size_t i,
                          const struct text_mark *table, const struct text_row *row)
{
	static const struct str classes[] = {[ALIGN_NONE] = STR(">"),
	                                     [ALIGN_LEFT] = STR(" class=\"left\">"),
	                                     [ALIGN_CENTER] = STR(" class=\"center\">"),
	                                     [ALIGN_RIGHT] = STR(" class=\"right\">")};
	const struct setting how = {.kind = BLOCK_CELL, .bare = true};

	markdown_page_html(p, STR("<tr>\n"));
	for (size_t column = 0; column < table->n; column++) {
		const struct text_cell cell = column < row->n ? row->cells[column] : (struct text_cell){0};
		bool head = row == table->rows &&
		            cell.words.len; /* without words it is the head of nothing */

		markdown_page_html(p, head ? STR("<th scope=\"col\"") : STR("<td"));
		markdown_page_html(p, classes[table->columns[column]]);
		if (cell.reading == READ_MARKDOWN && i < all->n)
			markdown_leaf_words(p, all->at[i].text, all->at[i].node, &how);
		else if (cell.reading != READ_MARKDOWN)
			markdown_leaf_plain(p, BLOCK_CELL, cell.words, cell.reading, cell.position);
		i += cell.reading == READ_MARKDOWN;
		markdown_page_html(p, head ? STR("</th>\n") : STR("</td>\n"));
	}
	markdown_page_html(p, STR("</tr>\n"));
	return i;
}

size_t markdown_table_publish(struct markdown_page *p, const struct children *all, size_t i)
{
	const struct text_mark *table = all->at[i++].mark;

	markdown_page_line(p);
	markdown_page_html(p, STR("<table>\n<thead>\n"));
	i = publish_row(p, all, i, table, table->rows);
	markdown_page_html(p, STR("</thead>\n"));
	for (size_t row = 1; row < table->n_rows; row++) {
		if (row == 1)
			markdown_page_html(p, STR("<tbody>\n"));
		if (table->rows[row].cells)
			i = publish_row(p, all, i, table, &table->rows[row]);
		else if (i < all->n)
			markdown_section_publish(p, &all->at[i++]);
	}
	markdown_page_html(p, table->n_rows > 1 ? STR("</tbody>\n</table>\n") : STR("</table>\n"));
	return i;
}
