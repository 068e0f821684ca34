#include "text/extensions/markdown_table_rewrite.h"

#include "base/arena.h"
#include "base/diag.h"
#include "text/extensions/markdown_directive.h"
#include "text/extensions/markdown_table.h"

enum { OPEN_LIMIT = 32 }; /* sections within each other between the rows of one table */

static void say_count(struct patch *p, const struct patch_row *row, size_t found, size_t wanted)
{
	diag_add(p->d, TABLE_CELLS, markdown_patch_place(p, row->content),
	         str_format(p->arena, "%zu", found).at, str_format(p->arena, "%zu", wanted).at);
}

/* Dashes under what was to be a table's head; what has no bar of its own is text. */
static void say_head(struct patch *p, const struct patch_row *head, size_t wanted)
{
	size_t found = markdown_table_cells(head->content, NULL, 0);

	if (str_find(head->content, STR("|"), 0) != SIZE_MAX)
		diag_add(p->d, TABLE_HEAD, markdown_patch_place(p, head->content),
		         str_format(p->arena, "%zu", found).at, str_format(p->arena, "%zu", wanted).at);
}

static void add_cells(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row, size_t n)
{
	struct str cells[MARKDOWN_TABLE_COLUMNS];
	size_t found = markdown_table_cells(row->content, cells, n);
	struct str prefix = STR(MARK_ROW_PREFIX);
	struct text_line *line;

	if (found > n)
		say_count(p, row, found, n);
	p->cells += n;
	for (size_t i = 0; i < n && i < found; i++, prefix = STR(MARK_CELL_PREFIX)) {
		line = markdown_patch_words(p, leaf, row, prefix, cells[i]);
		line->unescaped = markdown_table_unescape(cells[i], &p->out);
		/* an end of its own keeps the words' */
		buf_add(&p->out, str_ends(cells[i], STR("#")) ? STR(" #\n") : STR("\n"));
	}
}

/* The tag that is a row: alone on its line, or in the first of otherwise empty cells. */
static struct slot slot_of_row(const struct patch_row *row)
{
	struct str cells[MARKDOWN_TABLE_COLUMNS];
	struct slot slot = markdown_slot_line(row->content);
	size_t n;

	if (slot.kind != SLOT_NONE || str_find(row->content, STR("{{"), 0) == SIZE_MAX)
		return slot;
	n = markdown_table_cells(row->content, cells, MARKDOWN_TABLE_COLUMNS);
	for (size_t i = 1; i < n && i < MARKDOWN_TABLE_COLUMNS; i++)
		if (cells[i].len)
			return slot;
	return n ? markdown_slot_line(cells[0]) : slot;
}

/* Whether a tag belongs among a table's rows: it opens with rows to come, or closes what did. */
static bool is_row_tag(const struct patch_leaf *leaf, const struct patch_row *row, struct slot slot,
                       size_t *open)
{
	if (slot.kind == SLOT_END) {
		if (!*open)
			return false;
		--*open;
		return true;
	}
	if (slot.kind == SLOT_PARTIAL || row->number == leaf->last || *open == OPEN_LIMIT)
		return false;
	++*open;
	return true;
}

static bool is_row(const struct patch_leaf *leaf, const struct patch_row *row)
{
	struct str path;

	return row->entry.matched == leaf->chain.n && row->entry.indent < 4 &&
	       !markdown_table_ends(row->content) && markdown_table_cells(row->content, NULL, 0) > 0 &&
	       !markdown_directive_include(row->content, &path);
}

size_t markdown_table_rewrite(struct patch *p, struct patch_leaf *leaf, const struct patch_row *head)
{
	enum mark_align columns[MARKDOWN_TABLE_COLUMNS], *kept;
	struct patch_row row;
	size_t n, open = 0, line = head->number + 2;

	if (head->number == leaf->last || head->entry.matched < leaf->chain.n)
		return 0;
	row = markdown_patch_row(p, leaf, head->number + 1);
	if (row.entry.matched < leaf->chain.n || row.entry.indent > 3)
		return 0;
	if (!markdown_table_begins(head->content, row.content, columns, &n)) {
		if (n > 0)
			say_head(p, head, n);
		return 0;
	}
	kept = arena_array(p->arena, n, sizeof(*kept));
	for (size_t i = 0; i < n; i++)
		kept[i] = columns[i];
	markdown_patch_mark(p, leaf, head, (struct text_mark){.kind = MARK_TABLE, .columns = kept, .n = n});
	add_cells(p, leaf, head, n);
	for (; line <= leaf->last && markdown_patch_is_bounded(p); line++) {
		struct slot slot;

		row = markdown_patch_row(p, leaf, line);
		if (!is_row(leaf, &row))
			break;
		slot = p->slots ? slot_of_row(&row) : (struct slot){.kind = SLOT_NONE};
		if (slot.kind != SLOT_NONE && !is_row_tag(leaf, &row, slot, &open))
			break;
		if (markdown_patch_tag(p, leaf, &row, slot))
			continue;
		add_cells(p, leaf, &row, n);
	}
	markdown_patch_mark(p, leaf, head, (struct text_mark){.kind = MARK_TABLE_END});
	return line;
}
