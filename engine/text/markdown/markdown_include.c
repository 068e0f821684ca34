#include "text/markdown/markdown_include.h"

#include <cmark.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "text/cmark/markdown_limit.h"
#include "text/markdown/markdown_block.h"
#include "text/markdown/markdown_code.h"
#include "text/markdown/markdown_inline.h"
#include "text/markdown/markdown_nest.h"
#include "text/markdown/markdown_section.h"
#include "text/markdown/markdown_walk.h"
#include "text/words/tag.h"

enum { INCLUDE_DEPTH = 10 };

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

/* cmark's tree of the file that is included there, from now on the innermost; NULL: it can't be read (said). */
static cmark_node *open_file(struct markdown_page *p, struct str path, struct position where, struct text **t)
{
	struct markdown_file *file = arena_alloc(p->arena, sizeof(*file));
	const struct markdown_options *o = p->options;
	const struct frontmatter *front;

	if (p->size > MARKDOWN_SIZE) /* said */
		return NULL;
	if (!o->include) {
		diag_add(p->d, NO_INCLUDES, where, NULL);
		return NULL;
	}
	*file = (struct markdown_file){o->include(o->context, p->file->source, path, where), p->file};
	if (!file->source || !may_include(p, file->source, where))
		return NULL;
	front = frontmatter_load(p->d, p->arena, file->source);
	if (!front)
		return NULL;
	p->size += file->source->text.len - front->body.len;
	*ARRAY_ADD(p->arena, p->doc->includes, p->doc->n_includes) = file->source->path;
	p->file = file;
	return markdown_read(p, file->source, front->body, t);
}

void markdown_include_publish(struct markdown_page *p, const struct text_mark *mark)
{
	const struct markdown_file *outer = p->file;
	struct text *t;
	cmark_node *tree = open_file(p, mark->name, mark->position, &t);

	if (tree)
		markdown_walk(p, t, tree);
	p->file = outer;
}

static bool is_comment(const struct child *c)
{
	struct str html = {0};
	struct tag tag;

	if (!c->mark && cmark_node_get_type(c->node) == CMARK_NODE_HTML_BLOCK)
		html = str_trim(str_from(cmark_node_get_literal(c->node)));
	tag = tag_at(html);
	return tag.kind == TAG_COMMENT && tag.length == html.len;
}

/* Whether a sentence can take in what the block says. */
static bool is_words(const struct child *c)
{
	if (c->mark)
		return c->mark->kind == MARK_INCLUDE;
	return cmark_node_get_type(c->node) == CMARK_NODE_PARAGRAPH;
}

static struct item *add_item(struct markdown_page *p, struct items *items, enum item_kind kind,
                             struct position where)
{
	struct item *item = ARRAY_ADD(p->scratch, items->at, items->n);

	*item = (struct item){.kind = kind, .position = where};
	return item;
}

static void collect(struct markdown_page *p, const struct child *c, struct items *items)
{
	const struct text_mark *m = c->mark;
	struct str written;

	if (!m) {
		markdown_inline_collect(p, c->text, c->node, INLINE_ALL, items);
		return;
	}
	written = str_slice(c->text->source->text, m->position.offset,
	                    m->position.offset + m->position.length);
	markdown_page_set_code(p, add_item(p, items, ITEM_ALONE, m->position), ITEM_ALONE,
	                       markdown_include_words(p, m->name, written, m->position));
}

/* Leaves of the blocks the paragraphs; its footnotes are kept.  false: there are others. */
static bool take_words(struct markdown_page *p, struct children *all)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct child *c = &all->at[i];

		if (c->mark && c->mark->kind == MARK_FOOTNOTE)
			i = markdown_footnote_take(p, all, i);
		else if (is_words(c))
			all->at[n++] = *c;
		else if (!is_comment(c))
			return false;
	}
	all->n = n;
	return true;
}

/* All of its paragraphs, one after the other. */
static struct document_block *load_words(struct markdown_page *p, const struct text *t, cmark_node *tree,
                                         struct str path, struct position where)
{
	struct children all = markdown_section_children(p, t, tree);
	struct footnotes outer = p->footnotes;
	struct items items = {0};

	if (outer.now)
		markdown_footnote_begin(p, t);
	if (!take_words(p, &all)) {
		diag_add(p->d, INCLUDE_INSIDE, where, str_z(p->arena, path));
		p->footnotes = outer;
		return NULL;
	}
	for (size_t i = 0; i < all.n; i++) {
		if (i > 0)
			add_item(p, &items, ITEM_SOFT, where);
		collect(p, &all.at[i], &items);
	}
	p->footnotes.now = outer.now;
	markdown_nest_blocks(p, p->scratch, &items, false);
	markdown_nest_words(p, &items);
	return markdown_block_included(p, &items);
}

struct code markdown_include_words(struct markdown_page *p, struct str path, struct str written,
                                   struct position where)
{
	const struct markdown_file *outer = p->file;
	struct code code = markdown_code_include(path, written);
	struct text *t;
	cmark_node *tree = open_file(p, path, where, &t);

	if (tree)
		code.included = load_words(p, t, tree, path, where);
	p->file = outer;
	return code;
}
