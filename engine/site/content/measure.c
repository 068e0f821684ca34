#include "site/content/measure.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_read.h"
#include "site/content/picture.h"
#include "text/words/tag.h"

/* What the page itself says of a picture's size. */
struct wish {
	int64_t width, height;
	bool other; /* in no pixels: nothing follows from it */
};

static struct wish wish_of(struct str attributes)
{
	struct wish w = {0};
	struct str name, value;

	while (tag_attribute(&attributes, &name, &value)) {
		int64_t *side = str_is(name, "width") ? &w.width : str_is(name, "height") ? &w.height : NULL;

		if (side && (!str_integer(value, side) || *side < 1 || *side > INT32_MAX))
			w.other = true;
	}
	return w;
}

/* The side that the page leaves out keeps the picture's shape. */
static struct str attributes_of(struct arena *a, struct str given, const struct wish *w,
                                struct picture_size size)
{
	if (w->width > 0)
		return str_format(a, "%.*s height=\"%" PRId64 "\"", STR_ARG(given),
		                  (w->width * size.height + size.width / 2) / size.width);
	if (w->height > 0)
		return str_format(a, "%.*s width=\"%" PRId64 "\"", STR_ARG(given),
		                  (w->height * size.width + size.height / 2) / size.height);
	return str_format(a, "%.*s width=\"%" PRIu32 "\" height=\"%" PRIu32 "\"", STR_ARG(given), size.width,
	                  size.height);
}

void measure_picture(struct diagnostics *d, struct arena *a, const struct site *s, struct page *p,
                     const struct document_link *link, struct str path)
{
	struct code *code = link->code;
	struct wish wish = wish_of(code->text);
	struct str file = str_format(a, "content/%.*s", STR_ARG(path)), head;
	struct picture_size size;
	struct arena *scratch;

	if (!picture_is_named(path) || wish.other || (wish.width && wish.height))
		return;
	*ARRAY_ADD(a, p->looked_for, p->n_looked_for) = file;
	if (!site_may_have(s, path))
		return;
	scratch = arena_open();
	if (file_read_head(scratch, file_path(scratch, s->root, file), PICTURE_HEAD, &head)) {
		if (picture_size(head, &size))
			code->text = attributes_of(a, code->text, &wish, size);
		else
			diag_add(d, NO_PICTURE, link->position, str_z(a, path));
	}
	arena_close(scratch);
}
