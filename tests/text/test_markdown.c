#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "dump.h"
#include "fixture.h"
#include "test.h"
#include "text/document/document_html.h"
#include "text/document/segment.h"
#include "text/markdown/markdown.h"

#define FOLDER "tests/text/markdown/"

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

static void add_said(struct buf *out, struct diagnostics *d)
{
	char *said;
	size_t n;
	FILE *stream = open_memstream(&said, &n);

	assert_non_null(stream);
	diag_print(d, stream, DIAG_TEXT);
	fclose(stream);
	buf_add(out, (struct str){said, n});
	free(said);
}

/* NAME.md beside NAME.golden: what is published, what is translated, what is said. */
static void pages_are_as_expected(void **state)
{
	struct fixture *f = *state;
	const char *name = f->given;
	const struct frontmatter *head;
	const struct source *s;
	struct document *doc;
	struct buf out = {0};
	struct str language;

	s = source_load(f->d, f->arena, ".", str_format(f->arena, FOLDER "%s.md", name), 1 << 20);
	assert_non_null(s);
	head = frontmatter_load(f->d, f->arena, s);
	assert_non_null(head);
	language = frontmatter_text(&head->root, "language");
	doc = load(f, s, language.len ? language.at : "en-US",
	           frontmatter_flag(f->d, &head->root, "slots", true));
	assert_non_null(doc);
	document_html_render(doc, false, &out);
	buf_add_z(&out, "\n----- segments\n");
	dump_segments(&out, doc);
	buf_add_z(&out, "\n----- said\n");
	add_said(&out, f->d);
	golden_check(str_format(f->arena, FOLDER "%s.golden", name).at, buf_str(&out));
	if (dump_fault(doc))
		fail_msg("%s: %s", name, dump_fault(doc));
	buf_free(&out);
}

/* The same page with the line ends of Windows is the same page. */
static void line_ends_of_windows_change_nothing(void **state)
{
	struct fixture *f = *state;
	const char *name = f->given;
	struct buf crlf = {0}, one = {0}, other = {0};
	const struct source *s;
	struct document *doc;

	s = source_load(f->d, f->arena, ".", str_format(f->arena, FOLDER "%s.md", name), 1 << 20);
	assert_non_null(s);
	for (size_t i = 0; i < s->text.len; i++)
		buf_add(&crlf, s->text.at[i] == '\n' ? STR("\r\n") : str_slice(s->text, i, i + 1));
	doc = load(f, s, "en-US", true);
	document_html_render(doc, false, &one);
	dump_segments(&one, doc);
	doc = load(f, source_make(f->arena, s->path, buf_str(&crlf)), "en-US", true);
	document_html_render(doc, false, &other);
	dump_segments(&other, doc);
	assert_true(str_equal(buf_str(&one), buf_str(&other)));
	buf_free(&crlf);
	buf_free(&one);
	buf_free(&other);
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

/* Lines that begin, end or go on this and that. */
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

enum { FEW = 7 }; /* of them make up a page, so that they meet */

static void draw_page(struct buf *page, uint32_t *random, int n)
{
	const char *few[FEW];

	buf_add_char(page, '\n'); /* no head */
	for (size_t i = 0; i < FEW; i++)
		few[i] = i < 2 ? "" : lines[draw(random, sizeof(lines) / sizeof(*lines))];
	for (int i = 0; i < n; i++) {
		buf_add_z(page, few[draw(random, FEW)]);
		buf_add_char(page, '\n');
	}
}

/*
 * Where a link is defined all of a page is read again; else the blocks alone in which something was
 * replaced.
 */
static void reading_again_changes_nothing(void **state)
{
	static const struct str definition = STR("\n\n[unused]: /address\n");
	uint32_t random = 1;

	(void)state;
	for (int i = 0; i < 4000; i++) {
		struct buf page = {0}, changed = {0}, whole = {0};
		void *fresh = NULL;

		fixture_open(&fresh);
		draw_page(&page, &random, 4 + i % 9);
		render(fresh, buf_str(&page), &changed);
		buf_add(&page, definition);
		render(fresh, buf_str(&page), &whole);
		/* unless it is code, or HTML that has not ended */
		if (str_find(buf_str(&whole), STR("unused"), 0) == SIZE_MAX &&
		    !str_equal(buf_str(&changed), buf_str(&whole)))
			fail_msg("%.*s", STR_ARG(buf_str(&page)));
		buf_free(&page);
		buf_free(&changed);
		buf_free(&whole);
		fixture_close(&fresh);
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

static void ids_survive_their_neighbours(void **state)
{
	struct fixture *f = *state;
	static const char *const kept[] = {"Kept one.", "Kept two.", "Item.", "Cell"};
	struct document *before, *after;

	before = load_text(f, "# Title\n\nKept one. Kept two.\n\n- Item.\n\n|Cell|\n|-|\n");
	after = load_text(
		f, "Inserted.\n\n# New title\n\n|Cell|\n|-|\n|New|\n\nNew. Kept two.\n\n- New.\n- Item.\n\n"
		   "Kept\none. Changed two.\n");
	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		assert_string_equal(id_of(before, f->arena, kept[i]), id_of(after, f->arena, kept[i]));
}

/* The same sentence is told apart from itself by number, and from another kind of block by that. */
static void ids_are_unique(void **state)
{
	struct fixture *f = *state;
	struct document *doc;
	struct str *groups;

	doc = load_text(f, "# Same\n\nSame\n\nSame\n\n*Same*\n\n**Same** x\n\n*Same* x\n\n`a` x\n\n`b` x\n");
	groups = segment_name_groups(f->arena, doc);
	for (size_t i = 0; i < doc->n_blocks; i++)
		for (size_t k = 0; k < i; k++) {
			assert_false(str_equal(groups[i], groups[k]));
			assert_false(
				str_equal(doc->blocks[i]->segments[0].id, doc->blocks[k]->segments[0].id));
		}
	assert_true(str_ends(doc->blocks[2]->segments[0].id, STR("-2")));
}

static int only_markdown(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 3 && !strcmp(e->d_name + n - 3, ".md");
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(reading_again_changes_nothing),
		FIXTURE_TEST(ids_survive_their_neighbours),
		FIXTURE_TEST(ids_are_unique),
	};
	enum { OTHERS = sizeof(others) / sizeof(*others) };
	struct arena *a = arena_open();
	struct dirent **entries;
	int n = scandir(FOLDER, &entries, only_markdown, alphasort), failed;
	struct CMUnitTest *tests = arena_array(a, (size_t)(n > 0 ? 2 * n : 0) + OTHERS, sizeof(*tests));
	size_t total = 0;

	for (int i = 0; i < n; i++) {
		char *name = arena_copy(a, entries[i]->d_name, strlen(entries[i]->d_name) - 3);

		tests[total++] = (struct CMUnitTest){name, pages_are_as_expected, fixture_open, fixture_close,
		                                     name};
		tests[total++] = (struct CMUnitTest){str_format(a, "%s, CR LF", name).at,
		                                     line_ends_of_windows_change_nothing, fixture_open,
		                                     fixture_close, name};
		free(entries[i]);
	}
	free(entries);
	memcpy(tests + total, others, sizeof(others));
	failed = _cmocka_run_group_tests("markdown", tests, total + OTHERS, NULL, NULL);
	arena_close(a);
	return failed;
}
