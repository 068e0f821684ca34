#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "test.h"
#include "text/document/segment.h"
#include "text/words/sentence.h"

static size_t words(const char *language, const char *text)
{
	const struct span spans[] = {{.kind = SPAN_TEXT, .text = str_from(text)}};

	return segment_words(spans, 1, str_from(language));
}

static void words_are_counted_as_the_language_has_them(void **state)
{
	(void)state;
	assert_int_equal(words("en", ""), 0);
	assert_int_equal(words("en", "  \xE2\x80\x94 ... !"), 0);
	assert_int_equal(words("en", "It's a well-known fact, isn't it?"), 7);
	assert_int_equal(words("en", "US$100 of 3.5 GB"), 5);
	assert_int_equal(words("de", "Übergrößenträger dürfen ein."), 3);
	assert_int_equal(words("zh-TW", "升級您的會員資格。"), 8);
	assert_int_equal(words("zh-TW", "使用 Windows 10 企業版"), 7);
	assert_int_equal(words("ja", "メンバー資格"), 6);
	assert_int_equal(words("ko", "회원 자격"), 2);
}

/* A code between two halves divides words; one around them does not count. */
static void codes_divide_words(void **state)
{
	const struct span spans[] = {
		{.kind = SPAN_OPEN, .code = 0},  {.kind = SPAN_TEXT, .text = STR("strong")},
		{.kind = SPAN_CLOSE, .code = 0}, {.kind = SPAN_TEXT, .text = STR("ly")},
		{.kind = SPAN_ALONE, .code = 1}, {.kind = SPAN_TEXT, .text = STR("after")},
	};

	(void)state;
	assert_int_equal(segment_words(spans, 6, STR("en")), 2);
}

/* Splits text with no codes and shows the sentences, between bars. */
static void check_split(const char *language, const char *text, const char *expected)
{
	struct segment_span span = {.span = {.kind = SPAN_TEXT, .text = str_from(text)}};
	const struct segment_input input = {.spans = &span, .n = 1};
	struct document_block block = {.kind = BLOCK_PARAGRAPH};
	struct arena *a = arena_open();
	struct buf out = {0};

	segment_split(a, a, &block, &input, str_from(language));
	for (size_t i = 0; i < block.n_segments; i++) {
		if (i > 0)
			buf_add_char(&out, '|');
		buf_add(&out, block.segments[i].spans[0].text);
	}
	assert_str(buf_str(&out), expected);
	buf_free(&out);
	arena_close(a);
}

static void sentences_end_as_the_language_has_it(void **state)
{
	(void)state;
	check_split("en", "One. Two! Three? Four", "One.|Two!|Three?|Four");
	check_split("en", "No. 5 is e.g. This. Prof. X said so.", "No. 5 is e.g. This.|Prof. X said so.");
	check_split("en", "Ends with \"a quote.\" And (a bracket.) And then",
	            "Ends with \"a quote.\"|And (a bracket.)|And then");
	check_split("en", "no break before lower. case", "no break before lower. case");
	check_split("en", "None after a lonely . Stop.", "None after a lonely . Stop.");
	check_split("en", "None without space.Here", "None without space.Here");
	check_split("en", "1. Number. 2. Other.", "1. Number.|2. Other.");
	check_split("de", "Am 3. Mai kam Dr. Maier. Und am 24. Mai?",
	            "Am 3. Mai kam Dr. Maier.|Und am 24. Mai?");
	check_split("de", "Im Jahr 2020. Danach", "Im Jahr 2020.|Danach");
	check_split("en", "On May 3. Then", "On May 3.|Then");
	check_split("zh-TW", "第一句。第二句！第三句？「引號。」第五句",
	            "第一句。|第二句！|第三句？「引號。」|第五句");
	check_split("zh-TW", "版本 3.5。Windows 10。", "版本 3.5。|Windows 10。");
	check_split("zh-TW", "由 Dr. Wang 撰寫。完。", "由 Dr. Wang 撰寫。|完。");
	check_split("ja-JP", "彼は「はい。」と言った。「次。」次！Dr. Mori が来た。",
	            "彼は「はい。」と言った。「次。」|次！|Dr. Mori が来た。");
	check_split("ko-KR", "회원이 됩니다. 얼마입니까? \"네.\"라고 했다. 10.5% 할인!",
	            "회원이 됩니다.|얼마입니까?|\"네.\"라고 했다.|10.5% 할인!");
}

static struct str id_of(struct arena *a, struct str text)
{
	struct span span = {.kind = SPAN_TEXT, .text = text};
	struct segment segment = {.spans = &span, .n_spans = 1};
	struct document_block block = {.segments = &segment, .n_segments = 1}, *blocks = &block;
	struct document doc = {.blocks = &blocks, .n_blocks = 1};

	segment_name_all(a, &doc);
	return segment.id;
}

static void segments_named_again_are_named_as_at_first(void **state)
{
	struct arena *a = arena_open();
	struct span one = {.kind = SPAN_TEXT, .text = STR("One.")},
		    two = {.kind = SPAN_TEXT, .text = STR("Two.")};
	struct segment segments[] = {
		{.spans = &one, .n_spans = 1}, {.spans = &two, .n_spans = 1}, {.spans = &one, .n_spans = 1}};
	struct document_block block = {.segments = segments, .n_segments = 3}, *blocks = &block;
	struct document doc = {.blocks = &blocks, .n_blocks = 1};
	struct str id_one, id_two;

	(void)state;
	segment_name_all(a, &doc);
	id_one = segments[0].id;
	id_two = segments[1].id;
	assert_true(str_ends(segments[2].id, STR("-2")));
	segments[0] = (struct segment){.spans = &two, .n_spans = 1};
	segment_name_all(a, &doc);
	assert_true(str_equal(segments[0].id, id_two));
	assert_true(str_ends(segments[1].id, STR("-2")) && str_starts(segments[1].id, id_two));
	assert_true(str_equal(segments[2].id, id_one));
	assert_int_equal(segments[2].number, 2);
	arena_close(a);
}

/* Wherever in the text it stands, which is read by the stride. */
static void white_space_of_any_kind_names_a_segment_alike(void **state)
{
	struct arena *a = arena_open();
	char one[48], two[49];

	(void)state;
	for (size_t n = 2; n < sizeof(one); n++)
		for (size_t at = 0; at < n; at++) {
			struct str id;

			memset(one, 'a', n);
			one[at] = ' ';
			memcpy(two, one, at + 1);
			memcpy(two + at + 1, one + at, n - at);
			id = id_of(a, (struct str){one, n});
			assert_true(str_equal(id_of(a, (struct str){two, n + 1}), id));
			two[at] = '\n';
			assert_true(str_equal(id_of(a, (struct str){two, n + 1}), id));
			one[at] = '\t';
			assert_true(str_equal(id_of(a, (struct str){one, n}), id));
			one[at] = 'a';
			assert_false(str_equal(id_of(a, (struct str){one, n}), id));
		}
	arena_close(a);
}

/* What is said of plain texts is what ICU says: a Chinese character before them makes it ICU's. */
static void assert_as_icu(struct arena *a, const int32_t *characters, size_t n)
{
	static const struct str languages[] = {STR("en"), STR("de-DE")};
	char text[64];
	size_t length = strlen("aaa ");

	for (size_t i = 0; i < n; i++)
		length += utf8_encode(characters[i], text + length);
	for (size_t i = 0; i < 2; i++) {
		const struct str view = {text, length};
		size_t *ours, *theirs, found;

		memcpy(text, "aaa ", 4);
		found = sentence_find(a, view, languages[i], &ours);
		memcpy(text, "\u4E00 ", 4);
		if (sentence_find(a, view, languages[i], &theirs) != found ||
		    (found > 0 && memcmp(ours, theirs, found * sizeof(*ours)) != 0))
			fail_msg("is divided another way than by ICU: %.*s", STR_ARG(view));
	}
	arena_reset(a);
}

static void plain_texts_are_cut_as_icu_cuts_them(void **state)
{
	static const int32_t alphabet[] = {
		'a',  'B',   '1',   '.',    '.',    '!',    '?',    ' ',    ' ',    ' ',    ',',  ':',
		'-',  ';',   '\n',  '(',    ')',    '"',    '\'',   '$',    '/',    0xA0,   0xAA, 0xAB,
		0xBB, 0x1C0, 0x1C5, 0x2013, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E, 0xFFFC,
	};
	/* 0: the character at hand */
	static const int32_t frames[][6] = {
		{'a', '.', ' ', 0, 'b', 'c'}, {'a', '.', ' ', 0, 'B', 'c'}, {'a', '.', 0, ' ', 'B', 'c'},
		{'a', 0, '.', ' ', 'B', 'c'}, {'a', '?', 0, ' ', 'b', 'c'}, {'1', '.', 0, ' ', 0, 'c'},
		{'a', ' ', 0, ' ', 'B', 'c'},
	};
	enum { LENGTH = 12 };
	struct arena *a = arena_open();
	int32_t text[LENGTH];
	uint32_t random = 1;

	(void)state;
	for (int32_t c = '\n'; c < 0x2030; c = c == 0x250 ? 0x2010 : c + 1)
		for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
			for (size_t k = 0; k < 6; k++)
				text[k] = frames[i][k] ? frames[i][k] : c;
			assert_as_icu(a, text, 6);
		}
	for (int i = 0; i < 60000; i++) {
		for (size_t k = 0; k < LENGTH; k++) {
			random = random * 1664525 + 1013904223;
			text[k] = alphabet[(random >> 16) % (sizeof(alphabet) / sizeof(alphabet[0]))];
		}
		assert_as_icu(a, text, LENGTH);
	}
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_counted_as_the_language_has_them),
		cmocka_unit_test(codes_divide_words),
		cmocka_unit_test(white_space_of_any_kind_names_a_segment_alike),
		cmocka_unit_test(segments_named_again_are_named_as_at_first),
		cmocka_unit_test(sentences_end_as_the_language_has_it),
		cmocka_unit_test(plain_texts_are_cut_as_icu_cuts_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
