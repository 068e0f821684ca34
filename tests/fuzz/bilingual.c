#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/bilingual/bilingual.h"
#include "text/markdown/markdown.h"

/* Any text as a file of the bilingual dialect: what is imported is loaded again, and exported to the byte. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const struct source *include_nothing(void *context, const struct source *from, struct str path,
                                            struct position where)
{
	(void)context, (void)from, (void)path, (void)where;
	return NULL;
}

static void check(struct diagnostics *d, struct arena *a, const struct source *file,
                  const struct bilingual *b)
{
	struct markdown_options options = {.language = STR("en-US"),
	                                   .slots = str_find(b->page, STR("\nslots: false\n"), 0) == SIZE_MAX,
	                                   .include = include_nothing};
	struct document *doc = markdown_load(d, a, source_make(a, STR("content/page.md"), b->page), &options);
	struct buf out = {0};
	struct catalogue *c;

	catalogue_render(b->catalogue, &out);
	c = catalogue_load(d, a, source_make(a, STR("page.xlf"), buf_str(&out)));
	if (!c || !doc)
		abort();
	catalogue_adopt_segments(a, doc, c);
	buf_clear(&out);
	bilingual_export(d, c, doc, BILINGUAL_AS_BILINGUAL, &out);
	if (!str_equal(buf_str(&out), file->text))
		abort();
	buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_open();
	struct diagnostics *d = diag_open();
	struct str text = {(const char *)bytes, len};
	const struct bilingual_page page = {STR("content/page.md"), STR("en-US"), {0}};
	struct bilingual b;

	if (utf8_bad(text) == SIZE_MAX && str_find(text, STR("\0"), 0) == SIZE_MAX) {
		const struct source *file = source_make(a, STR("fuzz.sxs.md"), text);

		if (bilingual_import(d, a, file, &page, &b))
			check(d, a, file, &b);
	}
	diag_close(d);
	arena_close(a);
	return 0;
}
