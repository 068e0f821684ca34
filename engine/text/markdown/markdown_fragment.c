#include "text/markdown/markdown_fragment.h"

#include <cmark.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "text/cmark/markdown_entity.h"
#include "text/markdown/markdown_block.h"
#include "text/markdown/markdown_html.h"
#include "text/markdown/markdown_inline.h"
#include "text/markdown/markdown_nest.h"
#include "text/words/tag.h"

struct reading {
	struct markdown_page *page;
	const struct text *text;
	struct items *items;
	struct str html;
	size_t line, counted; /* the line that html[counted] is on */
	int literal;          /* elements open in which white space counts */
};

/* cmark has taken containers off its lines: what is left of one is found in it. */
static struct position place_of(struct reading *r, size_t from, size_t to)
{
	struct str line, view = str_slice(r->html, from, to);
	size_t at, end = str_find(view, STR("\n"), 0);

	for (; r->counted < from; r->counted++)
		r->line += r->html.at[r->counted] == '\n';
	line = markdown_text_line(r->text, r->line);
	if (end != SIZE_MAX)
		view = str_slice(view, 0, end);
	at = str_find(line, view, 0);
	if (at == SIZE_MAX)
		at = 0, view.len = 0;
	return markdown_text_place(r->text, (size_t)(line.at - r->text->bytes.at) + at, view.len);
}

static void add(struct reading *r, struct item item)
{
	*ARRAY_ADD(r->page->arena, r->items->at, r->items->n) = item;
}

static size_t indent_of(struct str line)
{
	size_t n = 0;

	while (n < line.len && ascii_is_blank(line.at[n]))
		n++;
	return n;
}

static void add_text(struct reading *r, size_t from, size_t to)
{
	struct str text = str_slice(r->html, from, to), line;
	bool first = true;

	if (r->literal) {
		add(r,
		    (struct item){.kind = ITEM_TEXT, .text = markdown_entity_decode(r->page->arena, text)});
		return;
	}
	while (str_cut(&text, '\n', &line)) {
		size_t at = (size_t)(line.at - r->html.at);

		if (!first) {
			add(r, (struct item){.kind = ITEM_SOFT, .position = place_of(r, at, at)});
			line = str_slice(line, indent_of(line), line.len);
			at = (size_t)(line.at - r->html.at);
		}
		first = false;
		if (str_trim(line).len)
			add(r, (struct item){.kind = ITEM_TEXT,
			                     .text = markdown_entity_decode(r->page->arena, line),
			                     .position = place_of(r, at, at + line.len)});
		else if (line.len)
			add(r, (struct item){
				       .kind = ITEM_TEXT, .text = STR(" "), .position = place_of(r, at, at)});
	}
	if (to > from && r->html.at[to - 1] == '\n')
		add(r, (struct item){.kind = ITEM_SOFT, .position = place_of(r, to, to)});
}

static void add_tag(struct reading *r, size_t at, const struct tag *tag)
{
	struct item item = markdown_inline_tag(r->page, str_slice(r->html, at, at + tag->length),
	                                       place_of(r, at, at + tag->length));

	if (item.kind == ITEM_TAG && (item.element->flags & HTML_LITERAL))
		r->literal += item.closing ? -(r->literal > 0) : 1;
	add(r, item);
}

static void collect(struct markdown_page *p, const struct child *html, struct items *items)
{
	struct str copy = str_copy(p->arena, str_from(cmark_node_get_literal(html->node)));
	struct reading r = {.page = p,
	                    .text = html->text,
	                    .items = items,
	                    .html = copy,
	                    .line = (size_t)cmark_node_get_start_line(html->node)};
	size_t done = 0, at = 0;

	while ((at = str_find(copy, STR("<"), at)) != SIZE_MAX) {
		struct tag tag = tag_at(str_slice(copy, at, copy.len));

		if (tag.kind == TAG_COMMENT_UNCLOSED) {
			diag_add(p->d, COMMENT_UNCLOSED, place_of(&r, at, at + tag.length), NULL);
			break;
		}
		if (tag.kind == TAG_NONE) {
			at++;
			continue;
		}
		add_text(&r, done, at);
		add_tag(&r, at, &tag);
		done = at += tag.length;
	}
	add_text(&r, done, copy.len);
}

static bool is_html(const struct child *c)
{
	return !c->mark && cmark_node_get_type(c->node) == CMARK_NODE_HTML_BLOCK;
}

/* Each fragment ends in a separator; a section tag is a barrier. */
static void collect_all(struct markdown_page *p, const struct children *all, struct items *items)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct child *c = &all->at[i];
		bool section = c->mark && c->mark->kind <= MARK_END && !c->dropped;

		if (is_html(c)) {
			collect(p, c, items);
			*ARRAY_ADD(p->arena, items->at, items->n) = (struct item){.kind = ITEM_SEPARATOR};
		} else if (section) {
			*ARRAY_ADD(p->arena, items->at, items->n) = (struct item){
				.kind = c->mark->kind == MARK_END ? ITEM_CLOSE : ITEM_OPEN};
		}
	}
}

void markdown_fragment_nest(struct markdown_page *p, struct children *all)
{
	struct items items = {0};
	size_t from = 0, at = 0;

	for (size_t i = 0; i < all->n; i++)
		from += is_html(&all->at[i]);
	if (!from || p->options->plain)
		return;
	arena_reset(p->scratch);
	collect_all(p, all, &items);
	markdown_nest_blocks(p, p->arena, &items, true);
	for (size_t i = 0; i < all->n; i++) {
		if (!is_html(&all->at[i]))
			continue;
		while (items.at[at].kind == ITEM_OPEN || items.at[at].kind == ITEM_CLOSE)
			at++;
		for (from = at; items.at[at].kind != ITEM_SEPARATOR; at++)
			;
		all->at[i].html = (struct items){items.at + from, at - from};
		at++;
	}
}

static bool is_blank(const struct item *item)
{
	return item->kind == ITEM_NONE || item->kind == ITEM_SOFT ||
	       (item->kind == ITEM_TEXT && str_trim(item->text).len == 0);
}

static void trim_edges(struct items *run)
{
	struct str *first = &run->at[0].text, *last = &run->at[run->n - 1].text;

	if (run->at[0].kind == ITEM_TEXT)
		*first = str_slice(*first, (size_t)(str_trim(*first).at - first->at), first->len);
	if (run->at[run->n - 1].kind == ITEM_TEXT)
		*last = str_slice(*last, 0, (size_t)(str_trim(*last).at - last->at) + str_trim(*last).len);
}

static void publish_words(struct markdown_page *p, struct items run, enum block_kind kind, bool paragraph)
{
	struct document_block *block;

	while (run.n && is_blank(&run.at[0]))
		run.at++, run.n--;
	while (run.n && is_blank(&run.at[run.n - 1]))
		run.n--;
	if (!run.n)
		return;
	trim_edges(&run);
	markdown_nest_words(p, &run);
	block = markdown_block_make(p, kind, &run);
	if (!block)
		return;
	if (paragraph) {
		markdown_page_line(p);
		markdown_page_html(p, STR("<p>"));
	}
	markdown_page_add(p, block);
	if (paragraph)
		markdown_page_html(p, STR("</p>\n"));
}

/* Inside <pre>: no sentences, and every character where it is. */
static void publish_literal(struct markdown_page *p, struct items run)
{
	markdown_nest_words(p, &run);
	for (size_t i = 0; i < run.n; i++) {
		const struct item *item = &run.at[i];
		const struct code *code = item->code;

		if (item->kind == ITEM_TEXT)
			markdown_page_text(p, item->text);
		else if (item->kind == ITEM_OPEN && code->kind == CODE_HTML_PAIR)
			markdown_page_html(p, code->text);
		else if (item->kind == ITEM_CLOSE && code->kind == CODE_HTML_PAIR && code->text.len)
			markdown_page_html(p, code->close);
		else if (item->kind == ITEM_ALONE && code->kind == CODE_BREAK)
			markdown_page_html(p, STR("\n"));
	}
}

struct publishing {
	enum block_kind kind;
	int *depth;
	const struct html_element *around; /* the tag that was just opened */
};

static void publish_run(struct markdown_page *p, struct publishing *w, struct items run)
{
	bool cell = w->around && (w->around->flags & HTML_CELL);

	if (w->around && (w->around->flags & HTML_LITERAL))
		publish_literal(p, run);
	else
		publish_words(p, run, cell ? BLOCK_CELL : w->kind, w->depth && *w->depth == 0);
}

static void publish_tag(struct markdown_page *p, struct publishing *w, const struct item *item)
{
	if (!item->closing)
		markdown_page_line(p);
	markdown_page_html(p, item->text);
	if (item->closing)
		markdown_page_line(p);
	w->around = item->closing ? NULL : item->element;
	if (item->element->flags & HTML_CONTROL)
		p->controls += item->closing ? -1 : 1;
	if (w->depth && !(item->element->flags & HTML_VOID))
		*w->depth += item->closing ? -1 : 1;
}

void markdown_fragment_publish(struct markdown_page *p, const struct items *items, enum block_kind kind,
                               int *depth)
{
	struct publishing w = {.kind = kind, .depth = depth};
	size_t from = 0;

	for (size_t i = 0; i < items->n; i++) {
		if (items->at[i].kind != ITEM_BLOCK)
			continue;
		publish_run(p, &w, (struct items){items->at + from, i - from});
		publish_tag(p, &w, &items->at[i]);
		from = i + 1;
	}
	publish_run(p, &w, (struct items){items->at + from, items->n - from});
	if (depth)
		markdown_page_line(p);
}
