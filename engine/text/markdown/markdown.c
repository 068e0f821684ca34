#include "text/markdown/markdown.h"

#include <cmark.h>

#include "base/arena.h"
#include "base/diag.h"
#include "text/cmark/markdown_limit.h"
#include "text/cmark/markdown_tree.h"
#include "text/document/segment.h"
#include "text/extensions/markdown_column.h"
#include "text/extensions/markdown_rewrite.h"
#include "text/markdown/markdown_block.h"
#include "text/markdown/markdown_leaf.h"
#include "text/markdown/markdown_page.h"
#include "text/markdown/markdown_walk.h"

/*
 * The way of a page; what stands behind c is in cmark/, behind e in extensions/:
 *
 * c text       its bytes, as cmark gets them
 * e column     without the indentation of DocFX's columns
 * c limit      what would cost too much is refused
 * e rewrite    with cmark's blocks known: tags, includes, footnotes become marks
 * e   table_rewrite  so do tables and their cells
 * e   patch    the text while that goes on
 *   walk       over cmark's blocks of what that made
 *     section  tags are paired; lists that they divide are one
 *     fragment raw HTML between blocks
 *     include  another file's blocks; within words, its paragraphs
 *     leaf     a paragraph, heading or cell:
 *       inline   cmark's inline nodes become items
 * c       trail    each is followed back to its place in the text
 *       words    slots, footnotes and tildes in a text
 *       nest     raw tags and tildes are paired or become text
 *       page     items become a block: segments, codes, links
 */

/* cmark's tree, in which tables and the like are rewritten; NULL: it can't be read (said). */
static cmark_node *read_text(struct markdown_page *p, struct text *t)
{
	return p->options->plain ? markdown_tree_make(t->bytes)
	                         : markdown_rewrite(p->d, p->arena, t, p->options->slots);
}

void markdown_publish_inner(struct markdown_page *p, struct text *t, struct str end)
{
	struct setting how = {.kind = BLOCK_PARAGRAPH, .end = end};
	cmark_node *tree = read_text(p, t), *last;

	if (!tree)
		return;
	last = cmark_node_last_child(tree);
	markdown_walk_blocks(p, t, tree, &how);
	if (!last || cmark_node_get_type(last) != CMARK_NODE_PARAGRAPH)
		markdown_page_html(p, end);
}

struct cmark_node *markdown_read(struct markdown_page *p, const struct source *s, struct str body,
                                 struct text **text)
{
	struct text *t = markdown_text_make(p->arena, s, body);

	p->size += body.len;
	if (p->size > MARKDOWN_SIZE) {
		diag_add(p->d, PAGE_TOO_LARGE, source_at(s, str_slice(body, 0, 0)), "1 MiB");
		return NULL;
	}
	if (!p->options->plain)
		t = markdown_column_straighten(p->arena, t);
	*text = t;
	return markdown_limit_check(p->d, t, p->size, &p->marks) ? read_text(p, t) : NULL;
}

static void add_fields(struct markdown_page *p)
{
	static const char *const translated[] = {"title", "description"};
	enum { N = sizeof(translated) / sizeof(*translated) };
	struct document_block *fields[N] = {0};

	for (size_t i = 0; i < N; i++) {
		const struct front_node *node = frontmatter_get(&p->doc->front->root, translated[i]);

		if (node && node->kind == FRONT_SCALAR)
			fields[i] = markdown_block_field(p, node);
	}
	for (size_t i = 0; i < N; i++)
		if (fields[i])
			markdown_block_register(p, fields[i]);
}

static struct frontmatter *front_of(struct diagnostics *d, struct arena *a, const struct source *s,
                                    const struct markdown_options *o)
{
	struct frontmatter *front = o->front;

	if (front)
		return front;
	if (!o->headless)
		return frontmatter_load(d, a, s);
	front = arena_alloc(a, sizeof(*front));
	*front = (struct frontmatter){.root = {.kind = FRONT_MAP}, .body = s->text, .body_line = 1};
	return front;
}

struct document *markdown_load(struct diagnostics *d, struct arena *a, const struct source *s,
                               const struct markdown_options *o)
{
	struct document *doc = arena_alloc(a, sizeof(*doc));
	struct markdown_file file = {.source = s};
	struct markdown_page p = {.d = d, .arena = a, .options = o, .doc = doc, .file = &file};
	cmark_node *tree;
	struct text *t;

	doc->source = s;
	doc->front = front_of(d, a, s, o);
	if (!doc->front)
		return NULL;
	p.scratch = arena_open();
	markdown_tree_open();
	add_fields(&p);
	tree = markdown_read(&p, s, doc->front->body, &t);
	if (tree)
		markdown_walk(&p, t, tree);
	markdown_page_flush(&p);
	segment_name_all(a, doc);
	buf_free(&p.html);
	markdown_tree_close();
	arena_close(p.scratch);
	return tree ? doc : NULL;
}
