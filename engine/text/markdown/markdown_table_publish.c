#include "text/markdown/markdown_table_publish.h"

#include "text/markdown/markdown_leaf.h"

/* The cells of a row, from its mark to the next of the table's; returns the child after them. */
static size_t publish_row(struct markdown_page *p, const struct text *t, const struct children *all, size_t i,
                          const struct text_mark *table)
{
	static const struct str classes[] = {[ALIGN_NONE] = STR(">"),
	                                     [ALIGN_LEFT] = STR(" class=\"left\">"),
	                                     [ALIGN_CENTER] = STR(" class=\"center\">"),
	                                     [ALIGN_RIGHT] = STR(" class=\"right\">")};
	const struct setting how = {.kind = BLOCK_CELL, .bare = true, .skip = INLINE_MARKED};
	bool header = all->at[i].mark->header;

	i++;
	markdown_page_html(p, STR("<tr>\n"));
	for (size_t column = 0; column < table->n; column++) {
		const struct text_mark *cell = i < all->n ? all->at[i].mark : NULL;
		bool empty = !cell || cell->kind != MARK_CELL || cell->n != column;
		bool head = header && !empty; /* without words it is the head of nothing */

		markdown_page_html(p, head ? STR("<th scope=\"col\"") : STR("<td"));
		markdown_page_html(p, classes[table->columns[column]]);
		if (!empty) {
			i++;
			if (i < all->n && !all->at[i].mark)
				markdown_leaf_words(p, t, all->at[i++].node, &how);
		}
		markdown_page_html(p, head ? STR("</th>\n") : STR("</td>\n"));
	}
	markdown_page_html(p, STR("</tr>\n"));
	return i;
}

static bool is_mark(const struct children *all, size_t i, enum mark_kind kind)
{
	return i < all->n && all->at[i].mark && all->at[i].mark->kind == kind;
}

size_t markdown_table_publish(struct markdown_page *p, const struct text *t, const struct children *all,
                              size_t i)
{
	const struct text_mark *table = all->at[i++].mark;
	bool body = false;

	markdown_page_line(p);
	markdown_page_html(p, STR("<table>\n<thead>\n"));
	if (is_mark(all, i, MARK_ROW))
		i = publish_row(p, t, all, i, table);
	markdown_page_html(p, STR("</thead>\n"));
	for (; i < all->n && !is_mark(all, i, MARK_TABLE_END); body = true) {
		if (!body)
			markdown_page_html(p, STR("<tbody>\n"));
		if (is_mark(all, i, MARK_ROW))
			i = publish_row(p, t, all, i, table);
		else
			markdown_section_publish(p, &all->at[i++]);
	}
	markdown_page_html(p, body ? STR("</tbody>\n</table>\n") : STR("</table>\n"));
	return i;
}
