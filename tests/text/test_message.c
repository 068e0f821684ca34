
#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "test.h"
#include "text/catalogue/catalogue.h"
#include "text/template/message.h"
#include "text/template/pattern.h"
#include "text/words/locale.h"
#include "values.h"

static struct arena *arena;
static struct diagnostics *d;

static int open_all(void **state)
{
	(void)state;
	arena = arena_open();
	d = diag_open();
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	diag_close(d);
	arena_close(arena);
	return 0;
}

static struct str write(const struct template *t, struct value root, const char *language)
{
	struct locale *l = locale_open(str_from(language));
	struct buf out = {0};
	struct str s;

	assert_non_null(t);
	template_render_plain(t, &root, l, NULL, &out);
	s = buf_keep(&out, arena);
	locale_close(l);
	return s;
}

static struct str render(const char *pattern, struct value root, const char *language)
{
	return write(pattern_compile(d, arena, str_from(pattern), POSITION_NONE), root, language);
}

static struct value with_n(int64_t n)
{
	struct value_field *f = arena_alloc(arena, sizeof(*f));

	*f = (struct value_field){STR("n"), value_integer(n)};
	return value_record(f, 1);
}

static void arguments_are_written_as_the_language_does(void **state)
{
	int32_t day;
	struct value root;

	(void)state;
	assert_true(date_make(2026, 11, 22, &day));
	root = RECORD(FIELD("name", value_text(STR("Ada <b>\n{x}"))), FIELD("n", value_integer(12345)),
	              FIELD("day", value_date(day)),
	              FIELD("price", value_money((struct money){10000, "USD"})),
	              FIELD("yes", value_bool(true)));
	assert_str(render("Hello { name }.", root, "en-US"), "Hello Ada <b> {x}.");
	assert_str(render("{n} {n,number} {n, number, integer} {n, number, ::percent}", root, "de-DE"),
	           "12.345 12.345 12.345 12.345\u00A0%");
	assert_str(render("{day}|{day, date}|{day,date,short}|{day, date , long}|{day, date, full}", root,
	                  "en-US"),
	           "November 22, 2026|Nov 22, 2026|11/22/26|November 22, 2026|Sunday, November 22, 2026");
	assert_str(render("{price} {price, number}", root, "zh-TW"), "US$100.00 US$100.00");
	assert_str(render("[{none}]{yes}", root, "en-US"), "[]true");
}

static void plurals_and_selects_choose(void **state)
{
	static const char *const offers = "{n, plural, =0 {none} one {# offer} other {# offers}}";
	static const char *const guests =
		"{n, plural, offset:1 =0 {nobody} =1 {you} one {you and # other} other {you and # others}}";
	static const char *const kinds = "{k, select, gold {G} true {yes} other {-}}";
	static const char *const arabic =
		"{n, plural, zero {z} one {1} two {2} few {f#} many {m#} other {o#}}";

	(void)state;
	assert_str(render(offers, with_n(0), "en-US"), "none");
	assert_str(render(offers, with_n(1), "en-US"), "1 offer");
	assert_str(render(offers, with_n(1234), "en-US"), "1,234 offers");
	assert_str(render(offers, RECORD(FIELD("n", value_text(STR("many")))), "en-US"), "many offers");
	assert_str(render(offers, RECORD(FIELD("m", value_integer(1))), "en-US"), " offers");
	assert_str(render(guests, with_n(0), "en-US"), "nobody");
	assert_str(render(guests, with_n(1), "en-US"), "you");
	assert_str(render(guests, with_n(2), "en-US"), "you and 1 other");
	assert_str(render(guests, with_n(3), "en-US"), "you and 2 others");
	assert_str(render(kinds, RECORD(FIELD("k", value_text(STR("gold")))), "en-US"), "G");
	assert_str(render(kinds, RECORD(FIELD("k", value_bool(true))), "en-US"), "yes");
	assert_str(render(kinds, RECORD(FIELD("k", value_text(STR("Gold")))), "en-US"), "-");
	assert_str(render(kinds, with_n(1), "en-US"), "-");
	assert_str(render(arabic, with_n(0), "ar"), "z");
	assert_str(render(arabic, with_n(2), "ar"), "2");
	assert_str(render(arabic, with_n(3), "ar"), "f٣");
	assert_str(render(arabic, with_n(11), "ar"), "m١١");
	assert_str(render("{n, plural, one {# plik} few {# pliki} many {# plików} other {# pliku}}",
	                  with_n(22), "pl-PL"),
	           "22 pliki");
	assert_str(render("a {n, plural, one {[{n, plural, one {x} other {y}}]} other {({n})}} b", with_n(1),
	                  "en-US"),
	           "a [x] b");
	/* a number of its own before the category, wherever it stands; in a select, as ICU has it, # is itself */
	assert_str(render("{n, plural, one {a} =1 {b} other {c}}", with_n(1), "en-US"), "b");
	assert_str(render("{n, plural, other {# {n, select, other {#}}}}#", with_n(7), "en-US"), "7 ##");
}

static void apostrophes_quote(void **state)
{
	(void)state;
	assert_str(render("it's {n}'s ''quoted''", with_n(1), "en-US"), "it's 1's 'quoted'");
	assert_str(render("'{n}' '{''}'", with_n(1), "en-US"), "{n} {'}");
	assert_str(render("'{n} to the end", with_n(1), "en-US"), "{n} to the end");
	assert_str(render("'#' {n, plural, other {'#' # '{'}}'", with_n(1), "en-US"), "'#' # 1 {'");
	assert_str(render("", with_n(1), "en-US"), "");
}

static const char *const yaml = "greeting: Hello {name}\n"
				"offer:\n"
				"  count: \"{n, plural, one {# offer} other {# offers}} of {total}\"\n"
				"  until: 'Until {day, date, long}'\n"
				"plain: Nothing to say\n";

static const char *const xliff =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\">\n"
	"<file original=\"content/messages.yaml\" source-language=\"en-US\" target-language=\"zh-TW\" datatype=\"plaintext\"><body>\n"
	"<trans-unit id=\"greeting\"><source>Hello {name}</source><target state=\"translated\">%s</target></trans-unit>\n"
	"<trans-unit id=\"offer.count\"><source>{n, plural, one {# offer} other {# offers}} of {total}</source>"
	"<target state=\"translated\">%s</target></trans-unit>\n"
	"<trans-unit id=\"plain\"><source>Nothing to say</source><target state=\"needs-translation\"></target></trans-unit>\n"
	"</body></file></xliff>\n";

static struct message_source *source;
static size_t n_source;

static struct messages *load_translation(const char *path, const char *greeting, const char *count)
{
	struct catalogue *c = catalogue_load(
		d, arena, source_make(arena, str_from(path), str_format(arena, xliff, greeting, count)));

	assert_non_null(c);
	return message_compile(d, arena, source, n_source, c);
}

static struct messages *load(const char *greeting, const char *count)
{
	assert_true(message_load_source(d, arena,
	                                source_make(arena, STR("content/messages.yaml"), str_from(yaml)),
	                                &source, &n_source));
	return load_translation("locales/zh-TW/messages.xlf", greeting, count);
}

static void translations_are_used_where_they_fit(void **state)
{
	struct messages *m = load("{name}，您好", "共 {total} 項，優惠 {n} 項"),
			*ours = message_compile(d, arena, source, n_source, NULL);
	struct value root = RECORD(FIELD("name", value_text(STR("王小明"))), FIELD("n", value_integer(2)),
	                           FIELD("total", value_integer(5)));
	const struct str *names;

	(void)state;
	assert_int_equal(diag_errors(d), 0);
	assert_str(write(message_find(m, STR("greeting")), root, "zh-TW"), "王小明，您好");
	assert_str(write(message_find(m, STR("offer.count")), root, "zh-TW"), "共 5 項，優惠 2 項");
	assert_str(write(message_find(ours, STR("offer.count")), root, "en-US"), "2 offers of 5");
	/* what has no translation is said in the source's words */
	assert_str(write(message_find(m, STR("plain")), root, "zh-TW"), "Nothing to say");
	assert_true(message_is_translated(m, STR("greeting")));
	assert_false(message_is_translated(m, STR("plain")));
	assert_false(message_is_translated(ours, STR("greeting")));
	assert_null(message_find(m, STR("offer")));
	assert_int_equal(message_arguments(m, STR("offer.count"), &names), 2);
	assert_str(names[0], "n");
	assert_str(names[1], "total");
	assert_int_equal(message_arguments(m, STR("nothing"), &names), 0);
	assert_int_equal(message_ids(m, &names), 4);
	assert_str(names[0], "greeting");
	assert_false(hash_equal(message_hash(m), message_hash(ours)));
	assert_true(hash_equal(message_hash(m),
	                       message_hash(load("{name}，您好", "共 {total} 項，優惠 {n} 項"))));
}

static void mistakes_in_patterns_are_said(void **state)
{
	static const char *const patterns[] = {
		"Hello {name",
		"Hello {name, plural, one {x} other {y}",
		"Hello } there",
		"Hello {} and {a b} and {a.b}",
		"{a-b}",
		"{n, nubmer}",
		"{n, number, percent}",
		"{day, date, log}",
		"{n, plural}",
		"{n, plural, one x}",
		"{n, plural, oen {x} other {y}}",
		"{n, plural, =x {x} other {y}}",
		"{n, plural, one {x} one {y} other {z}}",
		"{n, plural, one {x}}",
		"{k, select, gold {x}}",
		"{n, plural, offset:x one {x} other {y}}",
		"{n, plural, offset:1000 one {x} other {y}}",
		"{n, time}",
		"中文 {nmae, sekect, other {}}",
	};
	struct buf deep = {0}, wide = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		const struct source *s = source_make(arena, str_format(arena, "%02zu", i),
		                                     str_from(patterns[i]));

		assert_null(
			pattern_compile(d, arena, s->text, (struct position){s, 0, (uint32_t)s->text.len}));
	}
	for (int i = 0; i < 33; i++)
		buf_add_z(&deep, "{n, plural, other {");
	for (int i = 0; i < 33; i++)
		buf_add_z(&deep, "}}");
	assert_null(pattern_compile(d, arena, buf_str(&deep), POSITION_NONE));
	buf_add_z(&wide, "{k, select, other {}");
	for (int i = 0; i < 64; i++)
		buf_add_format(&wide, " a%d {}", i);
	buf_add_z(&wide, "}");
	assert_null(pattern_compile(d, arena, buf_str(&wide), POSITION_NONE));
	buf_free(&deep);
	buf_free(&wide);
	golden_check_said("tests/text/message-mistakes.golden", d);
}

/* Mistakes are shown where the file has them; what is wrong in a translation leaves the source's sentence. */
static void mistakes_are_shown_in_their_files(void **state)
{
	static const char *const broken = "good: fine\n"
					  "bad:\n"
					  "  here: {list: 1}\n"
					  "  items: [a, b]\n"
					  "  empty: ''\n"
					  "  quoted: \"a {b\"\n"
					  "  escaped: \"a\\u0020{b\"\n"
					  "  folded: >\n"
					  "    a\n"
					  "    }\n"
					  "sp ace: x\n";
	struct messages *m = load("您好", "{n, plural, oen {#} other {# 項}} {total}");
	(void)state;
	assert_false(message_is_translated(m, STR("greeting")));
	assert_false(message_is_translated(m, STR("offer.count")));
	assert_str(write(message_find(m, STR("greeting")), RECORD(FIELD("name", value_text(STR("Ada")))),
	                 "zh-TW"),
	           "Hello Ada");
	m = load("{nmae}，{name}，您好", "{total}{n} {extra}");
	source[0].text = STR("Welcome {name}");
	n_source = 2;
	m = load_translation("locales/zh-TW/later.xlf", "{name}", "{n}{total}");
	assert_false(message_is_translated(m, STR("greeting")));
	assert_true(message_is_translated(m, STR("offer.count")));
	assert_false(message_load_source(d, arena, source_make(arena, STR("broken.yaml"), str_from(broken)),
	                                 &source, &n_source));
	m = message_compile(d, arena, source, n_source, NULL);
	/* asked for, a broken sentence is shown as it is written */
	assert_str(write(message_find(m, STR("bad.quoted")), with_n(1), "en-US"), "a {b");
	golden_check_said("tests/text/message-files.golden", d);
}

static void an_update_keeps_translations(void **state)
{
	struct messages *m = load("{name}，您好", "{total}{n}");
	struct catalogue *fresh = message_update(arena, source, n_source, NULL, STR("en-US"), STR("zh-TW")),
			 *again;
	struct buf one = {0}, other = {0};
	struct unit *u;

	(void)state;
	assert_non_null(m);
	assert_int_equal(fresh->n_units, 4);
	assert_str(fresh->units[1].id, "offer.count");
	u = (struct unit *)catalogue_find(fresh, STR("greeting"));
	u->target = u->source;
	u->n_target = u->n_source;
	u->state = UNIT_TRANSLATED;
	u->origin = ORIGIN_HUMAN;
	again = message_update(arena, source, n_source, fresh, STR("en-US"), STR("zh-TW"));
	catalogue_render(fresh, &one);
	catalogue_render(again, &other);
	assert_true(str_equal(buf_str(&one), buf_str(&other)));
	/* a sentence that was changed keeps its translation, as one to look at again */
	source[0].text = STR("Welcome, dear {name}");
	again = message_update(arena, source, n_source, fresh, STR("en-US"), STR("zh-TW"));
	assert_int_equal(catalogue_find(again, STR("greeting"))->state, UNIT_NEEDS_ADAPTATION);
	assert_false(
		message_is_translated(message_compile(d, arena, source, n_source, again), STR("greeting")));
	buf_free(&one);
	buf_free(&other);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(arguments_are_written_as_the_language_does),
		TEST(plurals_and_selects_choose),
		TEST(apostrophes_quote),
		TEST(translations_are_used_where_they_fit),
		TEST(mistakes_in_patterns_are_said),
		TEST(mistakes_are_shown_in_their_files),
		TEST(an_update_keeps_translations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
