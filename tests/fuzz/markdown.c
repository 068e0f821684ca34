#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/document/document_html.h"
#include "text/markdown/markdown.h"

#include "dump.c" /* the helpers of the unit tests want cmocka */

/*
 * Any bytes as a page: what is published nests, whatever was written; and with
 * CommonMark alone it is what cmark itself makes of it.
 */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void complain(const char *what, struct str text)
{
	fprintf(stderr, "%s\n%.*s\n", what, STR_ARG(text));
	abort();
}

static const struct source *itself(void *context, const struct source *from, struct str path,
                                   struct position where)
{
	struct arena *a = context;

	(void)where;
	/* Including files that are not the same, until they are too many. */
	return source_make(a, path, from->text);
}

static void check_nesting(struct arena *a, const struct source *s)
{
	struct markdown_options options = {
		.language = STR("en"), .slots = true, .include = itself, .context = a};
	struct diagnostics *d = diag_open();
	struct document *doc = markdown_load(d, a, s, &options);
	struct buf out = {0};
	const char *fault;

	if (doc) {
		document_html_render(doc, false, &out);
		fault = utf8_bad(buf_str(&out)) == SIZE_MAX ? dump_fault(doc) : "no UTF-8";
		if (fault)
			complain(fault, buf_str(&out));
		dump_segments(&out, doc);
	}
	buf_free(&out);
	diag_close(d);
}

static void check_plain(struct arena *a, const struct source *s)
{
	struct markdown_options options = {.language = STR("en"), .plain = true};
	struct diagnostics *d = diag_open();
	struct document *doc = markdown_load(d, a, s, &options);
	struct buf out = {0};
	char *expected;

	if (doc) {
		document_html_render(doc, false, &out);
		expected = cmark_markdown_to_html(s->text.at, s->text.len, CMARK_OPT_UNSAFE);
		if (!str_equal(dump_normalized(a, buf_str(&out)), dump_normalized(a, str_from(expected))))
			complain(expected, buf_str(&out));
		free(expected);
	}
	buf_free(&out);
	diag_close(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_open();
	struct str text = {(const char *)bytes, len};

	/* What source_load refuses never gets here; controls are ours, not cmark's. */
	if (utf8_bad(text) == SIZE_MAX && !memchr(bytes, 0, len)) {
		const struct source *s = source_make(a, STR("page.md"), text);

		check_nesting(a, s);
		for (size_t i = 0; i < len; i++)
			if ((bytes[i] < 0x20 && bytes[i] != '\n') || bytes[i] == 0x7F || bytes[i] == 0xEF)
				len = 0;
		if (len && !str_starts(text, STR("---")))
			check_plain(a, s);
	}
	arena_close(a);
	return 0;
}
