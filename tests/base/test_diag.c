#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "fixture.h"
#include "test.h"

/* The messages of base serve here to try every shape of excerpt; their arguments say what is tried. */

/* The file's text with the place meant between « and », which are taken out. */
static struct position marked(struct fixture *f, const char *path, const char *text)
{
	struct str s = str_from(text);
	size_t from = str_find(s, STR("«"), 0), to = str_find(s, STR("»"), 0);
	struct buf plain = {0};
	const struct source *source;

	assert_true(from < to && to < SIZE_MAX);
	buf_add(&plain, str_slice(s, 0, from));
	buf_add(&plain, str_slice(s, from + 2, to));
	buf_add(&plain, str_slice(s, to + 2, s.len));
	source = source_make(f->arena, str_from(path), buf_str(&plain));
	buf_free(&plain);
	return (struct position){source, (uint32_t)from, (uint32_t)(to - from - 2)};
}

static void say(struct fixture *f, const char *what, const char *text)
{
	diag_add(f->d, BAD_UTF8, marked(f, what, text), what);
}

static void print(struct fixture *f, const char *golden, enum diag_format format)
{
	FILE *out = tmpfile();

	assert_non_null(out);
	diag_print(f->d, out, format);
	golden_check_stream(golden, out);
}

static const char *repeated(struct fixture *f, const char *before, const char *unit, int n, const char *after)
{
	struct buf b = {0};
	const char *z;

	buf_add_z(&b, before);
	while (n--)
		buf_add_z(&b, unit);
	buf_add_z(&b, after);
	z = str_z(f->arena, buf_str(&b));
	buf_free(&b);
	return z;
}

static void puts_the_caret_under_the_text(void **state)
{
	struct fixture *f = *state;

	say(f, "01-plain", "one\ntwo «three» four\n");
	say(f, "02-tabs", "\tif\tx «then» y\n");
	say(f, "03-tab-itself", "a«\t»b\n");
	say(f, "04-cjk", "會員「«銀級»」的權益\n");
	say(f, "05-cjk-one", "會«員»\n");
	say(f, "06-combining", "e\xCC\x81te\xCC\x81 = «3»\n");
	say(f, "07-emoji", "\xF0\x9F\x98\x80 «x»\n");
	say(f, "08-nothing", "a = «» b\n");
	say(f, "09-line-end", "a = \"«\nb\"»\n");
	say(f, "10-over-lines", "a = «{\n\tb\n}»\n");
	say(f, "11-file-end", "a = {\n«»");
	say(f, "12-crlf", "a = «{\r\n\tb\r\n}»\r\n");
	say(f, "13-hangul", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB «x»\n");
	print(f, "tests/base/excerpts.golden", DIAG_TEXT);
}

static void cuts_long_lines_around_the_caret(void **state)
{
	struct fixture *f = *state;

	say(f, "1-early", repeated(f, "x = «bad»", " more", 100, ""));
	say(f, "2-middle", repeated(f, "x =", " much", 100, repeated(f, " «bad»", " more", 100, "")));
	say(f, "3-late", repeated(f, "x =", " much", 100, " «bad»"));
	say(f, "4-long-itself", repeated(f, "x = «", "bad", 200, "» more"));
	say(f, "5-exactly-160", repeated(f, "", "12345678", 19, "123«4567»8"));
	say(f, "6-cjk", repeated(f, "", "會員", 100, repeated(f, "«銀級»", "權益", 100, "")));
	say(f, "7-marks", repeated(f, "a", "\xCC\x81", 300, repeated(f, "«b»", "\xCC\x81", 900, "c")));
	print(f, "tests/base/long-lines.golden", DIAG_TEXT);
}

static void spells_out_what_a_terminal_would_obey(void **state)
{
	struct fixture *f = *state;

	say(f, "1-escape", "a\x1B[31m«b»\x1B]0;title\x07 c\n");
	say(f, "2-bidi", "if \xE2\x80\xAE«access»\xE2\x81\xA6\n");
	say(f, "3-lone-cr", "shown\r«hidden»\n");
	say(f, "4-not-utf8", "a\xFF\xC3«\xE4\xBD»b\n");
	say(f, "5-c1", "a\xC2\x9B«x»\n");
	say(f, "6-invisible", "m\xE2\x80\x8Bin «m\xE2\x80\x8Bin»\n");
	say(f, "7-path\x1B[2J\n", "a «b»\n");
	diag_add(f->d, CANNOT_READ, POSITION_NONE, "a\x1B[2Jb\nc", "\xE2\x80\xAEx \xFF {1} {2}");
	diag_add(f->d, CANNOT_READ, POSITION_NONE, repeated(f, "", "會", 5000, ""), "too long");
	print(f, "tests/base/hostile.golden", DIAG_TEXT);
}

static void add_some(struct fixture *f)
{
	struct position late = marked(f, "b.lua", "one\n會員 «two»\n"), early = late;
	size_t before = diag_errors(f->d);
	const struct str names[] = {STR("gold"), STR("silver"), STR("sliver"), STR("network")};

	early.offset = 0;
	early.length = 99;
	diag_add(f->d, NUL_BYTE, late);
	diag_add(f->d, BAD_UTF8, late, "0xFF");
	diag_add(f->d, BAD_UTF8, early, "0xFF");
	diag_add(f->d, BAD_UTF8, marked(f, "a.lua", "\"«\\»\"\n"), "0xFF");
	diag_add(f->d, BAD_UTF8, late, "0xFE");
	diag_add(f->d, BAD_UTF8, late, "0xFF");
	diag_add(f->d, LINK_SKIPPED, POSITION_NONE, "content/x");
	diag_add(f->d, CANNOT_READ, POSITION_NONE, "silvr", "No such file or directory");
	diag_suggest(f->d, STR("silvr"), names, 4);
	assert_int_equal(diag_errors(f->d), before + 7);
}

static void prints_in_order_and_once(void **state)
{
	struct fixture *f = *state;

	add_some(f);
	print(f, "tests/base/order.golden", DIAG_TEXT);
	assert_int_equal(diag_errors(f->d), 6);
	assert_int_equal(diag_warnings(f->d), 1);
	add_some(f);
	print(f, "tests/base/order-json.golden", DIAG_JSON);
	print(f, "tests/base/nothing.golden", DIAG_TEXT);
}

static void counts_what_nobody_would_read(void **state)
{
	struct fixture *f = *state;
	const struct source *source = source_make(f->arena, STR("x"), STR("\n"));
	FILE *out = tmpfile();
	char line[200], last[200] = "";
	int lines = 0;

	assert_non_null(out);
	for (int i = 0; i < 10042; i++) {
		char argument[16];

		snprintf(argument, sizeof(argument), "%d", i);
		diag_add(f->d, BAD_UTF8, ((struct position){source, 0, 0}), argument);
	}
	diag_print(f->d, out, DIAG_TEXT);
	rewind(out);
	while (fgets(line, sizeof(line), out)) {
		lines++;
		strcpy(last, line);
	}
	fclose(out);
	assert_int_equal(lines, 3 * 10000 + 1);
	golden_check("tests/base/more.golden", str_from(last));
	assert_int_equal(diag_errors(f->d), 10042);
}

static void moves_a_worker_s_messages(void **state)
{
	struct fixture *f = *state, *worker;
	void *opened;

	fixture_open(&opened);
	worker = opened;
	for (int i = 0; i < 2; i++) {
		say(worker, "shared", "a «b»\n");
		diag_add(worker->d, LINK_SKIPPED, POSITION_NONE, i ? "y" : "x");
	}
	say(f, "own", "a «b»\n");
	diag_move(f->d, worker->d);
	assert_int_equal(diag_errors(worker->d), 0);
	assert_int_equal(diag_errors(f->d), 3);
	assert_int_equal(diag_warnings(f->d), 2);
	print(f, "tests/base/moved.golden", DIAG_TEXT);
	assert_int_equal(diag_errors(f->d), 2);
	fixture_close(&opened);
}

static void shows_settled_messages_without_their_sources(void **state)
{
	struct fixture *f = *state, *worker;
	void *opened;

	fixture_open(&opened);
	worker = opened;
	add_some(worker);
	diag_settle(worker->d, f->arena);
	diag_move(f->d, worker->d);
	fixture_close(&opened);
	print(f, "tests/base/order.golden", DIAG_TEXT);
	assert_int_equal(diag_errors(f->d), 6);
	assert_int_equal(diag_warnings(f->d), 1);
}

static void suggests_only_what_is_near(void **state)
{
	static const struct {
		const char *name, *nearest;
	} cases[] = {
		{"minn", "min"},
		{"imn", "min"},
		{"mni", "min"},
		{"m", ""},
		{"mxa", "max"},
		{"benfit", "benefit"},
		{"befenit", "benefit"},
		{"silber", "silver"},
		{"platinum", ""},
		{"x", ""},
		{"", ""},
		{"銀积", "銀級"},
		{"competncies", "competencies"},
		{"cmptncies", "competencies"},
		{"cmptncs", ""},
		{"max", "max"},
		{"MIN", "min"},
	};
	const struct str names[] = {
		STR("min"),          STR("max"),  STR("benefit"), STR("silver"),
		STR("competencies"), STR("銀級"), STR(""),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_str(nearest_name(str_from(cases[i].name), names, 7), cases[i].nearest);
}

static void every_message_is_well_formed(void **state)
{
	(void)state;
	for (int i = 0; i < DIAG_COUNT; i++) {
		const char *slug = diag_slug((enum diag)i);

		assert_true(*slug);
		assert_int_equal(strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(slug));
		assert_true(*diag_wording((enum diag)i));
		assert_in_range(diag_severity((enum diag)i), SEVERITY_NOTE, SEVERITY_ERROR);
		for (int j = 0; j < i; j++)
			assert_string_not_equal(slug, diag_slug((enum diag)j));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(puts_the_caret_under_the_text),
		FIXTURE_TEST(cuts_long_lines_around_the_caret),
		FIXTURE_TEST(spells_out_what_a_terminal_would_obey),
		FIXTURE_TEST(prints_in_order_and_once),
		FIXTURE_TEST(counts_what_nobody_would_read),
		FIXTURE_TEST(moves_a_worker_s_messages),
		FIXTURE_TEST(shows_settled_messages_without_their_sources),
		cmocka_unit_test(suggests_only_what_is_near),
		cmocka_unit_test(every_message_is_well_formed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
