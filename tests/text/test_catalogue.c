#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "fixture.h"
#include "test.h"
#include "text/catalogue/catalogue.h"
#include "text/markdown/markdown.h"

static struct catalogue *load(struct fixture *f, const char *path)
{
	struct catalogue *c = catalogue_load_file(f->d, f->arena, ".", str_from(path), NULL);

	if (!c)
		diag_print(f->d, stderr, DIAG_TEXT);
	assert_non_null(c);
	return c;
}

static struct str render(struct fixture *f, const struct catalogue *c)
{
	struct buf b = {0};

	catalogue_render(c, &b);
	return buf_keep(&b, f->arena);
}

static void canonical_bytes_come_back(void **state)
{
	struct fixture *f = *state;
	const char *path = "tests/text/catalogues/canonical.xlf";
	const struct source *s = source_load(f->d, f->arena, ".", str_from(path), CATALOGUE_LIMIT);
	struct catalogue *c = load(f, path);
	const struct unit *u = catalogue_find(c, STR("h-1a"));

	assert_true(str_equal(render(f, c), s->text));
	assert_non_null(u);
	assert_int_equal(u->state, UNIT_FINAL);
	assert_int_equal(u->kind, BLOCK_HEADING);
	assert_int_equal(u->n_outside, -1);
	assert_int_equal(u->written_source_of, 0xab);
	assert_str(u->group, "h-1");
	assert_int_equal(catalogue_find(c, STR("p-1a"))->origin, ORIGIN_MACHINE);
	assert_true(catalogue_find(c, STR("p-0"))->orphan);
	assert_true(catalogue_usable(catalogue_find(c, STR("p-1c"))));
	assert_false(catalogue_usable(catalogue_find(c, STR("p-1b"))));
	assert_false(catalogue_usable(catalogue_find(c, STR("p-0"))));
	assert_null(catalogue_find(c, STR("p-2")));
	assert_str(c->record[1].name, "ms.contentlocale");
}

static void what_tools_write_is_read(void **state)
{
	struct fixture *f = *state;
	struct catalogue *c = load(f, "tests/text/catalogues/tools.xlf"), *again;
	struct str once = render(f, c);

	golden_check("tests/text/catalogues/tools.golden", once);
	again = catalogue_load(f->d, f->arena, source_make(f->arena, STR("again.xlf"), once));
	assert_non_null(again);
	assert_true(str_equal(render(f, again), once));
}

/* Whatever stands in a catalogue: hostile characters come out as XML that says so, and are stable from then on. */
static void any_text_is_written_as_xml(void **state)
{
	struct fixture *f = *state;
	struct span source[] = {{SPAN_TEXT, 0, STR("a\x01<b>&\"\r\n\t]]>\xEF\xBF\xBF\xEF\xBF\xBE z ")}};
	struct span target[] = {{SPAN_TEXT, 0, STR("  <x id=\"1\"/> {")}};
	struct unit unit = {.id = STR("a\"<\n"),
	                    .source = source,
	                    .n_source = 1,
	                    .target = target,
	                    .n_target = 1,
	                    .state = UNIT_TRANSLATED};
	struct catalogue c = {.source_language = STR("en"),
	                      .target_language = STR("de"),
	                      .skeleton = STR("\r\n--\r"),
	                      .units = &unit,
	                      .n_units = 1};
	struct catalogue *again;
	struct str once = render(f, &c);

	again = catalogue_load(f->d, f->arena, source_make(f->arena, STR("again.xlf"), once));
	assert_non_null(again);
	assert_str(again->skeleton, "\r\n--\r");
	assert_str(again->units[0].id, "a\"<\n");
	assert_str(again->units[0].target[0].text, "  <x id=\"1\"/> {");
	assert_str(again->units[0].source[0].text, "a\xEF\xBF\xBD<b>&\"\r\n\t]]>\xEF\xBF\xBD\xEF\xBF\xBD z ");
	assert_true(str_equal(render(f, again), once));
}

static void mistakes_are_said(void **state)
{
#define HEAD "<xliff version='1.2'><file original='a.md' source-language='en' target-language='de'>"
#define FOOT "</file></xliff>"
#define BODY(units) HEAD "<body>\n" units "\n</body>" FOOT
#define UNIT(target)                                                                                         \
	BODY("<trans-unit id='u'><source>A <g id='1' equiv-text='**'>b</g>{{c}}</source>" target             \
	     "</trans-unit>")
	static const char *const files[] = {
		"",
		"no XML",
		"<?xml version='1.0' encoding='latin1'?>" BODY(""),
		"<!DOCTYPE xliff>\n" BODY(""),
		BODY("<trans-unit id='u'><source>a &nbsp; b</source></trans-unit>"),
		BODY("<trans-unit id='u'><source>AT&T</source></trans-unit>"),
		BODY("<trans-unit id='u'><source>a</target></trans-unit>"),
		BODY("<trans-unit id='u' id='v'><source>a</source></trans-unit>"),
		"<xliff version='2.1'/>",
		"<xliff><fil/><file/></xliff>",
		"<xliff version='1.2'><body/></xliff>",
		"<html xmlns='http://www.w3.org/1999/xhtml'><file/></html>",
		HEAD FOOT "<more/>",
		HEAD "</file><file source-language='en' target-language='de'>" FOOT,
		BODY("<trans-unit><sorce>a</sorce></trans-unit><trans-unit id='u'><target>b</target></trans-unit>"),
		BODY("<trans-unit id='u'><source>a</source></trans-unit><trans-unit id='u'><source>b</source></trans-unit>"),
		UNIT("<target state='transalted'>b</target>"),
		UNIT("<target>b <g id='2'>c</g></target>"),
		UNIT("<target>b c</target>"),
		UNIT("<target>b <g id='1'>c</g><g id='1'>d</g></target>"),
		UNIT("<target>b <bpt id='1'/>c</target>"),
		UNIT("<target state='needs-review-l10n'>{{d}} b</target>"),
		UNIT("<target><g>b</g></target>"),
		UNIT("<target><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd'/></target>"),
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct str path = str_format(f->arena, "locales/de/%02zu.xlf", i);

		assert_null(catalogue_load(f->d, f->arena, source_make(f->arena, path, str_from(files[i]))));
	}
	golden_check_said("tests/text/catalogues/mistakes.golden", f->d);
}

static const struct source *repeat(struct fixture *f, const char *head, const char *piece, int n,
                                   const char *foot)
{
	static int count;
	struct str path = str_format(f->arena, "locales/de/%d.xlf", ++count);
	const struct source *s;
	struct buf b = {0};

	buf_add_z(&b, head);
	for (int i = 0; i < n; i++)
		buf_add_format(&b, "%s'%d'", piece, i);
	buf_add_z(&b, foot);
	s = source_make(f->arena, path, buf_str(&b));
	buf_free(&b);
	return s;
}

static void limits_are_said(void **state)
{
	struct fixture *f = *state;
	const struct source *files[] = {
		repeat(f, HEAD "<body><trans-unit id='u'><source><g id='0'", "><g id=", 100000, ""),
		repeat(f, HEAD "<body><trans-unit id='u' ", " a=", 50000, "/></body>" FOOT),
		repeat(f, HEAD "<body><trans-unit id='u'><source><x id='a'", "/><x id=", 70000,
	               "/></source></trans-unit></body>" FOOT),
	};
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		assert_null(catalogue_load(f->d, f->arena, files[i]));
	golden_check_said("tests/text/catalogues/limits.golden", f->d);
}

/* Short ones, more than a file of its length is thought to have, and contexts that are none's. */
static void units_are_read_one_by_one(void **state)
{
#define CONTEXT "<context-group><context context-type='x-source' crc='ab'>**a**</context></context-group>"
	struct fixture *f = *state;
	const struct source *s = repeat(
		f, HEAD CONTEXT "<body><group id='g'>" CONTEXT "<trans-unit id='first'",
		"><source>a<x id='1'/>b</source></trans-unit>" CONTEXT "<trans-unit id=", 300,
		"><source>c</source></trans-unit>" CONTEXT "</group></body>" FOOT);
	const struct catalogue *c = catalogue_load(f->d, f->arena, s);

	assert_non_null(c);
	assert_int_equal(c->n_units, 301);
	for (size_t i = 0; i < c->n_units; i++) {
		const struct unit *u = &c->units[i];
		bool last = i == 300;

		assert_str(u->id, i == 0 ? "first" : str_format(f->arena, "%zu", i - 1).at);
		assert_int_equal(u->n_source, last ? 1 : 3);
		assert_str(u->source[0].text, last ? "c" : "a");
		assert_true(last || str_is(u->source[2].text, "b"));
		assert_int_equal(u->n_target, 0);
		assert_int_equal(u->written_source.len, 0);
	}
}

static void the_folder_tells_the_language(void **state)
{
	static const char text[] =
		"<xliff version='1.2'><file original='a.md' source-language='en'%s><body/></file></xliff>";
	static const struct {
		const char *path, *attribute, *language;
	} cases[] = {
		{"locales/zh-TW/a.xlf", " target-language='zh-TW'", "zh-TW"},
		{"locales/zh-TW/a.xlf", " target-language='zh_tw'", "zh-TW"},
		{"locales/zh-TW/a/b.xlf", "", "zh-TW"},
		{"elsewhere/a.xlf", " target-language='zh_TW'", "zh_TW"},
		{"locales/zh-TW/a.xlf", " target-language='zh-CN'", NULL},
		{"elsewhere/a.xlf", "", NULL},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = {0};
		struct catalogue *c;

		buf_add(&b, str_slice(str_from(text), 0, str_find(str_from(text), STR("%s"), 0)));
		buf_add_z(&b, cases[i].attribute);
		buf_add_z(&b, strstr(text, "%s") + 2);
		c = catalogue_load(f->d, f->arena,
		                   source_make(f->arena, str_from(cases[i].path), buf_str(&b)));
		buf_free(&b);
		if (!cases[i].language)
			assert_null(c);
		else
			assert_str(c->target_language, cases[i].language);
	}
}

static void utf16_is_read(void **state)
{
	static const char text[] = "<?xml version='1.0' encoding='UTF-16'?>" BODY(
		"<trans-unit id='u'><source>a</source><target>\x01\x02\x03</target></trans-unit>");
	/* 泳, and a swimmer outside the first plane */
	static const uint16_t units[] = {0x6CF3, 0xD83C, 0xDFCA};
	struct fixture *f = *state;

	for (int little = 0; little < 2; little++) {
		char path[] = "/tmp/tierbook-test-XXXXXX";
		int fd = mkstemp(path);
		FILE *file = fdopen(fd, "wb");
		struct catalogue *c;

		assert_non_null(file);
		fputs(little ? "\xFF\xFE" : "\xFE\xFF", file);
		for (size_t i = 0; i < sizeof(text) - 1; i++) {
			uint16_t unit = text[i] <= 3 ? units[text[i] - 1] : (uint16_t)text[i];

			fputc(little ? unit & 0xFF : unit >> 8, file);
			fputc(little ? unit >> 8 : unit & 0xFF, file);
		}
		assert_int_equal(fclose(file), 0);
		c = catalogue_load_file(f->d, f->arena, "", str_from(path), NULL);
		remove(path);
		assert_non_null(c);
		assert_str(c->units[0].target[0].text, "泳🏊");
	}
}

static void half_a_character_is_said(void **state)
{
	struct fixture *f = *state;
	assert_null(catalogue_load_file(f->d, f->arena, ".", STR("tests/text/catalogues/half.utf16"), NULL));
	golden_check_said("tests/text/catalogues/half.golden", f->d);
}

static void an_update_keeps_what_fits(void **state)
{
	struct fixture *f = *state;
	struct catalogue *old = load(f, "tests/text/catalogues/before.xlf");
	struct catalogue *fresh = load(f, "tests/text/catalogues/after.xlf");
	struct catalogue *again = load(f, "tests/text/catalogues/after.xlf");
	struct catalogue *later = load(f, "tests/text/catalogues/after.xlf");

	catalogue_update_units(f->arena, fresh, old);
	golden_check("tests/text/catalogues/updated.golden", render(f, fresh));
	/* Nothing changed: nothing changes. */
	catalogue_update_units(f->arena, again, fresh);
	assert_true(str_equal(render(f, again), render(f, fresh)));
	/* The page changes again, and the orphans of the first time are gone. */
	assert_non_null(catalogue_find(again, STR("lost")));
	later->n_units--;
	catalogue_update_units(f->arena, later, again);
	assert_null(catalogue_find(later, STR("lost")));
}

static void a_page_knows_its_sentences(void **state)
{
	static const char page[] = "# Lanes\n\nOne lane is **free**. Two are not.\n";
	struct fixture *f = *state;
	struct markdown_options options = {.language = STR("en-US")};
	const struct source *s = source_make(f->arena, STR("content/pool.md"), str_from(page));
	struct document *doc = markdown_load(f->d, f->arena, s, &options);
	struct catalogue *c;
	struct str text;

	assert_non_null(doc);
	c = catalogue_update(f->arena, doc, NULL, STR("en-US"), STR("de-DE"));
	assert_int_equal(c->n_units, 3);
	text = render(f, c);
	golden_check("tests/text/catalogues/extracted.golden", text);
	c = catalogue_load(f->d, f->arena, source_make(f->arena, STR("locales/de-DE/pool.xlf"), text));
	assert_non_null(c);
	catalogue_check(f->d, c, doc);
	assert_int_equal(diag_errors(f->d) + diag_warnings(f->d), 0);
	c->units[0].id = STR("h-lost");
	c->units[1].source[0].text = STR("One line is ");
	catalogue_index(f->arena, c);
	catalogue_check(f->d, c, doc);
	golden_check_said("tests/text/catalogues/other-page.golden", f->d);
}

static void a_status_weighs_by_words(void **state)
{
	struct fixture *f = *state;
	struct catalogue_status s = catalogue_status(load(f, "tests/text/catalogues/canonical.xlf"));

	assert_int_equal(s.units, 6);
	assert_int_equal(s.translated, 4);
	assert_int_equal(s.stale, 1);
	assert_int_equal(s.stale_words, 6);
	assert_int_equal(s.machine_words, 2);
	assert_int_equal(s.words, s.translated_words + s.stale_words + 3);
	assert_int_equal(s.human_words + s.machine_words, s.translated_words + s.stale_words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(canonical_bytes_come_back),
		FIXTURE_TEST(what_tools_write_is_read),
		FIXTURE_TEST(any_text_is_written_as_xml),
		FIXTURE_TEST(mistakes_are_said),
		FIXTURE_TEST(limits_are_said),
		FIXTURE_TEST(units_are_read_one_by_one),
		FIXTURE_TEST(the_folder_tells_the_language),
		FIXTURE_TEST(utf16_is_read),
		FIXTURE_TEST(half_a_character_is_said),
		FIXTURE_TEST(an_update_keeps_what_fits),
		FIXTURE_TEST(a_page_knows_its_sentences),
		FIXTURE_TEST(a_status_weighs_by_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
