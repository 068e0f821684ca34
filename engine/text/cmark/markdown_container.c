#include "text/cmark/markdown_container.h"

#include "base/ascii.h"
#include <cmark.h>
#include <stdint.h>

/* A place in a line: a byte, and its column with tabs every four; a tab may be entered half-way. */
struct place {
	size_t byte, column;
};

static bool is_white(struct str line, size_t byte)
{
	return byte < line.len && ascii_is_blank(line.at[byte]);
}

/* Over white space, up to a column. */
static struct place skip(struct str line, struct place p, size_t column)
{
	while (p.column < column && is_white(line, p.byte)) {
		size_t next = line.at[p.byte] == '\t' ? (p.column / 4 + 1) * 4 : p.column + 1;

		if (next > column) {
			p.column = column;
			break;
		}
		p.column = next;
		p.byte++;
	}
	return p;
}

static struct place skip_all(struct str line, struct place p)
{
	return skip(line, p, SIZE_MAX);
}

static bool enter_quote(struct str line, struct place *p)
{
	struct place mark = skip_all(line, *p);

	if (mark.column - p->column > 3 || mark.byte == line.len || line.at[mark.byte] != '>')
		return false;
	mark.byte++;
	mark.column++;
	*p = skip(line, mark, mark.column + 1);
	return true;
}

static bool enter_item(struct str line, struct place *p, size_t width)
{
	struct place content = skip(line, *p, p->column + width);

	if (content.column - p->column < width)
		return false;
	*p = content;
	return true;
}

/* On the line that begins an item: over its marker; its width. */
static size_t open_item(struct str line, struct place *p)
{
	struct place from = *p, marker = skip_all(line, from), end = marker, text;
	size_t spaces;

	while (end.byte < line.len && ascii_is_digit(line.at[end.byte]))
		end.byte++;
	end.byte += end.byte < line.len;
	end.column += end.byte - marker.byte;
	text = skip_all(line, end);
	spaces = text.column - end.column;
	if (text.byte == line.len || spaces < 1 || spaces > 4)
		spaces = 1;
	*p = skip(line, end, end.column + spaces);
	return end.column + spaces - from.column;
}

static bool is_container(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	return type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_ITEM;
}

static size_t width_of(const struct text *t, cmark_node *const *path, size_t n)
{
	int number = cmark_node_get_start_line(path[n]);
	struct str line = markdown_text_line(t, (size_t)number);
	struct place p = {0};

	for (size_t i = 0; i < n; i++) {
		if (cmark_node_get_type(path[i]) == CMARK_NODE_BLOCK_QUOTE)
			enter_quote(line, &p);
		else if (cmark_node_get_start_line(path[i]) == number)
			open_item(line, &p);
		else
			enter_item(line, &p, (uintptr_t)cmark_node_get_user_data(path[i]));
	}
	return open_item(line, &p);
}

void markdown_container_chain(const struct text *t, cmark_node *node, struct container_chain *out)
{
	cmark_node *path[MARKDOWN_NESTING] = {NULL};
	size_t n = 0;

	for (cmark_node *p = cmark_node_parent(node); p; p = cmark_node_parent(p))
		n += is_container(p);
	out->n = n <= MARKDOWN_NESTING ? n : MARKDOWN_NESTING;
	for (cmark_node *p = cmark_node_parent(node); p; p = cmark_node_parent(p))
		if (is_container(p) && --n < out->n)
			path[n] = p;
	for (size_t i = 0; i < out->n; i++) {
		bool quote = cmark_node_get_type(path[i]) == CMARK_NODE_BLOCK_QUOTE;

		if (!quote && !cmark_node_get_user_data(path[i]))
			cmark_node_set_user_data(path[i], (void *)(uintptr_t)width_of(t, path, i));
		out->items[i] = (struct container){quote,
		                                   quote ? 0 : (uintptr_t)cmark_node_get_user_data(path[i])};
	}
}

struct container_entry markdown_container_enter(struct str line, const struct container_chain *chain)
{
	struct container_entry entry = {0};
	struct place p = {0}, text;

	while (entry.matched < chain->n) {
		const struct container *c = &chain->items[entry.matched];

		if (!(c->quote ? enter_quote(line, &p) : enter_item(line, &p, c->width)))
			break;
		entry.matched++;
	}
	text = skip_all(line, p);
	entry.at = text.byte;
	entry.indent = text.column - p.column;
	return entry;
}

void markdown_container_add_prefix(struct buf *out, const struct container_chain *chain, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (chain->items[i].quote)
			buf_add(out, STR("> "));
		for (size_t k = 0; k < chain->items[i].width; k++)
			buf_add_char(out, ' ');
	}
}
