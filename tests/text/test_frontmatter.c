#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "test.h"
#include "text/document/frontmatter_plain.h"

static void dump(struct buf *out, const struct front_node *node, int depth)
{
	for (size_t i = 0; i < node->n; i++) {
		const struct front_node *item = &node->items[i];
		struct position p = item->position;

		buf_add_format(out, "%*s", 2 * depth, "");
		if (node->kind == FRONT_MAP)
			buf_add_format(out, "%.*s: ", STR_ARG(item->key));
		else
			buf_add_z(out, "- ");
		buf_add_format(out, "%.*s (%u:%u)\n", STR_ARG(item->text), source_line(p.source, p.offset),
		               source_column(p.source, p.offset));
		dump(out, item, depth + 1);
	}
}

/* Every scalar is what is written, wherever it stands, and knows its place in the page. */
static void a_scalar_is_what_is_written(void **state)
{
	static const char text[] = "---\n"
				   "# a comment\n"
				   "title: \"升級您的 \\\"會員\\\" | x\" # 會員\n"
				   "after: 'it''s'\n"
				   "country: NO\n"
				   "version: 1.10\n"
				   "octal: 0123\n"
				   "time: 12:30:00\n"
				   "nothing: Null\n"
				   "tilde: ~\n"
				   "empty:\n"
				   "day: 2024-13-45\n"
				   "long: one\n"
				   "  two\n"
				   "block: |\n"
				   "  line one\n"
				   "  line two\n"
				   "list: [a, 'b', {c: d}]\r\n"
				   "nested:\n"
				   "  - x\n"
				   "  - y: 1\n"
				   "    z: 2\n"
				   "ms.custom: dotted\n"
				   "---\n"
				   "body\n---\n";
	struct arena *a = arena_open();
	struct diagnostics *d = diag_open();
	const struct frontmatter *f = frontmatter_load(d, a, source_make(a, STR("page.md"), str_from(text)));
	struct buf out = {0};

	(void)state;
	assert_non_null(f);
	assert_str(f->body, "body\n---\n");
	assert_int_equal(f->body_line, 25);
	assert_str(frontmatter_text(&f->root, "country"), "NO");
	assert_str(frontmatter_text(&f->root, "list"), "");
	dump(&out, &f->root, 0);
	golden_check("tests/text/frontmatter.golden", buf_str(&out));
	buf_free(&out);
	diag_close(d);
	arena_close(a);
}

static void a_page_may_have_no_head(void **state)
{
	static const char *const texts[] = {
		"", "text", "----\n", " ---\na: b\n---\n", "\n---\na: b\n---\n", "--- x\n"};
	struct arena *a = arena_open();
	struct diagnostics *d = diag_open();

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const struct frontmatter *f = frontmatter_load(
			d, a, source_make(a, STR("page.md"), str_from(texts[i])));

		assert_non_null(f);
		assert_int_equal(f->root.kind, FRONT_MAP);
		assert_int_equal(f->root.n, 0);
		assert_str(f->body, texts[i]);
		assert_int_equal(f->body_line, 1);
	}
	diag_close(d);
	arena_close(a);
}

static void a_body_begins_after_the_head(void **state)
{
	static const char *const heads[] = {"---\n---", "---\n---\n", "---\n# only a comment\n--- \n",
	                                    "---\r\na: b\r\n---\r\n"};
	struct arena *a = arena_open();
	struct diagnostics *d = diag_open();

	(void)state;
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		const struct frontmatter *f = frontmatter_load(
			d, a, source_make(a, STR("page.md"), str_from(heads[i])));

		assert_non_null(f);
		assert_int_equal(f->root.kind, FRONT_MAP);
		assert_str(f->body, "");
	}
	assert_int_equal(diag_errors(d), 0);
	diag_close(d);
	arena_close(a);
}

static const char *nested(struct arena *a, int n)
{
	struct buf b = {0};
	const char *text;

	buf_add_z(&b, "---\na: ");
	for (int i = 0; i < n; i++)
		buf_add_char(&b, '[');
	for (int i = 0; i < n; i++)
		buf_add_char(&b, ']');
	buf_add_z(&b, "\n---\n");
	text = str_z(a, buf_str(&b));
	buf_free(&b);
	return text;
}

static const char *of_keys(struct arena *a, int n)
{
	struct buf b = {0};
	const char *text;

	buf_add_z(&b, "---\n");
	for (int i = 0; i < n; i++)
		buf_add_format(&b, "k%d: %0*d\n", i, n > 1100 ? 50 : 1, 0);
	buf_add_z(&b, "---\n");
	text = str_z(a, buf_str(&b));
	buf_free(&b);
	return text;
}

static void mistakes_have_places(void **state)
{
	struct arena *a = arena_open();
	struct diagnostics *d = diag_open();
	const char *const heads[] = {
		"---\ntitle: never closed\n\nbody\n",
		"---\ntitle: x\nno colon here\n---\n",
		"---\ntitle: \"unclosed\n---\n",
		"---\n\ttab: x\n---\n",
		"---\n會員: [a, b\n---\n",
		"---\na: &anchor x\n---\n",
		"---\na: *alias\n---\n",
		"---\na: !!str x\n---\n",
		"---\n<<: {a: b}\n---\n",
		"---\n? [a, b]\n: c\n---\n",
		"---\na: 1\nb: 2\na: 3\n---\n",
		"---\n- a\n---\n",
		"---\njust words\n---\n",
		"---\na: \"\\0\"\n---\n",
		"---\na: \"\\x07\"\n---\n",
		"---\na: \x01\n---\n",
		"---\na: b\n...\n---\n",
		"---\ra: b\r---\rText.\r",
		"---\ntitle: Gold: what it brings\n---\n",
		"---\ntitle: \"A page\ndescription: \"What it says\"\n---\n",
		"---\ntitle: 'Gold\nauthor: Who isn't\n---\n",
		"---\na: \"x\n  y\"\nb: \"z\" w\n---\n",
		nested(a, 8),
		of_keys(a, 1001),
		of_keys(a, 1300),
	};

	(void)state;
	assert_non_null(frontmatter_load(d, a, source_make(a, STR("deep.md"), str_from(nested(a, 7)))));
	assert_non_null(frontmatter_load(d, a, source_make(a, STR("wide.md"), str_from(of_keys(a, 1000)))));
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		struct str name = str_format(a, "%02zu.md", i);
		const struct source *s = source_make(a, name, str_from(heads[i]));

		if (frontmatter_load(d, a, s) && i != 16)
			fail_msg("%s is taken", heads[i]);
	}
	golden_check_said("tests/text/frontmatter-mistakes.golden", d);
	diag_close(d);
	arena_close(a);
}

static void a_file_of_yaml_is_read_alone(void **state)
{
	struct arena *a = arena_open();
	struct diagnostics *d = diag_open();
	const struct front_node *n;

	(void)state;
	n = frontmatter_load_yaml(d, a, source_make(a, STR("a.yaml"), STR("--- # start\na: {b: c}\n")));
	assert_non_null(n);
	assert_str(frontmatter_text(frontmatter_get(n, "a"), "b"), "c");
	assert_non_null(frontmatter_load_yaml(d, a, source_make(a, STR("b.yaml"), STR(""))));
	assert_null(frontmatter_load_yaml(d, a, source_make(a, STR("c.yaml"), STR("a: b\n---\nc: d\n"))));
	assert_int_equal(diag_errors(d), 1);
	diag_close(d);
	arena_close(a);
}

static void unknown_settings_are_said(void **state)
{
	static const struct str known[] = {STR("title"), STR("draft"), STR("slots")};
	struct arena *a = arena_open();
	struct diagnostics *d = diag_open();
	const struct frontmatter *f = frontmatter_load(
		d, a,
		source_make(a, STR("page.md"),
	                    STR("---\ntitel: x\ndraft: true\nslots: maybe\nother: [1]\n---\n")));

	(void)state;
	assert_true(frontmatter_flag(d, &f->root, "draft", false));
	assert_true(frontmatter_flag(d, &f->root, "absent", true));
	assert_false(frontmatter_flag(d, &f->root, "slots", false));
	assert_true(frontmatter_flag(d, &f->root, "other", true));
	frontmatter_check_keys(d, &f->root, known, 3, NULL);
	golden_check_said("tests/text/frontmatter-settings.golden", d);
	diag_close(d);
	arena_close(a);
}

static void dump_places(struct buf *out, struct position p)
{
	buf_add_format(out, " %u+%u", p.offset, p.length);
}

static struct str dumped(struct arena *a, const struct front_node *root)
{
	struct buf out = {0};

	dump_places(&out, root->position);
	dump(&out, root, 0);
	for (size_t i = 0; i < root->n; i++) {
		dump_places(&out, root->items[i].key_position);
		dump_places(&out, root->items[i].position);
	}
	return buf_keep(&out, a);
}

/* Whether it is read without libyaml, which for a comment's sake reads the second of it: both say the same. */
static bool is_plain(struct arena *a, struct str text)
{
	const struct source *plain = source_make(a, STR("x.yaml"), text),
			    *other = source_make(a, STR("x.yaml"),
	                                         str_format(a, "%.*s\n# ...\n", STR_ARG(text)));
	struct diagnostics *d = diag_open();
	const struct front_node *said = frontmatter_load_yaml(d, a, other);
	struct front_node root = {0};
	bool is = frontmatter_plain_read(a, plain, plain->text, &root);

	if (is) {
		assert_non_null(said);
		assert_str(dumped(a, &root), dumped(a, said).at);
	}
	diag_close(d);
	return is;
}

/* Whatever character stands anywhere in a line. */
static void what_is_plain_is_what_libyaml_says(void **state)
{
	static const char *const lines[] = {
		"%.*sa: b",    "a%.*sb: c",    "a: %.*s",      "a: %.*sb",       "a: b%.*sc",
		"a:%.*sb",     "a%.*s: b",     "a: b %.*s c",  "a: b%.*s",       "a: \"b\"%.*s",
		"a: \"%.*s\"", "a: \"%.*sb\"", "a: \"b%.*s\"", "a: b\n%.*sc: d", "a: b\nc%.*s: d",
	};
	static const int32_t others[] = {0x2018, 0x2028, 0x3042,  0xD7FF, 0xE000,
	                                 0xFEFF, 0xFFFD, 0x10000, 0x1F600};
	enum { LINES = sizeof(lines) / sizeof(*lines), OTHERS = sizeof(others) / sizeof(*others) };
	struct arena *a = arena_open();
	size_t plain = 0;

	(void)state;
	for (int32_t c = 1; c < 0x100 + OTHERS; c++) {
		char bytes[4];
		int n = (int)utf8_encode(c < 0x100 ? c : others[c - 0x100], bytes);

		for (size_t i = 0; i < LINES; i++)
			plain += is_plain(a, str_format(a, lines[i], n, bytes));
		arena_reset(a);
	}
	assert_true(plain > 1000);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_scalar_is_what_is_written),
		cmocka_unit_test(a_page_may_have_no_head),
		cmocka_unit_test(a_body_begins_after_the_head),
		cmocka_unit_test(mistakes_have_places),
		cmocka_unit_test(a_file_of_yaml_is_read_alone),
		cmocka_unit_test(unknown_settings_are_said),
		cmocka_unit_test(what_is_plain_is_what_libyaml_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
