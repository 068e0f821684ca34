#include "text/document/document_html.h"

#include <string.h>

#include "base/ascii.h"
#include "text/words/escape.h"

struct html {
	struct buf *out;
	const char *end;         /* of a tag without an end tag */
	const struct code *link; /* that is open */
};

/* As CommonMark's own suite wants addresses: what browsers take as it is stays. */
static void add_url(struct buf *out, struct str url)
{
	static const char safe[] = "-_.+!*(),%#@?=;:/$~";

	for (size_t i = 0; i < url.len; i++) {
		char c = url.at[i];

		if (c == '&')
			buf_add_z(out, "&amp;");
		else if (c == '\'')
			buf_add_z(out, "&#x27;");
		else if (ascii_is_alnum(c) || strchr(safe, c))
			buf_add_char(out, c);
		else
			buf_add_format(out, "%%%02X", (unsigned char)c);
	}
}

static void add_words(struct html *h, const struct document_block *b);

static void add_title(struct html *h, const struct document_block *title)
{
	if (!title)
		return;
	buf_add_z(h->out, " title=\"");
	add_words(h, title);
	buf_add_z(h->out, "\"");
}

static void add_image(struct html *h, const struct code *c)
{
	struct buf *out = h->out;

	buf_add_z(out, "<img src=\"");
	add_url(out, c->url);
	buf_add_z(out, "\" alt=\"");
	if (c->alt)
		add_words(h, c->alt);
	buf_add_z(out, "\"");
	add_title(h, c->title);
	buf_add(out, c->text);
	buf_add_z(out, h->end);
}

static void add_link(struct html *h, const struct code *c)
{
	h->link = c;
	buf_add_z(h->out, "<a href=\"");
	add_url(h->out, c->url);
	buf_add_z(h->out, "\"");
	add_title(h, c->title);
	buf_add_z(h->out, ">");
}

/* What is included into a link may hold links, and none stands in another. */
static bool is_within_link(const struct html *h, const struct code *c)
{
	return c->kind == CODE_LINK && h->link && h->link != c;
}

static void add_open(struct html *h, const struct code *c)
{
	struct buf *out = h->out;

	if (is_within_link(h, c))
		return;
	switch (c->kind) {
	case CODE_STRONG:
		buf_add_z(out, "<strong>");
		break;
	case CODE_EMPHASIS:
		buf_add_z(out, "<em>");
		break;
	case CODE_STRIKE:
		buf_add_z(out, "<del>");
		break;
	case CODE_LINK:
		add_link(h, c);
		break;
	case CODE_HTML_PAIR:
	case CODE_HTML:
		buf_add(out, c->text);
		break;
	case CODE_FOOTNOTE:
		buf_add(out, h->link ? c->close : c->text);
		break;
	case CODE_CODE:
		buf_add_z(out, "<code>");
		escape_add_commonmark(out, c->text);
		buf_add_z(out, "</code>");
		break;
	case CODE_IMAGE:
		add_image(h, c);
		break;
	case CODE_BREAK:
		buf_add_format(out, "<br%s\n", h->end);
		break;
	case CODE_SLOT:
		buf_add_format(out, "{{%.*s}}", STR_ARG(c->text));
		break;
	case CODE_INCLUDE:
		if (c->included)
			add_words(h, c->included);
		break;
	default:
		buf_add_z(out, "?");
		break;
	}
}

static void add_close(struct html *h, const struct code *c)
{
	struct buf *out = h->out;

	if (is_within_link(h, c))
		return;
	switch (c->kind) {
	case CODE_STRONG:
		buf_add_z(out, "</strong>");
		break;
	case CODE_EMPHASIS:
		buf_add_z(out, "</em>");
		break;
	case CODE_STRIKE:
		buf_add_z(out, "</del>");
		break;
	case CODE_LINK:
		h->link = NULL;
		buf_add_z(out, "</a>");
		break;
	case CODE_HTML_PAIR:
		buf_add(out, c->close);
		break;
	default:
		break;
	}
}

static void add_words(struct html *h, const struct document_block *b)
{
	for (size_t i = 0; i < b->n_outer; i++)
		add_open(h, &b->outer[i]);
	for (size_t i = 0; i < b->n_segments; i++) {
		const struct segment *s = &b->segments[i];

		for (size_t k = 0; k < s->n_spans; k++) {
			const struct span *span = &s->spans[k];

			if (span->kind == SPAN_TEXT)
				escape_add_commonmark(h->out, span->text);
			else if (span->kind == SPAN_CLOSE)
				add_close(h, &s->codes[span->code]);
			else
				add_open(h, &s->codes[span->code]);
		}
		buf_add(h->out, s->after);
	}
	for (size_t i = b->n_outer; i-- > 0;)
		add_close(h, &b->outer[i]);
}

void document_html_anchor(struct str anchor, struct buf *out)
{
	buf_add_z(out, " id=\"");
	escape_add_words(out, anchor, PLACE_DATA);
	buf_add_char(out, '"');
}

void document_html_render(const struct document *doc, bool closed, struct buf *out)
{
	struct html h = {.out = out, .end = closed ? " />" : ">"};
	static const char *const sigils[] = {[PIECE_SECTION] = "#",
	                                     [PIECE_INVERTED] = "^",
	                                     [PIECE_END] = "/",
	                                     [PIECE_PARTIAL] = "> ",
	                                     [PIECE_SLOT] = ""};

	for (size_t i = 0; i < doc->n_pieces; i++) {
		const struct piece *p = &doc->pieces[i];

		if (p->kind == PIECE_HTML)
			buf_add(out, p->text);
		else if (p->kind == PIECE_BLOCK)
			add_words(&h, p->block);
		else if (p->kind == PIECE_ANCHOR)
			document_html_anchor(p->text, out);
		else
			buf_add_format(out, "{{%s%.*s}}%s", sigils[p->kind], STR_ARG(p->text),
			               p->kind == PIECE_SLOT ? "" : "\n");
	}
}

void document_html_words(const struct document_block *block, bool closed, struct buf *out)
{
	struct html h = {.out = out, .end = closed ? " />" : ">"};

	add_words(&h, block);
}
