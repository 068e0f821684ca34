#include "text/markdown/markdown_block.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/document/segment.h"
#include "text/extensions/markdown_directive.h"
#include "text/extensions/markdown_slot.h"
#include "text/markdown/markdown_code.h"
#include "text/markdown/markdown_include.h"
#include "text/words/cjk.h"
#include "text/words/escape.h"

static int32_t first_character(struct str s)
{
	size_t i = 0;

	return s.len ? utf8_next(s, &i) : 0;
}

static int32_t last_character(struct str s)
{
	size_t i = s.len;

	while (i > 0 && ((unsigned char)s.at[--i] & 0xC0) == 0x80)
		;
	return first_character(str_slice(s, i, s.len));
}

/* What a line end within a block is to a reader: nothing between two characters that need no space. */
static struct str space_for(const struct markdown_page *p, const struct items *items, size_t i)
{
	int32_t before = 0, after = 0;

	if (p->options->plain)
		return STR("\n");
	for (size_t k = i; k > 0 && !before && items->at[k - 1].kind != ITEM_ALONE; k--)
		before = last_character(items->at[k - 1].text);
	for (size_t k = i + 1; k < items->n && !after && items->at[k].kind != ITEM_ALONE; k++)
		after = first_character(items->at[k].text);
	return cjk_is(before) && cjk_is(after) ? (struct str){0} : STR(" ");
}

/* An anchor in the text: published where it is the first of its name. */
static bool take_anchor(struct markdown_page *p, struct str anchor, struct str *tag)
{
	struct buf b = {0};

	if (!anchor.len || tally_count(&p->anchors, anchor))
		return false;
	anchor = str_copy(p->arena, anchor);
	tally_add(&p->anchors, p->arena, anchor);
	*ARRAY_ADD(p->arena, p->doc->anchors, p->doc->n_anchors) = anchor;
	buf_add_z(&b, "<a id=\"");
	escape_add_words(&b, anchor, PLACE_DATA);
	buf_add_z(&b, "\">");
	*tag = buf_keep(&b, p->arena);
	return true;
}

/* Items on their way to spans. */
struct filling {
	struct markdown_page *page;
	struct segment_input in;
	uint16_t *open; /* numbers of the codes that are open; UNPUBLISHED for those left out */
	size_t n_open;
};

enum { UNPUBLISHED = 0xFFFF };

static void open_filling(struct filling *f, struct markdown_page *p, size_t spans, size_t codes)
{
	struct arena *a = p->scratch;

	*f = (struct filling){.page = p};
	f->open = arena_room(a, codes, sizeof(*f->open));
	f->in.spans = arena_room(a, spans, sizeof(*f->in.spans));
	f->in.codes = arena_room(a, codes, sizeof(*f->in.codes));
}

static void add_span(struct filling *f, struct span span, struct position where)
{
	f->in.spans[f->in.n++] = (struct segment_span){span, where};
}

static size_t add_code(struct filling *f, const struct code *code)
{
	f->in.codes[f->in.n_codes] = *code;
	return f->in.n_codes++;
}

static void add_text(struct filling *f, struct str text, struct position where)
{
	if (text.len)
		add_span(f, (struct span){.kind = SPAN_TEXT, .text = text}, where);
}

static void add_alone(struct filling *f, const struct code *code)
{
	add_span(f, (struct span){.kind = SPAN_ALONE, .code = (uint16_t)add_code(f, code)}, code->position);
}

/* `<a name="x"></a>` stands alone; `<a name="x">words</a>` is a pair; a name given before is nothing. */
static void add_open(struct filling *f, const struct items *items, size_t i)
{
	const struct item *item = &items->at[i];
	bool empty = i + 1 < items->n && items->at[i + 1].code == item->code, published = true;
	struct code code = *item->code, anchor = {.kind = CODE_HTML, .position = item->position};
	struct str tag;

	if (item->attributes.len) {
		published = code.kind == CODE_LINK;
		if (take_anchor(f->page, item->attributes, &tag)) {
			code.text = tag;
			anchor.text = str_format(f->page->arena, "%.*s</a>", STR_ARG(tag));
			anchor.markdown = anchor.text;
			published |= !empty;
			if (code.kind == CODE_LINK || empty)
				add_alone(f, &anchor);
		}
	}
	if (published)
		add_span(f, (struct span){.kind = SPAN_OPEN, .code = (uint16_t)add_code(f, &code)},
		         code.position);
	f->open[f->n_open++] = published ? f->in.n_codes - 1 : UNPUBLISHED;
}

static void add_close(struct filling *f, struct position where)
{
	size_t code = f->open[--f->n_open];

	if (code != UNPUBLISHED)
		add_span(f, (struct span){.kind = SPAN_CLOSE, .code = (uint16_t)code}, where);
}

/* What a string that cmark does not read may hold. */
enum { WITH_SLOTS = 1, WITH_INCLUDES = 2 };

/* The slot or include that it begins with, and its length; 0: it begins with none. */
static size_t code_at(struct markdown_page *p, struct str words, int with, struct position where,
                      struct code *code)
{
	struct slot slot = with & WITH_SLOTS ? markdown_slot_at(words) : (struct slot){0};
	struct str path, written;
	size_t length;

	if (slot.kind == SLOT_NAME) {
		*code = markdown_code_slot(p->arena, slot.name, str_slice(words, 0, slot.length));
		return slot.length;
	}
	length = with & WITH_INCLUDES ? markdown_directive_include_at(words, &path) : 0;
	if (length > 0) {
		written = str_copy(p->arena, str_slice(words, 0, length));
		*code = markdown_include_words(p, str_copy(p->arena, path), written, where);
	}
	return length;
}

/* The items' own texts have no slots left; a string of other origin may. */
static void add_words(struct filling *f, struct str words, int with, struct position where)
{
	static const uint8_t beginnings[256] = {['{'] = 1, ['['] = 1};
	size_t from = 0, length;

	for (size_t i = 0; (i = str_find_class(words, i, beginnings, 1)) < words.len;) {
		struct code code;

		length = code_at(f->page, str_slice(words, i, words.len), with, where, &code);
		if (length == 0) {
			i++;
			continue;
		}
		code.position = where;
		add_text(f, str_slice(words, from, i), where);
		add_alone(f, &code);
		from = i += length;
	}
	add_text(f, str_slice(words, from, words.len), where);
}

/* A paragraph of a no-break space makes room; a title, heading or description of it is none. */
static bool is_nothing(const struct markdown_page *p, const struct document_block *b)
{
	if (p->options->plain || b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_CELL)
		return b->n_segments == 0 && b->n_outer == 0;
	for (size_t i = 0; i < b->n_segments; i++)
		if (!document_is_blank(b->segments[i].spans, b->segments[i].n_spans))
			return false;
	return true;
}

static struct document_block *make_block(struct filling *f, enum block_kind kind)
{
	struct document_block *b;

	if (!f->in.n)
		return NULL;
	if (f->in.n_codes >= UNPUBLISHED) {
		diag_add(f->page->d, PAGE_TOO_DENSE, f->in.spans[0].position, "65534", "in one paragraph",
		         "an empty line ends a paragraph");
		return NULL;
	}
	b = arena_alloc(f->page->arena, sizeof(*b));
	b->kind = kind;
	b->position = f->in.spans[0].position;
	b->in_control = f->page->controls > 0;
	b->in_section = f->page->in_sections > 0;
	segment_split(f->page->arena, f->page->scratch, b, &f->in, f->page->options->language);
	return is_nothing(f->page, b) ? NULL : b;
}

static void add_block(struct markdown_page *p, struct document_block *b)
{
	*ARRAY_ADD(p->arena, p->doc->blocks, p->doc->n_blocks) = b;
}

static void join(struct markdown_page *p, struct document_block *b)
{
	add_block(p, b);
	markdown_block_register(p, b);
}

/* What a published code brings to the document: its link, its alternative text and title, the words it includes. */
static void register_code(struct markdown_page *p, struct code *c)
{
	if (c->included)
		join(p, (struct document_block *)c->included);
	if (c->kind != CODE_LINK && c->kind != CODE_IMAGE)
		return;
	*ARRAY_ADD(p->arena, p->doc->links, p->doc->n_links) = (struct document_link){
		.code = c, .url = c->url, .image = c->kind == CODE_IMAGE, .position = c->position};
	if (c->alt)
		add_block(p, (struct document_block *)c->alt);
	if (c->title)
		add_block(p, (struct document_block *)c->title);
}

/* An item becomes a span; one that gives its place a name, two. */
static void open_for_items(struct filling *f, struct markdown_page *p, const struct items *items)
{
	size_t codes = 0, named = 0;

	for (size_t i = 0; i < items->n; i++) {
		codes += items->at[i].kind == ITEM_OPEN || items->at[i].kind == ITEM_ALONE;
		named += items->at[i].kind == ITEM_OPEN && items->at[i].attributes.len;
	}
	open_filling(f, p, items->n + named, codes + named);
}

/* A slot takes five bytes, an include more, and may have words before it. */
static void open_for_words(struct filling *f, struct markdown_page *p, struct str words)
{
	size_t slots = words.len / 5;

	open_filling(f, p, 2 * slots + 1, slots);
}

static struct document_block *block_of(struct markdown_page *p, enum block_kind kind,
                                       const struct items *items)
{
	struct filling f;

	open_for_items(&f, p, items);
	for (size_t i = 0; i < items->n; i++) {
		struct item *item = &items->at[i];

		if (item->kind == ITEM_TEXT)
			add_text(&f, item->text, item->position);
		else if (item->kind == ITEM_SOFT)
			add_text(&f, space_for(p, items, i), item->position);
		else if (item->kind == ITEM_ALONE)
			add_alone(&f, item->code);
		else if (item->kind == ITEM_OPEN)
			add_open(&f, items, i);
		else if (item->kind == ITEM_CLOSE)
			add_close(&f, item->position);
	}
	return make_block(&f, kind);
}

struct document_block *markdown_block_make(struct markdown_page *p, enum block_kind kind,
                                           const struct items *items)
{
	struct document_block *b = block_of(p, kind, items);

	if (b)
		join(p, b);
	return b;
}

struct document_block *markdown_block_included(struct markdown_page *p, const struct items *items)
{
	return block_of(p, BLOCK_PARAGRAPH, items);
}

/* What is plain words takes nothing in. */
static void look_for_includes(struct markdown_page *p, struct str words, struct position where)
{
	for (size_t i = 0; (i = str_find(words, STR("[!"), i)) != SIZE_MAX; i++)
		if (markdown_directive_begins_include(str_slice(words, i, words.len)))
			diag_add(p->d, INCLUDE_SHOWN, where);
}

/* As CommonMark has them: blank words, too, and no sentences. */
static struct document_block *as_written(struct arena *a, enum block_kind kind, struct str words)
{
	struct document_block *b = arena_alloc(a, sizeof(*b));
	struct span span = {.kind = SPAN_TEXT, .text = words};
	struct segment s = {0};

	*ARRAY_ADD(a, s.spans, s.n_spans) = span;
	*ARRAY_ADD(a, b->segments, b->n_segments) = s;
	b->kind = kind;
	return b;
}

/* A title may be written over lines, of which a reader sees none. */
static struct str on_one_line(struct arena *a, struct str words)
{
	char *to = arena_bytes(a, words.len);
	size_t n = 0;

	for (size_t i = 0; i < words.len; i++) {
		bool white = ascii_is_white(words.at[i]);

		if (!white || (n > 0 && to[n - 1] != ' '))
			to[n++] = white ? ' ' : words.at[i];
	}
	return str_trim((struct str){to, n});
}

struct document_block *markdown_block_attribute(struct markdown_page *p, enum block_kind kind,
                                                struct str words, bool slots, struct position where)
{
	struct filling f;

	if (words.len == 0)
		return NULL;
	if (p->options->plain)
		return as_written(p->arena, kind, words);
	if (kind == BLOCK_TITLE)
		words = on_one_line(p->arena, words);
	look_for_includes(p, words, where);
	open_for_words(&f, p, words);
	add_words(&f, words, slots && p->options->slots ? WITH_SLOTS : 0, where);
	return make_block(&f, kind);
}

struct document_block *markdown_block_field(struct markdown_page *p, const struct front_node *node)
{
	struct document_block *b;
	struct filling f;

	open_for_words(&f, p, node->text);
	add_words(&f, node->text, WITH_INCLUDES | (p->options->slots ? WITH_SLOTS : 0), node->position);
	b = make_block(&f, BLOCK_FIELD);
	if (!b)
		return NULL;
	b->key = node->key;
	add_block(p, b);
	return b;
}

void markdown_block_register(struct markdown_page *p, struct document_block *b)
{
	for (size_t i = 0; i < b->n_outer; i++)
		register_code(p, &b->outer[i]);
	for (size_t i = 0; i < b->n_segments; i++)
		for (size_t k = 0; k < b->segments[i].n_codes; k++)
			register_code(p, &b->segments[i].codes[k]);
}
