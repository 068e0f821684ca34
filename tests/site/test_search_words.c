#include "site/build/search_words.h"

#include "base/arena.h"
#include "base/buf.h"
#include "test.h"

/* Every word with its count, in the order in which they came. */
static void check(struct arena *a, struct tally words, const char *expected)
{
	struct buf out = {0};

	for (size_t i = 0; i < words.n; i++)
		buf_add_format(&out, "%s%.*s %zu", i > 0 ? ", " : "", STR_ARG(words.entries[i].name),
		               words.entries[i].count);
	assert_str(buf_keep(&out, a), expected);
}

static void counts_words_made_small(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	check(a, search_words_plain(a, STR("")), "");
	check(a, search_words_plain(a, STR("a")), "a 1");
	check(a, search_words_plain(a, STR("Tier, TIER and tier2: 12345678 123456789")),
	      "tier 2, and 1, tier2 1, 12345678 1, 123456789 1");
	check(a, search_words_plain(a, STR("@[`{/:")), "");
	check(a,
	      search_words_plain(a, STR("\xC3\x9C"
	                                "berblick Stra\xC3\x9F"
	                                "e \xE6\x9C\x83\xE5\x93\xA1 A\xC3\x89")),
	      "uberblick 1, strasse 1, \xE6\x9C\x83 1, \xE5\x93\xA1 1, \xE6\x9C\x83\xE5\x93\xA1 1, ae 1");
	check(a,
	      search_words_plain(a, STR("\xE6\x9C\x83\xE5\x93\xA1"
	                                "tier\xE6\x9C\x83\xC3\xA9"
	                                "t\xC3\xA9")),
	      "\xE6\x9C\x83 2, \xE5\x93\xA1 1, \xE6\x9C\x83\xE5\x93\xA1 1, tier 1, ete 1");
	arena_close(a);
}

/* Those of one to fifty letters, so that each ends in every place of the eight that are read at once. */
static void counts_words_of_any_length(void **state)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char small[] = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz";

	(void)state;
	for (int n = 1; n <= 50; n++) {
		struct arena *a = arena_open();
		/* of their own, so that nothing may be read behind them */
		struct str text = str_format(a, "%.*s %.*s,%.*s", n, letters, n, small, n, letters);

		check(a, search_words_plain(a, text),
		      str_z(a, str_format(a, "%.*s 3", n < 40 ? n : 40, small)));
		arena_close(a);
	}
}

static void goes_on_within_inline_tags(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	check(a,
	      search_words_html(a,
	                        STR("<p>Mem<em>ber</em>s</p>here<br>there<a title=\"<p>\" href='>'>by</a>")),
	      "members 1, here 1, thereby 1");
	check(a, search_words_html(a, STR("<td>one</td><td>two</td>R&amp;D 1&2<")),
	      "one 1, two 1, r 1, d 1, 1 1, 2 1");
	check(a, search_words_html(a, STR("<strong>long</strong>est<aside>word")), "longest 1, word 1");
	check(a, search_words_html(a, STR("<b>abcdefgh<em>ijklmnopqrstuvwx</em>yz</b>.")),
	      "abcdefghijklmnopqrstuvwxyz 1");
	check(a, search_words_html(a, STR("<em>\xE6\x9C\x83</em>\xE5\x93\xA1<p>\xE6\x9C\x83")),
	      "\xE6\x9C\x83 2, \xE5\x93\xA1 1, \xE6\x9C\x83\xE5\x93\xA1 1");
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_words_made_small),
		cmocka_unit_test(counts_words_of_any_length),
		cmocka_unit_test(goes_on_within_inline_tags),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
