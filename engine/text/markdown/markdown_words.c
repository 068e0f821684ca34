#include "text/markdown/markdown_words.h"

#include <cmark.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "base/wide.h"
#include "text/extensions/markdown_autolink.h"
#include "text/extensions/markdown_directive.h"
#include "text/extensions/markdown_footnote_label.h"
#include "text/extensions/markdown_slot.h"
#include "text/markdown/markdown_code.h"
#include "text/markdown/markdown_footnote.h"
#include "text/markdown/markdown_reference.h"

/* A text while it is looked through. */
struct words {
	struct markdown_page *page;
	struct trail *trail;
	struct items *items;
	cmark_node *node;
	struct str text;
	const struct words_setting *how;
	size_t done;     /* of the text is in items */
	size_t raw_done; /* where text[done] stands in the source; SIZE_MAX: not known */
	size_t at, raw;  /* the same for what is looked at */
};

static struct position place_of(struct words *w, size_t raw, size_t length)
{
	if (raw == SIZE_MAX)
		return markdown_trail_place(w->trail, w->trail->at, 0);
	return markdown_trail_place(w->trail, raw, length);
}

static struct item *add_item(struct words *w, enum item_kind kind, struct position where)
{
	struct item *item = ARRAY_ADD(w->page->scratch, w->items->at, w->items->n);

	*item = (struct item){.kind = kind, .position = where};
	return item;
}

static void look_at(struct words *w, size_t at)
{
	if (w->raw != SIZE_MAX)
		markdown_trail_walk(w->trail, w->text, w->at, at, &w->raw);
	w->at = at;
}

/* Whether the bytes there are in the source as they are here, and not escaped. */
static bool is_written(const struct words *w, size_t length)
{
	struct str raw = w->trail->joined;

	return w->raw == SIZE_MAX ||
	       (w->raw + length <= raw.len && !memcmp(raw.at + w->raw, w->text.at + w->at, length));
}

/* What is not yet in items, up to what is looked at, becomes text. */
static void add_text(struct words *w)
{
	struct str text = str_slice(w->text, w->done, w->at);
	size_t length = text.len;

	/* With its escapes and references. */
	if (w->raw != SIZE_MAX && w->raw_done != SIZE_MAX && w->raw > w->raw_done)
		length = w->raw - w->raw_done;
	if (text.len)
		add_item(w, ITEM_TEXT, place_of(w, w->raw_done, length))->text = text;
	w->done = w->at;
	w->raw_done = w->raw;
}

/* What is looked at is in items. */
static void pass(struct words *w, size_t length)
{
	look_at(w, w->at + length);
	w->done = w->at;
	w->raw_done = w->raw;
}

static void add_code(struct words *w, struct code code, size_t length)
{
	struct position where = place_of(w, w->raw, length);

	add_text(w);
	markdown_page_set_code(w->page, add_item(w, ITEM_ALONE, where), ITEM_ALONE, code);
	pass(w, length);
}

/* A tag of the page's: a slot, or one that should be on a line of its own. */
static void look_for_slot(struct words *w)
{
	struct str rest = str_slice(w->text, w->at, w->text.len), written;
	struct slot slot = markdown_slot_at(rest);
	struct arena *a = w->page->arena;

	if (slot.kind == SLOT_NONE || (w->at > 0 && rest.at[-1] == '{') || !is_written(w, 2))
		return;
	written = str_slice(rest, 0, slot.length);
	if (slot.kind == SLOT_NAME)
		add_code(w, markdown_code_slot(a, slot.name, written), slot.length);
	else
		diag_add(w->page->d, TAG_IN_TEXT, place_of(w, w->raw, slot.length), str_z(a, written));
}

/* `[^label]` of a footnote. */
static void look_for_footnote(struct words *w)
{
	struct str rest = str_slice(w->text, w->at, w->text.len), label;
	size_t length = markdown_footnote_label(rest, &label);
	struct footnote *footnote = length ? markdown_footnote_find(w->page, label) : NULL;

	if (length == 0 || !is_written(w, length))
		return;
	if (footnote)
		add_code(w, markdown_footnote_refer(w->page, footnote, str_slice(rest, 0, length)), length);
	else
		diag_add(w->page->d, MISSING_NOTE, place_of(w, w->raw, length), str_z(w->page->arena, label));
}

/* `[!INCLUDE` of DocFX that is none as it is written. */
static void look_for_include(struct words *w)
{
	const size_t length = strlen("[!include");
	struct str rest = str_slice(w->text, w->at, w->text.len);

	if (markdown_directive_begins_include(rest) && is_written(w, length))
		diag_add(w->page->d, INCLUDE_SHOWN, place_of(w, w->raw, length));
}

/* `](an address.md)` that is still there: with a space in its address it has made no link. */
static void look_for_link(struct words *w)
{
	struct str rest = str_slice(w->text, w->at, w->text.len), address;
	size_t end = str_starts(rest, STR("](")) ? str_find(rest, STR(")"), 0) : SIZE_MAX;

	if (end == SIZE_MAX || !is_written(w, end + 1))
		return;
	address = str_slice(rest, 2, end);
	if (str_find(str_trim(address), STR(" "), 0) != SIZE_MAX &&
	    str_find(address, STR("\""), 0) == SIZE_MAX)
		diag_add(w->page->d, LINK_WITH_SPACE, place_of(w, w->raw, end + 1),
		         str_z(w->page->arena, address));
}

/* What stands beside a run of tildes, as CommonMark 0.30, 6.2 sorts it. */
enum words_class { WORDS_SPACE, WORDS_LETTER, WORDS_PUNCTUATION };

static enum words_class class_of(int32_t c)
{
	if (c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A))
		return WORDS_SPACE;
	if (c < 0x80 && !ascii_is_alnum(c))
		return WORDS_PUNCTUATION;
	if ((c >= 0xA1 && c <= 0xBF) || (c >= 0x2010 && c <= 0x2060) || (c >= 0x3001 && c <= 0x303F) ||
	    (c >= 0xFF01 && c <= 0xFF0F))
		return WORDS_PUNCTUATION;
	return WORDS_LETTER;
}

/* Before a text stands a line's end, a mark of another code, or nothing. */
static enum words_class class_before(const struct words *w)
{
	size_t i = w->at;

	if (i == 0)
		return w->items->n == 0 || w->items->at[w->items->n - 1].kind == ITEM_SOFT
		               ? WORDS_SPACE
		               : WORDS_PUNCTUATION;
	while (i > 0 && ((unsigned char)w->text.at[--i] & 0xC0) == 0x80)
		;
	return class_of(utf8_next(w->text, &i));
}

/* The same past its end. */
static enum words_class class_after(const struct words *w, size_t at)
{
	cmark_node *next = cmark_node_next(w->node);
	cmark_node_type type = cmark_node_get_type(next ? next : cmark_node_parent(w->node));

	if (at < w->text.len)
		return class_of(utf8_next(w->text, &at));
	if (next)
		return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ? WORDS_SPACE
		                                                                    : WORDS_PUNCTUATION;
	return type < CMARK_NODE_FIRST_INLINE ? WORDS_SPACE : WORDS_PUNCTUATION;
}

/* A run of one or two tildes; more are text. */
static void look_for_tildes(struct words *w)
{
	enum words_class before, after;
	struct item *item;
	size_t end = w->at;

	while (end < w->text.len && w->text.at[end] == '~')
		end++;
	if (end - w->at > 2 || !is_written(w, end - w->at)) {
		look_at(w, end);
		return;
	}
	before = class_before(w);
	after = class_after(w, end);
	add_text(w);
	item = add_item(w, ITEM_TILDES, place_of(w, w->raw, end - w->at));
	w->items->unpaired = true;
	item->text = str_copy(w->page->arena, str_slice(w->text, w->at, end));
	item->opens = after != WORDS_SPACE && (after == WORDS_LETTER || before != WORDS_LETTER);
	item->closes = before != WORDS_SPACE && (before == WORDS_LETTER || after != WORDS_LETTER);
	if (item->text.len == 1) { /* `10~20` is a range, and two of them strike nothing */
		item->opens &= before != WORDS_LETTER;
		item->closes &= after != WORDS_LETTER;
	}
	pass(w, end - w->at);
}

/* A character reference is no part of the address that it stands behind. */
static void leave_reference(struct words *w, struct autolink *link)
{
	struct str raw = w->trail->joined;
	size_t last = link->to - 1, at = w->raw;

	while (last > w->at && ((unsigned char)w->text.at[last] & 0xC0) == 0x80)
		last--;
	markdown_trail_walk(w->trail, w->text, w->at, last, &at);
	if (at < raw.len && raw.at[at] == '&' && w->text.at[last] != '&') {
		link->url.len -= link->to - last;
		link->to = last;
	}
}

/* `https://host`, `www.host`, `name@host`; nothing that a slot is a part of. */
static void look_for_address(struct words *w, size_t at)
{
	struct arena *a = w->page->arena;
	struct position where;
	struct autolink link;
	size_t raw = w->raw_done, opened;
	struct code code;

	if (!markdown_autolink_find(a, w->text, w->done, at, &link) ||
	    (w->page->options->slots && str_find(link.url, STR("{{"), 0) != SIZE_MAX))
		return;
	if (raw != SIZE_MAX)
		markdown_trail_walk(w->trail, w->text, w->done, link.from, &raw);
	w->at = link.from;
	w->raw = raw;
	if (!is_written(w, at + 1 - link.from))
		return;
	if (raw != SIZE_MAX)
		leave_reference(w, &link);
	where = place_of(w, raw, link.to - link.from);
	code = markdown_code_link(a, link.url, (struct str){0});
	if (!markdown_page_address(w->page, link.url, false, where, &code.url))
		return;
	add_text(w);
	opened = w->items->n;
	markdown_page_set_code(w->page, add_item(w, ITEM_OPEN, where), ITEM_OPEN, code);
	look_at(w, link.to);
	add_text(w);
	add_item(w, ITEM_CLOSE, place_of(w, w->raw, 0))->code = w->items->at[opened].code;
}

/* Bytes that begin something, by what it may be; and those that no text has. */
enum { TILDE = 1, SLOT = 2, BRACKET = 4, ADDRESS = 8, CONTROL = 16 };

static const uint8_t special[256] = {
	['~'] = TILDE,   ['{'] = SLOT,    ['['] = BRACKET,     [']'] = BRACKET,           [':'] = ADDRESS,
	['@'] = ADDRESS, ['w'] = ADDRESS, [0 ... 8] = CONTROL, [0x0B ... 0x1F] = CONTROL, [0x7F] = CONTROL,
};

/* Whether the bracket there was not escaped; before escaped words nobody can tell. */
static bool is_bracket(const struct words *w, size_t at)
{
	size_t back = w->at - at;
	struct str raw = w->trail->joined;

	if (w->raw == SIZE_MAX)
		return true;
	return w->raw >= back && raw.at[w->raw - back] == '[' &&
	       (w->raw == back || raw.at[w->raw - back - 1] != '\\');
}

/* The words that `][label]` stands behind; {0}: it stands on a letter, for `row[0][1]` is no link. */
static struct str words_before(const struct words *w)
{
	size_t i = w->at;

	while (i > 0 && w->text.at[i - 1] != '[' && w->text.at[i - 1] != ']')
		i--;
	if (i == 0 && w->items->n > 0 && w->items->at[w->items->n - 1].kind == ITEM_CLOSE)
		return STR("of another code");
	if (i == 0 || w->text.at[i - 1] == ']' || !is_bracket(w, i - 1))
		return (struct str){0};
	if (i > 1 && (ascii_is_alnum(w->text.at[i - 2]) || ascii_is_one_of(w->text.at[i - 2], ")]_")))
		return (struct str){0};
	return str_slice(w->text, i, w->at);
}

/* `][label]` that is still there, and is no pair of numbers: nothing says where it leads. */
static void look_for_reference(struct words *w)
{
	struct str rest = str_slice(w->text, w->at, w->text.len), label, words;
	size_t end = str_starts(rest, STR("][")) ? str_find_class(rest, 2, special, BRACKET) : rest.len;

	if (end == rest.len || rest.at[end] != ']' || rest.at[2] == '^' || !is_written(w, end + 1))
		return;
	words = str_trim(words_before(w));
	label = end > 2 ? str_trim(str_slice(rest, 2, end)) : words;
	if (words.len && label.len && !(str_is_digits(words) && str_is_digits(label)))
		markdown_reference_say(w->page, place_of(w, w->raw == SIZE_MAX ? w->raw : w->raw + 1, end),
		                       label);
}

static uint8_t look_out_for(const struct words *w)
{
	return (uint8_t)(TILDE | BRACKET | (w->page->options->slots ? SLOT : 0) |
	                 (w->how->linked ? 0 : ADDRESS));
}

static void look_for(struct words *w, size_t at)
{
	switch (w->text.at[at]) {
	case '~':
		look_at(w, at);
		look_for_tildes(w);
		break;
	case '{':
		look_at(w, at);
		look_for_slot(w);
		break;
	case '[':
		look_at(w, at);
		look_for_footnote(w);
		look_for_include(w);
		break;
	case ']':
		look_at(w, at);
		look_for_link(w);
		look_for_reference(w);
		break;
	case 'w':
		if (str_starts_at(w->text, at, STR("www.")))
			look_for_address(w, at);
		break;
	default:
		look_for_address(w, at);
		break;
	}
}

/* Whether any of so many bytes may begin something, with the one behind them, which may be a text's final zero. */
static bool may_begin(const char *bytes)
{
	wide here = wide_at(bytes), next = wide_at(bytes + 1);

	/* past 'z': brackets of all kinds and the tilde */
	return wide_any(((here | ' ') > 'z') | (here == ':') | (here == '@') |
	                ((here == 'w') & (next == 'w')));
}

/* Nearly all bytes begin nothing, many at once. */
static size_t find_special(struct str text, size_t from, uint8_t which)
{
	size_t i = from;

	while (i + sizeof(wide) <= text.len && !may_begin(text.at + i))
		i += sizeof(wide);
	if (text.len - i < sizeof(wide) && text.len - from >= sizeof(wide) &&
	    !may_begin(text.at + text.len - sizeof(wide)))
		return text.len;
	return str_find_class(text, i, special, which);
}

static void look_through(struct words *w)
{
	uint8_t which = look_out_for(w);
	size_t i = w->at;

	while ((i = find_special(w->text, i, which)) < w->text.len) {
		look_for(w, i);
		i = w->at > i ? w->at : i + 1;
	}
}

void markdown_words_collect(struct markdown_page *p, struct trail *trail, cmark_node *node,
                            const struct words_setting *how, struct items *items)
{
	struct str literal = str_from(cmark_node_get_literal(node));
	struct words w = {
		.page = p, .trail = trail, .items = items, .node = node, .text = literal, .how = how};

	w.raw = markdown_trail_text(trail, literal);
	pass(&w, how->cut < literal.len ? how->cut : literal.len);
	if (!p->options->plain) {
		/* the page's own controls have been taken out: there are those of references alone */
		w.text = trail->exact ? literal : markdown_words_clean(p->scratch, literal);
		look_through(&w);
	}
	look_at(&w, w.text.len);
	add_text(&w);
}

struct str markdown_words_clean(struct arena *a, struct str text)
{
	size_t i = str_find_class(text, 0, special, CONTROL);
	char *copy;

	if (i == text.len)
		return text;
	copy = str_z(a, text);
	for (; i < text.len; i = str_find_class(text, i, special, CONTROL))
		copy[i++] = ' ';
	return (struct str){copy, text.len};
}
