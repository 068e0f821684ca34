#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "fixture.h"
#include "test.h"
#include "text/bilingual/bilingual.h"
#include "text/bilingual/bilingual_layout.h"
#include "text/markdown/markdown.h"

static const struct source *read_file(struct fixture *f, const char *path)
{
	const char *root = path[0] == '/' ? "/" : ".";

	return source_load(f->d, f->arena, root, str_from(path[0] == '/' ? path + 1 : path), 4 << 20);
}

static const struct bilingual_page page = {STR("content/page.md"), STR("en-US"), {0}};

static struct bilingual import(struct fixture *f, const struct source *file)
{
	struct bilingual b = {0};

	assert_non_null(file);
	if (!bilingual_import(f->d, f->arena, file, &page, &b)) {
		diag_print(f->d, stderr, DIAG_TEXT);
		fail();
	}
	return b;
}

static const struct source *include_nothing(void *context, const struct source *from, struct str path,
                                            struct position where)
{
	(void)context, (void)from, (void)path, (void)where;
	return NULL;
}

/* What a site does with an import: both files are written, and read again. */
static void read_back(struct fixture *f, const struct bilingual *b, struct document **doc,
                      struct catalogue **c)
{
	struct markdown_options options = {.language = STR("en-US"),
	                                   .slots = str_find(b->page, STR("slots: false"), 0) == SIZE_MAX,
	                                   .include = include_nothing};
	struct str path = str_format(f->arena, "locales/%.*s/page.xlf", STR_ARG(b->language));
	struct buf xlf = {0}, again = {0};

	catalogue_render(b->catalogue, &xlf);
	*c = catalogue_load(f->d, f->arena, source_make(f->arena, path, buf_str(&xlf)));
	*doc = markdown_load(f->d, f->arena, source_make(f->arena, STR("content/page.md"), b->page),
	                     &options);
	if (!*c || !*doc)
		diag_print(f->d, stderr, DIAG_TEXT);
	assert_non_null(*c);
	assert_non_null(*doc);
	catalogue_render(*c, &again);
	assert_true(str_equal(buf_str(&xlf), buf_str(&again)));
	catalogue_adopt_segments(f->arena, *doc, *c);
	buf_free(&xlf);
	buf_free(&again);
}

static struct str export(struct fixture *f, const struct catalogue *c, const struct document *doc,
                         enum bilingual_as as)
{
	struct buf out = {0};

	bilingual_export(f->d, c, doc, as, &out);
	return buf_keep(&out, f->arena);
}

/* The unit of a segment by its name in the imported file. */
static struct unit *find_name(struct catalogue *c, const char *name)
{
	for (size_t i = 0; i < c->n_units; i++)
		if (str_is(c->units[i].name, name))
			return &c->units[i];
	fail_msg("no unit %s", name);
	return NULL;
}

static struct str plain(struct fixture *f, const struct span *spans, size_t n, const struct code *codes)
{
	return document_plain(f->arena, spans, n, codes);
}

/* Every sentence of the page, with the target that is shown for it. */
static struct str list_sentences(struct fixture *f, const struct document *doc, const struct catalogue *c)
{
	struct buf out = {0};

	for (size_t i = 0; i < doc->n_blocks; i++)
		for (size_t j = 0; j < doc->blocks[i]->n_segments; j++) {
			const struct segment *s = &doc->blocks[i]->segments[j];
			const struct unit *u = s->id.len > 0 ? catalogue_find(c, s->id) : NULL;

			if (s->id.len == 0)
				continue;
			buf_add_format(&out, "%.*s\n", STR_ARG(plain(f, s->spans, s->n_spans, s->codes)));
			if (u && catalogue_usable(u))
				buf_add_format(&out, "    %.*s\n",
				               STR_ARG(plain(f, u->target, u->n_target, s->codes)));
		}
	return buf_keep(&out, f->arena);
}

static void a_page_comes_back(void **state)
{
	struct fixture *f = *state;
	const struct source *file = read_file(f, "tests/text/bilingual/swim.sxs.md");
	const struct source *live = read_file(f, "tests/text/bilingual/swim.live.md");
	struct bilingual b = import(f, file);
	struct document *doc;
	struct catalogue *c;
	struct buf xlf = {0};

	assert_int_equal(diag_errors(f->d) + diag_warnings(f->d), 0);
	read_back(f, &b, &doc, &c);
	catalogue_check(f->d, c, doc);
	assert_int_equal(diag_errors(f->d) + diag_warnings(f->d), 0);
	golden_check("tests/text/bilingual/swim.page.golden", b.page);
	catalogue_render(c, &xlf);
	golden_check("tests/text/bilingual/swim.xlf.golden", buf_str(&xlf));
	buf_free(&xlf);
	golden_check("tests/text/bilingual/swim.sentences.golden", list_sentences(f, doc, c));
	assert_true(str_equal(export(f, c, doc, BILINGUAL_AS_BILINGUAL), file->text));
	assert_true(str_equal(export(f, c, doc, BILINGUAL_AS_TARGET), live->text));
	assert_true(str_equal(export(f, c, doc, BILINGUAL_AS_SOURCE), b.page));
	assert_str(doc->headings[0]->anchor, "join-the-swimming-club");
}

/* Other line ends, a byte order mark, characters that XML has no place for: all the same to the byte. */
static void odd_files_come_back(void **state)
{
	static const char *const oddities[][2] = {
		{"\n", "\r\n"}, {"。", "。\r"},        {" ", "  "},
		{"1", "\x01"},  {"1", "\xEF\xBF\xBC"}, {"a", "\xEF\xBF\xBF"},
	};
	struct fixture *f = *state;
	struct str text = read_file(f, "tests/text/bilingual/swim.sxs.md")->text;

	for (size_t i = 0; i < sizeof(oddities) / sizeof(oddities[0]); i++) {
		struct str from = str_from(oddities[i][0]);
		size_t body = i == 0 ? 0 : str_find(text, STR("]: "), 0), at = 0, next;
		struct document *doc;
		struct catalogue *c;
		struct bilingual b;
		struct buf odd = {0};

		body = body == SIZE_MAX ? str_find(text, STR("適用於"), 0) : body;
		for (; (next = str_find(text, from, at < body ? body : at)) != SIZE_MAX;
		     at = next + from.len) {
			buf_add(&odd, str_slice(text, at, next));
			/* The markup itself stays what it is. */
			buf_add_z(&odd, i > 2 && next % 3 > 0 ? oddities[i][0] : oddities[i][1]);
		}
		buf_add(&odd, str_slice(text, at, text.len));
		b = import(f, source_make(f->arena, STR("odd.sxs.md"), buf_str(&odd)));
		read_back(f, &b, &doc, &c);
		if (!str_equal(export(f, c, doc, BILINGUAL_AS_BILINGUAL), buf_str(&odd)))
			fail_msg("oddity %zu does not come back", i);
		buf_free(&odd);
	}
}

static void a_byte_order_mark_comes_back(void **state)
{
	struct fixture *f = *state;
	char path[] = "/tmp/tierbook-test-XXXXXX";
	FILE *file = fdopen(mkstemp(path), "wb");
	struct document *doc;
	struct catalogue *c;
	struct bilingual b;

	assert_non_null(file);
	fputs("\xEF\xBB\xBF---\nms.contentlocale: de-DE\n---\n<span data-ttu-id=\"abcde-101\">Eins</span>"
	      "<span class=\"sxs-lookup\"><span data-stu-id=\"abcde-101\">One</span></span>\n",
	      file);
	assert_int_equal(fclose(file), 0);
	b = import(f, read_file(f, path));
	remove(path);
	read_back(f, &b, &doc, &c);
	assert_true(str_starts(export(f, c, doc, BILINGUAL_AS_TARGET), STR("\xEF\xBB\xBF---\nms.")));
	assert_true(str_ends(export(f, c, doc, BILINGUAL_AS_TARGET), STR("---\nEins\n")));
}

/* It is no part of the words, and only how the file spelled them. */
static void a_headings_id_comes_back(void **state)
{
	static const char text[] =
		"---\nms.contentlocale: de-DE\n---\n"
		"# <a name=\"one\"></a><span data-ttu-id=\"abcde-101\">Eins {#eins}</span>"
		"<span class=\"sxs-lookup\"><span data-stu-id=\"abcde-101\">One {#one}</span></span>\n";
	struct fixture *f = *state;
	struct document *doc;
	struct catalogue *c;
	struct bilingual b = import(
		f, source_make(f->arena, STR("id.sxs.md"), (struct str){text, sizeof(text) - 1}));

	read_back(f, &b, &doc, &c);
	assert_str(find_name(c, "abcde-101")->source->text, "One");
	assert_str(find_name(c, "abcde-101")->target->text, "Eins");
	assert_false(find_name(c, "abcde-101")->orphan);
	assert_true(
		str_equal(export(f, c, doc, BILINGUAL_AS_BILINGUAL), (struct str){text, sizeof(text) - 1}));
}

/* A line of more than three hyphens ends no head, and one that ends in CR alone may. */
static void a_head_of_hyphens_comes_back(void **state)
{
	static const char text[] = "---\nms.contentlocale: de-DE\nnote: a\n------\nmore: b\n---\r---\n"
				   "<span data-ttu-id=\"abcde-101\">Eins</span><span class=\"sxs-lookup\">"
				   "<span data-stu-id=\"abcde-101\">One</span></span>\n";
	struct fixture *f = *state;
	struct document *doc;
	struct catalogue *c;
	struct bilingual b = import(
		f, source_make(f->arena, STR("head.sxs.md"), (struct str){text, sizeof(text) - 1}));

	read_back(f, &b, &doc, &c);
	assert_str(export(f, c, doc, BILINGUAL_AS_BILINGUAL), text);
}

static void mistakes_are_said(void **state)
{
	struct fixture *f = *state;
	const struct source *file = read_file(f, "tests/text/bilingual/mistakes.sxs.md");
	struct bilingual b = import(f, file);
	struct document *doc;
	struct catalogue *c;

	assert_false(bilingual_import(f->d, f->arena,
	                              source_make(f->arena, STR("plain.md"), STR("# No head\n")), &page, &b));
	assert_false(bilingual_import(
		f->d, f->arena,
		source_make(f->arena, STR("escape.md"), STR("---\nms.contentlocale: ../../x\n---\n")), &page,
		&b));
	b = import(f, file);
	read_back(f, &b, &doc, &c);
	assert_true(str_equal(export(f, c, doc, BILINGUAL_AS_BILINGUAL), file->text));
	find_name(c, "=title")->name = (struct str){0};
	export(f, c, doc, BILINGUAL_AS_BILINGUAL);
	golden_check_said("tests/text/bilingual/mistakes.golden", f->d);
	golden_check("tests/text/bilingual/mistakes.sentences.golden", list_sentences(f, doc, c));
}

/* What a translator has changed is spelled anew; its neighbours stay as they were spelled. */
static void changes_are_written_canonically(void **state)
{
	static const struct {
		const char *name, *text, *spelled;
	} changes[] = {
		{"5a1d0-104", "* [泳會] #1", "\\* \\[泳會\\] #1"},
		{"5a1d0-109", "早安。", "**<span data-ttu-id=\"5a1d0-109\">早安。</span>"},
		{"5a1d0-113", "請 *注意*", "> **<span data-ttu-id=\"5a1d0-113\">請 \\*注意\\*</span>"},
		{"5a1d0-116", "方案 | 價格", "| <span data-ttu-id=\"5a1d0-116\">方案 \\| 價格</span>"},
		{"5a1d0-126", "泳道", "[<span data-ttu-id=\"5a1d0-126\">泳道</span>"},
		{"=title", "\"早\" \\ 晚", "title: \"\\\"早\\\" \\\\ 晚\"\n"},
	};
	struct fixture *f = *state;
	struct bilingual b = import(f, read_file(f, "tests/text/bilingual/swim.sxs.md"));
	struct document *doc;
	struct catalogue *c;
	struct str text;

	read_back(f, &b, &doc, &c);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct unit *u = find_name(c, changes[i].name);

		for (size_t j = 0; j < u->n_target; j++)
			if (u->target[j].kind == SPAN_TEXT)
				u->target[j].text = str_from(changes[i].text);
	}
	text = export(f, c, doc, BILINGUAL_AS_BILINGUAL);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
		if (str_find(text, str_from(changes[i].spelled), 0) == SIZE_MAX)
			fail_msg("%s is not in\n%.*s", changes[i].spelled, STR_ARG(text));
	assert_true(str_find(text, STR("**\\[付款\\]**。 </span>"), 0) != SIZE_MAX);
}

/* A unit's words become others, and the file holds this then. */
struct step {
	const char *source, *now, *holds;
};

static void check_step(struct fixture *f, struct catalogue *c, const struct document *doc,
                       enum block_kind kind, const struct step *step)
{
	struct str text;

	for (size_t i = 0; i < c->n_units; i++)
		if (c->units[i].kind == kind && str_is(c->units[i].source[0].text, step->source))
			c->units[i].target[0].text = str_from(step->now);
	text = export(f, c, doc, BILINGUAL_AS_TARGET);
	if (str_find(text, str_from(step->holds), 0) == SIZE_MAX)
		fail_msg("%s is not in\n%.*s", step->holds, STR_ARG(text));
}

/* An image's words are a unit of their own: what becomes of them is written with the sentence that it stands in. */
static void alternatives_are_written(void **state)
{
	static const char file[] =
		"---\nms.contentlocale: de-DE\n---\n"
		"<span data-ttu-id=\"12345-103\">Erst ![Ein &quot;Bild&quot;. Klein.](b.png), dann "
		"![Ein Plan](a.png \"x\").</span><span class=\"sxs-lookup\"><span data-stu-id=\"12345-103\">"
		"First ![A plan](a.png \"x\"), then ![A picture. Small.](b.png).</span></span>\n\n"
		"<span data-ttu-id=\"12345-104\">Hier <img alt=\"Ein Tor\" src=\"t.png\"> durch.</span>"
		"<span class=\"sxs-lookup\"><span data-stu-id=\"12345-104\">"
		"Through <img alt=\"A gate\" src=\"t.png\"> here.</span></span>\n\n"
		"<span data-ttu-id=\"12345-105\">[![Eine Karte](m.png)](m.png)</span>"
		"<span class=\"sxs-lookup\"><span data-stu-id=\"12345-105\">"
		"[![A map](m.png)](m.png)</span></span> "
		"<span data-ttu-id=\"12345-106\">![Karte](m.png)</span>"
		"<span class=\"sxs-lookup\"><span data-stu-id=\"12345-106\">![Chart](m.png)</span></span> "
		"<span data-ttu-id=\"12345-107\">![Weg](w_(1).png \"rauf :)\")</span>"
		"<span class=\"sxs-lookup\"><span data-stu-id=\"12345-107\">"
		"![Way](w_(1).png \"up :)\")</span></span>\n";
	static const struct step steps[] = {
		{"A plan", "Der [Plan]",
	         "Erst ![Ein \"Bild\". Klein.](b.png), dann ![Der \\[Plan\\]](a.png \"x\")."},
		{"A picture. Small.", "Neu", "Erst ![Neu](b.png), dann ![Der \\[Plan\\]](a.png \"x\")."},
		{"A gate", "\"Das\" Tor", "Hier <img alt=\"&quot;Das&quot; Tor\" src=\"t.png\"> durch."},
		{"A map", "Ein Plan", "[![Ein Plan](m.png)](m.png) ![Karte](m.png)"},
		{"Way", "Der Weg", "![Der Weg](<w_(1).png> \"rauf :)\")"},
	};
	struct fixture *f = *state;
	struct bilingual b = import(
		f, source_make(f->arena, STR("page.md"), (struct str){file, sizeof(file) - 1}));
	struct document *doc;
	struct catalogue *c;

	read_back(f, &b, &doc, &c);
	assert_true(str_is(export(f, c, doc, BILINGUAL_AS_BILINGUAL), file));
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		check_step(f, c, doc, BLOCK_ALT, &steps[i]);
}

/* So is the title of a link or an image, where it stands in a segment; what stands outside of them is in one language. */
static void titles_are_written(void **state)
{
	static const struct step steps[] = {
		{"The \"one\"", "\\ \"Neu\"", "[eins](a.md \"\\\\ \\\"Neu\\\"\"), "},
		{"Two. Three", "Vier ", "[zwei](b.md \"Vier \"), dann"},
		{"None", "Doch", "[nichts](c.md \"Doch\")."},
		{"Gate", "\"Das\" Tor", "<a href=\"t.md\" title=\"&quot;Das&quot; Tor\">lang</a>"},
		{"Map", "Karte", "![](p.png \"Karte\")"},
		{"The rest", "Das Übrige", "- [Alles](all.md \"Das Übrige\")\n"},
		{"Draußen", "Anders", "(out.md \"Draußen\")"},
		{"Verweis", "An|ders", "| Siehe [das](ref.md \"An\\|ders\"). |"},
	};
	struct fixture *f = *state;
	const struct source *file = read_file(f, "tests/text/bilingual/titles.sxs.md");
	struct bilingual b = import(f, file);
	struct document *doc;
	struct catalogue *c;
	struct buf titles = {0};

	read_back(f, &b, &doc, &c);
	assert_true(str_equal(export(f, c, doc, BILINGUAL_AS_BILINGUAL), file->text));
	for (size_t i = 0; i < c->n_units; i++)
		if (c->units[i].kind == BLOCK_TITLE)
			buf_add_format(&titles, "%.*s|", STR_ARG(c->units[i].target[0].text));
	assert_str(buf_str(&titles), "Das \"Eine\"|Zwei. Drei|None|Tor|Plan|Der Rest|Draußen|Verweis|");
	buf_free(&titles);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		check_step(f, c, doc, BLOCK_TITLE, &steps[i]);
}

/* A page shows an image's words in both languages, where the file has them in one: how it was spelled does not hang on that. */
static void images_without_words_come_back(void **state)
{
	static const char file[] =
		"---\nms.contentlocale: de-DE\n---\n"
		"<span data-ttu-id=\"12345-103\">Erst [das] ![](a.png).</span><span class=\"sxs-lookup\">"
		"<span data-stu-id=\"12345-103\">First [that] ![A plan](a.png).</span></span>\n\n"
		"[<span data-ttu-id=\"12345-104\">Ein Tor ![ ](t.png)</span><span class=\"sxs-lookup\">"
		"<span data-stu-id=\"12345-104\">![A gate](t.png)</span></span>](t.png)\n";
	struct fixture *f = *state;
	struct bilingual b = import(
		f, source_make(f->arena, STR("page.md"), (struct str){file, sizeof(file) - 1}));
	struct document *doc;
	struct catalogue *c;

	read_back(f, &b, &doc, &c);
	assert_str(export(f, c, doc, BILINGUAL_AS_BILINGUAL), file);
}

/* An edited page keeps what still fits, and an export shows the new source with the target it had. */
static void an_edited_page_is_exported(void **state)
{
	struct fixture *f = *state;
	struct bilingual b = import(f, read_file(f, "tests/text/bilingual/swim.sxs.md"));
	size_t at = str_find(b.page, STR("Bring a towel & wear"), 0);
	struct document *doc;
	struct catalogue *c, *updated;
	struct str text;

	b.page = str_format(f->arena, "%.*sPlease bring a towel & wear%.*s", (int)at, b.page.at,
	                    STR_ARG(str_slice(b.page, at + strlen("Bring a towel & wear"), b.page.len)));
	read_back(f, &b, &doc, &c);
	updated = catalogue_update(f->arena, doc, c, c->source_language, c->target_language);
	assert_int_equal(find_name(updated, "5a1d0-114")->state, UNIT_NEEDS_ADAPTATION);
	text = export(f, updated, doc, BILINGUAL_AS_BILINGUAL);
	assert_true(str_find(text, STR("毛巾自備 & 泳帽必戴。</span>"), 0) != SIZE_MAX);
	assert_true(str_find(text, STR(">Please bring a towel & wear a cap.</span>"), 0) != SIZE_MAX);
	assert_int_equal(diag_errors(f->d) + diag_warnings(f->d), 0);
}

/* The page's own Markdown, with each sentence where it stands, is the file's skeleton as well. */
static void check_layout(struct fixture *f, const struct catalogue *c, const struct document *doc)
{
	struct bilingual_writer *w = bilingual_write_open(f->arena, doc, c);

	assert_true(bilingual_layout_holds(w, c, doc));
	assert_true(str_equal(bilingual_layout_make(f->d, f->arena, w, c, doc)->skeleton, c->skeleton));
}

/* New sentences get their place among the others, and numbers after the file's last; lost ones go. */
static void new_sentences_have_their_place(void **state)
{
	static const char added[] =
		"## A *new* part\n\n- First &amp; \\*best*. Then `this`.\n\n"
		"| Day |\n| --- |\n| Sunday \\| Monday, `a \\| b` |\n\n**All of it is bold.**\n\n"
		"<p>See [no link](x.md).</p>\n\n";
	struct fixture *f = *state;
	struct bilingual b = import(f, read_file(f, "tests/text/bilingual/swim.sxs.md"));
	size_t at = str_find(b.page, STR("\n## "), 0) + 1;
	struct str rest = str_slice(b.page, at, b.page.len), line;
	struct document *doc;
	struct catalogue *c;
	FILE *out = tmpfile();

	read_back(f, &b, &doc, &c);
	check_layout(f, c, doc);
	str_cut(&rest, '\n', &line);
	b.page = str_format(f->arena, "%.*s%s%.*s", (int)at, b.page.at, added, STR_ARG(rest));
	read_back(f, &b, &doc, &c);
	c = catalogue_update(f->arena, doc, c, c->source_language, c->target_language);
	fprintf(out, "%.*s", STR_ARG(export(f, c, doc, BILINGUAL_AS_BILINGUAL)));
	diag_print(f->d, out, DIAG_TEXT);
	golden_check_stream("tests/text/bilingual/edited.golden", out);
}

/* So is a page that was written here. */
static void any_page_is_exported(void **state)
{
	struct fixture *f = *state;
	struct bilingual b = import(f, read_file(f, "tests/text/bilingual/swim.sxs.md"));
	const struct source *again;
	struct document *doc;
	struct catalogue *c;

	read_back(f, &b, &doc, &c);
	c = catalogue_extract(f->arena, doc, STR("en-US"), STR("zh-TW"));
	again = source_make(f->arena, STR("again.md"), export(f, c, doc, BILINGUAL_AS_BILINGUAL));
	assert_true(str_find(again->text, STR("\nms.contentlocale: zh-TW\n---\n"), 0) != SIZE_MAX);
	b = import(f, again);
	read_back(f, &b, &doc, &c);
	assert_true(str_equal(export(f, c, doc, BILINGUAL_AS_BILINGUAL), again->text));
	assert_int_equal(diag_errors(f->d), 0);
}

/* A publisher's sentences are the page's, as long as the block says the same words. */
static void a_publishers_segments_are_adopted(void **state)
{
	struct fixture *f = *state;
	struct bilingual b = import(f, read_file(f, "tests/text/bilingual/boundaries.sxs.md"));
	struct document *doc;
	struct catalogue *c, *updated;
	struct buf before = {0}, after = {0};

	assert_int_equal(diag_errors(f->d) + diag_warnings(f->d), 0);
	read_back(f, &b, &doc, &c);
	catalogue_check(f->d, c, doc);
	assert_int_equal(diag_errors(f->d) + diag_warnings(f->d), 0);
	golden_check("tests/text/bilingual/boundaries.sentences.golden", list_sentences(f, doc, c));
	/* Nothing has changed: an update changes nothing. */
	updated = catalogue_update(f->arena, doc, c, c->source_language, c->target_language);
	catalogue_render(c, &before);
	catalogue_render(updated, &after);
	assert_true(str_equal(buf_str(&before), buf_str(&after)));
	buf_free(&before);
	buf_free(&after);
	/* A link that was cut in two leads to its place twice. */
	for (size_t i = 0; i < doc->n_links; i++) {
		size_t found = 0;

		for (size_t j = 0; j < doc->n_blocks; j++)
			for (size_t k = 0; k < doc->blocks[j]->n_segments; k++)
				for (size_t m = 0; m < doc->blocks[j]->segments[k].n_codes; m++)
					found += &doc->blocks[j]->segments[k].codes[m] == doc->links[i].code;
		assert_int_equal(found, 1);
	}
	assert_int_equal(doc->n_links, 6);
}

static size_t check_folder(struct fixture *f, struct str folder)
{
	char *path = str_z(f->arena, folder);
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t n = 0;

	while (dir && (entry = readdir(dir))) {
		struct str name = str_from(entry->d_name);
		struct str file = str_format(f->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
		struct fixture one = {arena_open(), diag_open()};
		const struct source *sxs, *live = NULL;
		struct document *doc;
		struct catalogue *c;
		struct bilingual b;

		if (!str_ends(name, STR(".sxs.md"))) {
			if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
				n += check_folder(f, file);
			arena_close(one.arena);
			diag_close(one.d);
			continue;
		}
		sxs = read_file(&one, str_z(one.arena, file));
		b = import(&one, sxs);
		read_back(&one, &b, &doc, &c);
		catalogue_check(one.d, c, doc);
		if (diag_errors(one.d) > 0)
			diag_print(one.d, stderr, DIAG_TEXT);
		assert_int_equal(diag_errors(one.d), 0);
		if (!str_equal(export(&one, c, doc, BILINGUAL_AS_BILINGUAL), sxs->text))
			fail_msg("%.*s does not come back", STR_ARG(file));
		check_layout(&one, c, doc);
		file = str_format(f->arena, "%.*s.live.md", STR_ARG(str_slice(file, 0, file.len - 7)));
		if (access(str_z(f->arena, file), R_OK) == 0)
			live = read_file(&one, str_z(one.arena, file));
		if (live && !str_equal(export(&one, c, doc, BILINGUAL_AS_TARGET), live->text))
			fail_msg("%.*s is not what comes out", STR_ARG(file));
		for (size_t i = 0; i < doc->n_blocks; i++)
			for (size_t j = 0; j < doc->blocks[i]->n_segments; j++) {
				struct str id = doc->blocks[i]->segments[j].id;
				const struct unit *u = id.len > 0 ? catalogue_find(c, id) : NULL;

				if (id.len > 0 && (!u || !catalogue_usable(u)))
					fail_msg("%.*s: %.*s is not translated", STR_ARG(file), STR_ARG(id));
			}
		n++;
		arena_close(one.arena);
		diag_close(one.d);
	}
	if (dir)
		closedir(dir);
	return n;
}

static void real_pages_come_back(void **state)
{
	struct fixture *f = *state;
	size_t n = check_folder(f, STR("../shared/corpus")) + check_folder(f, STR("../shared/seed"));

	if (n == 0) {
		print_message("../shared is not here\n");
		skip();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_page_comes_back),
		FIXTURE_TEST(odd_files_come_back),
		FIXTURE_TEST(a_byte_order_mark_comes_back),
		FIXTURE_TEST(a_headings_id_comes_back),
		FIXTURE_TEST(a_head_of_hyphens_comes_back),
		FIXTURE_TEST(mistakes_are_said),
		FIXTURE_TEST(changes_are_written_canonically),
		FIXTURE_TEST(alternatives_are_written),
		FIXTURE_TEST(titles_are_written),
		FIXTURE_TEST(images_without_words_come_back),
		FIXTURE_TEST(an_edited_page_is_exported),
		FIXTURE_TEST(new_sentences_have_their_place),
		FIXTURE_TEST(any_page_is_exported),
		FIXTURE_TEST(a_publishers_segments_are_adopted),
		FIXTURE_TEST(real_pages_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
