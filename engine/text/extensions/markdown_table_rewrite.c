#include "text/extensions/markdown_table_rewrite.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "text/extensions/markdown_directive.h"
#include "text/extensions/markdown_table.h"

enum { OPEN_LIMIT = 32 }; /* sections within each other between the rows of one table */

static void say_count(struct patch *p, const struct patch_row *row, size_t found, size_t wanted)
{
	diag_add(p->d, TABLE_CELLS, markdown_patch_place(p, row, row->content),
	         str_format(p->arena, "%zu", found).at, str_format(p->arena, "%zu", wanted).at);
}

/* Dashes under what was to be a table's head; what has no bar of its own is text. */
static void say_head(struct patch *p, const struct patch_row *head, size_t wanted)
{
	size_t found = markdown_table_cells(head->content, NULL, 0);

	if (str_find(head->content, STR("|"), 0) != SIZE_MAX)
		diag_add(p->d, TABLE_HEAD, markdown_patch_place(p, head, head->content),
		         str_format(p->arena, "%zu", found).at, str_format(p->arena, "%zu", wanted).at);
}

/* The words as a heading, and an end of its own where they would lose theirs. */
static void add_cell(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row, struct str words)
{
	struct text_line *line = markdown_patch_words(p, leaf, row, STR(MARK_CELL_PREFIX), words);
	size_t from = p->out.len;

	line->unescaped = markdown_table_unescape(words, &p->out);
	markdown_patch_includes(p, leaf, from, p->out.len);
	buf_add(&p->out, str_ends(words, STR("#")) ? STR(" #\n") : STR("\n"));
}

static void add_row(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row,
                    struct text_mark *table)
{
	struct str cells[MARKDOWN_TABLE_COLUMNS];
	struct text_row *to = ARRAY_ADD(p->arena, table->rows, table->n_rows);

	to->n = markdown_table_cells(row->content, cells, table->n);
	if (to->n > table->n) {
		say_count(p, row, to->n, table->n);
		to->n = table->n;
	}
	to->cells = arena_array(p->arena, to->n, sizeof(*to->cells));
	p->cells += table->n;
	for (size_t i = 0; i < to->n; i++) {
		enum text_reading reading = markdown_table_reading(cells[i]);

		to->cells[i] = (struct text_cell){cells[i], reading, markdown_patch_place(p, row, cells[i])};
		if (reading == READ_MARKDOWN)
			add_cell(p, leaf, row, cells[i]);
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
	       !markdown_table_ends(row->content) && !str_is(row->content, "|") &&
	       !markdown_directive_include(row->content, &path);
}

size_t markdown_table_rewrite(struct patch *p, struct patch_leaf *leaf, const struct patch_row *head)
{
	enum mark_align columns[MARKDOWN_TABLE_COLUMNS], *kept;
	struct patch_row row;
	size_t n, open = 0, line = head->number + 2, table = p->new->n_marks;

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
	add_row(p, leaf, head, &p->new->marks[table]);
	for (; line <= leaf->last && markdown_patch_is_bounded(p); line++) {
		struct slot slot;

		row = markdown_patch_row(p, leaf, line);
		if (!is_row(leaf, &row))
			break;
		slot = p->slots ? slot_of_row(&row) : (struct slot){.kind = SLOT_NONE};
		if (slot.kind != SLOT_NONE && !is_row_tag(leaf, &row, slot, &open))
			break;
		if (markdown_patch_tag(p, leaf, &row, slot))
			ARRAY_ADD(p->arena, p->new->marks[table].rows, p->new->marks[table].n_rows);
		else
			add_row(p, leaf, &row, &p->new->marks[table]);
	}
	markdown_patch_mark(p, leaf, head, (struct text_mark){.kind = MARK_TABLE_END});
	return line;
}
