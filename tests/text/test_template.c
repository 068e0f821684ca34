#include <stdlib.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "test.h"
#include "text/template/message.h"
#include "text/template/template.h"
#include "text/words/locale.h"
#include "values.h"

/* A theme is its main file and its partials: names and texts, ended by NULL. */
struct files {
	struct arena *arena;
	const char *const *at;
};

static struct arena *arena;
static struct diagnostics *d;
static struct locale *english;

static int open_all(void **state)
{
	(void)state;
	arena = arena_open();
	d = diag_open();
	english = locale_open(STR("en-US"));
	return english ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	locale_close(english);
	diag_close(d);
	arena_close(arena);
	return 0;
}

static const struct source *find_partial(void *context, struct str name, struct position where)
{
	const struct files *f = context;

	(void)where;
	for (size_t i = 0; f->at && f->at[i]; i += 2)
		if (str_is(name, f->at[i]))
			return source_make(f->arena, str_format(f->arena, "%.*s.mustache", STR_ARG(name)),
			                   str_from(f->at[i + 1]));
	return NULL;
}

static const struct template *compile_with(const char *text, const char *const *partials,
                                           const struct messages *m)
{
	struct files f = {arena, partials};
	struct template_theme theme = {.partial = find_partial, .context = &f, .messages = m};

	return template_compile(d, arena, source_make(arena, STR("page.mustache"), str_from(text)), &theme);
}

static struct str write(const struct template *t, struct value root, const struct messages *m)
{
	struct buf out = {0};

	assert_non_null(t);
	template_render(t, &root, english, m, &out);
	return buf_keep(&out, arena);
}

static void print_mistakes(void)
{
	diag_print(d, stderr, DIAG_TEXT);
}

static struct str render_with(const char *text, const char *const *partials, struct value root)
{
	const struct template *t = compile_with(text, partials, NULL);

	if (!t)
		print_mistakes();
	return write(t, root, NULL);
}

static struct str render(const char *text, struct value root)
{
	return render_with(text, NULL, root);
}

static void names_are_filled(void **state)
{
	struct value inner = RECORD(FIELD("b", TEXT("deep")));
	struct value root = RECORD(FIELD("name", TEXT("A & B")), FIELD("a", inner),
	                           FIELD("n", value_integer(1234)), FIELD("yes", value_bool(true)));

	(void)state;
	assert_str(render("no tags: { } }} {", root), "no tags: { } }} {");
	assert_str(render("{{name}}|{{ name }}|{{\tname\n}}", root), "A &amp; B|A &amp; B|A &amp; B");
	assert_str(render("{{a.b}} {{a.c}}|{{c.b}}|{{name.b}}|{{none}}", root), "deep |||");
	assert_str(render("{{n}} {{yes}} {{a}}", root), "1,234 true ");
	assert_str(render("  {{name}}\n", root), "  A &amp; B\n");
	assert_str(render("{{.}}", TEXT("all")), "all");
	assert_str(render("", root), "");
}

static void sections_repeat_and_hide(void **state)
{
	struct value rows = LIST(
		RECORD(FIELD("x", value_integer(1)), FIELD("more", LIST(TEXT("p"), TEXT("q")))),
		RECORD(FIELD("x", value_integer(2))));
	struct value root = RECORD(FIELD("rows", rows), FIELD("empty", value_list(NULL, 0)),
	                           FIELD("no", value_bool(false)), FIELD("yes", value_bool(true)),
	                           FIELD("name", TEXT("Ada")), FIELD("blank", TEXT("")),
	                           FIELD("zero", value_integer(0)), FIELD("y", TEXT("outer")),
	                           FIELD("r", RECORD(FIELD("y", TEXT("inner")))));

	(void)state;
	assert_str(render("{{#rows}}({{x}}{{y}}{{#more}}[{{.}}]{{/more}}){{/rows}}", root),
	           "(1outer[p][q])(2outer)");
	assert_str(render("{{#empty}}no{{/empty}}{{#no}}no{{/no}}{{#blank}}no{{/blank}}{{#none}}no{{/none}}.",
	                  root),
	           ".");
	assert_str(render("{{#yes}}yes {{/yes}}{{#zero}}{{.}}{{/zero}}", root), "yes 0");
	assert_str(render("{{#r}}{{y}} {{name}}{{/r}}", root), "inner Ada");
	/* a scalar as section: its own truth, and it is the context */
	assert_str(render("{{#name}}text {{.}} {{name}}{{/name}}", root), "text Ada Ada");
	assert_str(
		render("{{^rows}}no{{/rows}}{{^empty}}e{{/empty}}{{^none}}n{{/none}}{{^no}}f{{/no}}{{^name}}no{{/name}}",
	               root),
		"enf");
	assert_str(render("{{#a}}{{#b}}x{{/b}}{{/a}}{{#r}}{{#y}}{{^no}}in{{/no}}{{/y}}{{/r}}", root), "in");
	assert_str(render("{{#rows}}{{#more}}{{x}}{{/more}}{{^more}}-{{/more}}{{/rows}}", root), "11-");
	assert_str(render("{{#r.y}}{{.}}{{/r.y}}", root), "inner");
	assert_str(render("{{# yes }}.{{/ yes }}", root), ".");
}

static void lines_of_tags_alone_vanish(void **state)
{
	struct value root = RECORD(FIELD("yes", value_bool(true)), FIELD("v", TEXT("1\n2")),
	                           FIELD("rows", LIST(TEXT("a"), TEXT("b"))));
	const char *const partials[] = {"p",    "<p>{{v}}</p>\n<i>\n</i>\n", "in", "one",
	                                "deep", "(\n  {{> p}}\n)\n",         NULL};

	(void)state;
	assert_str(render("a\n{{#yes}}\nb\n{{/yes}}\nc\n", root), "a\nb\nc\n");
	assert_str(render("a\r\n  {{#yes}}\t\r\nb\r\n{{/yes}}\r\nc", root), "a\r\nb\r\nc");
	assert_str(render("{{#rows}}\n- {{.}}\n{{/rows}}\n", root), "- a\n- b\n");
	assert_str(render("| {{#yes}} x {{/yes}} |\n", root), "|  x  |\n");
	assert_str(render(" {{#yes}} x {{/yes}}\n", root), "  x \n");
	assert_str(render("a\n  {{! nothing }}\nb {{! nothing }}\n{{!\n many\n lines\n}}\nc", root),
	           "a\nb \nc");
	assert_str(render("  {{^yes}}\nno\n  {{/yes}}", root), "");
	assert_str(render_with("[\n  {{> p}}\n]\n", partials, root), "[\n  <p>1 2</p>\n  <i>\n  </i>\n]\n");
	assert_str(render_with("({{> in}})", partials, root), "(one)");
	assert_str(render_with("{{> in}}\n{{> in}}", partials, root), "oneone");
	assert_str(render_with("\t{{> deep}}\n", partials, root),
	           "\t(\n\t  <p>1 2</p>\n\t  <i>\n\t  </i>\n\t)\n");
	assert_str(render_with("{{#rows}}{{>in}}{{/rows}}{{^rows}}{{> none}}{{/rows}}",
	                       (const char *const[]){"in", "{{.}}", "none", "", NULL}, root),
	           "ab");
}

/* In each place a value must come back as itself, and change nothing around it. */
static void hostile_values_change_nothing_around_them(void **state)
{
	static const char *const theme =
		"<p title=\"{{v}}\" data-x='{{v}}'>{{v}}</p><a href=\"{{v}}\">x</a><a href=\"/s?q={{v}}\">y</a>";
	static const char *const values[][2] = {
		{"<script>alert(1)</script>",
	         "<p title=\"&lt;script&gt;alert(1)&lt;/script&gt;\" data-x='&lt;script&gt;alert(1)&lt;/script&gt;'>"
	         "&lt;script&gt;alert(1)&lt;/script&gt;</p><a href=\"%3Cscript%3Ealert(1)%3C/script%3E\">x</a>"
	         "<a href=\"/s?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E\">y</a>"},
		{"# x",
	         "<p title=\"# x\" data-x='# x'># x</p><a href=\"#%20x\">x</a><a href=\"/s?q=%23%20x\">y</a>"},
		{"[a](javascript:b)",
	         "<p title=\"[a](javascript:b)\" data-x='[a](javascript:b)'>[a](javascript:b)</p><a href=\"#\">x</a>"
	         "<a href=\"/s?q=%5Ba%5D%28javascript%3Ab%29\">y</a>"},
		{"{{policy}}",
	         "<p title=\"{{policy}}\" data-x='{{policy}}'>{{policy}}</p><a href=\"%7B%7Bpolicy%7D%7D\">x</a>"
	         "<a href=\"/s?q=%7B%7Bpolicy%7D%7D\">y</a>"},
		{"a\"b'c&d",
	         "<p title=\"a&quot;b&#39;c&amp;d\" data-x='a&quot;b&#39;c&amp;d'>a\"b'c&amp;d</p>"
	         "<a href=\"a%22b%27c&amp;d\">x</a><a href=\"/s?q=a%22b%27c%26d\">y</a>"},
		{"line\r\nnext\ttab\x01\x7F\xC2\x85\xFF\xE2\x80\xA8.",
	         "<p title=\"line  next tab\u2401\u2421\uFFFD\uFFFD .\" data-x='line  next tab\u2401\u2421\uFFFD\uFFFD .'>"
	         "line  next tab\u2401\u2421\uFFFD\uFFFD .</p>"
	         "<a href=\"line%0D%0Anext%09tab%01%7F%C2%85%FF%E2%80%A8.\">x</a>"
	         "<a href=\"/s?q=line%0D%0Anext%09tab%01%7F%C2%85%FF%E2%80%A8.\">y</a>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		assert_str(render(theme, RECORD(FIELD("v", value_text(str_from(values[i][0]))))),
		           values[i][1]);
}

static void values_of_another_direction_are_set_apart(void **state)
{
	static const char *const values[][2] = {
		{"Ada Lovelace", "Ada Lovelace"},
		{"王小明", "王小明"},
		{"عمر", "\u2068عمر\u2069"},
		{"a\u202Eb", "\u2068a\u202Eb\u2069"},
		/* an end too many is given a beginning, a beginning too many an end */
		{"a\u2069b", "\u2068\u2068a\u2069b\u2069"},
		{"\u2067a\u2066b\u2069", "\u2068\u2067a\u2066b\u2069\u2069\u2069"},
		{"\u2069\u2069\u2067", "\u2068\u2068\u2068\u2069\u2069\u2067\u2069\u2069"},
	};
	struct locale *arabic = locale_open(STR("ar"));
	struct buf out = {0};
	struct value root = RECORD(FIELD("v", TEXT("Ada")), FIELD("id", TEXT("m-1")));

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		assert_str(render("{{v}}", RECORD(FIELD("v", value_text(str_from(values[i][0]))))),
		           values[i][1]);
	assert_str(render("<i alt=\"{{v}}\" id=\"{{v}}\">", RECORD(FIELD("v", TEXT("עב")))),
	           "<i alt=\"\u2068עב\u2069\" id=\"עב\">");
	/* on a right-to-left page every value is set apart, but never an identifier */
	template_render(compile_with("<p id=\"{{id}}\">{{v}}", NULL, NULL), &root, arabic, NULL, &out);
	assert_str(buf_str(&out), "<p id=\"m-1\">\u2068Ada\u2069");
	buf_free(&out);
	locale_close(arabic);
}

static void addresses_lead_to_no_script(void **state)
{
	static const struct {
		const char *theme, *value, *written;
	} cases[] = {
		{"<a href=\"{{v}}\">", "https://example.org/a?b=c&d=%20#e",
	         "<a href=\"https://example.org/a?b=c&amp;d=%20#e\">"},
		{"<a href=\"{{v}}\">", "MAILTO:a@example.org", "<a href=\"MAILTO:a@example.org\">"},
		{"<a href=\"{{v}}\">", "tel:+1-555", "<a href=\"tel:+1-555\">"},
		{"<a href=\"{{v}}\">", "../a/b.html#c", "<a href=\"../a/b.html#c\">"},
		{"<a href=\"{{v}}\">", "a/b:c", "<a href=\"a/b:c\">"},
		{"<a href=\"{{v}}\">", "", "<a href=\"\">"},
		{"<a href=\"{{v}}\">", "javascript:alert(1)", "<a href=\"#\">"},
		{"<a href=\"{{v}}\">", " javascript:alert(1)", "<a href=\"#\">"},
		{"<a href=\"{{v}}\">", "java\tscript:alert(1)", "<a href=\"#\">"},
		{"<a href=\"{{v}}\">", "\x01javascript:alert(1)", "<a href=\"#\">"},
		{"<a href=\"{{v}}\">", "javascript&colon;alert(1)",
	         "<a href=\"javascript&amp;colon;alert(1)\">"},
		{"<a href=\"{{v}}\">", "data:text/html,x", "<a href=\"#\">"},
		{"<a href=\"{{v}}\">", "vbscript:x", "<a href=\"#\">"},
		{"<a href=\"{{v}}\">", "//evil.example", "<a href=\"#\">"},
		{"<a href=\"{{v}}\">", "/\\evil.example", "<a href=\"/%5Cevil.example\">"},
		{"<a href=\"{{v}}\">", "\\\\evil.example", "<a href=\"%5C%5Cevil.example\">"},
		{"<a href=\"{{v}}\">", "100%", "<a href=\"100%25\">"},
		{"<a href='{{v}}'>", "it's", "<a href='it%27s'>"},
		{"<A HREF = \"{{v}}\">", "javascript:x", "<A HREF = \"#\">"},
		{"<img src=\"{{v}}\">", "blob:x", "<img src=\"#\">"},
		{"<form action=\"{{v}}\"><button formaction=\"{{v}}\">", "jar:x",
	         "<form action=\"#\"><button formaction=\"#\">"},
		{"<a><set attributeName=\"href\" to=\"{{v}}\"/>", "javascript:x",
	         "<a><set attributeName=\"href\" to=\"#\"/>"},
		{"<object data=\"{{v}}\"></object><embed src=\"{{v}}\"><base href='{{v}}'><video poster=\"{{v}}\">",
	         "javascript:x",
	         "<object data=\"#\"></object><embed src=\"#\"><base href='#'><video poster=\"#\">"},
		{"<svg><use xlink:href=\"{{v}}\"/><use HREF=\"{{v}}\"/></svg>", "data:x",
	         "<svg><use xlink:href=\"#\"/><use HREF=\"#\"/></svg>"},
		{"<meta content=\"{{v}}\" name=\"description\">", "javascript:x",
	         "<meta content=\"javascript:x\" name=\"description\">"},
		/* the whole address counts, whatever it is put together from */
		{"<a href=\"{{v}}:alert(1)\">", "javascript", "<a href=\"#\">"},
		{"<a href=\"{{s}}{{v}}\">", "script:x", "<a href=\"#\">"},
		{"<a href=\"java{{#v}}script:{{.}}{{/v}}\">", "x", "<a href=\"#\">"},
		{"<a href=\"{{#v}}javascript:x{{/v}}\">", "x", "<a href=\"#\">"},
		{"<a href=\"/{{v}}\">", "/evil.example", "<a href=\"#\">"},
		{"<a href=\"javascript&#58;{{v}}\">", "x", "<a href=\"#\">"},
		{"<a href=\"a&amp;{{v}}\">", "x", "<a href=\"a&amp;x\">"},
		{"<a href=\"mailto:{{v}}?subject={{v}}\">", "a@b&cc=d",
	         "<a href=\"mailto:a@b&amp;cc=d?subject=a%40b%26cc%3Dd\">"},
		{"<a href=\"x\" title=\"{{v}}\">", "javascript:x", "<a href=\"x\" title=\"javascript:x\">"},
		{"<a href=\"#{{v}}\">{{v}}</a>", "升級 a", "<a href=\"#%E5%8D%87%E7%B4%9A%20a\">升級 a</a>"},
		{"<a href=\"{{v}}/{{s}}\" id=\"a\">{{v}}</a>", "en", "<a href=\"en/java\" id=\"a\">en</a>"},
		/* what the theme itself writes is the theme's */
		{"<a href=\"javascript:void(0)\">{{v}}</a>", "x", "<a href=\"javascript:void(0)\">x</a>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct value root = RECORD(FIELD("v", value_text(str_from(cases[i].value))),
		                           FIELD("s", TEXT("java")));

		assert_str(render(cases[i].theme, root), cases[i].written);
	}
}

static void values_are_written_for_their_place(void **state)
{
	struct money price = {12345600, "USD"};
	int32_t day;
	struct value root;

	(void)state;
	assert_true(date_make(2026, 11, 22, &day));
	root = RECORD(FIELD("day", value_date(day)), FIELD("n", value_integer(-1234567)),
	              FIELD("price", value_money(price)), FIELD("never", value_date(DATE_NEVER)),
	              FIELD("t", TEXT("<b>")));
	assert_str(render("{{day}} {{n}} {{price}}{{never}}", root),
	           "November 22, 2026 -1,234,567 $123,456.00");
	assert_str(
		render("<time datetime=\"{{day}}\" data-n=\"{{n}}\" data-p=\"{{price}}\" title=\"{{day}} {{n}}\">",
	               root),
		"<time datetime=\"2026-11-22\" data-n=\"-1234567\" data-p=\"123456.00\" title=\"November 22, 2026 -1,234,567\">");
	assert_str(render("<a href=\"{{day}}/{{n}}?{{price}}\">", root),
	           "<a href=\"2026-11-22/-1234567?123456.00\">");
	assert_str(render("<title>{{t}}</title><textarea>{{t}}</textarea><p>{{t}}", root),
	           "<title>&lt;b&gt;</title><textarea>&lt;b&gt;</textarea><p>&lt;b&gt;");
	assert_str(render("<p {{#t}}class=\"a\"{{/t}} {{^t}}hidden{{/t}}>x", root), "<p class=\"a\" >x");
	assert_str(render("<p{{#t}} class=\"a {{t}}\"{{/t}}>", root), "<p class=\"a &lt;b&gt;\">");
	assert_str(
		render("1 < 2 {{n}} a<3 {{n}}<br/>{{n}}<!---->{{n}}<!-- > -- -->{{n}}<!doctype html>{{n}}",
	               root),
		"1 < 2 -1,234,567 a<3 -1,234,567<br/>-1,234,567<!---->-1,234,567<!-- > -- -->-1,234,567<!doctype html>-1,234,567");
	assert_str(render("<script>if (a < b) '</scrip>'</script >{{n}}<style>a<b</style>{{n}}", root),
	           "<script>if (a < b) '</scrip>'</script >-1,234,567<style>a<b</style>-1,234,567");
}

static const struct messages *sentences(void)
{
	static const char *const source[][2] = {
		{"plain", "It's <here> & \"there\""},
		{"hello", "Hello {name}, {n, plural, one {# offer} other {# offers}}"},
		{"address", "javascript:alert(1)"},
		{"nested", "[{inner}]"},
		{"how", "by {view, select, one {one} other {others ({view})}}"},
	};
	struct message_source *list = arena_array(arena, 5, sizeof(*list));

	for (size_t i = 0; i < 5; i++)
		list[i] = (struct message_source){.id = str_from(source[i][0]),
		                                  .text = str_from(source[i][1])};
	return message_compile(d, arena, list, 5, NULL);
}

static void themes_show_messages(void **state)
{
	const struct messages *m = sentences();
	struct value_field hello[] = {FIELD("name", TEXT("<Bo>")), FIELD("n", value_integer(1))};
	struct value_field nested[] = {FIELD("inner", value_message(STR("hello"), hello, 2))};
	struct value root = RECORD(FIELD("name", TEXT("Ada & co")), FIELD("n", value_integer(2)),
	                           FIELD("m", value_message(STR("hello"), hello, 2)),
	                           FIELD("deep", value_message(STR("nested"), nested, 1)),
	                           FIELD("lost", value_message(STR("<none>"), NULL, 0)));
	const struct template_name *names;

	(void)state;
	assert_str(
		write(compile_with("<p title=\"{{msg.plain}}\">{{msg.plain}}", NULL, m), root, m),
		"<p title=\"It&#39;s &lt;here&gt; &amp; &quot;there&quot;\">It's &lt;here&gt; &amp; \"there\"");
	assert_int_equal(template_names(compile_with("{{msg.plain}} {{msg.plain}}", NULL, m), &names), 0);
	assert_str(write(compile_with("<p title='{{msg.hello}}'>{{msg.hello}}", NULL, m), root, m),
	           "<p title='Hello Ada &amp; co, 2 offers'>Hello Ada &amp; co, 2 offers");
	assert_str(write(compile_with("{{m}} {{deep}} {{lost}}", NULL, m), root, m),
	           "Hello &lt;Bo&gt;, 1 offer [Hello &lt;Bo&gt;, 1 offer] &lt;none&gt;");
	assert_str(write(compile_with("<a href=\"{{msg.address}}\">{{#m}}{{.}}{{/m}}", NULL, m), root, m),
	           "<a href=\"#\">Hello &lt;Bo&gt;, 1 offer");
}

/* A program is the same whether its texts stand in one file or in several. */
static void a_hash_is_of_the_program_not_its_files(void **state)
{
	const char *const partials[] = {"p", "b {{v}} c", NULL};
	const struct template *one = compile_with("a b {{v}} c d", NULL, NULL),
			      *other = compile_with("a {{> p}}{{! x }} d", partials, NULL);

	(void)state;
	assert_true(hash_equal(template_hash(one), template_hash(other)));
	assert_false(
		hash_equal(template_hash(one), template_hash(compile_with("a b {{w}} c d", NULL, NULL))));
	assert_false(
		hash_equal(template_hash(one), template_hash(compile_with("a b {{v}} c  d", NULL, NULL))));
	assert_false(hash_equal(template_hash(one),
	                        template_hash(compile_with("a b {{^v}}{{/v}} c d", NULL, NULL))));
}

static void a_theme_takes_in_a_body(void **state)
{
	struct template_theme theme = {.body_name = STR("content")};
	struct value root = RECORD(FIELD("rows", LIST(TEXT("a"), TEXT("b"))), FIELD("v", TEXT("<v>")));

	(void)state;
	theme.body = compile_with("x{{#rows}}<a href=\"{{.}}\">{{v}}</a>{{/rows}}\n", NULL, NULL);
	assert_str(
		write(template_compile(
			      d, arena,
			      source_make(arena, STR("t"),
	                                  STR("<main>\n  {{> content}}\n</main>{{#v}}{{> content}}{{/v}}")),
			      &theme),
	              root, NULL),
		"<main>\nx<a href=\"a\">&lt;v&gt;</a><a href=\"b\">&lt;v&gt;</a>\n</main>"
		"x<a href=\"a\">&lt;v&gt;</a><a href=\"b\">&lt;v&gt;</a>\n");
	theme.body = NULL;
	assert_str(write(template_compile(d, arena, source_make(arena, STR("t"), STR("[{{> content}}]")),
	                                  &theme),
	                 root, NULL),
	           "[]");
}

/* Everything that a view may write otherwise, wherever in a frame it stands. */
static const char frame_of_views[] =
	"<title>{{name}} {{view}}</title><p title=\"{{view}}\">{{#plain}}<b>{{name}}{{view}}</b>{{/plain}}"
	"{{^plain}}{{#rows}}{{x}}{{/rows}}{{/plain}}</p>"
	"<a href=\"{{folder}}/x?v={{view}}#{{name}}\"><a href=\"{{address}}\">"
	"<a href=\"{{#plain}}java{{/plain}}{{^plain}}x/{{/plain}}script:{{view}}\">{{msg.how}}"
	"{{#rows}}<p>{{x}}{{mark}}{{#mark}}<a href=\"{{address}}\">{{x}}</a>{{/mark}}{{> content}}</p>{{/rows}}"
	"{{#plain}}<main>{{> content}}</main>{{/plain}}{{^plain}}<div>{{> content}}</div>{{/plain}}end";

static void other_views_are_as_if_each_were_the_first(void **state)
{
	const struct messages *m = sentences();
	struct template_theme theme = {.messages = m, .body_name = STR("content"), .body_later = true};
	struct value root = RECORD(
		FIELD("name", TEXT("Ada")), FIELD("folder", TEXT("a/b")),
		FIELD("view", value_views((const struct value[]){TEXT("one"), TEXT("two"), TEXT("&")})),
		FIELD("plain",
	              value_views((const struct value[]){value_bool(true), value_bool(false), {VALUE_NONE}})),
		FIELD("address",
	              value_views((const struct value[]){TEXT("x.html"), TEXT("javascript:1"), TEXT("y")})),
		FIELD("rows", LIST(RECORD(FIELD("x", TEXT("i")),
	                                  FIELD("mark", value_views((const struct value[]){
								{VALUE_NONE}, TEXT("!"), TEXT("?")}))),
	                           RECORD(FIELD("x", TEXT("ii")), FIELD("mark", TEXT("same"))))));
	struct template_framed f = {.root = &root};
	struct template_views views = {.arena = arena};
	struct buf first = {0};

	(void)state;
	f.frame = template_compile(
		d, arena, source_make(arena, STR("page.mustache"), str_from(frame_of_views)), &theme);
	f.body = compile_with("[{{x}}{{view}}]", NULL, NULL);
	assert_non_null(f.frame);
	for (enum view v = VIEW_PLAIN; v <= VIEW_COLUMNS; v++) {
		struct template_manner manner = {.page = {english, m}, .source = {english, m}, .view = v};
		struct buf alone = {0}, out = {0};
		struct str body = template_render_framed(&f, &manner, &alone, NULL);

		assert_str(body, v == VIEW_PLAIN ? "[one]" : v == VIEW_SENTENCES ? "[two]" : "[&amp;]");
		if (v == VIEW_PLAIN)
			assert_str(template_render_framed(&f, &manner, &first, &views), "[one]");
		template_render_view(&f, &manner, buf_str(&first), &views, &out);
		assert_str(buf_str(&out), str_z(arena, buf_str(&alone)));
		buf_free(&alone);
		buf_free(&out);
	}
	assert_str(
		buf_str(&first),
		"<title>Ada one</title><p title=\"one\"><b>Adaone</b></p><a href=\"a/b/x?v=one#Ada\">"
		"<a href=\"x.html\"><a href=\"#\">by one<p>i[ione]</p><p>iisame<a href=\"x.html\">ii</a>[iione]</p>"
		"<main>[one]</main>end");
	buf_free(&first);
}

static void unknown_names_are_said(void **state)
{
	struct value item = RECORD(FIELD("title", TEXT("")), FIELD("href", TEXT("")));
	struct value shape = RECORD(
		FIELD("page", RECORD(FIELD("title", TEXT("")), FIELD("any", (struct value){0}))),
		FIELD("links", LIST(item)), FIELD("none", value_list(NULL, 0)), FIELD("name", TEXT("")));
	const struct template *t = compile_with(
		"{{page.title}}{{page.tilte}}\n{{#links}}{{href}}{{hreff}}{{name}}{{.}}{{/links}}\n{{href}}\n"
		"{{#none}}{{whatever}}{{/none}}{{page.any.thing}}{{nmae}}\n{{#page}}{{title}}{{name}}{{/page}}"
		"{{^links}}{{links}}{{/links}}{{name.first}}{{#lnks}}{{href}}{{/lnks}}\n"
		"{{page}}\n",
		NULL, NULL);
	(void)state;
	template_check(d, t, &shape, NULL);
	golden_check_said("tests/text/template-names.golden", d);
}

/* A name that had a value is not asked for again; one that none was there for is, when it is. */
static void known_names_are_not_asked_for_again(void **state)
{
	const struct template *t = compile_with(
		"{{page.title}}{{next}}{{nmae}}\n{{#links}}{{href}}{{page.title}}{{#any}}{{x}}{{hreff}}{{/any}}{{/links}}\n",
		NULL, NULL);
	struct value page = RECORD(FIELD("title", TEXT("")));
	struct value any = RECORD(FIELD("x", TEXT("")));
	struct value item = RECORD(FIELD("href", TEXT("")), FIELD("any", (struct value){0}));
	struct value whole = RECORD(FIELD("href", TEXT("")), FIELD("any", any));
	struct value shapes[] = {
		RECORD(FIELD("page", page), FIELD("next", (struct value){0}),
	               FIELD("links", value_list(NULL, 0))),
		RECORD(FIELD("page", page), FIELD("next", any), FIELD("links", LIST(item))),
		RECORD(FIELD("page", page), FIELD("next", TEXT("")), FIELD("links", LIST(whole))),
		RECORD(FIELD("next", TEXT("")), FIELD("links", LIST(whole))),
	};
	const size_t errors[] = {1, 2, 2, 2};
	bool known[9] = {0};
	const struct template_name *names;
	size_t before;

	(void)state;
	assert_int_equal(template_names(t, &names), 9);
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		before = diag_errors(d);
		template_check(d, t, &shapes[i], known);
		assert_int_equal(diag_errors(d) - before, errors[i]);
	}
}

/* Each file of the attacks' templates, and what becomes of it. */
static void attacks_are_refused_or_harmless(void **state)
{
	static const char *const files[] = {"amp",         "attr_url",     "cross_close",   "delim_switch",
	                                    "lambda_text", "partial_loop", "partial_value", "style_ctx"};
	const char *const loop[] = {"partial_loop", "{{> partial_loop}}", NULL};
	struct files partials = {arena, loop};
	struct template_theme theme = {.partial = find_partial, .context = &partials};
	struct value root = RECORD(FIELD("url", TEXT("javascript:alert(1)")), FIELD("name", TEXT("Ada")));
	FILE *out = tmpfile();

	(void)state;
	if (!source_load(d, arena, "../shared/attacks/inputs/templates", STR("amp.mustache"), 4096)) {
		diag_print(d, out, DIAG_TEXT);
		fclose(out);
		print_message("skipped: ../shared is not there\n");
		skip();
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct str path = str_format(arena, "%s.mustache", files[i]);
		const struct source *s = source_load(d, arena, "../shared/attacks/inputs/templates", path,
		                                     4096);
		const struct template *t = template_compile(d, arena, s, &theme);

		if (t)
			fprintf(out, "%s: %.*s\n", files[i], STR_ARG(write(t, root, NULL)));
	}
	diag_print(d, out, DIAG_TEXT);
	golden_check_stream("tests/text/template-attacks.golden", out);
}

/* One mistake a theme, the theme's name saying which. */
static void mistakes_have_places(void **state)
{
	static const char *const themes[][2] = {
		{"unclosed-tag", "a {{ name\n b"},
		{"unclosed-inner", "a {{ name {{other}}"},
		{"bad-names", "{{a b}}\n{{}}\n{{a..b}}{{.a}}\n{{<x}}{{#a/b}}"},
		{"unescaped", "<p>{{{name}}}</p>\n{{& name }}"},
		{"delimiters", "{{=<%%>=}}"},
		{"partial-names", "{{> a/../b}}{{> /etc/passwd}}{{> {{name}} }}"},
		{"crossed", "{{#a}}\n{{#b}}\n{{/a}}\n{{/b}}\n"},
		{"unclosed-section", "{{#a}}{{^b}}x"},
		{"not-open", "{{#alpha}}{{/alhpa}}{{/alpha}}{{/x}}"},
		{"not-its-own", "{{#a}}{{> closer}}{{/a}}"},
		{"script", "<script>var a = \"{{a}}\"</script><style>{{b}}</style>"},
		{"comment", "<!-- {{a}} --><!doctype {{b}}>"},
		{"tag", "<{{a}}><p {{b}}><p {{c}}=\"x\"><p a{{d}}></{{e}}><p a={{f}}><p a= {{g}}>"},
		{"attributes", "<p onclick=\"{{a}}\" style=\"{{b}}\" srcset='{{c}}' srcdoc='{{d}}'>"},
		{"obeyed",
	         "<meta http-equiv=\"refresh\" content=\"0;url={{a}}\"><META Content='{{b}}' HTTP-EQUIV=refresh>\n"
	         "<meta{{#a}} http-equiv=\"{{c}}\"{{/a}} content=\"{{d}}\"><meta charset=\"{{e}}\">\n"
	         "<meta {{#a}}{{#b}}content=\"{{f}}\"{{/b}} {{^b}}http-equiv='x'{{/b}}{{/a}}><meta name=a content=\"{{g}}\">"},
		{"raw", "<noscript>{{a}}</noscript><iframe>{{b}}</iframe>"},
		{"section-place",
	         "{{#a}}<p title=\"{{/a}}\">{{#b}}<script>{{/b}}</script><p title=\"{{#c}}\" class=\"{{/c}}\">"},
		{"cuts-name",
	         "<p{{#a}}a{{/a}}b><p cl{{#a}}{{/a}}ass='x'><{{#a}}p{{/a}}><p{{#a}} x='1'{{/a}}b>"},
		{"unclosed-markup", "<p class=\""},
		{"body-place", "<p title=\"{{> content}}\">"},
		{"loop", "{{> one}}"},
	};
	const char *const partials[] = {"closer",        "{{/a}}", "one",         "1 {{> two}}", "two",
	                                "2 {{> three}}", "three",  "3 {{> one}}", NULL};
	struct files f = {arena, partials};
	struct template_theme theme = {
		.partial = find_partial, .context = &f, .body_name = STR("content"), .messages = sentences()};
	(void)state;
	theme.body = compile_with("body", NULL, NULL);
	for (size_t i = 0; i < sizeof(themes) / sizeof(*themes); i++) {
		const struct source *s = source_make(arena, str_from(themes[i][0]), str_from(themes[i][1]));

		assert_null(template_compile(d, arena, s, &theme));
	}
	assert_null(template_compile(
		d, arena,
		source_make(arena, STR("sentence"), STR("{{msg.helo}}{{msg.hello}}<p {{msg.plain}}>")),
		&theme));
	theme.partial = NULL;
	assert_null(
		template_compile(d, arena, source_make(arena, STR("no-partials"), STR("{{> x}}")), &theme));
	golden_check_said("tests/text/template-mistakes.golden", d);
}

static struct str times(size_t n, const char *text, const char *end)
{
	struct buf b = {0};

	while (n--)
		buf_add_z(&b, text);
	buf_add_z(&b, end);
	return buf_keep(&b, arena);
}

/* A partial of nothing but partials: 2 to the 30 of them, were they counted only when written. */
static const struct source *find_doubling(void *context, struct str name, struct position where)
{
	int64_t n;

	(void)context, (void)where;
	assert_true(str_integer(name, &n));
	return source_make(arena, name,
	                   n == 30 ? STR("x")
	                           : str_format(arena, "{{> %d}}{{> %d}}", (int)n + 1, (int)n + 1));
}

static const struct source *find_endless(void *context, struct str name, struct position where)
{
	int64_t n;

	(void)context, (void)where;
	assert_true(str_integer(name, &n));
	return source_make(arena, name, str_format(arena, "{{> %d}}", (int)n + 1));
}

static void what_costs_too_much_is_refused(void **state)
{
	struct template_theme theme = {.partial = find_doubling};
	struct str deep = times(32, "{{#a}}", times(32, "{{/a}}", "").at);

	(void)state;
	assert_non_null(compile_with(deep.at, NULL, NULL));
	deep = times(33, "{{#a}}", times(33, "{{/a}}", "").at);
	assert_null(compile_with(deep.at, NULL, NULL));
	theme.partial = find_endless;
	assert_null(template_compile(d, arena, source_make(arena, STR("endless"), STR("{{> 1}}")), &theme));
	/* a short theme, much of it indented far */
	assert_null(compile_with(times(4096, " ", "{{> lines}}").at,
	                         (const char *const[]){"lines", times(10000, "x\n", "").at, NULL}, NULL));
	theme.partial = find_doubling;
	assert_null(template_compile(d, arena, source_make(arena, STR("doubling"), STR("{{> 1}}")), &theme));
	golden_check_said("tests/text/template-limits.golden", d);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_are_filled),
		TEST(sections_repeat_and_hide),
		TEST(lines_of_tags_alone_vanish),
		TEST(hostile_values_change_nothing_around_them),
		TEST(values_of_another_direction_are_set_apart),
		TEST(addresses_lead_to_no_script),
		TEST(values_are_written_for_their_place),
		TEST(themes_show_messages),
		TEST(a_hash_is_of_the_program_not_its_files),
		TEST(a_theme_takes_in_a_body),
		TEST(other_views_are_as_if_each_were_the_first),
		TEST(unknown_names_are_said),
		TEST(known_names_are_not_asked_for_again),
		TEST(attacks_are_refused_or_harmless),
		TEST(mistakes_have_places),
		TEST(what_costs_too_much_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
