#include <cmark.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "dump.h"
#include "fixture.h"
#include "test.h"
#include "text/document/document_html.h"
#include "text/markdown/markdown.h"

#define SHARED "../shared"

static struct document *load(struct fixture *f, const struct source *s, const char *language, bool slots)
{
	struct markdown_options options = {.language = str_from(language), .slots = slots};

	return markdown_load(f->d, f->arena, s, &options);
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

static int only_markdown(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 3 && !strcmp(e->d_name + n - 3, ".md");
}

/* Calls back with every page in a folder; how many there were. */
static int for_each(const char *folder, void (*try)(struct fixture *f, const char *path))
{
	struct dirent **entries;
	int n = scandir(folder, &entries, only_markdown, alphasort);

	for (int i = 0; i < n; i++) {
		void *fresh = NULL;

		fixture_open(&fresh);
		try(fresh,
		    str_format(((struct fixture *)fresh)->arena, "%s/%s", folder, entries[i]->d_name).at);
		fixture_close(&fresh);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return n;
}

static void try_plain(struct fixture *f, const char *path)
{
	check_plain(f, source_load(f->d, f->arena, ".", str_from(path), 1 << 20));
}

static void plain_pages_are_as_cmark_has_them(void **state)
{
	(void)state;
	assert_true(for_each("tests/text/markdown", try_plain) > 0);
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

static void pages_of_the_corpus_are_read(void **state)
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
static void sentences_end_where_a_publisher_ends_them(void **state)
{
	(void)state;
	for_corpus(compare_sentences);
	assert_true(sentences > 0);
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

static void hostile_pages_publish_no_script(void **state)
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
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_pages_are_as_cmark_has_them),
		cmocka_unit_test(pages_of_the_corpus_are_read),
		cmocka_unit_test(sentences_end_where_a_publisher_ends_them),
		cmocka_unit_test(hostile_pages_publish_no_script),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
