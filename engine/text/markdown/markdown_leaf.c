#include "text/markdown/markdown_leaf.h"

#include <cmark.h>

#include "base/arena.h"
#include "base/array.h"
#include "text/document/document_html.h"
#include "text/extensions/markdown_anchor.h"
#include "text/markdown/markdown_attribute.h"
#include "text/markdown/markdown_block.h"
#include "text/markdown/markdown_code.h"
#include "text/markdown/markdown_fragment.h"
#include "text/markdown/markdown_nest.h"

static bool has_blocks(const struct items *items)
{
	for (size_t i = 0; i < items->n; i++)
		if (items->at[i].kind == ITEM_BLOCK)
			return true;
	return false;
}

/* A box that nobody can tick, which tells those who cannot see it what it says. */
static void add_task(struct markdown_page *p, const struct setting *how)
{
	bool done = how->task == TASK_DONE;

	markdown_page_html(p, STR("<input type=\"checkbox\" "));
	markdown_page_html(p, done ? STR("checked disabled") : STR("disabled"));
	markdown_page_html(p, STR(" aria-label=\""));
	markdown_page_piece(p, PIECE_SLOT, done ? STR("msg.task.done") : STR("msg.task.open"), how->item);
	markdown_page_html(p, STR("\"> "));
}

/* With raw blocks among a paragraph's words its tags are those of a <div>, for <p> could hold none. */
void markdown_leaf_words(struct markdown_page *p, const struct text *t, cmark_node *leaf,
                         const struct setting *how)
{
	struct document_block *block = NULL;
	struct items items = {0};
	bool blocks = false;

	arena_reset(p->scratch);
	markdown_inline_collect(p, t, leaf, how->skip, &items);
	if (items.unpaired) {
		markdown_nest_blocks(p, p->scratch, &items, true);
		blocks = has_blocks(&items);
	}
	if (!blocks) {
		if (items.unpaired)
			markdown_nest_words(p, &items);
		block = markdown_block_make(p, how->kind, &items);
		if (!block)
			return;
	}
	if (!how->bare) {
		markdown_page_line(p);
		markdown_page_html(p, blocks ? STR("<div>") : STR("<p>"));
	}
	if (how->task)
		add_task(p, how);
	if (blocks)
		markdown_fragment_publish(p, &items, how->kind, NULL);
	else
		markdown_page_add(p, block);
	markdown_page_html(p, how->after);
	if (!how->bare)
		markdown_page_html(p, blocks ? STR("</div>\n") : STR("</p>\n"));
}

static struct position part(struct position all, size_t from, size_t length)
{
	return (struct position){all.source, all.offset + (uint32_t)from, (uint32_t)length};
}

void markdown_leaf_plain(struct markdown_page *p, enum block_kind kind, struct str words,
                         enum text_reading reading, struct position where)
{
	struct item items[] = {{.position = where},
	                       {.kind = ITEM_TEXT, .text = words, .position = where},
	                       {.kind = ITEM_CLOSE, .position = part(where, words.len, 0)}};
	struct items all = {items + 1, 1};
	struct document_block *block;

	arena_reset(p->scratch);
	if (reading == READ_STRONG) {
		all = (struct items){items, 3};
		markdown_page_set_code(p, &items[0], ITEM_OPEN, markdown_code_plain(CODE_STRONG));
		items[1].text = str_slice(words, 2, words.len - 2);
		items[1].position = part(where, 2, words.len - 4);
		items[2].code = items[0].code;
	}
	block = markdown_block_make(p, kind, &all);
	if (block)
		markdown_page_add(p, block);
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

/* What a code that stands alone says. */
static void add_words_of(struct buf *words, const struct code *code)
{
	const struct document_block *b = code->included;

	if (code->kind == CODE_CODE || code->kind == CODE_SLOT)
		buf_add(words, code->text);
	for (size_t i = 0; b && i < b->n_segments; i++) {
		const struct segment *s = &b->segments[i];

		for (size_t k = 0; k < s->n_spans; k++)
			if (s->spans[k].kind == SPAN_ALONE)
				add_words_of(words, &s->codes[s->spans[k].code]);
			else
				buf_add(words, s->spans[k].text);
		buf_add(words, s->after);
	}
}

static struct str words_of(struct markdown_page *p, const struct items *items)
{
	struct buf words = {0};

	for (size_t i = 0; i < items->n; i++) {
		const struct item *item = &items->at[i];

		if (item->kind == ITEM_TEXT)
			buf_add(&words, item->text);
		else if (item->kind == ITEM_SOFT)
			buf_add_char(&words, ' ');
		else if (item->kind == ITEM_ALONE)
			add_words_of(&words, item->code);
	}
	return buf_keep(&words, p->scratch);
}

static void add_anchor(struct markdown_page *p, struct document_block *block, struct str anchor)
{
	block->anchor = anchor;
	if (p->in_sections > 0)
		markdown_page_piece(p, PIECE_ANCHOR, anchor, block->position);
	else
		document_html_anchor(anchor, &p->html);
}

/* `# [Windows](#tab/windows)`: a heading of its own beneath the one before, for tabs want scripts.  Its link goes. */
static bool take_tab(struct items *items)
{
	const struct code *link = NULL;

	for (size_t i = 0; i < items->n; i++) {
		struct item *item = &items->at[i];

		if (item->kind == ITEM_OPEN && !link && item->code->kind == CODE_LINK &&
		    str_starts(item->code->url, STR("#tab/")))
			link = item->code;
		else if (!link && item->kind != ITEM_NONE)
			return false;
		if (item->code == link && link)
			item->kind = ITEM_NONE;
	}
	return link != NULL;
}

/* The heading's own level, or a tab's. */
static int take_level(struct markdown_page *p, cmark_node *node, struct items *items)
{
	int level = cmark_node_get_heading_level(node);

	if (!p->options->plain && take_tab(items)) {
		p->in_tabs = true;
		return p->level < 6 ? p->level + 1 : 6;
	}
	p->in_tabs &= level > p->level;
	if (!p->in_tabs)
		p->level = level;
	return level;
}

/* A heading's, as far as its level. */
static void add_tag(struct markdown_page *p, struct str beginning, int level)
{
	char digit = (char)('0' + level);

	markdown_page_html(p, beginning);
	markdown_page_html(p, (struct str){&digit, 1});
}

bool markdown_leaf_heading(struct markdown_page *p, const struct text *t, cmark_node *node)
{
	struct document_block *block;
	struct items items = {0};
	struct str anchor = {0};
	int level;

	arena_reset(p->scratch);
	markdown_inline_collect(p, t, node, INLINE_ALL, &items);
	if (!p->options->plain)
		anchor = markdown_attribute_take(p, &items);
	if (items.unpaired) {
		markdown_nest_blocks(p, p->scratch, &items, false);
		markdown_nest_words(p, &items);
	}
	if (!anchor.len)
		anchor = take_given_anchor(&items);
	level = take_level(p, node, &items);
	if (!anchor.len)
		anchor = markdown_anchor_make(p->arena, words_of(p, &items));
	if (!p->options->plain)
		anchor = markdown_page_anchor(p, anchor.len ? anchor : STR("section"));
	block = markdown_block_make(p, BLOCK_HEADING, &items);
	if (!block && !p->options->plain)
		return false;
	markdown_page_line(p);
	add_tag(p, STR("<h"), level);
	if (block && !p->options->plain)
		add_anchor(p, block, anchor);
	markdown_page_html(p, STR(">"));
	if (block) {
		block->level = level;
		*ARRAY_ADD(p->arena, p->doc->headings, p->doc->n_headings) = block;
		markdown_page_add(p, block);
	}
	add_tag(p, STR("</h"), level);
	markdown_page_html(p, STR(">\n"));
	return true;
}

void markdown_leaf_code(struct markdown_page *p, cmark_node *node)
{
	struct str info = str_from(cmark_node_get_fence_info(node)), language;
	size_t end = 0;

	while (end < info.len && info.at[end] != ' ' && info.at[end] != '\t')
		end++;
	language = str_slice(info, 0, end);
	markdown_page_line(p);
	/* Long lines scroll, and whoever has no mouse must get there. */
	markdown_page_html(p, p->options->plain ? STR("<pre><code") : STR("<pre tabindex=\"0\"><code"));
	if (language.len) {
		markdown_page_html(p, STR(" class=\"language-"));
		markdown_page_text(p, language);
		markdown_page_html(p, STR("\""));
	}
	markdown_page_html(p, STR(">"));
	markdown_page_text(p, str_from(cmark_node_get_literal(node)));
	markdown_page_html(p, STR("</code></pre>\n"));
}
