#include "text/markdown_inline.h"

#include <cmark.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/array.h"
#include "text/markdown_code.h"
#include "text/markdown_html.h"
#include "text/markdown_limit.h"
#include "text/markdown_raw.h"
#include "text/markdown_slot.h"
#include "text/markdown_tag.h"

struct collecting {
	struct markdown_page *page;
	struct items *items;
	struct raw raw;
	size_t depth;  /* codes open here */
	size_t cut;    /* bytes to leave out of the next text */
	bool skipping; /* until the first line's end */
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

/* White space and punctuation, as far as they matter beside tildes: -1, 1, or 0 for neither. */
static int class_of(int32_t c)
{
	if (c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A))
		return -1;
	if (c < 0x80)
		return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
	return (c >= 0xA1 && c <= 0xBF) || (c >= 0x2010 && c <= 0x2060) || (c >= 0x3001 && c <= 0x303F) ||
	       (c >= 0xFF01 && c <= 0xFF0F);
}

static int class_before(const struct collecting *c, struct str text, size_t at)
{
	size_t i = at;

	if (at == 0)
		return c->items->n == 0 || c->items->at[c->items->n - 1].kind == ITEM_SOFT ? -1 : 1;
	while (i > 0 && ((unsigned char)text.at[--i] & 0xC0) == 0x80)
		;
	return class_of(utf8_next(text, &i));
}

/* Past the text's end stands a line's end, a mark of another code, or nothing. */
static int class_after(struct str text, size_t at, cmark_node *node)
{
	cmark_node *next = cmark_node_next(node);

	if (at < text.len)
		return class_of(utf8_next(text, &at));
	if (!next)
		return cmark_node_get_type(cmark_node_parent(node)) < CMARK_NODE_FIRST_INLINE ? -1 : 1;
	return is_line_end(next) ? -1 : 1;
}

/* The text of a node, looked through for what stands in it. */
struct words {
	struct str text;
	cmark_node *node;
	size_t done;     /* of it is in items */
	size_t raw_done; /* where text[done] stands in the source; SIZE_MAX: not known */
	size_t at, raw;  /* the same for what is looked at */
};

static struct position place_of(struct collecting *c, size_t raw, size_t length)
{
	if (raw == SIZE_MAX)
		return markdown_raw_place(&c->raw, c->raw.at, 0);
	return markdown_raw_place(&c->raw, raw, length);
}

static void look_at(struct collecting *c, struct words *w, size_t at)
{
	if (w->raw != SIZE_MAX)
		markdown_raw_walk(&c->raw, w->text, w->at, at, &w->raw);
	w->at = at;
}

/* Whether the bytes there are in the source as they are here, and not escaped. */
static bool is_written(struct collecting *c, struct words *w, size_t length)
{
	struct str raw = c->raw.joined;

	return w->raw == SIZE_MAX ||
	       (w->raw + length <= raw.len && !memcmp(raw.at + w->raw, w->text.at + w->at, length));
}

/* What is not yet in items, up to what is looked at, becomes text. */
static void add_text(struct collecting *c, struct words *w)
{
	struct str text = str_slice(w->text, w->done, w->at);

	if (text.len)
		add_item(c, ITEM_TEXT, place_of(c, w->raw_done, text.len))->text = str_copy(c->page->arena,
		                                                                            text);
	w->done = w->at;
	w->raw_done = w->raw;
}

/* What is looked at is in items. */
static void pass(struct collecting *c, struct words *w, size_t length)
{
	look_at(c, w, w->at + length);
	w->done = w->at;
	w->raw_done = w->raw;
}

/* A tag of the page's: a slot, or one that should be on a line of its own. */
static void add_slot(struct collecting *c, struct words *w)
{
	struct str rest = str_slice(w->text, w->at, w->text.len);
	struct slot slot = markdown_slot_at(rest);
	struct markdown_page *p = c->page;
	struct position where;

	if (slot.kind == SLOT_NONE || (w->at > 0 && rest.at[-1] == '{') || !is_written(c, w, 2))
		return;
	where = place_of(c, w->raw, slot.length);
	if (slot.kind != SLOT_NAME) {
		diag_add(p->d, TAG_IN_TEXT, where, str_z(p->arena, str_slice(rest, 0, slot.length)));
		return;
	}
	add_text(c, w);
	add_code(c, ITEM_ALONE, markdown_code_slot(p->arena, slot.name, str_slice(rest, 0, slot.length)),
	         where);
	pass(c, w, slot.length);
}

/* A run of one or two tildes, told apart as emphasis is (CommonMark 0.30, 6.2); more are text. */
static void add_tildes(struct collecting *c, struct words *w)
{
	size_t end = w->at;
	int before, after;
	struct item *item;

	while (end < w->text.len && w->text.at[end] == '~')
		end++;
	if (end - w->at > 2 || !is_written(c, w, end - w->at)) {
		look_at(c, w, end);
		return;
	}
	before = class_before(c, w->text, w->at);
	after = class_after(w->text, end, w->node);
	add_text(c, w);
	item = add_item(c, ITEM_TILDES, place_of(c, w->raw, end - w->at));
	item->text = str_copy(c->page->arena, str_slice(w->text, w->at, end));
	item->opens = after >= 0 && (after == 0 || before != 0);
	item->closes = before >= 0 && (before == 0 || after != 0);
	pass(c, w, end - w->at);
}

/* Character references can name controls, which no page and no catalogue can hold. */
static struct str without_controls(struct arena *a, struct str text)
{
	char *copy = NULL;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c >= 0x20 ? c != 0x7F : c == '\t' || c == '\n')
			continue;
		if (!copy)
			copy = str_z(a, text);
		copy[i] = ' ';
	}
	return copy ? (struct str){copy, text.len} : text;
}

static void collect_text(struct collecting *c, cmark_node *node)
{
	struct words w = {.text = str_from(cmark_node_get_literal(node)), .node = node};
	const struct markdown_options *o = c->page->options;

	w.raw = markdown_raw_text(&c->raw, w.text);
	pass(c, &w, c->cut < w.text.len ? c->cut : w.text.len);
	c->cut = 0;
	if (!o->plain)
		w.text = without_controls(c->page->scratch, w.text);
	for (size_t i = w.at; i < w.text.len && !o->plain; i = w.at > i ? w.at : i + 1) {
		if (w.text.at[i] != '~' && (w.text.at[i] != '{' || !o->slots))
			continue;
		look_at(c, &w, i);
		if (w.text.at[i] == '~')
			add_tildes(c, &w);
		else
			add_slot(c, &w);
	}
	look_at(c, &w, w.text.len);
	add_text(c, &w);
}

struct item markdown_inline_tag(struct markdown_page *p, struct str written, struct position where)
{
	struct tag tag = markdown_tag_at(written);
	struct item item = {.kind = ITEM_TEXT, .text = str_copy(p->arena, written), .position = where};

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
	item.attributes = str_copy(p->arena, tag.attributes);
	return item;
}

static void collect_html(struct collecting *c, cmark_node *node, struct position where)
{
	struct markdown_page *p = c->page;
	struct str written = str_copy(p->arena, str_from(cmark_node_get_literal(node)));

	if (p->options->plain)
		add_code(c, ITEM_ALONE, markdown_code_html(written, written), where);
	else
		*add_item(c, ITEM_NONE, where) = markdown_inline_tag(p, written, where);
}

static struct str plain_words(struct markdown_page *p, cmark_node *image)
{
	cmark_iter *nodes = cmark_iter_new(image);
	cmark_event_type event;
	struct buf words = {0};
	struct str result;

	while ((event = cmark_iter_next(nodes)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(nodes);
		cmark_node_type type = cmark_node_get_type(node);

		if (event != CMARK_EVENT_ENTER)
			continue;
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE ||
		    (type == CMARK_NODE_HTML_INLINE && p->options->plain))
			buf_add_z(&words, cmark_node_get_literal(node));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			buf_add_char(&words, ' ');
	}
	cmark_iter_free(nodes);
	result = without_controls(p->arena, str_copy(p->arena, buf_str(&words)));
	buf_free(&words);
	return result;
}

static void collect_image(struct collecting *c, cmark_node *node, struct position where)
{
	struct markdown_page *p = c->page;
	struct str words = plain_words(p, node), url, title = str_from(cmark_node_get_title(node));
	struct code code;

	if (!markdown_page_address(p, str_from(cmark_node_get_url(node)), true, where, &url)) {
		add_item(c, ITEM_TEXT, where)->text = words;
		return;
	}
	code = markdown_code_image(p->arena, url, without_controls(p->arena, str_copy(p->arena, title)),
	                           words);
	code.alt = markdown_page_alt(p, words, true, where);
	add_code(c, ITEM_ALONE, code, where);
}

/* The code of a node with children; false where only the children are to be published. */
static bool pair_of(struct collecting *c, cmark_node *node, struct position where, struct code *code)
{
	struct arena *a = c->page->arena;
	struct str url, title;

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
		if (!markdown_page_address(c->page, str_from(cmark_node_get_url(node)), true, where, &url))
			return false;
		title = without_controls(a, str_copy(a, str_from(cmark_node_get_title(node))));
		*code = markdown_code_link(a, url, title);
		return true;
	default:
		return false;
	}
}

static void enter_pair(struct collecting *c, cmark_node *node, struct position where)
{
	struct code code;

	if (!pair_of(c, node, where, &code))
		return;
	c->depth++;
	add_code(c, ITEM_OPEN, code, where);
	cmark_node_set_user_data(node, c->items->at[c->items->n - 1].code);
}

/* The place of a pair, so far of its beginning, becomes all of it, as far as its line goes. */
static void extend(struct position *place, struct position end)
{
	struct str text = place->source->text;
	uint32_t at = place->offset;

	while (at < end.offset && text.at[at] != '\n')
		at++;
	place->length = at - place->offset;
}

static void leave_pair(struct collecting *c, cmark_node *node)
{
	struct code *code = cmark_node_get_user_data(node);
	struct position end = markdown_raw_place(&c->raw, c->raw.at, 0);

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

/* One step of the walk; an image's own nodes are followed through the source and not collected. */
static void collect(struct collecting *c, cmark_node *node, cmark_node **image, size_t *image_at)
{
	cmark_node_type type = cmark_node_get_type(node);
	size_t from = c->raw.at;

	if (type == CMARK_NODE_TEXT) {
		if (*image || c->skipping)
			markdown_raw_text(&c->raw, str_from(cmark_node_get_literal(node)));
		else
			collect_text(c, node);
		return;
	}
	markdown_raw_enter(&c->raw, node);
	if (*image)
		return;
	if (type == CMARK_NODE_IMAGE) {
		*image = node;
		*image_at = from;
	} else if (!c->skipping) {
		enter(c, node, markdown_raw_place(&c->raw, from, c->raw.at - from));
	}
	c->skipping &= !is_line_end(node);
}

static void leave(struct collecting *c, cmark_node *node, cmark_node **image, size_t image_at)
{
	markdown_raw_leave(&c->raw, node);
	if (*image == node) {
		if (!c->skipping)
			collect_image(c, node, markdown_raw_place(&c->raw, image_at, c->raw.at - image_at));
		*image = NULL;
	} else if (!*image && !c->skipping) {
		leave_pair(c, node);
	}
}

void markdown_inline_collect(struct markdown_page *p, const struct text *t, cmark_node *leaf,
                             enum inline_skip skip, struct items *out)
{
	static const size_t cuts[] = {
		[INLINE_CELL] = sizeof(MARK_CELL_PREFIX) - 1, [INLINE_TASK] = sizeof("[ ] ") - 1};
	struct collecting c = {
		.page = p, .items = out, .cut = cuts[skip], .skipping = skip == INLINE_AFTER_LINE};
	cmark_iter *nodes = cmark_iter_new(leaf);
	cmark_node *image = NULL;
	size_t image_at = 0;
	cmark_event_type event;

	markdown_raw_open(&c.raw, p->scratch, t, leaf);
	while ((event = cmark_iter_next(nodes)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(nodes);

		if (node == leaf)
			continue;
		if (event == CMARK_EVENT_ENTER)
			collect(&c, node, &image, &image_at);
		else
			leave(&c, node, &image, image_at);
	}
	cmark_iter_free(nodes);
}
