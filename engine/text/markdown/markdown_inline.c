#include "text/markdown/markdown_inline.h"

#include <cmark.h>
#include <string.h>

#include "base/array.h"
#include "base/diag.h"
#include "text/cmark/markdown_entity.h"
#include "text/cmark/markdown_limit.h"
#include "text/cmark/markdown_tree.h"
#include "text/extensions/markdown_autolink.h"
#include "text/extensions/markdown_directive.h"
#include "text/markdown/markdown_block.h"
#include "text/markdown/markdown_code.h"
#include "text/markdown/markdown_html.h"
#include "text/markdown/markdown_include.h"
#include "text/markdown/markdown_words.h"
#include "text/words/tag.h"
#include "text/words/url.h"

struct collecting {
	struct markdown_page *page;
	struct items *items;
	struct trail trail;
	size_t depth;      /* codes open here */
	size_t links;      /* of the page's and raw ones, open here */
	size_t cut;        /* bytes to leave out of the next text */
	bool skipping;     /* until the first line's end */
	cmark_node *image; /* in which we are, and where it begins */
	size_t image_at;
};

static struct item *add_item(struct collecting *c, enum item_kind kind, struct position where)
{
	struct item *item = ARRAY_ADD(c->page->scratch, c->items->at, c->items->n);

	*item = (struct item){.kind = kind, .position = where};
	return item;
}

static void add_code(struct collecting *c, enum item_kind kind, struct code code, struct position where)
{
	markdown_page_set_code(c->page, add_item(c, kind, where), kind, code);
}

static bool is_line_end(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

static void collect_text(struct collecting *c, cmark_node *node)
{
	struct words_setting how = {.cut = c->cut, .linked = c->links > 0};

	markdown_words_collect(c->page, &c->trail, node, &how, c->items);
	c->cut = 0;
}

struct item markdown_inline_tag(struct markdown_page *p, struct str written, struct position where)
{
	struct tag tag = tag_at(written);
	struct item item = {.kind = ITEM_TEXT, .text = written, .position = where};

	if (tag.kind == TAG_COMMENT)
		item.kind = ITEM_NONE;
	if (tag.kind != TAG_OPEN && tag.kind != TAG_CLOSE)
		return item;
	item.element = markdown_html_element(tag.name);
	if (!item.element) {
		diag_add(p->d, HTML_SHOWN, where, str_z(p->arena, tag.name),
		         "a page may not use this element");
		return item;
	}
	item.kind = ITEM_TAG;
	item.closing = tag.kind == TAG_CLOSE;
	item.attributes = tag.attributes;
	return item;
}

/* What stands between raw `<a>` and `</a>` is linked already. */
static void count_anchor(struct collecting *c, const struct item *item)
{
	if (item->kind != ITEM_TAG || strcmp(item->element->name, "a") != 0)
		return;
	if (!item->closing)
		c->links++;
	else if (c->links)
		c->links--;
}

static void collect_html(struct collecting *c, cmark_node *node, struct position where)
{
	struct markdown_page *p = c->page;
	const struct text_mark *mark = markdown_text_mark_inside(c->trail.text, cmark_node_get_literal(node));
	struct str written = str_copy(p->arena, str_from(cmark_node_get_literal(node)));

	if (mark)
		add_code(c, ITEM_ALONE, markdown_include_words(p, mark->name, mark->written, where), where);
	else if (p->options->plain)
		add_code(c, ITEM_ALONE, markdown_code_html(written, written), where);
	else
		*add_item(c, ITEM_NONE, where) = markdown_inline_tag(p, written, where);
	c->items->unpaired = true;
	count_anchor(c, &c->items->at[c->items->n - 1]);
}

/* An include among a picture's words stays as it is written. */
static void add_plain_html(const struct collecting *c, const char *literal, struct buf *words)
{
	const struct text_mark *mark = markdown_text_mark_inside(c->trail.text, literal);

	if (mark)
		buf_add(words, mark->written);
	else if (c->page->options->plain)
		buf_add_z(words, literal);
}

static struct str plain_words(const struct collecting *c, cmark_node *image)
{
	struct buf words = {0};

	for (cmark_node *node = image; node; node = markdown_tree_next(node, image)) {
		cmark_node_type type = cmark_node_get_type(node);

		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			buf_add_z(&words, cmark_node_get_literal(node));
		else if (type == CMARK_NODE_HTML_INLINE)
			add_plain_html(c, cmark_node_get_literal(node), &words);
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			buf_add_char(&words, ' ');
	}
	return markdown_words_clean(c->page->arena, buf_keep(&words, c->page->arena));
}

/* Where a link's address is written, if it is written plainly and not far on; else its beginning. */
static struct position place_of_address(const struct collecting *c, struct str url, struct position link)
{
	enum { FAR = 1000 };
	size_t from = c->trail.at, left = c->trail.joined.len - from, at;
	struct str ahead = str_slice(c->trail.joined, from, from + (left < FAR ? left : FAR));

	at = url.len ? str_find(ahead, url, 0) : SIZE_MAX;
	return at == SIZE_MAX ? link : markdown_trail_place(&c->trail, from + at, url.len);
}

/* An include in a title stays as it is written, too. */
static struct str clean_title(const struct collecting *c, struct str title)
{
	const struct text_mark *mark;
	struct buf b = {0};

	if (!title.len)
		return title;
	for (size_t at; (at = str_find(title, STR(MARK_INSIDE_BEGINNING), 0)) != SIZE_MAX &&
	                (mark = markdown_text_mark_inside(c->trail.text, title.at + at));) {
		buf_add(&b, str_slice(title, 0, at));
		buf_add(&b, mark->written);
		title = str_slice(title, at + mark->written.len, title.len);
	}
	buf_add(&b, title);
	return markdown_words_clean(c->page->arena, buf_keep(&b, c->page->arena));
}

static void add_image(struct collecting *c, struct str words, struct str written, struct str title,
                      struct position where)
{
	struct markdown_page *p = c->page;
	struct str size = p->options->plain ? (struct str){0} : markdown_directive_size(&written), url;
	struct code code;

	if (!markdown_page_address(p, written, true, where, &url)) {
		add_item(c, ITEM_TEXT, where)->text = words;
		return;
	}
	title = clean_title(c, title);
	code = markdown_code_image(p->arena, written, title, words, size);
	code.url = url;
	code.alt = markdown_block_attribute(p, BLOCK_ALT, words, true, where);
	code.title = markdown_block_attribute(p, BLOCK_TITLE, title, true, where);
	add_code(c, ITEM_ALONE, code, where);
}

static bool link_of(struct collecting *c, struct str written, struct str title, struct position where,
                    struct code *code)
{
	struct str url;

	if (!url_is_allowed(written))
		where = place_of_address(c, written, where);
	if (!markdown_page_address(c->page, written, true, where, &url))
		return false;
	title = clean_title(c, title);
	*code = markdown_code_link(c->page->arena, written, title);
	code->url = url;
	code->title = markdown_block_attribute(c->page, BLOCK_TITLE, title, true, where);
	return true;
}

/* The code of a node with children; false where only the children are to be published. */
static bool pair_of(struct collecting *c, cmark_node *node, struct position where, struct code *code)
{
	if (c->depth == MARKDOWN_NESTING)
		return false;
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_STRONG:
		*code = markdown_code_plain(CODE_STRONG);
		return true;
	case CMARK_NODE_EMPH:
		*code = markdown_code_plain(CODE_EMPHASIS);
		return true;
	case CMARK_NODE_LINK:
		return link_of(c, str_from(cmark_node_get_url(node)), str_from(cmark_node_get_title(node)),
		               where, code);
	default:
		return false;
	}
}

static void enter_pair(struct collecting *c, cmark_node *node, struct position where)
{
	struct code code;

	c->links += cmark_node_get_type(node) == CMARK_NODE_LINK;
	if (!pair_of(c, node, where, &code))
		return;
	c->depth++;
	add_code(c, ITEM_OPEN, code, where);
	cmark_node_set_user_data(node, c->items->at[c->items->n - 1].code);
}

/* The place of a pair, so far of its beginning, becomes all of it, as far as its line goes. */
static void extend(struct position *place, struct position end)
{
	struct str text = str_slice(place->source->text, place->offset, end.offset);
	size_t line = str_find_byte(text, '\n', 0);

	place->length = (uint32_t)(line < text.len ? line : text.len);
}

static void leave_pair(struct collecting *c, cmark_node *node)
{
	struct code *code = cmark_node_get_user_data(node);
	struct position end = markdown_trail_place(&c->trail, c->trail.at, 0);

	c->links -= cmark_node_get_type(node) == CMARK_NODE_LINK && c->links;
	if (!code)
		return;
	c->depth--;
	extend(&code->position, end);
	add_item(c, ITEM_CLOSE, end)->code = code;
}

static void enter(struct collecting *c, cmark_node *node, struct position where)
{
	struct arena *a = c->page->arena;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_SOFTBREAK:
		add_item(c, ITEM_SOFT, where);
		break;
	case CMARK_NODE_LINEBREAK:
		add_code(c, ITEM_ALONE, markdown_code_plain(CODE_BREAK), where);
		break;
	case CMARK_NODE_CODE:
		add_code(c, ITEM_ALONE,
		         markdown_code_span(a, str_copy(a, str_from(cmark_node_get_literal(node)))), where);
		break;
	case CMARK_NODE_HTML_INLINE:
		collect_html(c, node, where);
		break;
	default:
		enter_pair(c, node, where);
		break;
	}
}

/* An image's own nodes are followed through the source and not collected. */
static void enter_any(struct collecting *c, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	size_t from = c->trail.at;

	if (type == CMARK_NODE_TEXT) {
		if (!c->page->options->plain)
			markdown_autolink_join(c->page->scratch, &c->trail, node);
		if (c->image || c->skipping)
			markdown_trail_text(&c->trail, str_from(cmark_node_get_literal(node)));
		else
			collect_text(c, node);
		return;
	}
	markdown_trail_enter(&c->trail, node);
	if (c->image)
		return;
	if (type == CMARK_NODE_IMAGE) {
		c->image = node;
		c->image_at = from;
	} else if (!c->skipping) {
		enter(c, node, markdown_trail_place(&c->trail, from, c->trail.at - from));
	}
	c->skipping &= !is_line_end(node);
}

static void leave_any(struct collecting *c, cmark_node *node)
{
	markdown_trail_leave(&c->trail, node);
	if (c->image == node) {
		if (!c->skipping)
			add_image(c, plain_words(c, node), str_from(cmark_node_get_url(node)),
			          str_from(cmark_node_get_title(node)),
			          markdown_trail_place(&c->trail, c->image_at, c->trail.at - c->image_at));
		c->image = NULL;
	} else if (!c->image && !c->skipping) {
		leave_pair(c, node);
	}
}

/* A paragraph that cmark was not given. */
static bool collect_plain(struct collecting *c, const struct text *t, cmark_node *leaf)
{
	size_t number = (size_t)cmark_node_get_start_line(leaf);
	struct str words;

	if (!t->lines[number - 1].plain)
		return false;
	words = str_trim(markdown_text_line(t, number));
	add_item(c, ITEM_TEXT, markdown_text_place_in(t, number, 0, words.len))->text = words;
	return true;
}

/* An image of DocFX that is all of a paragraph: to cmark it is text. */
static bool collect_directive(struct collecting *c, cmark_node *leaf)
{
	struct arena *a = c->page->arena;
	struct str none = {0}, line = str_trim(c->trail.joined);
	struct code link, *opened = NULL;
	struct directive_image image;
	struct position where;

	if (c->page->options->plain || c->trail.n_lines != 1 ||
	    cmark_node_get_type(leaf) != CMARK_NODE_PARAGRAPH || !markdown_directive_image(line, &image))
		return false;
	where = markdown_trail_place(&c->trail, 0, line.len);
	if (image.link.len &&
	    link_of(c, markdown_entity_decode(a, str_trim(image.link)), none, where, &link)) {
		add_code(c, ITEM_OPEN, link, where);
		opened = c->items->at[c->items->n - 1].code;
	}
	add_image(c, markdown_words_clean(a, markdown_entity_decode(a, image.words)),
	          markdown_entity_decode(a, str_trim(image.source)), none, where);
	if (opened)
		add_item(c, ITEM_CLOSE, where)->code = opened;
	return true;
}

/* Without an iterator of cmark's, which would not hear of what is joined on the way. */
static void walk(struct collecting *c, cmark_node *leaf)
{
	for (cmark_node *node = cmark_node_first_child(leaf), *next; node; node = next) {
		bool holds = cmark_node_get_type(node) >= CMARK_NODE_EMPH;

		enter_any(c, node);
		next = holds ? cmark_node_first_child(node) : NULL;
		while (!next && node != leaf) {
			if (holds)
				leave_any(c, node);
			next = cmark_node_next(node);
			node = cmark_node_parent(node);
			holds = true;
		}
	}
}

void markdown_inline_collect(struct markdown_page *p, const struct text *t, cmark_node *leaf,
                             enum inline_skip skip, struct items *out)
{
	static const size_t cuts[] = {
		[INLINE_MARKED] = sizeof(MARK_WORDS_PREFIX) - 1, [INLINE_TASK] = sizeof("[ ] ") - 1};
	struct collecting c = {
		.page = p, .items = out, .cut = cuts[skip], .skipping = skip == INLINE_AFTER_LINE};

	if (collect_plain(&c, t, leaf))
		return;
	markdown_trail_open(&c.trail, p->scratch, t, leaf);
	if (!collect_directive(&c, leaf))
		walk(&c, leaf);
}
