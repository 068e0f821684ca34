#include "text/markdown/markdown_page.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "text/extensions/markdown_slot.h"
#include "text/words/escape.h"
#include "text/words/url.h"

void markdown_page_text(struct markdown_page *p, struct str text)
{
	if (p->options->plain)
		escape_add_commonmark(&p->html, text);
	else
		escape_add_words(&p->html, text, PLACE_PROSE);
	if (text.len)
		p->last = text.at[text.len - 1];
}

void markdown_page_line(struct markdown_page *p)
{
	if (p->last && p->last != '\n')
		markdown_page_html(p, STR("\n"));
}

/* What is published has no `<` but its tags', so only the last may be cut, where a slot is to stand in it. */
static bool is_closed(struct str html)
{
	const char *tag = html.at[html.len - 1] != '>' ? memrchr(html.at, '<', html.len) : NULL;

	return !tag || memchr(tag, '>', (size_t)(html.at + html.len - tag));
}

void markdown_page_flush(struct markdown_page *p)
{
	struct document *doc = p->doc;
	struct str html = buf_str(&p->html);

	if (!html.len)
		return;
	*ARRAY_ADD(p->arena, doc->pieces, doc->n_pieces) = (struct piece){
		.kind = PIECE_HTML, .closed = is_closed(html), .text = str_copy(p->arena, html)};
	buf_clear(&p->html);
}

void markdown_page_piece(struct markdown_page *p, enum piece_kind kind, struct str name,
                         struct position where)
{
	struct document *doc = p->doc;

	markdown_page_flush(p);
	*ARRAY_ADD(p->arena, doc->pieces, doc->n_pieces) = (struct piece){
		.kind = kind, .text = str_copy(p->arena, name), .position = where};
	if (kind == PIECE_SLOT)
		p->last = 'x';
}

void markdown_page_add(struct markdown_page *p, struct document_block *block)
{
	struct document *doc = p->doc;

	markdown_page_flush(p);
	*ARRAY_ADD(p->arena, doc->pieces, doc->n_pieces) = (struct piece){
		.kind = PIECE_BLOCK, .block = block, .position = block->position};
	p->last = 'x';
}

void markdown_page_set_code(struct markdown_page *p, struct item *item, enum item_kind kind, struct code code)
{
	item->kind = kind;
	item->attributes = (struct str){0};
	item->code = arena_take(p->scratch, sizeof(code));
	*item->code = code;
	item->code->position = item->position;
}

struct str markdown_page_anchor(struct markdown_page *p, struct str wanted)
{
	struct str anchor = str_copy(p->arena, wanted);

	/* The count is where to go on, so that a page of equal headings costs no more than another. */
	for (size_t n = tally_add(&p->anchors, p->arena, anchor); n > 0; n++) {
		anchor = str_format(p->arena, "%.*s-%zu", STR_ARG(wanted), n);
		if (!tally_count(&p->anchors, anchor)) {
			tally_add(&p->anchors, p->arena, anchor);
			break;
		}
	}
	return anchor;
}

bool markdown_page_address(struct markdown_page *p, struct str url, bool slots, struct position where,
                           struct str *out)
{
	struct buf b = {0};

	*out = str_copy(p->arena, url);
	if (p->options->plain)
		return true;
	if (!url_is_allowed(url)) {
		diag_add(p->d, LINK_REFUSED, where, out->at);
		return false;
	}
	if ((slots && p->options->slots && markdown_slot_fit(url)) || str_find(url, STR("{{"), 0) == SIZE_MAX)
		return true;
	for (size_t i = 0; i < url.len; i++)
		if (url.at[i] == '{')
			buf_add(&b, STR("%7B"));
		else
			buf_add_char(&b, url.at[i]);
	*out = buf_keep(&b, p->arena);
	return true;
}
