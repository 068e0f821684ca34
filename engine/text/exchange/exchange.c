#include "text/exchange/exchange.h"

#include <string.h>

#include "base/arena.h"
#include "text/exchange/exchange_po.h"
#include "text/exchange/exchange_xliff2.h"

static const struct {
	const char *name, *suffix;
} formats[EXCHANGE_FORMATS] = {
	[EXCHANGE_XLIFF] = {"xliff", ".xlf"},
	[EXCHANGE_XLIFF2] = {"xliff2", ".xlf"},
	[EXCHANGE_PO] = {"po", ".po"},
};

bool exchange_find(const char *name, enum exchange_format *format)
{
	for (int i = 0; i < EXCHANGE_FORMATS; i++)
		if (strcmp(name, formats[i].name) == 0) {
			*format = (enum exchange_format)i;
			return true;
		}
	return false;
}

const char *exchange_suffix(enum exchange_format format)
{
	return formats[format].suffix;
}

/* What a translator has no use for stays at home: orphans, how an imported file was spelled. */
static struct catalogue stripped(struct arena *a, const struct catalogue *c)
{
	struct catalogue s = *c;

	s.skeleton = (struct str){0};
	s.n_record = s.n_units = 0;
	s.units = arena_array(a, c->n_units, sizeof(*s.units));
	for (size_t i = 0; i < c->n_units; i++) {
		struct unit *u = &s.units[s.n_units];

		if (c->units[i].orphan)
			continue;
		*u = c->units[i];
		u->name = (struct str){0};
		u->written_source_of = u->written_target_of = 0;
		u->n_outside = 0;
		s.n_units++;
	}
	return s;
}

void exchange_render(enum exchange_format format, const struct catalogue *c, struct buf *out)
{
	struct arena *scratch = arena_open();
	struct catalogue s = stripped(scratch, c);

	if (format == EXCHANGE_PO)
		exchange_po_render(&s, out);
	else if (format == EXCHANGE_XLIFF2)
		exchange_xliff2_render(&s, out);
	else
		catalogue_render(&s, out);
	arena_close(scratch);
}

/* XLIFF 2 by the version that stands in its first tag; whatever is no XML is PO. */
static bool is_xliff2(struct str text)
{
	size_t root = str_find(text, STR("<xliff"), 0), end = str_find(text, STR(">"), root);
	struct str tag;

	if (root == SIZE_MAX || end == SIZE_MAX)
		return false;
	tag = str_slice(text, root, end);
	return str_find(tag, STR("version=\"2."), 0) != SIZE_MAX ||
	       str_find(tag, STR("version='2."), 0) != SIZE_MAX;
}

bool exchange_load(struct diagnostics *d, struct arena *a, const struct source *s, struct exchange *out)
{
	*out = (struct exchange){0};
	if (!str_starts(str_trim(s->text), STR("<"))) {
		out->two_states = true;
		return exchange_po_load(d, a, s, out);
	}
	if (is_xliff2(s->text))
		return exchange_xliff2_load(d, a, s, out);
	return catalogue_load_foreign(d, a, s, &out->catalogues, &out->n);
}
