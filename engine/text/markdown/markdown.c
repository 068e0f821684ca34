#include "text/markdown/markdown.h"

#include <cmark.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "text/cmark/markdown_limit.h"
#include "text/cmark/markdown_tree.h"
#include "text/document/segment.h"
#include "text/extensions/markdown_column.h"
#include "text/extensions/markdown_rewrite.h"
#include "text/markdown/markdown_leaf.h"
#include "text/markdown/markdown_page.h"
#include "text/markdown/markdown_walk.h"

enum { INCLUDE_DEPTH = 10 };

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
	cmark_node *tree = markdown_tree_make(t->bytes);
	bool ok = p->options->plain || markdown_rewrite(p->d, p->arena, t, tree, p->options->slots);

	return ok ? tree : NULL;
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

static bool load_body(struct markdown_page *p, const struct source *s, struct str body)
{
	struct text *t = markdown_text_make(p->arena, s, body);
	cmark_node *tree;

	p->size += body.len;
	if (p->size > MARKDOWN_SIZE) {
		diag_add(p->d, PAGE_TOO_LARGE, source_at(s, str_slice(body, 0, 0)), "1 MiB");
		return false;
	}
	if (!p->options->plain)
		t = markdown_column_straighten(p->arena, t);
	if (!markdown_limit_check(p->d, t, p->size, &p->marks))
		return false;
	tree = read_text(p, t);
	if (tree)
		markdown_walk(p, t, tree);
	return tree != NULL;
}

/* a.md, b.md, a.md: the way from a file back to itself. */
static void say_cycle(struct markdown_page *p, const struct source *s, struct position where)
{
	struct str way = s->path;

	for (const struct markdown_file *f = p->file; f; f = f->outer) {
		way = str_format(p->arena, "%.*s > %.*s", STR_ARG(f->source->path), STR_ARG(way));
		if (str_equal(f->source->path, s->path))
			break;
	}
	diag_add(p->d, INCLUDE_CYCLE, where, str_z(p->arena, way));
}

/* Whether the file may be included here: not into itself, not too deep. */
static bool may_include(struct markdown_page *p, const struct source *s, struct position where)
{
	int depth = 0;

	for (const struct markdown_file *f = p->file; f; f = f->outer) {
		depth++;
		if (str_equal(f->source->path, s->path)) {
			say_cycle(p, s, where);
			return false;
		}
	}
	if (depth <= INCLUDE_DEPTH)
		return true;
	diag_add(p->d, INCLUDE_TOO_DEEP, where, "10");
	return false;
}

void markdown_publish_included(struct markdown_page *p, const struct text_mark *mark)
{
	const struct markdown_options *o = p->options;
	struct markdown_file file = {.outer = p->file};
	struct frontmatter *front;

	if (!o->include) {
		diag_add(p->d, NO_INCLUDES, mark->position, NULL);
		return;
	}
	file.source = o->include(o->context, p->file->source, mark->name, mark->position);
	if (!file.source || !may_include(p, file.source, mark->position))
		return;
	front = frontmatter_load(p->d, p->arena, file.source);
	if (!front)
		return;
	*ARRAY_ADD(p->arena, p->doc->includes, p->doc->n_includes) = file.source->path;
	p->file = &file;
	load_body(p, file.source, front->body);
	p->file = file.outer;
}

static void add_fields(struct markdown_page *p)
{
	static const char *const translated[] = {"title", "description"};

	for (size_t i = 0; i < sizeof(translated) / sizeof(*translated); i++) {
		const struct front_node *node = frontmatter_get(&p->doc->front->root, translated[i]);

		if (node && node->kind == FRONT_SCALAR)
			markdown_page_field(p, node);
	}
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
	bool ok;

	doc->source = s;
	doc->front = front_of(d, a, s, o);
	if (!doc->front)
		return NULL;
	p.scratch = arena_open();
	markdown_tree_open();
	add_fields(&p);
	ok = load_body(&p, s, doc->front->body);
	markdown_page_flush(&p);
	segment_name_all(a, doc);
	buf_free(&p.html);
	markdown_tree_close();
	arena_close(p.scratch);
	return ok ? doc : NULL;
}
