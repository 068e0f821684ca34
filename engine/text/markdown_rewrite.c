#include "text/markdown_rewrite.h"

#include <cmark.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/diag.h"
#include "text/markdown_container.h"
#include "text/markdown_directive.h"
#include "text/markdown_note.h"
#include "text/markdown_slot.h"
#include "text/markdown_table.h"

enum {
	OUT_LIMIT = 8 << 20,
	CELL_LIMIT = MARKDOWN_MARKS, /* with those that short rows leave out */
	OPEN_LIMIT = 32,             /* sections within each other between the rows of one table */
	NOTE_LIMIT = 500,
};

struct rewriting {
	struct diagnostics *d;
	struct arena *arena;
	const struct text *old;
	struct text *new;
	struct buf out;
	bool slots;
	bool changed;
	size_t copied; /* lines of the old text that are done with */
	size_t cells, notes;
};

/* One line of a paragraph. */
struct row {
	struct str line, content; /* the whole, and what is left without containers and white space */
	struct container_entry entry;
	size_t number;
};

/* The paragraph that is being looked through. */
struct leaf {
	struct container_chain chain;
	size_t first, last; /* lines */
	size_t column;      /* bytes before its words in the first */
	bool begun;         /* something stands in the place of the first line, with the marker before it */
};

static struct row row_of(const struct rewriting *r, const struct leaf *leaf, size_t number)
{
	struct row row = {.line = markdown_text_line(r->old, number), .number = number};

	if (number == leaf->first)
		row.entry = (struct container_entry){.matched = leaf->chain.n, .at = leaf->column};
	else
		row.entry = markdown_container_enter(row.line, &leaf->chain);
	row.content = str_trim(str_slice(row.line, row.entry.at, row.line.len));
	return row;
}

static struct position place_of(const struct rewriting *r, struct str view)
{
	return markdown_text_place(r->old, (size_t)(view.at - r->old->bytes.at), view.len);
}

static void copy_line(struct rewriting *r)
{
	const struct text_line *old = &r->old->lines[r->copied++];
	struct str line = markdown_text_line(r->old, r->copied);

	*ARRAY_ADD(r->arena, r->new->lines, r->new->n_lines) = (struct text_line){.at = (uint32_t)r->out.len,
	                                                                          .origin = old->origin};
	buf_add(&r->out, line);
	buf_add_char(&r->out, '\n');
}

static void copy_until(struct rewriting *r, size_t line)
{
	while (r->copied < line && r->copied < r->old->n_lines)
		copy_line(r);
}

/* `[^label]: words` of a footnote. */
static bool is_note(const struct rewriting *r, struct str content, struct str *label, struct str *words)
{
	size_t length = markdown_note_label(content, label);

	if (!length || r->old->inner || r->notes == NOTE_LIMIT || length == content.len ||
	    content.at[length] != ':')
		return false;
	*words = str_trim(str_slice(content, length + 1, content.len));
	return true;
}

/* Begins a line in the place of a row, within the same containers. */
static struct text_line *begin_line(struct rewriting *r, struct leaf *leaf, const struct row *row)
{
	struct text_line *line = ARRAY_ADD(r->arena, r->new->lines, r->new->n_lines);

	r->changed = true;
	line->at = (uint32_t)r->out.len;
	if (row->number == leaf->first && !leaf->begun)
		buf_add(&r->out, str_slice(row->line, 0, row->entry.at));
	else
		markdown_container_add_prefix(&r->out, &leaf->chain, row->entry.matched);
	leaf->begun = true;
	line->prefix = (uint32_t)r->out.len - line->at;
	line->origin = place_of(r, row->content).offset;
	return line;
}

static void add_mark(struct rewriting *r, struct leaf *leaf, const struct row *row, struct mark mark)
{
	begin_line(r, leaf, row);
	mark.position = place_of(r, row->content);
	*ARRAY_ADD(r->arena, r->new->marks, r->new->n_marks) = mark;
	buf_add(&r->out, STR("<!--"));
	buf_add_z(&r->out, r->old->nonce);
	buf_add_char(&r->out, ' ');
	buf_add_integer(&r->out, (int64_t)r->new->n_marks - 1);
	buf_add(&r->out, STR("-->\n"));
}

static bool add_slot(struct rewriting *r, struct leaf *leaf, const struct row *row, struct slot slot)
{
	static const enum mark_kind kinds[] = {[SLOT_SECTION] = MARK_SECTION,
	                                       [SLOT_INVERTED] = MARK_INVERTED,
	                                       [SLOT_END] = MARK_END,
	                                       [SLOT_PARTIAL] = MARK_PARTIAL};

	if (!r->slots || slot.kind == SLOT_NONE)
		return false;
	add_mark(r, leaf, row, (struct mark){.kind = kinds[slot.kind], .name = slot.name});
	return true;
}

static bool is_bounded(const struct rewriting *r)
{
	return r->out.len <= OUT_LIMIT && r->cells <= CELL_LIMIT;
}

/* A footnote, outside all containers. */
static bool rewrite_note(struct rewriting *r, struct leaf *leaf, const struct row *row)
{
	struct text_line *line;
	struct str label, words;

	if (leaf->chain.n || row->entry.indent > 3 || !is_note(r, row->content, &label, &words))
		return false;
	r->notes++;
	add_mark(r, leaf, row, (struct mark){.kind = MARK_NOTE, .name = label, .n = words.len > 0});
	if (!words.len)
		return true;
	line = begin_line(r, leaf, row);
	buf_add(&r->out, STR(MARK_WORDS_PREFIX));
	line->prefix += sizeof(MARK_WORDS_PREFIX) - 1;
	line->origin = place_of(r, words).offset;
	buf_add(&r->out, words);
	buf_add_char(&r->out, '\n');
	return true;
}

/* Lines that belong to no leaf are blank, or what cmark took for the target of links: footnotes of one word. */
static void rewrite_gap(struct rewriting *r, size_t until)
{
	while (r->copied < until) {
		struct leaf leaf = {.first = r->copied + 1, .last = r->copied + 1};
		struct row row = {.line = markdown_text_line(r->old, leaf.first), .number = leaf.first};

		if (row.line.len == 0) {
			copy_line(r);
			continue;
		}
		row.entry = markdown_container_enter(row.line, &leaf.chain);
		row.content = str_trim(str_slice(row.line, row.entry.at, row.line.len));
		if (rewrite_note(r, &leaf, &row))
			r->copied++;
		else
			copy_line(r);
	}
}

/* Looks like a directive, and is shown as it stands. */
static void say_unknown(struct rewriting *r, const struct leaf *leaf, const struct row *row)
{
	struct str line = row->content;
	bool bracket = leaf->chain.n == 0 && str_starts(line, STR("[!")) && str_ends(line, STR("]"));
	size_t n = bracket ? 2 : 3;

	if ((!bracket && !str_starts(line, STR(":::"))) || line.len <= n)
		return;
	while (n < line.len && line.at[n] == ' ')
		n++;
	if (n == line.len || !ascii_is_letter(line.at[n]))
		return;
	while (n < line.len && (ascii_is_letter(line.at[n]) || line.at[n] == '-'))
		n++;
	diag_add(r->d, UNKNOWN_DIRECTIVE, place_of(r, str_slice(line, 0, n)),
	         str_z(r->arena, str_slice(line, 0, n)));
}

/* A tag, include or directive that is all of its line; images in it. */
static bool rewrite_line(struct rewriting *r, struct leaf *leaf, const struct row *row)
{
	struct buf words = {0};
	struct str path, name;
	size_t at = 0;

	if (add_slot(r, leaf, row, markdown_slot_line(row->content)) || rewrite_note(r, leaf, row))
		return true;
	if (markdown_directive_include(row->content, &path)) {
		add_mark(r, leaf, row, (struct mark){.kind = MARK_INCLUDE, .name = path});
		return true;
	}
	if (markdown_directive_part(row->content, &path) ||
	    (leaf->chain.n == 0 && markdown_directive_division(row->content, &path))) {
		add_mark(r, leaf, row, (struct mark){.kind = MARK_PART, .name = path});
		return true;
	}
	if (!markdown_directive_rewrite(row->content, &words)) {
		say_unknown(r, leaf, row);
		buf_free(&words);
		return false;
	}
	while (markdown_directive_dropped(row->content, &at, &name))
		diag_add(r->d, IMAGE_DROPPED, place_of(r, name), str_z(r->arena, name));
	begin_line(r, leaf, row);
	buf_add(&r->out, buf_str(&words));
	buf_add_char(&r->out, '\n');
	buf_free(&words);
	return true;
}

static void add_cells(struct rewriting *r, struct leaf *leaf, const struct row *row, size_t n)
{
	struct str cells[MARKDOWN_TABLE_COLUMNS];
	size_t found = markdown_table_cells(row->content, cells, n);

	r->cells += n;
	for (size_t i = 0; i < n && i < found; i++) {
		struct text_line *line;

		if (!cells[i].len)
			continue;
		add_mark(r, leaf, row, (struct mark){.kind = MARK_CELL, .n = i});
		r->new->marks[r->new->n_marks - 1].position = place_of(r, cells[i]);
		line = begin_line(r, leaf, row);
		buf_add(&r->out, STR(MARK_WORDS_PREFIX));
		line->prefix += sizeof(MARK_WORDS_PREFIX) - 1;
		line->origin = place_of(r, cells[i]).offset;
		line->unescaped = markdown_table_unescape(cells[i], &r->out);
		buf_add_char(&r->out, '\n');
	}
}

/* The tag that is a row: alone on its line, or in the first of otherwise empty cells. */
static struct slot slot_of_row(const struct row *row)
{
	struct str cells[MARKDOWN_TABLE_COLUMNS];
	struct slot slot = markdown_slot_line(row->content);
	size_t n;

	if (slot.kind != SLOT_NONE)
		return slot;
	n = markdown_table_cells(row->content, cells, MARKDOWN_TABLE_COLUMNS);
	for (size_t i = 1; i < n && i < MARKDOWN_TABLE_COLUMNS; i++)
		if (cells[i].len)
			return slot;
	return n ? markdown_slot_line(cells[0]) : slot;
}

/* Whether a tag belongs among a table's rows: it opens with rows to come, or closes what did. */
static bool is_row_tag(const struct leaf *leaf, const struct row *row, struct slot slot, size_t *open)
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

static bool is_row(const struct leaf *leaf, const struct row *row)
{
	struct str path;

	return row->entry.matched == leaf->chain.n && row->entry.indent < 4 &&
	       !markdown_table_ends(row->content) && markdown_table_cells(row->content, NULL, 0) > 0 &&
	       !markdown_directive_include(row->content, &path);
}

/* The table that begins on this line; the line after it, or 0 when none does. */
static size_t rewrite_table(struct rewriting *r, struct leaf *leaf, const struct row *head)
{
	enum mark_align columns[MARKDOWN_TABLE_COLUMNS], *kept;
	struct row row;
	size_t n, open = 0, line = head->number + 2;

	if (head->number == leaf->last || head->entry.matched < leaf->chain.n)
		return 0;
	row = row_of(r, leaf, head->number + 1);
	if (row.entry.matched < leaf->chain.n || row.entry.indent > 3 ||
	    !markdown_table_begins(head->content, row.content, columns, &n))
		return 0;
	kept = arena_array(r->arena, n, sizeof(*kept));
	for (size_t i = 0; i < n; i++)
		kept[i] = columns[i];
	add_mark(r, leaf, head, (struct mark){.kind = MARK_TABLE, .columns = kept, .n = n});
	add_mark(r, leaf, head, (struct mark){.kind = MARK_ROW, .header = true});
	add_cells(r, leaf, head, n);
	for (; line <= leaf->last && is_bounded(r); line++) {
		struct slot slot;

		row = row_of(r, leaf, line);
		if (!is_row(leaf, &row))
			break;
		slot = r->slots ? slot_of_row(&row) : (struct slot){.kind = SLOT_NONE};
		if (slot.kind != SLOT_NONE && !is_row_tag(leaf, &row, slot, &open))
			break;
		if (add_slot(r, leaf, &row, slot))
			continue;
		add_mark(r, leaf, &row, (struct mark){.kind = MARK_ROW});
		add_cells(r, leaf, &row, n);
	}
	add_mark(r, leaf, head, (struct mark){.kind = MARK_TABLE_END});
	return line;
}

static const uint8_t beginnings[256] = {
	['|'] = 1, ['{'] = 1, ['['] = 1, [':'] = 1, ['-'] = 1, ['='] = 1,
};

/* A cell, a slot, an alert, a note, a directive, a delimiter row or an image's size. */
static bool begins_more(char c, char next)
{
	switch (c) {
	case '|':
		return true;
	case '{':
		return next == '{';
	case '[':
		return next == '!' || next == '^';
	case ':':
		return next == ':' || next == '-';
	case '=':
		return next == 'x' || ascii_is_digit(next);
	default:
		return next == ':';
	}
}

/* Most paragraphs have nothing of all this. */
static bool is_worth_it(const struct rewriting *r, size_t first, size_t last)
{
	struct str text = str_slice(r->old->bytes, r->old->lines[first - 1].at,
	                            last < r->old->n_lines ? r->old->lines[last].at : r->old->bytes.len);

	for (size_t i = 0; (i = str_find_class(text, i, beginnings, 1)) < text.len; i++)
		if (begins_more(text.at[i], i + 1 < text.len ? text.at[i + 1] : 0))
			return true;
	return false;
}

/* A paragraph, or a heading whose underline may be a line after a table. */
static void rewrite_leaf(struct rewriting *r, cmark_node *node)
{
	struct leaf leaf = {.first = (size_t)cmark_node_get_start_line(node),
	                    .last = (size_t)cmark_node_get_end_line(node),
	                    .column = (size_t)cmark_node_get_start_column(node) - 1};
	size_t line = leaf.first;

	if (leaf.first <= r->copied || leaf.last > r->old->n_lines)
		return;
	rewrite_gap(r, leaf.first - 1);
	if (!is_worth_it(r, leaf.first, leaf.last)) {
		copy_until(r, leaf.last);
		return;
	}
	markdown_container_chain(r->old, node, &leaf.chain);
	while (line <= leaf.last) {
		struct row row = row_of(r, &leaf, line);
		size_t after = rewrite_table(r, &leaf, &row);

		if (after) {
			line = after;
		} else {
			if (!rewrite_line(r, &leaf, &row))
				copy_line(r);
			line++;
		}
		r->copied = line - 1;
	}
}

static void rewrite_block(struct rewriting *r, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
		rewrite_leaf(r, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_HTML_BLOCK:
		/* Nothing in them is a tag. */
		if ((size_t)cmark_node_get_start_line(node) > r->copied) {
			rewrite_gap(r, (size_t)cmark_node_get_start_line(node) - 1);
			copy_until(r, (size_t)cmark_node_get_end_line(node));
		}
		break;
	default:
		break;
	}
}

struct text *markdown_rewrite(struct diagnostics *d, struct arena *a, struct text *t, cmark_node *tree,
                              bool slots)
{
	struct rewriting r = {
		.d = d, .arena = a, .old = t, .slots = slots, .new = arena_alloc(a, sizeof(*r.new))};
	cmark_iter *nodes = cmark_iter_new(tree);
	struct text *result = t;
	cmark_event_type event;

	r.new->source = t->source;
	r.new->inner = t->inner;
	memcpy(r.new->nonce, t->nonce, sizeof(t->nonce));
	while (is_bounded(&r) && (event = cmark_iter_next(nodes)) != CMARK_EVENT_DONE) {
		if (event == CMARK_EVENT_ENTER)
			rewrite_block(&r, cmark_iter_get_node(nodes));
	}
	cmark_iter_free(nodes);
	if (!is_bounded(&r)) {
		diag_add(d, PAGE_TOO_DENSE, r.new->marks[r.new->n_marks - 1].position, MARKDOWN_MARKS_WRITTEN,
		         "on one page", MARKDOWN_SPLIT);
		result = NULL;
	} else if (r.changed) {
		rewrite_gap(&r, t->n_lines);
		r.new->bytes = str_copy(a, buf_str(&r.out));
		result = r.new;
	}
	buf_free(&r.out);
	return result;
}
