#include "base/utf8.h"
#include "test.h"

static void every_code_point_survives_the_round_trip(void **state)
{
	(void)state;
	for (int32_t c = 0; c <= 0x10FFFF; c++) {
		char bytes[4];
		size_t len, i = 0;

		if (c == 0xD800)
			c = 0xE000;
		len = utf8_encode(c, bytes);
		assert_int_equal(utf8_next((struct str){bytes, len}, &i), c);
		assert_int_equal(i, len);
		/* Cut short, it is bad from its first byte. */
		if (len > 1)
			assert_int_equal(utf8_bad((struct str){bytes, len - 1}), 0);
	}
}

static void refuses_what_is_not_strict(void **state)
{
	static const struct {
		struct str text;
		size_t bad;
	} cases[] = {
		{STR("ok \xC3\xA9"), SIZE_MAX},
		{STR("a\x80"), 1},                /* a continuation alone */
		{STR("a\xC0\x80"), 1},            /* overlong NUL */
		{STR("\xC1\xBF"), 0},             /* overlong */
		{STR("\xE0\x9F\xBF"), 0},         /* overlong */
		{STR("\xF0\x8F\xBF\xBF"), 0},     /* overlong */
		{STR("\xED\xA0\x80"), 0},         /* a surrogate */
		{STR("\xF4\x90\x80\x80"), 0},     /* past U+10FFFF */
		{STR("\xF8\x88\x80\x80\x80"), 0}, /* five bytes */
		{STR("\xE4\xBD\xA0\xE5\xA5"), 3}, /* cut off at the end */
		{STR("\xE4\xBDz"), 0},            /* cut off by a letter */
		{STR("\xFF"), 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_true(utf8_bad(cases[i].text) == cases[i].bad);
	assert_int_equal(utf8_count(STR("a\xE4\xBD\xA0\xF0\x9F\x98\x80")), 3);
	assert_int_equal(utf8_count(STR("\xE4\xBDz")), 3);
	assert_int_equal(utf8_begun(STR("a\xE4\xBD\xA0\xF0\x9F\x98\x80z\xC3\xA9 and more, \xE4\xBD\xA0")),
	                 17);
}

static void knows_widths_and_hidden_characters(void **state)
{
	(void)state;
	assert_int_equal(utf8_width('a'), 1);
	assert_int_equal(utf8_width(0xE9), 1);
	assert_int_equal(utf8_width(0x4F60), 2);  /* CJK */
	assert_int_equal(utf8_width(0xFF21), 2);  /* full-width A */
	assert_int_equal(utf8_width(0xFF71), 1);  /* half-width katakana */
	assert_int_equal(utf8_width(0xAC00), 2);  /* Hangul syllable */
	assert_int_equal(utf8_width(0x1F600), 2); /* emoji */
	assert_int_equal(utf8_width(0x301), 0);   /* combining acute */
	assert_int_equal(utf8_width(0x200D), 0);  /* zero width joiner */
	assert_int_equal(utf8_width(0x1161), 0);  /* conjoining Hangul vowel */

	assert_true(utf8_is_control(0x1B) && utf8_is_control(0) && utf8_is_control(0x7F) &&
	            utf8_is_control(0x9B));
	assert_false(utf8_is_control('\t') || utf8_is_control('\n') || utf8_is_control('\r') ||
	             utf8_is_control(0xA0));
	assert_true(utf8_is_bidi_control(0x202E) && utf8_is_bidi_control(0x2066) &&
	            utf8_is_bidi_control(0x61C));
	assert_false(utf8_is_bidi_control(0x200D) || utf8_is_bidi_control(0x2065));
	assert_true(utf8_is_hidden('\n') && utf8_is_hidden(0x202E) && utf8_is_hidden(0x200B) &&
	            utf8_is_hidden(0xFEFF));
	assert_true(utf8_is_hidden(0x2028) && utf8_is_hidden(0xE0041));
	assert_false(utf8_is_hidden(' ') || utf8_is_hidden(0x200D) || utf8_is_hidden(0x301) ||
	             utf8_is_hidden(0x4F60));
	assert_true(utf8_is_blank(STR("")) && utf8_is_blank(STR(" \t\n\u00A0\u3000")));
	assert_true(utf8_is_blank(STR("\u200B\u200D\u00AD\uFE0F\u3164\uFEFF\u2028\xC2\x85")));
	assert_false(utf8_is_blank(STR("\u200B.")) || utf8_is_blank(STR("\u3000\u4F60")) ||
	             utf8_is_blank(STR("\U0001F389\uFE0F")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_survives_the_round_trip),
		cmocka_unit_test(refuses_what_is_not_strict),
		cmocka_unit_test(knows_widths_and_hidden_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
