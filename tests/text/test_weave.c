#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "test.h"
#include "text/catalogue/catalogue.h"
#include "text/markdown/markdown.h"
#include "text/template/message.h"
#include "text/template/weave.h"
#include "text/words/locale.h"

/*
 * Documents made by hand: a page is one block in a paragraph, a segment's words
 * are written with its codes as <0>..</0> and <1/>.
 */
static struct arena *arena;
static struct diagnostics *d;
static struct locale *english, *page_locale; /* NULL: English too */
static enum view view;                       /* that is looked at */

static int open_all(void **state)
{
	(void)state;
	arena = arena_open();
	d = diag_open();
	english = locale_open(STR("en-US"));
	page_locale = NULL;
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	locale_close(english);
	locale_close(page_locale);
	diag_close(d);
	arena_close(arena);
	return 0;
}

/* The tag of a code that the text begins with, and the span it means; 0: it begins with none. */
static size_t read_tag(struct str text, struct span *span)
{
	bool closing = text.len > 3 && text.at[1] == '/';
	size_t digit = closing ? 2 : 1;

	if (text.len < 3 || text.at[0] != '<' || text.at[digit] < '0' || text.at[digit] > '9')
		return 0;
	span->code = (uint16_t)(text.at[digit] - '0');
	span->kind = closing ? SPAN_CLOSE : text.at[digit + 1] == '/' ? SPAN_ALONE : SPAN_OPEN;
	return span->kind == SPAN_OPEN ? 3 : 4;
}

static struct span *spans_of(const char *z, size_t *n)
{
	struct str text = str_from(z);
	struct span *spans = arena_array(arena, text.len + 1, sizeof(*spans));

	*n = 0;
	for (size_t i = 0, from = 0; i <= text.len;) {
		struct span tag = {0};
		size_t len = read_tag(str_slice(text, i, text.len), &tag);

		if ((len || i == text.len) && from < i)
			spans[(*n)++] = (struct span){.kind = SPAN_TEXT, .text = str_slice(text, from, i)};
		if (len)
			spans[(*n)++] = tag;
		i += len ? len : 1;
		from = len ? i : from;
	}
	return spans;
}

static struct code *codes(const struct code *list, size_t n)
{
	struct code *copy = arena_array(arena, n, sizeof(*copy));

	memcpy(copy, list, n * sizeof(*copy));
	return copy;
}

#define CODES(...)                                                                                           \
	codes((const struct code[]){__VA_ARGS__},                                                            \
	      sizeof((const struct code[]){__VA_ARGS__}) / sizeof(struct code)),                             \
		sizeof((const struct code[]){__VA_ARGS__}) / sizeof(struct code)

static struct segment segment(const char *id, const char *words, struct code *list, size_t n)
{
	struct segment s = {.id = str_from(id), .codes = list, .n_codes = n, .after = STR(" ")};

	s.spans = spans_of(words, &s.n_spans);
	return s;
}

static struct document_block *block(enum block_kind kind, const struct segment *segments, size_t n)
{
	struct document_block *b = arena_alloc(arena, sizeof(*b));

	b->kind = kind;
	b->segments = arena_array(arena, n, sizeof(*segments));
	memcpy(b->segments, segments, n * sizeof(*segments));
	b->n_segments = n;
	return b;
}

#define BLOCK(kind, ...)                                                                                     \
	block((kind), (const struct segment[]){__VA_ARGS__},                                                 \
	      sizeof((const struct segment[]){__VA_ARGS__}) / sizeof(struct segment))

static struct document *page(const char *before, struct document_block *b, const char *after)
{
	struct document *doc = arena_alloc(arena, sizeof(*doc));
	struct piece *pieces = arena_array(arena, 3, sizeof(*pieces));

	pieces[0] = (struct piece){.kind = PIECE_HTML, .text = str_from(before)};
	pieces[1] = (struct piece){.kind = PIECE_BLOCK, .block = b};
	pieces[2] = (struct piece){.kind = PIECE_HTML, .text = str_from(after)};
	doc->source = source_make(arena, STR("content/page.md"), STR(""));
	doc->pieces = pieces;
	doc->n_pieces = 3;
	return doc;
}

static struct catalogue *catalogue(size_t n)
{
	struct catalogue *c = arena_alloc(arena, sizeof(*c));

	c->units = arena_array(arena, n, sizeof(*c->units));
	return c;
}

static void translate(struct catalogue *c, const struct segment *s, const char *words, enum unit_state state)
{
	struct unit *u = &c->units[c->n_units++];

	*u = (struct unit){.id = s->id,
	                   .source = s->spans,
	                   .n_source = s->n_spans,
	                   .n_codes = s->n_codes,
	                   .state = state};
	u->target = spans_of(words, &u->n_target);
}

/* The same program, put into a layout that is compiled with it, as a statement's is. */
static struct str in_layout(const struct template *body, const struct value *root,
                            const struct template_manner *m)
{
	const struct source *s = source_make(
		arena, STR("page.mustache"),
		STR("{{#absent}}{{absent}}{{/absent}}<main>{{> content}}</main>"));
	struct template_theme theme = {.body_name = STR("content"), .body = body};
	const struct template *t = template_compile(d, arena, s, &theme);
	struct buf out = {0};

	assert_non_null(t);
	template_render_beside(t, root, m, &out);
	return buf_keep(&out, arena);
}

static struct str weave_views(const struct document *doc, const struct weave *w, struct value root,
                              unsigned views)
{
	struct template_manner manner = {
		.page = {page_locale ? page_locale : english, w->messages},
		.source = {english, w->source_messages ? w->source_messages : w->messages},
		.view = view,
	};
	struct weave of = *w;
	const struct template *t;
	struct buf out = {0};

	of.views = views;
	t = weave_page(d, arena, doc, &of);
	if (!t)
		diag_print(d, stderr, DIAG_TEXT);
	assert_non_null(t);
	template_render_beside(t, &root, &manner, &out);
	assert_str(in_layout(t, &root, &manner),
	           str_z(arena, str_format(arena, "<main>%.*s</main>", (int)out.len, out.at)));
	return buf_keep(&out, arena);
}

/* The page in the view at hand, by a program of its own and by one of all views. */
static struct str weave(const struct document *doc, const struct weave *w, struct value root)
{
	enum view shown = view;
	struct str alone = weave_views(doc, w, root, 1U << view);

	assert_str(alone, str_z(arena, weave_views(doc, w, root, VIEWS_ALL)));
	/* who has one view alone need not say which */
	view = VIEW_PLAIN;
	assert_str(alone, str_z(arena, weave_views(doc, w, root, 1U << shown)));
	view = shown;
	return alone;
}

/* Words alone need no program, and are what one writes. */
static struct str field(const struct document_block *b, const struct weave *w, struct value root)
{
	struct buf out = {0};

	template_render_plain(weave_field(arena, b, w), &root, english, w->messages, &out);
	if (weave_is_text(b)) {
		struct buf text = {0};

		weave_add_text(&text, b, w);
		assert_str(buf_keep(&text, arena), str_z(arena, buf_str(&out)));
	}
	return buf_keep(&out, arena);
}

static const struct value nothing;

static struct weave from_english(const struct catalogue *c, const char *language, enum view shown)
{
	view = shown;
	return (struct weave){
		.catalogue = c,
		.source_language = STR("en-US"),
		.language = str_from(language),
		.source_direction = "ltr",
		.direction = strcmp(language, "ar") == 0 ? "rtl" : "ltr",
	};
}

static void a_page_is_written_in_its_own_language(void **state)
{
	struct document_block *alt = BLOCK(
		BLOCK_ALT, segment("a", "A \"dog\"\n& <0/>", CODES({.kind = CODE_CODE, .text = STR("x<y")})));
	struct document_block *title = BLOCK(BLOCK_TITLE, segment("t", "A \"title\"", NULL, 0));
	struct document_block *b = BLOCK(
		BLOCK_PARAGRAPH,
		segment("1", "Plain & <b> <0>bold <1>both</1></0>, <2>gone</2>.",
	                CODES({.kind = CODE_STRONG}, {.kind = CODE_EMPHASIS}, {.kind = CODE_STRIKE})),
		segment("2", "<0>a link</0>\n<1/> <2/><3>x</3><4/><5/>",
	                CODES({.kind = CODE_LINK, .url = STR("a b.md?c&d"), .title = title},
	                      {.kind = CODE_CODE, .text = STR("<i>")},
	                      {.kind = CODE_IMAGE,
	                       .url = STR("i.png"),
	                       .alt = alt,
	                       .text = STR(" width=\"16\"")},
	                      {.kind = CODE_HTML_PAIR, .text = STR("<sub>"), .close = STR("</sub>")},
	                      {.kind = CODE_BREAK}, {.kind = CODE_HTML, .text = STR("<wbr>")})));
	struct weave w = from_english(NULL, "en-US", VIEW_SENTENCES);

	(void)state;
	assert_str(
		weave(page("<p>", b, "</p>\n"), &w, nothing),
		"<p>Plain &amp; &lt;b&gt; <strong>bold <em>both</em></strong>, <del>gone</del>. "
		"<a href=\"a%20b.md?c&amp;d\" title=\"A &quot;title&quot;\">a link</a>\n<code>&lt;i&gt;</code> "
		"<img src=\"i.png\" alt=\"A &quot;dog&quot; &amp; x&lt;y\" width=\"16\"><sub>x</sub><br>\n<wbr></p>\n");
	assert_str(field(b, &w, nothing), "Plain & <b> bold both, gone. a link <i> A \"dog\" & x<yx  ");
	/* a page that this language has no catalogue of is all in another language */
	w.language = STR("zh-TW");
	assert_str(weave(page("<p>", BLOCK(BLOCK_PARAGRAPH, segment("1", "Hello.", NULL, 0)), "</p>\n"), &w,
	                 nothing),
	           "<div lang=\"en-US\">\n<p>Hello.</p>\n</div>\n");
}

static void addresses_lead_to_no_script(void **state)
{
	static const char *const urls[][2] = {
		{"../a.md#b", "<a href=\"../a.md#b\">x</a>"},
		{"javascript:alert(1)", "x"},
		{"//evil.example", "x"},
		{"{{help}}", "<a href=\"/h%20%22%3E?q\">x</a>"},
		{"p/{{id}}?{{help}}", "<a href=\"p/%7B7%7D?%2Fh%20%22%3E%3Fq\">x</a>"},
		{"{{bad}}", "<a href=\"#\">x</a>"},
		{"{{none}}:{{bad}}", "x"},
		{"mailto:{{bad}}", "<a href=\"mailto:javascript:x\">x</a>"},
	};
	struct value_field fields[] = {{STR("help"), value_text(STR("/h \">?q"))},
	                               {STR("bad"), value_text(STR("javascript:x"))},
	                               {STR("id"), value_text(STR("{7}"))}};
	struct weave w = from_english(NULL, "en-US", VIEW_PLAIN);

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		struct document_block *b = BLOCK(
			BLOCK_PARAGRAPH,
			segment("1", "<0>x</0>", CODES({.kind = CODE_LINK, .url = str_from(urls[i][0])})));

		assert_str(weave(page("", b, ""), &w, value_record(fields, 3)), urls[i][1]);
	}
	/* what site/ found the link to lead to is what is published */
	assert_str(
		weave(page("",
	                   BLOCK(BLOCK_PARAGRAPH,
	                         segment("1", "<0>x</0><1/>",
	                                 CODES({.kind = CODE_LINK, .url = STR("a.md"), .href = STR("a.html")},
	                                       {.kind = CODE_IMAGE, .url = STR("data:x")}))),
	                   ""),
	              &w, nothing),
		"<a href=\"a.html\">x</a>");
}

static void translations_stand_in_their_place(void **state)
{
	struct segment one = segment("1", "Pay <0>US$<1/></0> now.",
	                             CODES({.kind = CODE_STRONG}, {.kind = CODE_SLOT, .text = STR("price")}));
	struct segment two = segment("2", "See <0>the page</0>.",
	                             CODES({.kind = CODE_LINK, .url = STR("a.html")}));
	struct segment three = segment("3", "New.", NULL, 0), four = segment("4", "Old.", NULL, 0);
	struct document *doc = page("<p>", BLOCK(BLOCK_PARAGRAPH, one, two, three, four), "</p>");
	struct catalogue *c = catalogue(4);
	struct value_field price = {STR("price"), value_integer(100)};
	struct value root = value_record(&price, 1);
	struct weave w = from_english(c, "de-DE", VIEW_PLAIN);

	(void)state;
	translate(c, &one, "Jetzt <0>US$<1/></0> zahlen.", UNIT_FINAL);
	translate(c, &two, "<0>Siehe Seite</0>.", UNIT_TRANSLATED);
	translate(c, &three, "", UNIT_EMPTY);
	translate(c, &four, "Alt <b>.", UNIT_NEEDS_ADAPTATION);
	assert_str(weave(doc, &w, root),
	           "<p>Jetzt <strong>US$100</strong> zahlen. <a href=\"a.html\">Siehe Seite</a>. "
	           "<span class=\"untranslated\" lang=\"en-US\">New.</span> "
	           "<span class=\"untranslated\" lang=\"en-US\">Old.</span></p>");
	w.badge_stale = true;
	assert_str(
		weave(doc, &w, root),
		"<p>Jetzt <strong>US$100</strong> zahlen. <a href=\"a.html\">Siehe Seite</a>. "
		"<span class=\"untranslated\" lang=\"en-US\">New.</span> "
		"<span class=\"stale\">Alt &lt;b&gt;.</span><span class=\"badge\">The original has changed</span></p>");
	assert_str(field(doc->pieces[1].block, &w, root), "Jetzt US$100 zahlen. Siehe Seite. New. Alt <b>.");
	/* targets whose codes are not the source's, or do not nest, are not used */
	c->n_units = 0;
	translate(c, &one, "<0>a <2/></0>", UNIT_NEEDS_REVIEW);
	translate(c, &two, "<0>a</0></0>", UNIT_NEEDS_REVIEW);
	translate(c, &three, "<0>a", UNIT_NEEDS_REVIEW);
	assert_str(weave(page("", BLOCK(BLOCK_PARAGRAPH, two, three), ""), &w, root),
	           "<span class=\"untranslated\" lang=\"en-US\">See <a href=\"a.html\">the page</a>.</span> "
	           "<span class=\"untranslated\" lang=\"en-US\">New.</span>");
}

static const struct messages *labels(void)
{
	struct message_source *list = arena_array(arena, 3, sizeof(*list));

	list[0] = (struct message_source){.id = STR("peek.label"), .text = STR("Original {n, number}")};
	list[1] = (struct message_source){.id = STR("translation.stale"), .text = STR("old & \"stale\"")};
	list[2] = (struct message_source){.id = STR("alert.note"), .text = STR("Note")};
	return message_compile(d, arena, list, 3, NULL);
}

#define PEEK(n, words)                                                                                       \
	"<button class=\"peek\" popovertarget=\"s." n "\" aria-label=\"Original " n "\"></button>"           \
	"<span popover id=\"s." n "\" class=\"source\" lang=\"en-US\">" words "</span>"

static void each_sentence_has_its_source(void **state)
{
	struct segment one = segment("1", "See <0>the <1>x</1> page</0><2/>.",
	                             CODES({.kind = CODE_LINK, .url = STR("a.html")}, {.kind = CODE_STRONG},
	                                   {.kind = CODE_FOOTNOTE, .text = STR("<sup id=\"r\">1</sup>")}));
	struct segment two = segment(
		"2", "<0>Id</0> <1>kbd</1>.",
		CODES({.kind = CODE_HTML_PAIR, .text = STR("<span id=\"x\">"), .close = STR("</span>")},
	              {.kind = CODE_HTML_PAIR, .text = STR("<kbd>"), .close = STR("</kbd>")}));
	struct segment three = segment("3", "Three.", NULL, 0), four = segment("4", "New.", NULL, 0);
	struct document_block *b = BLOCK(BLOCK_PARAGRAPH, one, two, three, four);
	struct catalogue *c = catalogue(4);
	struct weave w = from_english(c, "zh-TW", VIEW_SENTENCES);

	(void)state;
	w.messages = labels();
	w.badge_stale = true;
	translate(c, &one, "請見<0><1>x</1>頁</0><2/>。", UNIT_TRANSLATED);
	translate(c, &two, "<0>識別</0><1>鍵</1>。", UNIT_TRANSLATED);
	translate(c, &three, "三。", UNIT_NEEDS_ADAPTATION);
	assert_str(
		weave(page("<h2>", b, "</h2>"), &w, nothing),
		"<h2>請見<a href=\"a.html\"><strong>x</strong>頁</a><sup id=\"r\">1</sup>。" PEEK("1", "See the <strong>x</strong> page.") "<span id=\"x\">識別</span><kbd>鍵</kbd>。" PEEK(
			"2",
			"Id <kbd>kbd</kbd>.") "<span class=\"stale\">三。</span><span class=\"badge\">old &amp; \"stale\"</span>" PEEK("3",
	                                                                                                                               "Three.") " <span class=\"untranslated\" lang=\"en-US\">New.</span></h2>");
	/* a link around the whole block has its buttons behind it */
	b = BLOCK(BLOCK_PARAGRAPH, three);
	b->outer = codes(
		(const struct code[]){{.kind = CODE_LINK, .url = STR("b.html")}, {.kind = CODE_STRONG}}, 2);
	b->n_outer = 2;
	assert_str(
		weave(page("", b, ""), &w, nothing),
		"<a href=\"b.html\"><strong><span class=\"stale\">三。</span><span class=\"badge\">old &amp; \"stale\"</span></strong></a>" PEEK(
			"1", "Three."));
}

/* What a sentence takes in is in the language of the sentence; where it has words of its own alone, they say whose they are. */
static void an_include_is_in_its_sentences_language(void **state)
{
	struct segment term = segment("t", "the <0>term</0>",
	                              CODES({.kind = CODE_LINK, .url = STR("t.html")}));
	struct segment fresh = segment("f", "new words", NULL, 0);
	struct document_block *said = BLOCK(BLOCK_PARAGRAPH, term), *unsaid = BLOCK(BLOCK_PARAGRAPH, fresh);
	struct code *both = codes((const struct code[]){{.kind = CODE_INCLUDE, .included = said},
	                                                {.kind = CODE_INCLUDE, .included = unsaid},
	                                                {.kind = CODE_INCLUDE}},
	                          3);
	struct segment one = segment("1", "Use <0/> and <1/>.<2/>", both, 3);
	struct segment two = segment(
		"2", "See <1>at <0/></1>.",
		CODES({.kind = CODE_INCLUDE, .included = said}, {.kind = CODE_LINK, .url = STR("a.html")}));
	struct segment three = segment("3", "Not <0/>.", both, 1), four = segment("", "<0/>", both, 1);
	struct document *doc = page("", BLOCK(BLOCK_PARAGRAPH, one, two, three), "");
	struct document *alone = page("<td>", BLOCK(BLOCK_CELL, four), "</td>");
	struct catalogue *c = catalogue(4);
	struct weave w = from_english(c, "de-DE", VIEW_PLAIN);

	(void)state;
	w.messages = labels();
	translate(c, &term, "der <0>Begriff</0>", UNIT_TRANSLATED);
	translate(c, &one, "<1/> und <0/>.<2/>", UNIT_TRANSLATED);
	translate(c, &two, "<1>Siehe <0/></1>.", UNIT_TRANSLATED);
	assert_str(
		weave(doc, &w, nothing),
		"<span class=\"untranslated\" lang=\"en-US\">new words</span> und der <a href=\"t.html\">Begriff</a>. "
		"<a href=\"a.html\">Siehe der Begriff</a>. "
		"<span class=\"untranslated\" lang=\"en-US\">Not the <a href=\"t.html\">term</a>.</span>");
	view = VIEW_SENTENCES;
	assert_str(
		weave(doc, &w, nothing),
		"<span class=\"untranslated\" lang=\"en-US\">new words</span> und der <a href=\"t.html\">Begriff</a>." PEEK(
			"1",
			"Use the term and new words.") " <a href=\"a.html\">Siehe der Begriff</a>." PEEK("2",
	                                                                                                 "See at the term.") " <span class=\"untranslated\" lang=\"en-US\">Not the <a href=\"t.html\">term</a>.</span>");
	/* without words around it, its own sentence has the button, and stands beside its source */
	assert_str(weave(alone, &w, nothing),
	           "<td>der <a href=\"t.html\">Begriff</a>" PEEK("1", "the term") "</td>");
	view = VIEW_COLUMNS;
	assert_str(
		weave(alone, &w, nothing),
		"<td><span class=\"pair\"><span class=\"source\" lang=\"en-US\">the term</span> "
		"<span class=\"target\" lang=\"de-DE\">der <a href=\"t.html\">Begriff</a></span></span></td>");
	assert_str(field(BLOCK(BLOCK_HEADING, one), &w, nothing), "new words und der Begriff.");
	assert_false(weave_is_foreign(BLOCK(BLOCK_HEADING, four), &w));
	four.codes = both + 1;
	assert_true(weave_is_foreign(BLOCK(BLOCK_HEADING, four), &w));
}

/* A value in a sentence of the source is written as the source's language writes it; on a foreign page, every value. */
static void values_are_written_in_their_sentences_language(void **state)
{
	struct document_block *alt = BLOCK(
		BLOCK_ALT, segment("a", "Coin <0/>", CODES({.kind = CODE_SLOT, .text = STR("price")})));
	struct segment one = segment("1", "Pay <0/> <2/> <1/>.",
	                             CODES({.kind = CODE_SLOT, .text = STR("price")},
	                                   {.kind = CODE_SLOT, .text = STR("msg.word")},
	                                   {.kind = CODE_IMAGE, .url = STR("i.png"), .alt = alt}));
	struct document *doc = page("", BLOCK(BLOCK_PARAGRAPH, one), "");
	struct message_source english_word = {.id = STR("word"), .text = STR("{price} word {price, number}")};
	struct message_source chinese_word = {.id = STR("word"), .text = STR("{price} 字")};
	struct value_field price = {STR("price"), value_money((struct money){100, "USD"})};
	struct value root = value_record(&price, 1);
	struct catalogue *c = catalogue(2);
	struct weave w = from_english(c, "zh-TW", VIEW_SENTENCES);

	(void)state;
	page_locale = locale_open(STR("zh-TW"));
	w.messages = message_compile(d, arena, &chinese_word, 1, NULL);
	w.source_messages = message_compile(d, arena, &english_word, 1, NULL);
	assert_str(
		weave(doc, &w, root),
		"<span class=\"untranslated\" lang=\"en-US\">Pay $1.00 <img src=\"i.png\" alt=\"Coin $1.00\"> $1.00 word $1.00.</span>");
	translate(c, &alt->segments[0], "硬幣 <0/>", UNIT_TRANSLATED);
	translate(c, &one, "<1/>，付 <0/>。<2/>", UNIT_TRANSLATED);
	assert_str(
		weave(doc, &w, root),
		"US$1.00 字，付 US$1.00。<img src=\"i.png\" alt=\"硬幣 US$1.00\"><button class=\"peek\" popovertarget=\"s.1\" aria-label=\"Original sentence\"></button>"
		"<span popover id=\"s.1\" class=\"source\" lang=\"en-US\">Pay $1.00 Coin $1.00 $1.00 word $1.00.</span>");
	view = VIEW_COLUMNS;
	assert_str(
		weave(doc, &w, root),
		"<span class=\"pair\"><span class=\"source\" lang=\"en-US\">Pay $1.00 Coin $1.00 $1.00 word $1.00.</span> "
		"<span class=\"target\" lang=\"zh-TW\">US$1.00 字，付 US$1.00。<img src=\"i.png\" alt=\"硬幣 US$1.00\"></span></span>");
	w.catalogue = NULL;
	assert_str(
		weave(doc, &w, root),
		"<div lang=\"en-US\">\nPay $1.00 <img src=\"i.png\" alt=\"Coin $1.00\"> $1.00 word $1.00.</div>\n");
}

/* A section repeats a sentence, and each of its popovers has a name of its own. */
static void repeated_sentences_have_names_of_their_own(void **state)
{
	struct segment s = segment("1", "Hello <0/>.", CODES({.kind = CODE_SLOT, .text = STR(".")}));
	struct document *doc = page("<li>", BLOCK(BLOCK_PARAGRAPH, s), "</li>");
	struct piece pieces[5] = {{.kind = PIECE_SECTION, .text = STR("rows")}};
	struct value items[] = {value_text(STR("A")), value_text(STR("B"))};
	struct value_field rows = {STR("rows"), value_list(items, 2)};
	struct catalogue *c = catalogue(1);
	struct weave w = from_english(c, "zh-TW", VIEW_SENTENCES);

	(void)state;
	w.messages = labels();
	memcpy(pieces + 1, doc->pieces, 3 * sizeof(*pieces));
	pieces[4] = (struct piece){.kind = PIECE_END, .text = STR("rows")};
	doc->pieces = pieces;
	doc->n_pieces = 5;
	translate(c, &s, "<0/>您好。", UNIT_TRANSLATED);
	assert_str(weave(doc, &w, value_record(&rows, 1)),
	           "<li>A您好。" PEEK("1", "Hello A.") "</li><li>B您好。" PEEK("2", "Hello B.") "</li>");
}

/* Ids are unique: of the headings that a section repeats, in it or in one around it, the first has it. */
static void a_repeated_heading_has_its_id_once(void **state)
{
	struct piece pieces[] = {
		{.kind = PIECE_SECTION, .text = STR("rows")}, {.kind = PIECE_SECTION, .text = STR("rows")},
		{.kind = PIECE_HTML, .text = STR("<h2")},     {.kind = PIECE_ANCHOR, .text = STR("a")},
		{.kind = PIECE_HTML, .text = STR("></h2>")},  {.kind = PIECE_END, .text = STR("rows")},
		{.kind = PIECE_END, .text = STR("rows")}};
	struct document doc = {.source = source_make(arena, STR("content/page.md"), STR("")),
	                       .pieces = pieces,
	                       .n_pieces = sizeof(pieces) / sizeof(*pieces)};
	struct value items[] = {value_text(STR("A")), value_text(STR("B"))};
	struct value_field rows = {STR("rows"), value_list(items, 2)};
	struct weave w = from_english(NULL, "en-US", VIEW_PLAIN);

	(void)state;
	assert_str(weave(&doc, &w, value_record(&rows, 1)), "<h2 id=\"a\"></h2><h2></h2><h2></h2><h2></h2>");
}

static void columns_stand_side_by_side(void **state)
{
	struct document_block *alt = BLOCK(BLOCK_ALT, segment("a", "A dog", NULL, 0));
	struct segment one = segment("1", "See <0>it</0> <1/>.",
	                             CODES({.kind = CODE_LINK, .url = STR("a.html")},
	                                   {.kind = CODE_IMAGE, .url = STR("i.png"), .alt = alt}));
	struct segment two = segment("2", "New.", NULL, 0);
	struct segment picture = segment("", "<0/>",
	                                 CODES({.kind = CODE_IMAGE, .url = STR("i.png"), .alt = alt}));
	struct catalogue *c = catalogue(2);
	struct weave w = from_english(c, "ar", VIEW_COLUMNS);

	(void)state;
	translate(c, &one, "انظر <0>هنا</0> <1/>.", UNIT_TRANSLATED);
	translate(c, &alt->segments[0], "كلب", UNIT_TRANSLATED);
	assert_str(
		weave(page("<td>", BLOCK(BLOCK_CELL, one, two), "</td>"), &w, nothing),
		"<td><span class=\"pair\"><span class=\"source\" lang=\"en-US\" dir=\"ltr\">See it A dog. New.</span> "
		"<span class=\"target\" lang=\"ar\" dir=\"rtl\">انظر <a href=\"a.html\">هنا</a> <img src=\"i.png\" alt=\"كلب\">. "
		"<span class=\"untranslated\" lang=\"en-US\" dir=\"ltr\">New.</span></span></span></td>");
	/* what has no words stands once */
	assert_str(weave(page("<p>", BLOCK(BLOCK_PARAGRAPH, picture), "</p>"), &w, nothing),
	           "<p><img src=\"i.png\" alt=\"كلب\"></p>");
}

/* Where lines and sentences meet. */
static void sentences_meet_as_the_language_has_it(void **state)
{
	static const struct {
		const char *language, *first, *second, *woven;
	} cases[] = {
		{"zh-TW", "一。", "二。", "一。二。"},
		{"zh-TW", "一。 ", "Azure 二。", "一。  Azure 二。"},
		{"zh-TW", "一\n二", "三", "一二三"},
		{"zh-TW", "一\nx", "三", "一\nx 三"},
		{"zh-TW", "他說。", "“好”。", "他說。“好”。"},
		{"en-GB", "It’s.", "“Good”.", "It’s. “Good”."},
		{"zh-TW", "一\n<0>二</0>\n<0>a</0>\n三", "四",
	         "一<strong>二</strong>\n<strong>a</strong>\n三四"},
		{"ko-KR", "하나.", "둘.", "하나. 둘."},
		{"ko-KR", "하나\n둘", "셋", "하나\n둘 셋"},
		{"de-DE", "Eins.", "Zwei.", "Eins. Zwei."},
		{"ja", "一<1/>\n二", "<1/>三", "一<br>\n二<br>\n三"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct segment one = segment("1", "One <0>x</0><1/>.",
		                             CODES({.kind = CODE_STRONG}, {.kind = CODE_BREAK}));
		struct segment two = segment("2", "Two <0>x</0><1/>.",
		                             CODES({.kind = CODE_STRONG}, {.kind = CODE_BREAK}));
		struct catalogue *c = catalogue(2);
		struct weave w = from_english(c, cases[i].language, VIEW_PLAIN);
		struct str woven;

		translate(c, &one, cases[i].first, UNIT_NEEDS_REVIEW);
		translate(c, &two, cases[i].second, UNIT_NEEDS_REVIEW);
		woven = weave(page("", BLOCK(BLOCK_PARAGRAPH, one, two), ""), &w, nothing);
		assert_str(woven, cases[i].woven);
	}
	/* a source without spaces, a target with them */
	struct segment one = segment("1", "一。", NULL, 0), two = segment("2", "二。", NULL, 0);
	struct catalogue *c = catalogue(2);
	struct weave w = from_english(c, "en-US", VIEW_PLAIN);

	w.source_language = STR("zh-TW");
	one.after = STR("");
	translate(c, &one, "One.", UNIT_TRANSLATED);
	translate(c, &two, "Two.", UNIT_TRANSLATED);
	assert_str(weave(page("", BLOCK(BLOCK_PARAGRAPH, one, two), ""), &w, nothing), "One. Two.");
	w.catalogue = NULL;
	assert_str(weave(page("", BLOCK(BLOCK_PARAGRAPH, one, two), ""), &w, nothing),
	           "<div lang=\"zh-TW\">\n一。二。</div>\n");
}

static const struct source *one_partial(void *context, struct str name, struct position where)
{
	(void)context, (void)where;
	return str_is(name, "list") ? source_make(arena, name, STR("<ul>{{#rows}}<li>{{.}}{{/rows}}</ul>\n"))
	                            : NULL;
}

static void pieces_are_woven_in_order(void **state)
{
	struct document *doc = page(
		"<p>",
		BLOCK(BLOCK_PARAGRAPH, segment("1", "Total: <0/> <1/>",
	                                       CODES({.kind = CODE_SLOT, .text = STR("n")},
	                                             {.kind = CODE_SLOT, .text = STR("msg.peek.label")}))),
		"</p>\n");
	struct value items[] = {value_text(STR("<A>"))};
	struct value_field fields[] = {{STR("rows"), value_list(items, 1)}, {STR("n"), value_integer(5)}};
	struct piece pieces[] = {{.kind = PIECE_PARTIAL, .text = STR("list")},
	                         {.kind = PIECE_SECTION, .text = STR("n")},
	                         doc->pieces[0],
	                         doc->pieces[1],
	                         doc->pieces[2],
	                         {.kind = PIECE_END, .text = STR("n")},
	                         {.kind = PIECE_INVERTED, .text = STR("n")},
	                         {.kind = PIECE_SLOT, .text = STR("n")},
	                         {.kind = PIECE_END, .text = STR("n")}};
	struct weave w = from_english(NULL, "en-US", VIEW_PLAIN);

	(void)state;
	w.messages = labels();
	w.partial = one_partial;
	doc->pieces = pieces;
	doc->n_pieces = sizeof(pieces) / sizeof(*pieces);
	assert_str(weave(doc, &w, value_record(fields, 2)),
	           "<ul><li>&lt;A&gt;</ul>\n<p>Total: 5 Original 5</p>\n");
}

/* A page's box says what it is in an attribute. */
static void a_message_is_escaped_for_the_tag_it_stands_in(void **state)
{
	struct message_source said = {.id = STR("task.done"), .text = STR("Done & \"ticked\"")};
	struct markdown_options options = {.language = STR("en-US"), .slots = true};
	const struct source *md = source_make(arena, STR("page.md"), STR("- [x] it\n"));
	struct weave w = from_english(NULL, "en-US", VIEW_PLAIN);

	(void)state;
	w.messages = message_compile(d, arena, &said, 1, NULL);
	assert_str(weave(markdown_load(d, arena, md, &options), &w, nothing),
	           "<ul>\n<li class=\"task\"><input type=\"checkbox\" checked disabled "
	           "aria-label=\"Done &amp; &quot;ticked&quot;\"> it</li>\n</ul>\n");
}

/* tests/text/weave/page.md and its translation, as a member would see it, in every view. */
static void a_page_is_as_expected_in_every_view(void **state)
{
	static const char *const views[] = {"plain", "sentences", "columns"};
	static const char *const steps[] = {"2", "3"};
	struct markdown_options options = {.language = STR("en-US"), .slots = true};
	const struct source *md = source_load(d, arena, "tests/text/weave", STR("page.md"), 1 << 20);
	const struct source *xlf = source_load(d, arena, "tests/text/weave", STR("page.zh-TW.xlf"), 1 << 20);
	struct document *doc = markdown_load(d, arena, md, &options);
	struct weave w = from_english(catalogue_load(d, arena, xlf), "zh-TW", VIEW_PLAIN);
	struct value items[2], more[1];
	struct value_field cells[2][2], link[] = {{STR("name"), value_text(STR("Action <Pack>"))},
	                                          {STR("help"), value_text(STR("help.html#a"))}};
	struct value_field fields[4] = {{STR("price"), value_money((struct money){10000, "USD"})},
	                                {STR("offer"), value_text(STR("& more"))}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		cells[i][0] = (struct value_field){STR("n"), value_text(str_from(steps[i]))};
		cells[i][1] = (struct value_field){STR("what"), value_text(STR("<td>"))};
		items[i] = value_record(cells[i], 2);
	}
	more[0] = value_record(link, 2);
	fields[2] = (struct value_field){STR("steps"), value_list(items, 2)};
	fields[3] = (struct value_field){STR("more"), value_list(more, 1)};
	w.messages = labels();
	w.badge_stale = true;
	page_locale = locale_open(STR("zh-TW"));
	for (view = VIEW_PLAIN; view <= VIEW_COLUMNS; view++) {
		char path[64];

		snprintf(path, sizeof(path), "tests/text/weave/page.zh-TW.%s.golden", views[view]);
		golden_check(path, weave(doc, &w, value_record(fields, 4)));
	}
	assert_str(field(doc->blocks[0], &w, value_record(fields, 4)), "自己續訂& more");
	assert_str(field(doc->headings[0], &w, value_record(fields, 4)), "自己續訂");
	w = from_english(NULL, "en-US", VIEW_PLAIN);
	w.messages = labels();
	locale_close(page_locale);
	page_locale = NULL;
	golden_check("tests/text/weave/page.en-US.golden", weave(doc, &w, value_record(fields, 4)));
	assert_str(field(doc->blocks[0], &w, value_record(fields, 4)), "Renew *by hand* & more");
	assert_int_equal(diag_errors(d), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_page_is_written_in_its_own_language),
		TEST(addresses_lead_to_no_script),
		TEST(translations_stand_in_their_place),
		TEST(each_sentence_has_its_source),
		TEST(an_include_is_in_its_sentences_language),
		TEST(values_are_written_in_their_sentences_language),
		TEST(repeated_sentences_have_names_of_their_own),
		TEST(a_repeated_heading_has_its_id_once),
		TEST(columns_stand_side_by_side),
		TEST(sentences_meet_as_the_language_has_it),
		TEST(pieces_are_woven_in_order),
		TEST(a_message_is_escaped_for_the_tag_it_stands_in),
		TEST(a_page_is_as_expected_in_every_view),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
