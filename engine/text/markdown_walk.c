#include "text/markdown_walk.h"

#include <cmark.h>

#include "base/arena.h"
#include "base/diag.h"
#include "text/array.h"
#include "text/markdown_alert.h"
#include "text/markdown_anchor.h"
#include "text/markdown_fragment.h"
#include "text/markdown_inline.h"
#include "text/markdown_nest.h"
#include "text/markdown_section.h"

static struct position place_of(const struct text *t, cmark_node *node)
{
	struct str line = markdown_text_line(t, (size_t)cmark_node_get_start_line(node));
	size_t at = (size_t)cmark_node_get_start_column(node) - 1;

	return markdown_text_place(t, (size_t)(line.at - t->bytes.at) + (at < line.len ? at : line.len), 0);
}

static bool has_blocks(const struct items *items)
{
	for (size_t i = 0; i < items->n; i++)
		if (items->at[i].kind == ITEM_BLOCK)
			return true;
	return false;
}

/* How the words of a container's paragraphs are published. */
struct setting {
	enum block_kind kind;
	bool bare;             /* without <p>: in a tight list, in a cell */
	enum inline_skip skip; /* of the first */
	struct str before;     /* the first's words */
};

/* With raw blocks among a paragraph's words its tags are those of a <div>, for <p> could hold none. */
static void walk_words(struct markdown_page *p, const struct text *t, cmark_node *leaf,
                       const struct setting *how)
{
	struct document_block *block = NULL;
	struct items items = {0};
	bool blocks;

	arena_reset(p->scratch);
	markdown_inline_collect(p, t, leaf, how->skip, &items);
	markdown_nest_blocks(p, p->scratch, &items, true);
	blocks = has_blocks(&items);
	if (!blocks) {
		markdown_nest_words(p, &items);
		block = markdown_page_block(p, how->kind, &items);
		if (!block)
			return;
	}
	if (!how->bare) {
		markdown_page_line(p);
		markdown_page_html(p, blocks ? STR("<div>") : STR("<p>"));
	}
	markdown_page_html(p, how->before);
	if (blocks)
		markdown_fragment_publish(p, &items, how->kind, NULL);
	else
		markdown_page_add(p, block);
	if (!how->bare)
		markdown_page_html(p, blocks ? STR("</div>\n") : STR("</p>\n"));
}

/* The anchor that a heading begins with, `<a name="x"></a>`, which then is no part of its words. */
static struct str take_given_anchor(struct items *items)
{
	struct str anchor = {0};
	size_t i = 0;

	while (i < items->n && items->at[i].kind == ITEM_NONE)
		i++;
	if (i == items->n || items->at[i].kind != ITEM_OPEN || items->at[i].code->kind != CODE_HTML_PAIR)
		return anchor;
	anchor = items->at[i].attributes;
	for (size_t k = i + 1; anchor.len && k < items->n; k++)
		if (items->at[k].kind == ITEM_CLOSE && items->at[k].code == items->at[i].code)
			items->at[k].kind = ITEM_NONE;
	if (anchor.len)
		items->at[i].kind = ITEM_NONE;
	return anchor;
}

static struct str words_of(struct markdown_page *p, const struct items *items)
{
	struct buf words = {0};
	struct str result;

	for (size_t i = 0; i < items->n; i++) {
		const struct item *item = &items->at[i];

		if (item->kind == ITEM_TEXT)
			buf_add(&words, item->text);
		else if (item->kind == ITEM_SOFT)
			buf_add_char(&words, ' ');
		else if (item->kind == ITEM_ALONE &&
		         (item->code->kind == CODE_CODE || item->code->kind == CODE_SLOT))
			buf_add(&words, item->code->text);
	}
	result = str_copy(p->scratch, buf_str(&words));
	buf_free(&words);
	return result;
}

static void add_anchor(struct markdown_page *p, struct document_block *block, struct str anchor)
{
	markdown_page_html(p, STR(" id=\""));
	markdown_page_text(p, anchor);
	markdown_page_html(p, STR("\""));
	block->anchor = anchor;
}

static void walk_heading(struct markdown_page *p, const struct text *t, cmark_node *node)
{
	struct str level = str_format(p->arena, "h%d", cmark_node_get_heading_level(node)), anchor;
	struct document_block *block;
	struct items items = {0};

	arena_reset(p->scratch);
	markdown_inline_collect(p, t, node, INLINE_ALL, &items);
	markdown_nest_blocks(p, p->scratch, &items, false);
	markdown_nest_words(p, &items);
	anchor = take_given_anchor(&items);
	if (!anchor.len)
		anchor = markdown_anchor_make(p->arena, words_of(p, &items));
	if (!p->options->plain)
		anchor = markdown_page_anchor(p, anchor.len ? anchor : STR("section"));
	block = markdown_page_block(p, BLOCK_HEADING, &items);
	if (!block && !p->options->plain)
		return;
	markdown_page_line(p);
	markdown_page_html(p, str_format(p->arena, "<%s", level.at));
	if (block && !p->options->plain)
		add_anchor(p, block, anchor);
	markdown_page_html(p, STR(">"));
	if (block) {
		block->level = cmark_node_get_heading_level(node);
		*ARRAY_ADD(p->arena, p->doc->headings, p->doc->n_headings) = block;
		markdown_page_add(p, block);
	}
	markdown_page_html(p, str_format(p->arena, "</%s>\n", level.at));
}

static void walk_code(struct markdown_page *p, cmark_node *node)
{
	struct str info = str_from(cmark_node_get_fence_info(node)), language;
	size_t end = 0;

	while (end < info.len && info.at[end] != ' ' && info.at[end] != '\t')
		end++;
	language = str_slice(info, 0, end);
	markdown_page_line(p);
	markdown_page_html(p, STR("<pre><code"));
	if (language.len) {
		markdown_page_html(p, STR(" class=\"language-"));
		markdown_page_text(p, language);
		markdown_page_html(p, STR("\""));
	}
	markdown_page_html(p, STR(">"));
	markdown_page_text(p, str_from(cmark_node_get_literal(node)));
	markdown_page_html(p, STR("</code></pre>\n"));
}

static void walk_html(struct markdown_page *p, const struct child *c, int *depth)
{
	if (p->options->plain) {
		markdown_page_line(p);
		markdown_page_html(p, str_from(cmark_node_get_literal(c->node)));
		markdown_page_line(p);
		return;
	}
	arena_reset(p->scratch);
	markdown_fragment_publish(p, &c->html, BLOCK_PARAGRAPH, depth);
}

static void add_section(struct markdown_page *p, const struct child *c)
{
	static const enum piece_kind kinds[] = {
		[MARK_SECTION] = PIECE_SECTION, [MARK_INVERTED] = PIECE_INVERTED, [MARK_END] = PIECE_END};

	if (c->mark && c->mark->kind <= MARK_END && !c->dropped)
		markdown_page_piece(p, kinds[c->mark->kind], c->mark->name, c->mark->position);
}

/* Publishes the blocks of a container; the setting holds for its first one alone where it says so. */
static void walk_children(struct markdown_page *p, const struct text *t, cmark_node *container,
                          const struct setting *how);

/* `[ ] ` or `[x] ` at the beginning of an item: what it is published as. */
static struct str find_task(const struct text *t, cmark_node *item)
{
	cmark_node *paragraph = cmark_node_first_child(item);
	struct str text;

	if (!paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH ||
	    cmark_node_get_type(cmark_node_first_child(paragraph)) != CMARK_NODE_TEXT)
		return (struct str){0};
	text = markdown_text_line(t, (size_t)cmark_node_get_start_line(paragraph));
	text = str_slice(text, (size_t)cmark_node_get_start_column(paragraph) - 1, text.len);
	if (str_starts(text, STR("[ ] ")))
		return STR("<span class=\"task-box\">\u2610</span> ");
	if (str_starts(text, STR("[x] ")) || str_starts(text, STR("[X] ")))
		return STR("<span class=\"task-box\">\u2611</span> ");
	return (struct str){0};
}

static void walk_item(struct markdown_page *p, const struct text *t, cmark_node *item, bool bare)
{
	struct setting how = {.bare = bare};

	if (!p->options->plain)
		how.before = find_task(t, item);
	if (how.before.len)
		how.skip = INLINE_TASK;
	markdown_page_line(p);
	markdown_page_html(p, how.before.len ? STR("<li class=\"task\">") : STR("<li>"));
	walk_children(p, t, item, &how);
	markdown_page_html(p, STR("</li>\n"));
}

/* One list, of as many lists and section tags as make it up. */
static void walk_list(struct markdown_page *p, const struct text *t, const struct child *first)
{
	const struct child *list = first;
	bool ordered;
	int start;

	while (list->mark)
		list++;
	ordered = cmark_node_get_list_type(list->node) == CMARK_ORDERED_LIST;
	start = cmark_node_get_list_start(list->node);
	markdown_page_line(p);
	if (ordered && start != 1)
		markdown_page_html(p, str_format(p->arena, "<ol start=\"%d\">\n", start));
	else
		markdown_page_html(p, ordered ? STR("<ol>\n") : STR("<ul>\n"));
	for (size_t i = 0; i < first->chain; i++) {
		if (first[i].mark) {
			add_section(p, &first[i]);
			continue;
		}
		for (cmark_node *n = cmark_node_first_child(first[i].node); n; n = cmark_node_next(n))
			walk_item(p, t, n, !first->loose);
	}
	markdown_page_html(p, ordered ? STR("</ol>\n") : STR("</ul>\n"));
}

static void walk_quote(struct markdown_page *p, const struct text *t, cmark_node *quote)
{
	struct alert alert = p->options->plain ? (struct alert){0} : markdown_alert_find(t, quote);
	struct setting how = {.skip = alert.titled ? INLINE_AFTER_LINE : INLINE_ALL};

	markdown_page_line(p);
	if (alert.kind)
		markdown_page_html(p, str_format(p->arena, "<div class=\"alert alert-%s\" role=\"note\">\n",
		                                 alert.kind));
	else
		markdown_page_html(p, STR("<blockquote>\n"));
	if (alert.titled) {
		markdown_page_html(p, STR("<p class=\"alert-title\">"));
		markdown_page_piece(p, PIECE_SLOT, str_format(p->arena, "msg.alert.%s", alert.kind),
		                    place_of(t, quote));
		markdown_page_html(p, STR("</p>\n"));
	}
	walk_children(p, t, quote, &how);
	markdown_page_line(p);
	markdown_page_html(p, alert.kind ? STR("</div>\n") : STR("</blockquote>\n"));
}

/* The cells of a row, from its mark to the next of the table's; returns the child after them. */
static size_t walk_row(struct markdown_page *p, const struct text *t, const struct children *all, size_t i,
                       const struct mark *table)
{
	static const char *const classes[] = {[ALIGN_NONE] = "",
	                                      [ALIGN_LEFT] = " class=\"left\"",
	                                      [ALIGN_CENTER] = " class=\"center\"",
	                                      [ALIGN_RIGHT] = " class=\"right\""};
	const struct setting how = {.kind = BLOCK_CELL, .bare = true, .skip = INLINE_CELL};
	bool header = all->at[i].mark->header;

	i++;
	markdown_page_html(p, STR("<tr>\n"));
	for (size_t column = 0; column < table->n; column++) {
		const struct mark *cell = i < all->n ? all->at[i].mark : NULL;
		bool empty = !cell || cell->kind != MARK_CELL || cell->n != column;
		const char *name = header && !empty ? "th"
		                                    : "td"; /* a head without words is the head of nothing */

		markdown_page_html(p, str_format(p->arena, "<%s%s%s>", name,
		                                 header && !empty ? " scope=\"col\"" : "",
		                                 classes[table->columns[column]]));
		if (!empty) {
			i++;
			if (i < all->n && !all->at[i].mark)
				walk_words(p, t, all->at[i++].node, &how);
		}
		markdown_page_html(p, str_format(p->arena, "</%s>\n", name));
	}
	markdown_page_html(p, STR("</tr>\n"));
	return i;
}

static bool is_mark(const struct children *all, size_t i, enum mark_kind kind)
{
	return i < all->n && all->at[i].mark && all->at[i].mark->kind == kind;
}

/* From a table's mark to its end's, which is returned. */
static size_t walk_table(struct markdown_page *p, const struct text *t, const struct children *all, size_t i)
{
	const struct mark *table = all->at[i++].mark;
	bool body = false;

	markdown_page_line(p);
	markdown_page_html(p, STR("<table>\n<thead>\n"));
	if (is_mark(all, i, MARK_ROW))
		i = walk_row(p, t, all, i, table);
	markdown_page_html(p, STR("</thead>\n"));
	for (; i < all->n && !is_mark(all, i, MARK_TABLE_END); body = true) {
		if (!body)
			markdown_page_html(p, STR("<tbody>\n"));
		if (is_mark(all, i, MARK_ROW))
			i = walk_row(p, t, all, i, table);
		else
			add_section(p, &all->at[i++]);
	}
	markdown_page_html(p, body ? STR("</tbody>\n</table>\n") : STR("</table>\n"));
	return i;
}

static size_t walk_mark(struct markdown_page *p, const struct text *t, const struct children *all, size_t i)
{
	const struct mark *m = all->at[i].mark;

	switch (m->kind) {
	case MARK_TABLE:
		return walk_table(p, t, all, i);
	case MARK_PARTIAL:
		markdown_page_line(p);
		markdown_page_piece(p, PIECE_PARTIAL, m->name, m->position);
		break;
	case MARK_INCLUDE:
		markdown_publish_included(p, m);
		break;
	default:
		add_section(p, &all->at[i]);
		break;
	}
	return i;
}

static void walk_block(struct markdown_page *p, const struct text *t, const struct child *c,
                       const struct setting *how, int *depth)
{
	switch (cmark_node_get_type(c->node)) {
	case CMARK_NODE_PARAGRAPH:
		walk_words(p, t, c->node, how);
		break;
	case CMARK_NODE_HEADING:
		walk_heading(p, t, c->node);
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		walk_quote(p, t, c->node);
		break;
	case CMARK_NODE_CODE_BLOCK:
		walk_code(p, c->node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		walk_html(p, c, depth);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		markdown_page_line(p);
		markdown_page_html(p, STR("<hr>\n"));
		break;
	default:
		break;
	}
}

static void walk_children(struct markdown_page *p, const struct text *t, cmark_node *container,
                          const struct setting *how)
{
	struct children all = markdown_section_children(p, t, container);
	struct setting rest = {.kind = how->kind, .bare = how->bare};
	int depth = 0;

	markdown_fragment_nest(p, t, &all);
	for (size_t i = 0; i < all.n; i++) {
		if (all.at[i].chain) {
			walk_list(p, t, &all.at[i]);
			i += all.at[i].chain - 1;
		} else if (all.at[i].mark) {
			i = walk_mark(p, t, &all, i);
		} else {
			walk_block(p, t, &all.at[i], i == 0 ? how : &rest, &depth);
		}
	}
}

void markdown_walk(struct markdown_page *p, const struct text *t, cmark_node *container)
{
	walk_children(p, t, container, &(struct setting){.kind = BLOCK_PARAGRAPH});
}
