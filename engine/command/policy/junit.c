#include "command/policy/junit.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/visible.h"
#include "text/words/escape.h"

static int compare(const void *x, const void *y)
{
	struct position a = ((const struct junit_case *)x)->example->position,
			b = ((const struct junit_case *)y)->example->position;
	int order = str_compare(a.source->path, b.source->path);

	return order != 0 ? order : (a.offset > b.offset) - (a.offset < b.offset);
}

/* XML has no way to hold a control, so it is spelt out. */
static void add_words(struct buf *out, struct str words, enum place place)
{
	struct buf safe = {0};

	visible_add(&safe, words);
	escape_add_words(out, buf_str(&safe), place);
	buf_free(&safe);
}

static void add_attribute(struct buf *out, const char *name, struct str value)
{
	buf_add_format(out, " %s=\"", name);
	add_words(out, value, PLACE_DATA);
	buf_add_char(out, '"');
}

static struct str place_of(struct arena *a, struct position p)
{
	return str_format(a, "%.*s:%" PRIu32 ":%" PRIu32, STR_ARG(p.source->path),
	                  source_line(p.source, p.offset), source_column(p.source, p.offset));
}

static void add_case(struct buf *out, struct arena *a, const struct junit_case *c)
{
	struct str path = c->example->position.source->path;

	buf_add_z(out, "    <testcase");
	add_attribute(out, "name", c->example->name);
	add_attribute(out, "classname", path);
	buf_add_z(out, " time=\"0\"");
	if (c->n == 0) {
		buf_add_z(out, "/>\n");
		return;
	}
	/* One failure a case is what readers of this format expect: all that differs stands in it. */
	buf_add_z(out, ">\n      <failure");
	add_attribute(out, "message", example_word(a, &c->mismatches[0]));
	buf_add_z(out, " type=\"example-fails\">");
	for (size_t i = 0; i < c->n; i++) {
		add_words(out, place_of(a, c->mismatches[i].position), PLACE_TEXT);
		buf_add_z(out, ": ");
		add_words(out, example_word(a, &c->mismatches[i]), PLACE_TEXT);
		buf_add_char(out, '\n');
	}
	buf_add_z(out, "</failure>\n    </testcase>\n");
}

static size_t add_suite(struct buf *out, struct arena *a, const struct junit_case *cases, size_t n, size_t id)
{
	struct str path = cases[0].example->position.source->path;
	size_t in = 0, failures = 0;

	for (; in < n && str_equal(cases[in].example->position.source->path, path); in++)
		failures += cases[in].n > 0;
	buf_add_format(out, "  <testsuite id=\"%zu\" package=\"rules\"", id);
	add_attribute(out, "name", path);
	buf_add_format(out,
	               " timestamp=\"1970-01-01T00:00:00\" hostname=\"localhost\" tests=\"%zu\" "
	               "failures=\"%zu\" errors=\"0\" time=\"0\">\n    <properties/>\n",
	               in, failures);
	for (size_t i = 0; i < in; i++)
		add_case(out, a, &cases[i]);
	buf_add_z(out, "    <system-out/>\n    <system-err/>\n  </testsuite>\n");
	return in;
}

void junit_render(struct buf *out, struct arena *a, struct junit_case *cases, size_t n)
{
	size_t id = 0;

	if (n > 1)
		qsort(cases, n, sizeof(*cases), compare);
	buf_add_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
	for (size_t i = 0; i < n; id++)
		i += add_suite(out, a, cases + i, n - i, id);
	buf_add_z(out, "</testsuites>\n");
}
