#include "text/extensions/markdown_patch.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "text/cmark/markdown_limit.h"
#include "text/extensions/markdown_directive.h"

enum {
	OUT_LIMIT = 8 << 20,
	CELL_LIMIT = MARKDOWN_MARKS, /* with those that short rows leave out */
};

bool markdown_patch_is_bounded(const struct patch *p)
{
	return p->out.len <= OUT_LIMIT && p->cells <= CELL_LIMIT;
}

void markdown_patch_copy_line(struct patch *p)
{
	const struct text_line *old = &p->old->lines[p->copied++];
	struct str line = markdown_text_line(p->old, p->copied);

	*ARRAY_ADD(p->arena, p->new->lines, p->new->n_lines) = (struct text_line){.at = (uint32_t)p->out.len,
	                                                                          .origin = old->origin};
	buf_add(&p->out, line);
	buf_add_char(&p->out, '\n');
}

void markdown_patch_add_line(struct patch *p, struct str line)
{
	*ARRAY_ADD(p->arena, p->new->lines, p->new->n_lines) = (struct text_line){
		.at = (uint32_t)p->out.len, .prefix = (uint32_t)line.len};
	buf_add(&p->out, line);
	buf_add_char(&p->out, '\n');
}

struct patch_row markdown_patch_row(const struct patch *p, const struct patch_leaf *leaf, size_t number)
{
	struct patch_row row = {.line = markdown_text_line(p->old, number), .number = number};

	if (number == leaf->first)
		row.entry = (struct container_entry){.matched = leaf->chain.n, .at = leaf->column};
	else
		row.entry = markdown_container_enter(row.line, &leaf->chain);
	row.content = str_trim(str_slice(row.line, row.entry.at, row.line.len));
	return row;
}

struct position markdown_patch_place(const struct patch *p, const struct patch_row *row, struct str view)
{
	return markdown_text_place_in(p->old, row->number, (size_t)(view.at - row->line.at), view.len);
}

void markdown_patch_includes(struct patch *p, const struct patch_leaf *leaf, size_t from, size_t to)
{
	struct str words = str_slice(buf_str(&p->out), from, to), path;
	struct position where;
	size_t at = 0, length;

	if (str_find(words, STR("[!"), 0) == SIZE_MAX)
		return;
	where = markdown_text_place_in(p->old, leaf->first, 0, markdown_text_line(p->old, leaf->first).len);
	for (; markdown_directive_find_include(words, &at, &length, &path); at += length) {
		char *bytes = p->out.at + from + at, tag[32];
		struct text_mark mark = {.kind = MARK_INSIDE,
		                         .name = str_copy(p->arena, path),
		                         .written = str_copy(p->arena, str_slice(words, at, at + length)),
		                         .position = where};
		size_t n = (size_t)snprintf(tag, sizeof(tag), MARK_INSIDE_BEGINNING "%zu", p->new->n_marks);

		assert(n < length);
		*ARRAY_ADD(p->arena, p->new->marks, p->new->n_marks) = mark;
		memset(bytes, ' ', length);
		memcpy(bytes, tag, n);
		bytes[length - 1] = '>';
		p->changed = true;
	}
}

/* Begins a line in the place of a row, within the same containers. */
static struct text_line *begin(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row)
{
	struct text_line *line = ARRAY_ADD(p->arena, p->new->lines, p->new->n_lines);

	p->changed = true;
	line->at = (uint32_t)p->out.len;
	if (row->number == leaf->first && !leaf->begun)
		buf_add(&p->out, str_slice(row->line, 0, row->entry.at));
	else
		markdown_container_add_prefix(&p->out, &leaf->chain, row->entry.matched);
	leaf->begun = true;
	line->prefix = (uint32_t)p->out.len - line->at;
	line->origin = markdown_patch_place(p, row, row->content).offset;
	return line;
}

void markdown_patch_begin(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row)
{
	begin(p, leaf, row);
}

void markdown_patch_mark(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row,
                         struct text_mark mark)
{
	begin(p, leaf, row);
	mark.position = markdown_patch_place(p, row, row->content);
	*ARRAY_ADD(p->arena, p->new->marks, p->new->n_marks) = mark;
	buf_add(&p->out, STR(MARK_BEGINNING));
	buf_add_integer(&p->out, (int64_t)p->new->n_marks - 1);
	buf_add(&p->out, STR("-->\n"));
}

bool markdown_patch_tag(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row,
                        struct slot slot)
{
	static const enum mark_kind kinds[] = {[SLOT_SECTION] = MARK_SECTION,
	                                       [SLOT_INVERTED] = MARK_INVERTED,
	                                       [SLOT_END] = MARK_END,
	                                       [SLOT_PARTIAL] = MARK_PARTIAL};

	if (!p->slots || slot.kind == SLOT_NONE)
		return false;
	markdown_patch_mark(p, leaf, row, (struct text_mark){.kind = kinds[slot.kind], .name = slot.name});
	return true;
}

struct text_line *markdown_patch_words(struct patch *p, struct patch_leaf *leaf, const struct patch_row *row,
                                       struct str prefix, struct str words)
{
	struct text_line *line = begin(p, leaf, row);

	buf_add(&p->out, prefix);
	line->prefix += (uint32_t)prefix.len;
	line->origin = markdown_patch_place(p, row, words).offset;
	return line;
}
