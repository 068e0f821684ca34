#include "test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/xml/xml.h"

/*
 * What is plain is read by us, all else by libxml2: which of them it is must
 * not show.  A comment is not plain, so what begins with one is libxml2's from
 * its first tag on.
 */
#define COMMENT "<!---->"

struct told {
	struct buf log;
	size_t moved;               /* bytes that stand before the file's own */
	struct buf lasting, copied; /* each value and text: its view, its bytes when it was told */
};

static void note(struct told *t, struct str view)
{
	buf_add(&t->lasting, (struct str){(const char *)&view, sizeof(view)});
	buf_add(&t->copied, view);
}

/* What was told has to be there still. */
static void assert_lasting(struct told *t)
{
	const struct str *views = (const struct str *)(const void *)t->lasting.at;
	struct buf again = {0};

	for (size_t i = 0; i < t->lasting.len / sizeof(*views); i++)
		buf_add(&again, views[i]);
	assert_true(str_equal(buf_str(&again), buf_str(&t->copied)));
	buf_free(&again);
	buf_free(&t->lasting);
	buf_free(&t->copied);
}

static void log_text(struct told *t, struct str text)
{
	if (text.len)
		buf_add_format(&t->log, "text '%.*s'\n", STR_ARG(text));
	note(t, text);
}

static void on_start(void *context, struct str before, const struct xml_element *e)
{
	struct told *t = context;

	log_text(t, before);
	buf_add_format(&t->log, "%zu+%u %.*s {%.*s}", e->position.offset - t->moved, e->position.length,
	               STR_ARG(e->name), STR_ARG(e->space));
	for (size_t i = 0; i < e->n_attributes; i++) {
		buf_add_format(&t->log, " %.*s='%.*s'", STR_ARG(e->attributes[i].name),
		               STR_ARG(e->attributes[i].value));
		note(t, e->attributes[i].value);
	}
	buf_add_char(&t->log, '\n');
}

static void on_end(void *context, struct str before)
{
	struct told *t = context;

	log_text(t, before);
	buf_add_z(&t->log, "end\n");
}

/* What is told of a text with something put in at a place; what the reader says of it after that. */
static struct str tell(struct arena *a, struct str text, size_t at, struct str put)
{
	static const struct xml_handler handler = {on_start, on_end};
	struct str parts[] = {str_slice(text, 0, at), put, str_slice(text, at, text.len)}, result;
	struct diagnostics *d = diag_open();
	struct told t = {.moved = put.len};
	bool ok = xml_read(d, a, source_make(a, STR("a.xml"), str_join(a, parts, 3)), &handler, &t);

	assert_lasting(&t);
	assert_true(ok == (diag_errors(d) == 0));
	buf_add_z(&t.log, ok ? "whole\n" : "broken\n");
	result = buf_keep(&t.log, a);
	diag_close(d);
	return result;
}

static struct str assert_read_same(struct arena *a, struct str text)
{
	size_t at = str_starts(text, STR("<?xml")) ? str_find(text, STR("?>"), 0) + 2 : 0;
	struct str plain, parsed;

	/* a source is UTF-8 */
	if (utf8_bad(text) != SIZE_MAX)
		return (struct str){0};
	plain = tell(a, text, at, (struct str){0});
	parsed = tell(a, text, at, STR(COMMENT));
	/* What must not reach libxml2 at all is refused before it tells anything. */
	if (str_is(parsed, "broken\n") ? !str_ends(plain, parsed) : !str_equal(plain, parsed))
		fail_msg("%.*s\nis told so:\n%.*s\nnot so:\n%.*s", STR_ARG(text), STR_ARG(plain),
		         STR_ARG(parsed));
	return plain;
}

/* Either quotes may stand around values; only one kind of them is plain. */
static struct str assert_same(struct arena *a, struct str text)
{
	char *other = str_z(a, text);

	for (size_t i = 0; i < text.len; i++)
		other[i] = other[i] == '"' ? '\'' : other[i] == '\'' ? '"' : other[i];
	assert_read_same(a, (struct str){other, text.len});
	return assert_read_same(a, text);
}

static void every_slip_of_a_byte_is_read_alike(void **state)
{
	static const char *const files[] = {
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<x v=\"1.2\" xmlns=\"urn:a:b-1.2\">\n <s f='&lt;&#9;\"'>a &amp;\xEF\xBC\x8C]] > b&#13;\n</s >"
		"<e/><e a=\"'\"\n/>\n<p xml:space=\"preserve\" b=\"1\"> <g id='1'>\xE6\xB3\xB3</g></p></x>\n",
		"<a b='1' bb='2' xml:space='preserve'>c<d>&gt;</d>\t</a>",
		"<a xmlns='urn:x'><b c.d-e_f='&quot;&apos;'></b>\xEF\xBF\xBC</a>",
	};
	static const char slips[] = "<>&\"'/= ]!?:;-x1\n\r\t\x01\x7F";
	struct arena *a = arena_open();

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		size_t n = strlen(files[i]);

		assert_true(str_ends(assert_same(a, str_from(files[i])), STR("whole\n")));
		for (size_t at = 0; at < n; at++) {
			char bytes[512];

			memcpy(bytes, files[i], n);
			for (size_t k = 0; k < sizeof(slips) - 1; k++) {
				bytes[at] = slips[k];
				assert_same(a, (struct str){bytes, n});
			}
			memmove(bytes + at, files[i] + at + 1, n - at - 1);
			assert_same(a, (struct str){bytes, n - 1});
			assert_same(a, (struct str){files[i], at});
			arena_reset(a);
		}
	}
	arena_close(a);
}

static void what_is_rare_is_read_alike(void **state)
{
	static const char *const files[] = {
		"<a b='1' b='2'/>",
		"<a xml:space='preserve' xml:space='default'/>",
		"<a space='1' xml:space='preserve'/>",
		"<a xml:lang='de' lang='de'/>",
		"<a xmlns='urn:x'><b xmlns='urn:y'/><b/></a>",
		"<a xmlns='urn:x' xmlns='urn:y'/>",
		"<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
		"<a xmlns=''><b/></a>",
		"<a xmlns:x='urn:x'><x:b x:c='1' c='2'/></a>",
		"<a><![CDATA[<b>]]></a>",
		"<a>b<!-- c -->d<?e f?>g</a>",
		"<a>\xEF\xBF\xBE</a>",
		"<a>\xEF\xBF\xBF</a>",
		"<a>\x7F\xC2\x80</a>",
		"<a>&#x41;&#65;&unknown;</a>",
		"<a>]]></a>",
		"<a b='<'/>",
		"<a/>b",
		"<a/><b/>",
		"a<b/>",
		"</a>",
		"<a></b>",
		"<a></ab>",
		"<a></a",
		"<a",
		"<",
		"",
		"\n",
		" <a/>",
		"<1/>",
		"<-/>",
		"<a .b='1'/>",
		"<\xC3\xA4/>",
		"<a b=c/>",
		"<a b/>",
		"<a b='1'c='2'/>",
		"<a/ >",
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
		"<?xml version=\"1.0\" encoding=\"latin1\"?><a/>",
		"<!DOCTYPE a><a/>",
	};
	struct arena *a = arena_open();

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		assert_same(a, str_from(files[i]));
	arena_close(a);
}

/* As deep, and with as many attributes, as may be, and one more. */
static void limits_are_the_same(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (int more = 0; more < 2; more++) {
		struct buf deep = {0}, wide = {0};
		const char *end = more ? "broken\n" : "whole\n";

		buf_add_z(&wide, "<a");
		for (int i = 0; i < XML_ATTRIBUTES_LIMIT + more; i++)
			buf_add_format(&wide, " b%d='%d'", i, i);
		buf_add_z(&wide, "/>");
		for (int i = 0; i < XML_DEPTH_LIMIT + more; i++)
			buf_add_z(&deep, "<a>");
		for (int i = 0; i < XML_DEPTH_LIMIT + more; i++)
			buf_add_z(&deep, "</a>");
		assert_true(str_ends(assert_same(a, buf_str(&deep)), str_from(end)));
		assert_true(str_ends(assert_same(a, buf_str(&wide)), str_from(end)));
		buf_free(&deep);
		buf_free(&wide);
	}
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_slip_of_a_byte_is_read_alike),
		cmocka_unit_test(what_is_rare_is_read_alike),
		cmocka_unit_test(limits_are_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
