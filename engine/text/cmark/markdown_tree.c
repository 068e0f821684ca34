#include "text/cmark/markdown_tree.h"

#include <assert.h>
#include <cmark.h>
#include <stdalign.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/memory.h"
#include "text/cmark/markdown_entity.h"

/* cmark asks for memory without saying for which tree. */
static _Thread_local struct arena *trees;

/* Before what cmark gets stands its size. */
struct block {
	size_t size;
	alignas(max_align_t) char bytes[];
};

static void *take(size_t n, size_t size)
{
	size_t bytes = memory_multiply(n, size);
	struct block *b = arena_alloc(trees, memory_add(sizeof(*b), bytes));

	b->size = bytes;
	return b->bytes;
}

static void *resize(void *old, size_t size)
{
	const struct block *b = old ? (struct block *)((char *)old - sizeof(*b)) : NULL;
	struct block *larger;

	if (b && b->size >= size)
		return old;
	larger = arena_take(trees, memory_add(sizeof(*larger), size));
	larger->size = size;
	if (b)
		memcpy(larger->bytes, b->bytes, b->size);
	return larger->bytes;
}

static void leave(void *bytes)
{
	(void)bytes;
}

static cmark_mem memory = {take, resize, leave};

void markdown_tree_open(void)
{
	assert(!trees);
	trees = arena_open();
}

void markdown_tree_close(void)
{
	arena_close(trees);
	trees = NULL;
}

cmark_node *markdown_tree_next(cmark_node *node, const cmark_node *top)
{
	cmark_node *next = cmark_node_first_child(node);

	for (; !next && node != top; node = cmark_node_parent(node))
		next = cmark_node_next(node);
	return next;
}

static void mend(cmark_node *node, const char *(*get)(cmark_node *), int (*set)(cmark_node *, const char *))
{
	struct str text = str_from(get(node)), mended = markdown_entity_mend(trees, text);

	if (mended.at != text.at)
		set(node, mended.at);
}

static void mend_all(cmark_node *tree)
{
	for (cmark_node *node = tree; node; node = markdown_tree_next(node, tree)) {
		mend(node, cmark_node_get_literal, cmark_node_set_literal);
		mend(node, cmark_node_get_url, cmark_node_set_url);
		mend(node, cmark_node_get_title, cmark_node_set_title);
		mend(node, cmark_node_get_fence_info, cmark_node_set_fence_info);
	}
}

static cmark_node *finish(cmark_parser *parser, struct str text)
{
	cmark_node *tree = cmark_parser_finish(parser);

	cmark_parser_free(parser);
	if (str_find(text, STR("&#"), 0) != SIZE_MAX)
		mend_all(tree);
	return tree;
}

cmark_node *markdown_tree_make(struct str text)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);

	cmark_parser_feed(parser, text.at, text.len);
	return finish(parser, text);
}

static bool is_empty(const struct text *t, size_t line)
{
	return line == 0 || (line < t->n_lines && t->lines[line - 1].at + 1 == t->lines[line].at);
}

/* What begins with a letter is a paragraph between empty lines, unless they are in code or raw HTML. */
static bool is_plain(struct str line)
{
	enum { LEAST = 16 }; /* fewer bytes are not worth the while */

	return line.len > LEAST && (ascii_is_letter(*line.at) || (signed char)*line.at < 0) &&
	       markdown_text_is_plain(line);
}

static size_t first_character(struct str line)
{
	size_t length = 1;

	while (length < line.len && (line.at[length] & 0xC0) == 0x80)
		length++;
	return length;
}

cmark_node *markdown_tree_make_blocks(struct text *t)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
	const char *from = t->bytes.at;

	for (size_t i = 1; i < t->n_lines; i++) {
		bool row = t->bytes.at[t->lines[i - 1].at] == '|';
		struct str line;

		if (!row && !(is_empty(t, i - 1) && is_empty(t, i + 1)))
			continue;
		line = markdown_text_line(t, i);
		/* `>` may end raw HTML, which nothing else behind a bar does to a block */
		if (row ? memchr(line.at, '>', line.len) != NULL : !is_plain(line))
			continue;
		t->lines[i - 1].plain = !row;
		cmark_parser_feed(parser, from, (size_t)(line.at + first_character(line) - from));
		from = line.at + line.len;
	}
	cmark_parser_feed(parser, from, (size_t)(t->bytes.at + t->bytes.len - from));
	return finish(parser, t->bytes);
}

cmark_node *markdown_tree_text(const char *literal)
{
	cmark_node *text = cmark_node_new_with_mem(CMARK_NODE_TEXT, &memory);

	cmark_node_set_literal(text, literal);
	return text;
}
