#include "base/buf.h"
#include "test.h"
#include "text/words/escape.h"
#include "text/words/url.h"

/* Texts are looked through many bytes at once: what matters is found wherever it stands. */
enum { LONG = 40 };

static void escapes_wherever_it_is_needed(void **state)
{
	static const struct {
		char byte;
		const char *entity;
		bool in_text;
	} cases[] = {{'&', "&amp;", true},
	             {'<', "&lt;", true},
	             {'>', "&gt;", true},
	             {'"', "&quot;", false},
	             {'\'', "&#39;", false}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (size_t at = 0; at < LONG; at++) {
			char text[LONG], expected[LONG + 8];
			struct str words = {text, LONG};
			struct buf out = {0};

			memset(text, '\xFC', LONG);
			text[at] = cases[i].byte;
			snprintf(expected, sizeof(expected), "%.*s%s%.*s", (int)at, text, cases[i].entity,
			         (int)(LONG - at - 1), text + at + 1);
			escape_add_words(&out, words, PLACE_PROSE);
			assert_str(buf_str(&out), expected);
			assert_true(escape_is_needed(words, PLACE_PROSE));
			assert_true(escape_is_needed(words, PLACE_TEXT) == cases[i].in_text);
			assert_false(escape_is_needed(words, PLACE_PLAIN));
			buf_free(&out);
		}
}

/* Of an address no byte is passed over that has to be written otherwise, wherever it stands among others. */
static void encodes_wherever_it_is_needed(void **state)
{
	(void)state;
	for (int byte = 0; byte < 256; byte++)
		for (size_t at = 0; at < LONG; at++) {
			char text[LONG];
			struct buf alone = {0}, out = {0};

			memset(text, 'x', LONG);
			text[at] = (char)byte;
			url_add(&alone, (struct str){text + at, 1}, URL_IN_MARKUP);
			url_add(&out, (struct str){text, LONG}, URL_IN_MARKUP);
			assert_int_equal(out.len, LONG - 1 + alone.len);
			assert_memory_equal(out.at + at, alone.at, alone.len);
			assert_memory_equal(out.at, text, at);
			assert_memory_equal(out.at + at + alone.len, text + at + 1, LONG - at - 1);
			buf_free(&alone);
			buf_free(&out);
		}
}

static void refuses_a_control_wherever_it_stands(void **state)
{
	static const char controls[] = {0, '\n', 0x1F, 0x7F};

	(void)state;
	for (size_t n = 1; n <= LONG; n++)
		for (size_t at = 0; at < n; at++) {
			char text[LONG];

			memset(text, '\xFF', n);
			for (size_t i = 0; i < sizeof(controls); i++) {
				text[at] = controls[i];
				assert_false(url_is_allowed((struct str){text, n}));
			}
			text[at] = '~';
			assert_true(url_is_allowed((struct str){text, n}));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(escapes_wherever_it_is_needed),
		cmocka_unit_test(encodes_wherever_it_is_needed),
		cmocka_unit_test(refuses_a_control_wherever_it_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
