#include <cmark.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "dump.h"
#include "test.h"
#include "text/document_html.h"
#include "text/markdown.h"
#include "text/segment.h"

#define FOLDER "tests/text/markdown/"
#define SHARED "../shared"

struct fixture {
	struct arena *arena;
	struct diagnostics *d;
};

static void open_fixture(struct fixture *f)
{
	*f = (struct fixture){arena_open(), diag_open()};
}

static void close_fixture(struct fixture *f)
{
	diag_close(f->d);
	arena_close(f->arena);
}

/* The files of parts/, as their names in them say; one more only as long as there is one. */
static const struct source *include(void *context, const struct source *from, struct str path,
                                    struct position where)
{
	struct fixture *f = context;
	struct str name = str_starts(path, STR("parts/")) ? str_slice(path, 6, path.len) : path;
	struct str file = str_format(f->arena, FOLDER "parts/%.*s", STR_ARG(name));

	(void)from;
	if (file_exists(file.at))
		return source_load(f->d, f->arena, ".", file, 1 << 20);
	diag_add(f->d, MISSING_INCLUDE, where, str_z(f->arena, path));
	return NULL;
}

static struct document *load(struct fixture *f, const struct source *s, const char *language, bool slots)
{
	struct markdown_options options = {
		.language = str_from(language), .slots = slots, .include = include, .context = f};

	return markdown_load(f->d, f->arena, s, &options);
}

static struct document *load_text(struct fixture *f, const char *text)
{
	return load(f, source_make(f->arena, STR("page.md"), str_from(text)), "en-US", true);
}

static void add_diagnostics(struct buf *out, struct diagnostics *d)
{
	FILE *stream = tmpfile();
	size_t n;

	assert_non_null(stream);
	diag_print(d, stream, DIAG_TEXT);
	rewind(stream);
	do {
		n = fread(buf_reserve(out, 4096), 1, 4096, stream);
		out->len += n;
	} while (n > 0);
	fclose(stream);
}

/* NAME.md beside NAME.golden: what is published, what is translated, what is said. */
static void test_golden(void **state)
{
	const char *name = *state;
	const struct frontmatter *head;
	const struct source *s;
	struct document *doc;
	struct buf out = {0};
	struct str language;
	struct fixture f;

	open_fixture(&f);
	s = source_load(f.d, f.arena, ".", str_format(f.arena, FOLDER "%s.md", name), 1 << 20);
	assert_non_null(s);
	head = frontmatter_load(f.d, f.arena, s);
	assert_non_null(head);
	language = frontmatter_text(&head->root, "language");
	doc = load(&f, s, language.len ? language.at : "en-US",
	           frontmatter_flag(f.d, &head->root, "slots", true));
	assert_non_null(doc);
	document_html_render(doc, false, &out);
	buf_add_z(&out, "\n----- segments\n");
	dump_segments(&out, doc);
	buf_add_z(&out, "\n----- said\n");
	add_diagnostics(&out, f.d);
	golden_check(str_format(f.arena, FOLDER "%s.golden", name).at, buf_str(&out));
	if (dump_fault(doc))
		fail_msg("%s: %s", name, dump_fault(doc));
	buf_free(&out);
	close_fixture(&f);
}

/* With CommonMark alone a page is what cmark makes of it, segments and all. */
static void check_plain(struct fixture *f, const struct source *s)
{
	struct markdown_options options = {.language = STR("en"), .plain = true};
	const struct frontmatter *head = frontmatter_load(f->d, f->arena, s);
	struct document *doc = head ? markdown_load(f->d, f->arena, s, &options) : NULL;
	struct buf out = {0};
	char *expected;

	if (!doc)
		return;
	document_html_render(doc, false, &out);
	expected = cmark_markdown_to_html(head->body.at, head->body.len, CMARK_OPT_UNSAFE);
	if (!str_equal(dump_normalized(f->arena, buf_str(&out)),
	               dump_normalized(f->arena, str_from(expected))))
		fail_msg("%.*s is not what cmark says", STR_ARG(s->path));
	free(expected);
	buf_free(&out);
}

static void test_plain(void **state)
{
	const char *name = *state;
	struct fixture f;

	open_fixture(&f);
	check_plain(&f, source_load(f.d, f.arena, ".", str_format(f.arena, FOLDER "%s.md", name), 1 << 20));
	close_fixture(&f);
}

/* The same page with the line ends of Windows is the same page. */
static void test_line_ends(void **state)
{
	const char *name = *state;
	struct buf crlf = {0}, one = {0}, other = {0};
	const struct source *s;
	struct document *doc;
	struct fixture f;

	open_fixture(&f);
	s = source_load(f.d, f.arena, ".", str_format(f.arena, FOLDER "%s.md", name), 1 << 20);
	assert_non_null(s);
	for (size_t i = 0; i < s->text.len; i++)
		buf_add(&crlf, s->text.at[i] == '\n' ? STR("\r\n") : str_slice(s->text, i, i + 1));
	doc = load(&f, s, "en-US", true);
	document_html_render(doc, false, &one);
	dump_segments(&one, doc);
	doc = load(&f, source_make(f.arena, s->path, buf_str(&crlf)), "en-US", true);
	document_html_render(doc, false, &other);
	dump_segments(&other, doc);
	assert_true(str_equal(buf_str(&one), buf_str(&other)));
	buf_free(&crlf);
	buf_free(&one);
	buf_free(&other);
	close_fixture(&f);
}

static void render(struct fixture *f, struct str text, struct buf *out)
{
	struct document *doc = load(f, source_make(f->arena, STR("page.md"), text), "en-US", true);

	assert_non_null(doc);
	document_html_render(doc, false, out);
	dump_segments(out, doc);
}

static size_t draw(uint32_t *random, size_t n)
{
	*random = *random * 1664525 + 1013904223;
	return (*random >> 16) % n;
}

/*
 * Lines that begin, end or go on this and that, at random.  Where a link is defined all of a page is read again; else
 * the blocks alone in which something was replaced.
 */
static void test_what_is_read_again(void **state)
{
	static const char *const lines[] = {
		"text",
		"a | b",
		"---|---",
		"1 | 2",
		"  --|--",
		"{{#x}}",
		"{{/x}}",
		"  {{#x}}",
		"  {{/x}}",
		"{{> part}}",
		"[!INCLUDE [t](parts/none.md)]",
		":::image source=\"a.png\" alt-text=\"x\":::",
		"![i](a.png =3x4)",
		"::: zone pivot=\"a\"",
		"- item",
		"- a | b",
		"1. one",
		"2. two",
		"  2. foo",
		"   on",
		"    code",
		"> quote",
		"> a | b",
		"> --|--",
		"# head",
		"===",
		"---",
		"```",
		"<div>",
		"<b>lone",
		"<x-y>",
		"[!NOTE]",
		"> [!NOTE]",
		"  - nested",
		"*open",
		"close*",
		"- ![i](a.png =3x4)",
		"{{#x}}\n- item\n{{/x}}",
	};
	static const struct str definition = STR("\n\n[unused]: /address\n");
	enum { FEW = 7 }; /* of them make up a page, so that they meet */
	const char *few[FEW];
	uint32_t random = 1;

	(void)state;
	for (int i = 0; i < 4000; i++) {
		struct buf page = {0}, changed = {0}, whole = {0};
		struct fixture f;

		open_fixture(&f);
		buf_add_char(&page, '\n'); /* no head */
		for (size_t k = 0; k < FEW; k++)
			few[k] = k < 2 ? "" : lines[draw(&random, sizeof(lines) / sizeof(*lines))];
		for (int k = 0; k < 4 + i % 9; k++) {
			buf_add_z(&page, few[draw(&random, FEW)]);
			buf_add_char(&page, '\n');
		}
		render(&f, buf_str(&page), &changed);
		buf_add(&page, definition);
		render(&f, buf_str(&page), &whole);
		/* unless it is code, or HTML that has not ended */
		if (str_find(buf_str(&whole), STR("unused"), 0) == SIZE_MAX &&
		    !str_equal(buf_str(&changed), buf_str(&whole)))
			fail_msg("%.*s", STR_ARG(buf_str(&page)));
		buf_free(&page);
		buf_free(&changed);
		buf_free(&whole);
		close_fixture(&f);
	}
}

static const char *id_of(const struct document *doc, struct arena *a, const char *words)
{
	for (size_t i = 0; i < doc->n_blocks; i++)
		for (size_t k = 0; k < doc->blocks[i]->n_segments; k++) {
			const struct segment *s = &doc->blocks[i]->segments[k];

			if (str_is(document_plain(a, s->spans, s->n_spans, s->codes), words))
				return str_z(a, s->id);
		}
	fail_msg("no segment '%s'", words);
	return NULL;
}

static void test_ids_survive_their_neighbours(void **state)
{
	static const char *const kept[] = {"Kept one.", "Kept two.", "Item.", "Cell"};
	struct document *before, *after;
	struct fixture f;

	(void)state;
	open_fixture(&f);
	before = load_text(&f, "# Title\n\nKept one. Kept two.\n\n- Item.\n\n|Cell|\n|-|\n");
	after = load_text(
		&f, "Inserted.\n\n# New title\n\n|Cell|\n|-|\n|New|\n\nNew. Kept two.\n\n- New.\n- Item.\n\n"
		    "Kept\none. Changed two.\n");
	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		assert_string_equal(id_of(before, f.arena, kept[i]), id_of(after, f.arena, kept[i]));
	close_fixture(&f);
}

/* The same sentence is told apart from itself by number, and from another kind of block by that. */
static void test_ids_are_unique(void **state)
{
	struct fixture f;
	struct document *doc;
	struct str *groups;

	(void)state;
	open_fixture(&f);
	doc = load_text(&f, "# Same\n\nSame\n\nSame\n\n*Same*\n\n**Same** x\n\n*Same* x\n\n`a` x\n\n`b` x\n");
	groups = segment_name_groups(f.arena, doc);
	for (size_t i = 0; i < doc->n_blocks; i++)
		for (size_t k = 0; k < i; k++) {
			assert_false(str_equal(groups[i], groups[k]));
			assert_false(
				str_equal(doc->blocks[i]->segments[0].id, doc->blocks[k]->segments[0].id));
		}
	assert_true(str_ends(doc->blocks[2]->segments[0].id, STR("-2")));
	close_fixture(&f);
}

static struct str repeated(struct arena *a, const char *before, const char *unit, size_t n, const char *after)
{
	struct buf b = {0};

	buf_add_z(&b, before);
	while (n--)
		buf_add_z(&b, unit);
	buf_add_z(&b, after);
	return buf_keep(&b, a);
}

/* What would cost too much is refused by name, and what is just below is not. */
static void test_limits(void **state)
{
	struct fixture f;
	struct buf out = {0};

	(void)state;
	open_fixture(&f);
	const struct {
		const char *name;
		struct str text;
		bool taken;
	} tries[] = {
		{"large.md", repeated(f.arena, "", "word ", 210000, ""), false},
		{"quotes.md", repeated(f.arena, "", "> ", 101, "x"), false},
		{"quotes-taken.md", repeated(f.arena, "", "> ", 100, "x"), true},
		{"items.md", repeated(f.arena, "text\n\n", "- ", 101, "x"), false},
		{"staircase.md", repeated(f.arena, "- a\n  - b\n    ", "1. ", 99, "x"), false},
		{"rule.md", repeated(f.arena, "", "* ", 300, "\n"), true},
		{"carriage-returns.md", repeated(f.arena, "x\r", "- ", 101, "x"), false},
		{"images.md", repeated(f.arena, "", "![[]()", 501, ""), false},
		{"brackets.md", repeated(f.arena, "", "[", 119000, ""), true},
		{"emphasis.md", repeated(f.arena, "", "*a ", 190000, ""), true},
		{"deep-emphasis.md",
	         repeated(f.arena, repeated(f.arena, "", "*a ", 500, "").at, "a* ", 500, ""), true},
		{"marks.md", repeated(f.arena, "", "*", 200001, ""), false},
		{"lines.md", repeated(f.arena, "", "\n", 200001, ""), false},
		{"parts.md", repeated(f.arena, "# Page\n", "## Part\n- one\n- two\n", 50000, ""), false},
		{"cells.md", repeated(f.arena, "|a|b|c|\n|-|-|-|\n", "|1|2|3|\n", 25000, ""), false},
		{"codes.md", repeated(f.arena, "", "a@b.co ", 65535, ""), false},
		{"columns.md",
	         repeated(f.arena, repeated(f.arena, "", "|a", 100, "\n").at, "|-", 100, "\n|x\n"), true},
		{"short-rows.md",
	         repeated(f.arena,
	                  repeated(f.arena, repeated(f.arena, "", "|a", 100, "\n").at, "|-", 100, "\n").at,
	                  "x\n", 2100, ""),
	         false},
		{"pile.md", repeated(f.arena, "a", "\xCC\x81", 21, ""), true},
	};

	for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++) {
		const struct source *s = source_make(f.arena, str_from(tries[i].name), tries[i].text);
		size_t errors = diag_errors(f.d);
		struct document *doc = load(&f, s, "en", true);
		bool taken = doc && diag_errors(f.d) == errors;

		if (taken != tries[i].taken)
			fail_msg("%s was %s", tries[i].name, taken ? "taken" : "refused");
		if (doc && dump_fault(doc))
			fail_msg("%s: %s", tries[i].name, dump_fault(doc));
	}
	add_diagnostics(&out, f.d);
	golden_check("tests/text/markdown-limits.golden", buf_str(&out));
	buf_free(&out);
	close_fixture(&f);
}

/* A chain of files, each including the next: from(N) ends in N - 1. */
static const struct source *include_next(void *context, const struct source *from, struct str path,
                                         struct position where)
{
	struct fixture *f = context;
	struct str text = str_format(f->arena, "%.*sx [!INCLUDE\n\n[!INCLUDE [x](%.*sx)]\n", STR_ARG(path),
	                             STR_ARG(path));

	(void)from, (void)where;
	return source_make(f->arena, path, text);
}

static void test_include_limits(void **state)
{
	struct markdown_options none = {.language = STR("en")}, chain = {.language = STR("en")};
	const struct source *s;
	struct buf out = {0};
	struct fixture f;

	(void)state;
	open_fixture(&f);
	s = source_make(f.arena, STR("page.md"), STR("[!INCLUDE [x](x)]\n"));
	chain.include = include_next;
	chain.context = &f;
	assert_non_null(markdown_load(f.d, f.arena, s, &none));
	assert_non_null(markdown_load(f.d, f.arena, s, &chain));
	add_diagnostics(&out, f.d);
	golden_check("tests/text/markdown-include-limits.golden", buf_str(&out));
	buf_free(&out);
	close_fixture(&f);
}

static int only_markdown(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 3 && !strcmp(e->d_name + n - 3, ".md");
}

/* Calls back with every page in a folder below ../shared; how many there were. */
static int for_each(const char *folder, void (*try)(struct fixture *f, const char *path))
{
	struct dirent **entries;
	int n = scandir(folder, &entries, only_markdown, alphasort);

	for (int i = 0; i < n; i++) {
		struct fixture f;

		open_fixture(&f);
		try(&f, str_format(f.arena, "%s/%s", folder, entries[i]->d_name).at);
		close_fixture(&f);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return n;
}

static const char *const corpus[] = {SHARED "/corpus/de-DE/Archive", SHARED "/corpus/de-DE/marketplace",
                                     SHARED "/corpus/de-DE/partner-center", SHARED "/seed"};

static void for_corpus(void (*try)(struct fixture *f, const char *path))
{
	int n = 0;

	for (size_t i = 0; i < sizeof(corpus) / sizeof(*corpus); i++)
		n += for_each(corpus[i], try);
	if (n <= 0) {
		print_message("../shared is not here\n");
		skip();
	}
}

static void try_page(struct fixture *f, const char *path)
{
	const struct source *s = source_load(f->d, f->arena, ".", str_from(path), 1 << 20);
	struct document *doc = s ? load(f, s, "de-DE", false) : NULL;

	if (!doc)
		fail_msg("%s is refused", path);
	if (dump_fault(doc))
		fail_msg("%s: %s", path, dump_fault(doc));
	if (diag_errors(f->d))
		fail_msg("%s has errors", path);
	check_plain(f, s);
}

static void test_corpus(void **state)
{
	(void)state;
	for_corpus(try_page);
}

/* Text between a and b, which is cut off the front of *rest; false when there is none. */
static bool take_between(struct str *rest, const char *a, const char *b, struct str *before,
                         struct str *inside)
{
	size_t from = str_find(*rest, str_from(a), 0);
	size_t to = from == SIZE_MAX ? SIZE_MAX : str_find(*rest, str_from(b), from + strlen(a));

	if (to == SIZE_MAX)
		return false;
	*before = str_slice(*rest, 0, from);
	*inside = str_slice(*rest, from + strlen(a), to);
	*rest = str_slice(*rest, to + strlen(b), rest->len);
	return true;
}

/* Letters and digits alone, without code and addresses: what two spellings of a sentence share. */
static struct str essence(struct arena *a, struct str words)
{
	struct buf out = {0};

	for (size_t i = 0; i < words.len; i++) {
		unsigned char c = (unsigned char)words.at[i];
		char end = c == '`' ? '`' : c == '<' ? '>' : 0;

		if (str_starts(str_slice(words, i, words.len), STR("](")))
			end = ')';
		if (end)
			while (i + 1 < words.len && words.at[++i] != end)
				;
		else if (c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
			buf_add_char(&out, (char)c);
	}
	return buf_keep(&out, a);
}

static size_t sentences, agreed;

static bool has_segment(struct arena *a, const struct document *doc, struct str words)
{
	for (size_t i = 0; i < doc->n_blocks; i++)
		for (size_t k = 0; k < doc->blocks[i]->n_segments; k++) {
			const struct segment *s = &doc->blocks[i]->segments[k];
			struct buf text = {0};
			bool same;

			for (size_t n = 0; n < s->n_spans; n++)
				if (s->spans[n].kind == SPAN_TEXT)
					buf_add(&text, s->spans[n].text);
			same = str_equal(essence(a, buf_str(&text)), words);
			buf_free(&text);
			if (same)
				return true;
		}
	return false;
}

/* A bilingual page's source sentences, and the page they make, which we split on our own. */
static void compare_sentences(struct fixture *f, const char *path)
{
	const struct source *s = source_load(f->d, f->arena, ".", str_from(path), 1 << 20);
	struct str rest, before, target, source[1000];
	const struct document *doc;
	struct buf page = {0};
	size_t n = 0;

	if (!str_ends(str_from(path), STR(".sxs.md")))
		return;
	assert_non_null(s);
	rest = s->text;
	while (n < 1000 &&
	       take_between(&rest, "<span data-ttu-id=", "<span data-stu-id=\"", &before, &target)) {
		size_t from = str_find(rest, STR(">"), 0) + 1, to = str_find(rest, STR("</span></span>"), 0);

		source[n++] = str_slice(rest, from, to);
		buf_add(&page, before);
		buf_add(&page, source[n - 1]);
		rest = str_slice(rest, to + 14, rest.len);
	}
	buf_add(&page, rest);
	doc = load(f, source_make(f->arena, STR("source.md"), buf_str(&page)), "en-US", false);
	assert_non_null(doc);
	for (size_t i = 0; i < n; i++) {
		struct str words = essence(f->arena, source[i]);

		sentences += words.len > 0;
		agreed += words.len > 0 && has_segment(f->arena, doc, words);
	}
	buf_free(&page);
}

/* A large publisher's boundaries are ours but for its own abbreviations. */
static void test_sentences_of_a_publisher(void **state)
{
	(void)state;
	for_corpus(compare_sentences);
	if (agreed < sentences / 100 * 99)
		fail_msg("%zu of %zu sentences", agreed, sentences);
}

static void try_hostile(struct fixture *f, const char *path)
{
	static const char *const never[] = {
		"<script",          "<svg",       "href=\"javascript",  "href=\"vbscript",
		"src=\"javascript", "src=\"data", " onerror=alert(1)>", "<!--"};
	const struct source *s = source_load(f->d, f->arena, ".", str_from(path), 2 << 20);
	struct document *doc = s ? load(f, s, "en", true) : NULL;
	struct buf out = {0};

	if (!doc && !diag_errors(f->d))
		fail_msg("%s is refused without a word", path);
	if (!doc)
		return;
	document_html_render(doc, false, &out);
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		if (str_find(buf_str(&out), str_from(never[i]), 0) != SIZE_MAX)
			fail_msg("%s: %s", path, never[i]);
	if (dump_fault(doc))
		fail_msg("%s: %s", path, dump_fault(doc));
	buf_free(&out);
}

static void test_hostile(void **state)
{
	int n = for_each(SHARED "/attacks/inputs/md", try_hostile) +
	        for_each(SHARED "/attacks/inputs/frontmatter", try_hostile);

	(void)state;
	if (n <= 0) {
		print_message("../shared is not here\n");
		skip();
	}
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_what_is_read_again),
		cmocka_unit_test(test_ids_survive_their_neighbours),
		cmocka_unit_test(test_ids_are_unique),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_include_limits),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_corpus),
		cmocka_unit_test(test_sentences_of_a_publisher),
	};
	enum { OTHERS = sizeof(others) / sizeof(*others) };
	struct arena *a = arena_open();
	struct dirent **entries;
	int n = scandir(FOLDER, &entries, only_markdown, alphasort), failed;
	struct CMUnitTest *tests = arena_array(a, (size_t)(n > 0 ? 3 * n : 0) + OTHERS, sizeof(*tests));
	size_t total = 0;

	for (int i = 0; i < n; i++) {
		char *name = arena_copy(a, entries[i]->d_name, strlen(entries[i]->d_name) - 3);

		tests[total++] = (struct CMUnitTest){name, test_golden, NULL, NULL, name};
		tests[total++] = (struct CMUnitTest){str_format(a, "%s, plain", name).at, test_plain, NULL,
		                                     NULL, name};
		tests[total++] = (struct CMUnitTest){str_format(a, "%s, CR LF", name).at, test_line_ends,
		                                     NULL, NULL, name};
		free(entries[i]);
	}
	free(entries);
	memcpy(tests + total, others, sizeof(others));
	failed = _cmocka_run_group_tests("markdown", tests, total + OTHERS, NULL, NULL);
	arena_close(a);
	return failed;
}
