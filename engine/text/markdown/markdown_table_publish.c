#include "text/markdown/markdown_table_publish.h"

#include <cmark.h>

#include "text/markdown/markdown_leaf.h"

enum { LEVEL_CELL = sizeof(MARK_CELL_PREFIX) - 2, LEVEL_ROW = sizeof(MARK_ROW_PREFIX) - 2 };

static bool is_cell(const struct children *all, size_t i, int level)
{
	return i < all->n && cmark_node_get_heading_level(all->at[i].node) == level;
}

static bool is_end(const struct child *c)
{
	return c->mark && c->mark->kind == MARK_TABLE_END;
}

/* The cells of a row, from its first to the next row's or mark; returns the child after them. */
static size_t publish_row(struct markdown_page *p, const struct children *all, size_t i,
                          const struct text_mark *table, bool header)
{
	static const struct str classes[] = {[ALIGN_NONE] = STR(">"),
	                                     [ALIGN_LEFT] = STR(" class=\"left\">"),
	                                     [ALIGN_CENTER] = STR(" class=\"center\">"),
	                                     [ALIGN_RIGHT] = STR(" class=\"right\">")};
	const struct setting how = {.kind = BLOCK_CELL, .bare = true};

	markdown_page_html(p, STR("<tr>\n"));
	for (size_t column = 0; column < table->n; column++) {
		const struct child *cell = is_cell(all, i, column ? LEVEL_CELL : LEVEL_ROW) ? &all->at[i++]
		                                                                            : NULL;
		bool empty = !cell || !cmark_node_first_child(cell->node);
		bool head = header && !empty; /* without words it is the head of nothing */

		markdown_page_html(p, head ? STR("<th scope=\"col\"") : STR("<td"));
		markdown_page_html(p, classes[table->columns[column]]);
		if (!empty)
			markdown_leaf_words(p, cell->text, cell->node, &how);
		markdown_page_html(p, head ? STR("</th>\n") : STR("</td>\n"));
	}
	markdown_page_html(p, STR("</tr>\n"));
	return i;
}

size_t markdown_table_publish(struct markdown_page *p, const struct children *all, size_t i)
{
	const struct text_mark *table = all->at[i++].mark;
	bool body = false;

	markdown_page_line(p);
	markdown_page_html(p, STR("<table>\n<thead>\n"));
	i = publish_row(p, all, i, table, true);
	markdown_page_html(p, STR("</thead>\n"));
	for (; i < all->n && !is_end(&all->at[i]); body = true) {
		if (!body)
			markdown_page_html(p, STR("<tbody>\n"));
		if (is_cell(all, i, LEVEL_ROW))
			i = publish_row(p, all, i, table, false);
		else
			markdown_section_publish(p, &all->at[i++]);
	}
	markdown_page_html(p, body ? STR("</tbody>\n</table>\n") : STR("</table>\n"));
	return i;
}
