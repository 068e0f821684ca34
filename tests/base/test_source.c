#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/utf8.h"
#include "test.h"

static void finds_lines_and_columns(void **state)
{
	struct arena *a = arena_open();
	const struct source *s = source_make(a, STR("x"), STR("ab\r\n\n\xE4\xBD\xA0\xE5\xA5\xBD!\nlast"));

	(void)state;
	assert_int_equal(source_n_lines(s), 4);
	assert_str(source_line_text(s, 1), "ab");
	assert_str(source_line_text(s, 2), "");
	assert_str(source_line_text(s, 3), "\xE4\xBD\xA0\xE5\xA5\xBD!");
	assert_str(source_line_text(s, 4), "last");
	assert_int_equal(source_line(s, 0), 1);
	assert_int_equal(source_line(s, 3), 1);
	assert_int_equal(source_line(s, 4), 2);
	assert_int_equal(source_line(s, 5), 3);
	assert_int_equal(source_column(s, 11), 3);
	assert_int_equal(source_line(s, 17), 4);
	assert_int_equal(source_column(s, 17), 5);
	assert_int_equal(source_line(s, 9999), 4);
	assert_int_equal(source_column(s, 9999), 5);
	assert_int_equal(source_offset(s, 3, 3), 8);
	assert_int_equal(source_offset(s, 1, 99), 2);
	assert_int_equal(source_offset(s, 99, 0), s->text.len);
	assert_int_equal(source_offset(s, 0, 5), 0);
	arena_close(a);
}

static void ends_where_the_text_ends(void **state)
{
	struct arena *a = arena_open();
	const struct source *empty = source_make(a, STR("x"), STR(""));
	const struct source *ended = source_make(a, STR("x"), STR("a\n"));
	struct position p = source_at(ended, str_slice(ended->text, 1, 2));

	(void)state;
	assert_int_equal(source_n_lines(empty), 1);
	assert_str(source_line_text(empty, 1), "");
	assert_int_equal(source_line(empty, 0), 1);
	assert_int_equal(source_n_lines(ended), 2);
	assert_int_equal(source_line(ended, 2), 2);
	assert_true(p.source == ended && p.offset == 1 && p.length == 1);
	arena_close(a);
}

static void a_piece_keeps_the_numbers_of_its_file(void **state)
{
	struct arena *a = arena_open();
	const struct source *s = source_piece(a, STR("x"), STR("one\ntwo\n"), 1000);

	(void)state;
	assert_int_equal(source_line(s, 5), 1002);
	assert_int_equal(source_column(s, 5), 2);
	assert_str(source_line_text(s, 1002), "two");
	assert_int_equal(source_offset(s, 1002, 1), 5);
	assert_int_equal(source_offset(s, 2, 1), 0);
	assert_int_equal(source_offset(s, 1004, 0), 8);
	arena_close(a);
}

/* Wherever among the bytes that are looked at together it stands, and whatever stands around it. */
static void sees_what_is_odd_and_each_line(void **state)
{
	static const struct {
		struct str bytes;
		bool odd, bad;
	} cases[] = {
		{STR(" "), .odd = false},
		{STR("~"), .odd = false},
		{STR("\t"), .odd = false},
		{STR("\n"), .odd = false},
		{STR("\r"), .odd = true},
		{STR("\x1F"), .odd = true},
		{STR("\0"), .odd = true},
		{STR("\x7F"), .odd = true},
		{STR("\u00E9"), .odd = false},
		{STR("\uFFFD"), .odd = false},
		{STR("\uFFFE"), .odd = true},
		{STR("\uFFFF"), .odd = true},
		{STR("\U0001F600"), .odd = false},
		{STR("\x80"), .odd = true, .bad = true},
		/* the first and last of each length, and what is next to them */
		{STR("\u07FF"), .odd = false},
		{STR("\u0800"), .odd = false},
		{STR("\uD7FF"), .odd = false},
		{STR("\uE000"), .odd = false},
		{STR("\uFFBF"), .odd = false},
		{STR("\u3FFE"), .odd = false},
		{STR("\uFFFC\u00E9"), .odd = false},
		{STR("\U0010FFFF"), .odd = false},
		{STR("\xC1\xBF"), .odd = true, .bad = true},
		{STR("\xE0\x9F\xBF"), .odd = true, .bad = true},
		{STR("\xED\xA0\x80"), .odd = true, .bad = true},
		{STR("\xF0\x8F\xBF\xBF"), .odd = true, .bad = true},
		{STR("\xF4\x90\x80\x80"), .odd = true, .bad = true},
		{STR("\xC3"), .odd = true, .bad = true},
		{STR("\xE4\xBD"), .odd = true, .bad = true},
		{STR("\xC3\xA9\xA9"), .odd = true, .bad = true},
		{STR("\xE4\xBD\xA0\xA0"), .odd = true, .bad = true},
		{STR("\xF0\x9F\x98"), .odd = true, .bad = true},
		{STR("\xFF\xA0\x80"), .odd = true, .bad = true},
	};
	static const char *const around[] = {"a", "\n", "\u00FC", "\x1F", " "};
	enum { LONG = 40, N_AROUND = sizeof(around) / sizeof(*around) };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (size_t k = 0; k < N_AROUND * LONG; k++) {
			struct arena *a = arena_open();
			struct diagnostics *d = diag_open();
			const char *other = around[k / LONG];
			struct buf text = {0};
			const struct source *s;
			size_t lines = 1;

			for (size_t n = 0; n < LONG; n++)
				buf_add(&text, n == k % LONG ? cases[i].bytes : str_from(other));
			for (size_t n = 0; n < text.len; n++)
				lines += text.at[n] == '\n';
			s = source_make(a, STR("x"), buf_str(&text));
			assert_int_equal(s->odd, cases[i].odd || *other == '\x1F');
			assert_int_equal(source_n_lines(s), lines);
			for (uint32_t n = 1; n < lines; n++)
				assert_int_equal(s->text.at[source_offset(s, n + 1, 0) - 1], '\n');
			assert_int_equal(!source_take(d, a, STR("x"), s->text),
			                 cases[i].bad || *cases[i].bytes.at == 0);
			assert_int_equal(utf8_bad(s->text) != SIZE_MAX, cases[i].bad);
			if (cases[i].bad) {
				struct position p;
				size_t at = 0;

				assert_true(diag_next_error(d, &at, &p));
				assert_int_equal(p.offset, utf8_bad(s->text));
			}
			buf_free(&text);
			diag_close(d);
			arena_close(a);
		}
}

/* Lines are counted by the stride: of every length up to some strides, with and without a line feed at its end. */
static void finds_every_line_of_a_long_file(void **state)
{
	struct arena *a = arena_open();
	struct buf text = {0};
	const struct source *s;
	uint32_t line = 1, begin = 0;

	(void)state;
	for (size_t n = 0; n < 60; n++)
		buf_add_format(&text, "%*s\n%s", (int)(n * 37 % 700), "", n % 7 ? "" : "\n\n");
	s = source_make(a, STR("x"), buf_str(&text));
	for (uint32_t at = 0; at <= s->text.len; at++) {
		assert_int_equal(source_line(s, at), line);
		assert_int_equal(source_offset(s, line, 0), begin);
		assert_int_equal(source_column(s, at), at - begin + 1);
		if (at == s->text.len || s->text.at[at] != '\n')
			continue;
		assert_int_equal(source_line_text(s, line).len, at - begin);
		line++;
		begin = at + 1;
	}
	assert_int_equal(source_n_lines(s), line);
	buf_free(&text);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_lines_and_columns),
		cmocka_unit_test(ends_where_the_text_ends),
		cmocka_unit_test(a_piece_keeps_the_numbers_of_its_file),
		cmocka_unit_test(sees_what_is_odd_and_each_line),
		cmocka_unit_test(finds_every_line_of_a_long_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
