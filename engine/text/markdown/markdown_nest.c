#include "text/markdown/markdown_nest.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "text/markdown/markdown_code.h"
#include "text/markdown/markdown_element.h"
#include "text/markdown/markdown_html.h"

/* What an open thing is known by: an element, one tilde, two, or a barrier. */
enum { KEY_TILDE = HTML_ELEMENTS, KEY_TILDES, KEYS, KEY_BARRIER = KEYS };

struct open {
	size_t item, key;
	size_t previous; /* the one below of the same key, or the barrier below */
};

/*
 * last[key] is the place on the stack, from 1, of the innermost of that key, so
 * that a stray end costs no search.
 */
struct nest {
	struct markdown_page *page;
	struct arena *arena; /* of the items */
	struct items *items; /* in which the pairs are */
	struct open *stack;
	size_t n, last[KEYS], barrier;
};

static void open_nest(struct nest *n, struct markdown_page *p, struct arena *a, struct items *items,
                      size_t most)
{
	memset(n, 0, sizeof(*n));
	n->page = p;
	n->arena = a;
	n->items = items;
	n->stack = arena_array(p->scratch, most + 1, sizeof(*n->stack));
}

static void push(struct nest *n, size_t item, size_t key)
{
	size_t *last = key == KEY_BARRIER ? &n->barrier : &n->last[key];

	n->stack[n->n++] = (struct open){item, key, *last};
	*last = n->n;
}

static struct open pop(struct nest *n)
{
	struct open o = n->stack[--n->n];

	*(o.key == KEY_BARRIER ? &n->barrier : &n->last[o.key]) = o.previous;
	return o;
}

static const struct html_element *innermost(const struct nest *n)
{
	const struct open *top = n->n > n->barrier ? &n->stack[n->n - 1] : NULL;

	return top && top->key < HTML_ELEMENTS ? n->items->at[top->item].element : NULL;
}

static void show_as_text(struct nest *n, struct item *item, const char *why)
{
	if (item->element)
		diag_add(n->page->d, HTML_SHOWN, item->position,
		         str_format(n->page->scratch, "%s%s", item->closing ? "/" : "", item->element->name)
		                 .at,
		         why);
	item->kind = ITEM_TEXT;
	item->element = NULL;
}

static void drop(struct nest *n, struct open o)
{
	if (o.key != KEY_BARRIER)
		show_as_text(n, &n->items->at[o.item], "its end tag is missing");
}

/* Down to the nearest barrier, which goes as well. */
static void close_barrier(struct nest *n)
{
	while (n->n > n->barrier)
		drop(n, pop(n));
	if (n->n)
		pop(n);
}

static void close_all(struct nest *n)
{
	while (n->n)
		drop(n, pop(n));
}

/* The end of an element around blocks, where the page has left it out. */
static void end_block(struct nest *n, struct open o)
{
	struct item *start = &n->items->at[o.item];
	const struct html_element *e;

	assert(o.item < n->items->n);
	e = start->element;
	if (!(e->flags & HTML_END_OPTIONAL)) {
		drop(n, o);
		return;
	}
	start->kind = ITEM_BLOCK;
	*ARRAY_ADD(n->arena, n->items->at,
	           n->items->n) = (struct item){.kind = ITEM_BLOCK,
	                                        .element = e,
	                                        .closing = true,
	                                        .text = str_format(n->page->arena, "</%s>", e->name)};
}

static bool is_paragraph(const struct html_element *e)
{
	return e && !strcmp(e->name, "p");
}

/* What a start tag ends: a paragraph, or siblings of its own until it stands where it may. */
static void make_way(struct nest *n, const struct html_element *e)
{
	const struct html_element *around = innermost(n);

	while (around && (around->flags & HTML_END_OPTIONAL) &&
	       (is_paragraph(around) || (e->parents && !markdown_html_fits(e, around)))) {
		end_block(n, pop(n));
		around = innermost(n);
	}
}

static void add_block(struct nest *n, struct item item)
{
	const struct html_element *e = item.element;
	size_t key = markdown_html_index(e), at;

	if (!item.closing)
		make_way(n, e);
	if (item.closing && n->last[key] > n->barrier)
		while (n->stack[n->n - 1].key != key)
			end_block(n, pop(n));
	at = n->items->n;
	*ARRAY_ADD(n->arena, n->items->at, n->items->n) = item;
	if (item.closing && n->last[key] > n->barrier) {
		n->items->at[pop(n).item].kind = ITEM_BLOCK;
		n->items->at[at].kind = ITEM_BLOCK;
		n->items->at[at].text = str_format(n->page->arena, "</%s>", e->name);
	} else if (item.closing && is_paragraph(e)) {
		n->items->at[at].kind = ITEM_NONE; /* a list or table within has ended it before */
	} else if (item.closing) {
		show_as_text(n, &n->items->at[at], "it has no start tag here");
	} else if (!markdown_html_fits(e, innermost(n))) {
		show_as_text(n, &n->items->at[at], "it cannot stand here");
	} else if (e->flags & HTML_VOID) {
		n->items->at[at].kind = ITEM_BLOCK;
	} else {
		push(n, at, key);
	}
}

static bool is_block_tag(const struct item *item)
{
	return item->kind == ITEM_TAG && (item->element->flags & HTML_BLOCK);
}

static size_t count_block_tags(const struct items *items)
{
	size_t tags = 0;

	for (size_t i = 0; i < items->n; i++)
		tags += is_block_tag(&items->at[i]);
	return tags;
}

/* A start tag stays as written until it is known to have an end. */
static void publish_starts(struct nest *n)
{
	for (size_t i = 0; i < n->items->n; i++) {
		struct item *item = &n->items->at[i];

		if (item->kind == ITEM_BLOCK && !item->closing)
			item->text = markdown_html_start(n->page->arena, item->element, item->attributes);
	}
}

void markdown_nest_blocks(struct markdown_page *p, struct arena *a, struct items *items, bool allowed)
{
	struct items out = {.unpaired = true};
	size_t codes = 0;
	struct nest n;

	if (!count_block_tags(items))
		return;
	open_nest(&n, p, a, &out, items->n);
	for (size_t i = 0; i < items->n; i++) {
		struct item *item = &items->at[i];

		codes += item->kind == ITEM_OPEN && item->code;
		codes -= item->kind == ITEM_CLOSE && item->code;
		if (is_block_tag(item)) {
			if (allowed && !codes) {
				add_block(&n, *item);
				continue;
			}
			show_as_text(&n, item, "no block may stand here");
		}
		if (item->kind == ITEM_OPEN)
			push(&n, 0, KEY_BARRIER);
		else if (item->kind == ITEM_CLOSE)
			close_barrier(&n);
		else if (item->kind == ITEM_SEPARATOR && is_paragraph(innermost(&n)))
			end_block(&n, pop(&n));
		*ARRAY_ADD(a, out.at, out.n) = *item;
	}
	close_all(&n);
	publish_starts(&n);
	*items = out;
}

static void nest_tag(struct nest *n, size_t i)
{
	struct item *item = &n->items->at[i];
	size_t key = markdown_html_index(item->element);

	if (item->closing && n->last[key] > n->barrier) {
		while (n->stack[n->n - 1].key != key)
			drop(n, pop(n));
		markdown_element_pair(n->page, &n->items->at[pop(n).item], item);
	} else if (item->closing) {
		show_as_text(n, item, "it has no start tag here");
	} else if (item->element->flags & HTML_VOID) {
		markdown_element_void(n->page, item);
	} else {
		push(n, i, key);
	}
}

static void nest_tildes(struct nest *n, size_t i)
{
	struct item *item = &n->items->at[i];
	size_t key = item->text.len == 1 ? KEY_TILDE : KEY_TILDES;

	if (item->closes && n->last[key] > n->barrier) {
		struct item *start;

		while (n->stack[n->n - 1].key != key)
			drop(n, pop(n));
		start = &n->items->at[pop(n).item];
		markdown_page_set_code(n->page, start, ITEM_OPEN, markdown_code_plain(CODE_STRIKE));
		item->kind = ITEM_CLOSE;
		item->code = start->code;
	} else if (item->opens) {
		push(n, i, key);
	} else {
		item->kind = ITEM_TEXT;
	}
}

void markdown_nest_words(struct markdown_page *p, struct items *items)
{
	struct nest n;

	open_nest(&n, p, p->scratch, items, items->n);
	for (size_t i = 0; i < items->n; i++) {
		switch (items->at[i].kind) {
		case ITEM_OPEN:
			push(&n, i, KEY_BARRIER);
			break;
		case ITEM_CLOSE:
			close_barrier(&n);
			break;
		case ITEM_TAG:
			nest_tag(&n, i);
			break;
		case ITEM_TILDES:
			nest_tildes(&n, i);
			break;
		default:
			break;
		}
	}
	close_all(&n);
}
