#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/catalogue/catalogue.h"

/*
 * Any bytes as a catalogue: what is accepted is written as bytes that are
 * accepted again and are then written the same; and an update from it to
 * itself, and to nothing, ends.
 */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct str render(struct arena *a, const struct catalogue *c)
{
	struct buf out = {0};

	catalogue_render(c, &out);
	return buf_keep(&out, a);
}

static struct catalogue *load(struct diagnostics *d, struct arena *a, struct str text)
{
	return catalogue_load(d, a, source_make(a, STR("fuzz.xlf"), text));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_open();
	struct diagnostics *d = diag_open();
	struct str text = {(const char *)bytes, len};
	struct catalogue *c = utf8_bad(text) == SIZE_MAX ? load(d, a, text) : NULL;

	if (c) {
		struct catalogue none = {.source_language = STR("en"), .target_language = STR("de")};
		struct str once = render(a, c);
		struct catalogue *again = load(d, a, once);

		if (!again || !str_equal(render(a, again), once))
			abort();
		catalogue_update_units(a, &none, c);
		catalogue_update_units(a, again, c);
		catalogue_status(again);
	}
	diag_close(d);
	arena_close(a);
	return 0;
}
