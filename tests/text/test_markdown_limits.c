#include "dump.h"
#include "fixture.h"
#include "test.h"
#include "text/markdown/markdown.h"

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
static void what_costs_too_much_is_refused(void **state)
{
	struct fixture *f = *state;
	struct markdown_options options = {.language = STR("en"), .slots = true};
	const struct {
		const char *name;
		struct str text;
		bool taken;
	} tries[] = {
		{"large.md", repeated(f->arena, "", "word ", 210000, ""), false},
		{"quotes.md", repeated(f->arena, "", "> ", 101, "x"), false},
		{"quotes-taken.md", repeated(f->arena, "", "> ", 100, "x"), true},
		{"items.md", repeated(f->arena, "text\n\n", "- ", 101, "x"), false},
		{"staircase.md", repeated(f->arena, "- a\n  - b\n    ", "1. ", 99, "x"), false},
		{"rule.md", repeated(f->arena, "", "* ", 300, "\n"), true},
		{"carriage-returns.md", repeated(f->arena, "x\r", "- ", 101, "x"), false},
		{"images.md", repeated(f->arena, "", "![[]()", 501, ""), false},
		{"brackets.md", repeated(f->arena, "", "[", 119000, ""), true},
		{"emphasis.md", repeated(f->arena, "", "*a ", 190000, ""), true},
		{"deep-emphasis.md",
	         repeated(f->arena, repeated(f->arena, "", "*a ", 500, "").at, "a* ", 500, ""), true},
		{"marks.md", repeated(f->arena, "", "*", 200001, ""), false},
		{"lines.md", repeated(f->arena, "", "\n", 200001, ""), false},
		{"parts.md", repeated(f->arena, "# Page\n", "## Part\n- one\n- two\n", 50000, ""), false},
		{"cells.md", repeated(f->arena, "|a|b|c|\n|-|-|-|\n", "|1|2|3|\n", 25000, ""), false},
		{"codes.md", repeated(f->arena, "", "a@b.co ", 65535, ""), false},
		{"columns.md",
	         repeated(f->arena, repeated(f->arena, "", "|a", 100, "\n").at, "|-", 100, "\n|x\n"), true},
		{"short-rows.md",
	         repeated(f->arena,
	                  repeated(f->arena, repeated(f->arena, "", "|a", 100, "\n").at, "|-", 100, "\n").at,
	                  "x\n", 2100, ""),
	         false},
		{"pile.md", repeated(f->arena, "a", "\xCC\x81", 21, ""), true},
	};

	for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++) {
		const struct source *s = source_make(f->arena, str_from(tries[i].name), tries[i].text);
		size_t errors = diag_errors(f->d);
		struct document *doc = markdown_load(f->d, f->arena, s, &options);
		bool taken = doc && diag_errors(f->d) == errors;

		if (taken != tries[i].taken)
			fail_msg("%s was %s", tries[i].name, taken ? "taken" : "refused");
		if (doc && dump_fault(doc))
			fail_msg("%s: %s", tries[i].name, dump_fault(doc));
	}
	golden_check_said("tests/text/markdown-limits.golden", f->d);
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

static const struct source *include_words(void *context, const struct source *from, struct str path,
                                          struct position where)
{
	struct fixture *f = context;

	(void)from, (void)where;
	return source_make(f->arena, path,
	                   str_format(f->arena, "words of [!INCLUDE [y](%.*sy)]\n", STR_ARG(path)));
}

static void endless_includes_are_refused(void **state)
{
	struct fixture *f = *state;
	struct markdown_options none = {.language = STR("en")}, chain = {.language = STR("en")};
	const struct source *s = source_make(f->arena, STR("page.md"), STR("[!INCLUDE [x](x)]\n"));

	chain.include = include_next;
	chain.context = f;
	assert_non_null(markdown_load(f->d, f->arena, s, &none));
	assert_non_null(markdown_load(f->d, f->arena, s, &chain));
	chain.include = include_words;
	s = source_make(f->arena, STR("sentence.md"), STR("A [!INCLUDE [y](y)].\n"));
	assert_non_null(markdown_load(f->d, f->arena, s, &none));
	assert_non_null(markdown_load(f->d, f->arena, s, &chain));
	golden_check_said("tests/text/markdown-include-limits.golden", f->d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(what_costs_too_much_is_refused),
		FIXTURE_TEST(endless_includes_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
