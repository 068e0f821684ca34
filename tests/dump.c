#include "dump.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/source.h"
#include "text/document/document_html.h"
#include "text/document/segment.h"

void dump_spans(struct buf *out, const struct segment *s)
{
	for (size_t i = 0; i < s->n_spans; i++) {
		const struct span *span = &s->spans[i];

		if (span->kind == SPAN_TEXT)
			buf_add(out, span->text);
		else
			buf_add_format(out, "<%s%u%s>", span->kind == SPAN_CLOSE ? "/" : "", span->code,
			               span->kind == SPAN_ALONE ? "/" : "");
	}
}

static void add_place(struct buf *out, struct position p)
{
	if (!p.source)
		buf_add_z(out, "nowhere");
	else
		buf_add_format(out, "%u:%u", source_line(p.source, p.offset),
		               source_column(p.source, p.offset));
}

/* A code in one line: how Markdown writes it, the address, the place. */
static void add_code(struct buf *out, const struct code *c, const char *name)
{
	buf_add_format(out, "      %s ", name);
	for (size_t i = 0; i < c->markdown.len; i++)
		buf_add_char(out, c->markdown.at[i] == '\n' ? '$' : c->markdown.at[i]);
	if (c->markdown_close.len && c->kind != CODE_IMAGE)
		buf_add_format(out, " ... %.*s", STR_ARG(c->markdown_close));
	buf_add_z(out, " at ");
	add_place(out, c->position);
	buf_add_z(out, "\n");
}

void dump_segments(struct buf *out, const struct document *doc)
{
	static const char *const kinds[] = {"paragraph", "heading", "cell", "field", "alt", "title"};
	struct arena *scratch = arena_open();
	const struct str *groups = segment_name_groups(scratch, doc);

	for (size_t i = 0; i < doc->n_blocks; i++) {
		const struct document_block *b = doc->blocks[i];

		buf_add_format(out, "%s %.*s", kinds[b->kind], STR_ARG(groups[i]));
		if (b->kind == BLOCK_HEADING)
			buf_add_format(out, " #%.*s", STR_ARG(b->anchor));
		buf_add_z(out, "\n");
		for (size_t k = 0; k < b->n_outer; k++)
			add_code(out, &b->outer[k], "around");
		for (size_t k = 0; k < b->n_segments; k++) {
			const struct segment *s = &b->segments[k];

			buf_add_format(out, "   %.*s ", (int)(s->id.len ? s->id.len : 5),
			               s->id.len ? s->id.at : "fixed");
			add_place(out, s->position);
			buf_add_z(out, "|");
			dump_spans(out, s);
			buf_add_format(out, "|%.*s\n", STR_ARG(s->after));
			for (size_t c = 0; c < s->n_codes; c++) {
				char name[24];

				snprintf(name, sizeof(name), "<%zu>", c);
				add_code(out, &s->codes[c], name);
			}
		}
	}
	arena_close(scratch);
}

/* What is open: names of elements, `#` for a section. */
struct nesting {
	struct buf names;
	struct buf ends; /* one byte a name: its length */
	bool cut;        /* in a tag, which goes on after a slot */
};

static void push(struct nesting *n, struct str name)
{
	buf_add(&n->names, name);
	buf_add_char(&n->ends, (char)name.len);
}

static bool pop(struct nesting *n, struct str name)
{
	size_t len = n->ends.len ? (size_t)n->ends.at[n->ends.len - 1] : 0;

	if (len != name.len || !str_ends(buf_str(&n->names), name))
		return false;
	n->names.len -= len;
	n->ends.len--;
	return true;
}

static bool is_void(struct str name)
{
	return str_is(name, "br") || str_is(name, "hr") || str_is(name, "img") || str_is(name, "col") ||
	       str_is(name, "wbr") || str_is(name, "input");
}

/* The tags of some HTML that has no `<` or `>` but theirs. */
static const char *feed_tags(struct nesting *n, struct str html)
{
	size_t at = 0;

	if (n->cut) {
		at = str_find(html, STR(">"), 0);
		if (at == SIZE_MAX)
			return "a tag without an end";
		n->cut = false;
	}
	while ((at = str_find(html, STR("<"), at)) != SIZE_MAX) {
		size_t end = str_find(html, STR(">"), at), name = at + 1;
		bool closing;

		if (end == SIZE_MAX) {
			n->cut = true;
			end = html.len;
		}
		closing = html.at[name] == '/';
		at = name += closing;
		while (at < end && html.at[at] != ' ')
			at++;
		if (at == name || at - name > 20)
			return "a tag without a name";
		if (closing && !pop(n, str_slice(html, name, at)))
			return "an end tag of another element";
		if (!closing && !is_void(str_slice(html, name, at)))
			push(n, str_slice(html, name, at));
		at = end + !n->cut;
	}
	return NULL;
}

static const char *feed_piece(struct nesting *n, const struct piece *p)
{
	struct buf html = {0};
	const char *fault = NULL;

	if (p->kind == PIECE_HTML)
		return feed_tags(n, p->text);
	if (n->cut)
		return p->kind == PIECE_SLOT || p->kind == PIECE_ANCHOR ? NULL : "a tag without an end";
	if (p->kind == PIECE_SECTION || p->kind == PIECE_INVERTED)
		push(n, STR("#"));
	else if (p->kind == PIECE_END && !pop(n, STR("#")))
		fault = "the end of a section among other elements than its beginning";
	if (p->kind != PIECE_BLOCK)
		return fault;
	document_html_words(p->block, false, &html);
	fault = feed_tags(n, buf_str(&html));
	buf_free(&html);
	return fault;
}

const char *dump_fault(const struct document *doc)
{
	struct nesting n = {0};
	const char *fault = NULL;

	for (size_t i = 0; i < doc->n_pieces && !fault; i++)
		fault = feed_piece(&n, &doc->pieces[i]);
	if (!fault && (n.ends.len || n.cut))
		fault = "an element without its end";
	buf_free(&n.names);
	buf_free(&n.ends);
	return fault;
}

struct str dump_normalized(struct arena *a, struct str html)
{
	struct str rest = html;
	struct buf out = {0};

	while (rest.len) {
		bool numeric = str_starts(rest, STR("&#39;")), hex = str_starts(rest, STR("&#x27;"));
		bool untitled = str_starts(rest, STR(" title=\"\""));
		size_t n = numeric ? 5 : hex ? 6 : untitled ? 9 : str_starts(rest, STR(" />")) ? 2 : 1;

		if (numeric || hex)
			buf_add_char(&out, '\'');
		else if (n == 1)
			buf_add_char(&out, *rest.at);
		rest = str_slice(rest, n, rest.len);
	}
	return buf_keep(&out, a);
}
