#include "base/arena.h"
#include "text/catalogue/catalogue.h"
#include "text/document/segment.h"

static struct unit_code describe(struct arena *a, const struct code *c)
{
	struct str equiv = c->markdown;

	if (c->kind == CODE_LINK)
		equiv = str_format(a, "[](%.*s)", STR_ARG(c->url));
	else if (c->kind == CODE_IMAGE)
		equiv = str_format(a, "![](%.*s)", STR_ARG(c->url));
	else if (c->kind == CODE_BREAK)
		equiv = STR("\xE2\x86\xB5"); /* the arrow of the return key */
	return (struct unit_code){c->kind, equiv};
}

struct unit catalogue_extract_unit(struct arena *a, struct str group, enum block_kind kind,
                                   const struct segment *s)
{
	struct unit u = {
		.id = s->id,
		.group = group,
		.kind = kind,
		.source = s->spans,
		.n_source = s->n_spans,
		.codes = arena_array(a, s->n_codes, sizeof(*u.codes)),
		.n_codes = s->n_codes,
	};

	for (size_t i = 0; i < s->n_codes; i++)
		u.codes[i] = describe(a, &s->codes[i]);
	return u;
}

struct catalogue *catalogue_extract(struct arena *a, const struct document *doc, struct str source_language,
                                    struct str target_language)
{
	struct catalogue *c = arena_alloc(a, sizeof(*c));
	const struct str *groups = segment_name_groups(a, doc);
	size_t n = 0;

	for (size_t i = 0; i < doc->n_blocks; i++)
		n += doc->blocks[i]->n_segments;
	c->source_language = source_language;
	c->target_language = target_language;
	c->original = doc->source->path;
	c->units = arena_array(a, n, sizeof(*c->units));
	for (size_t i = 0; i < doc->n_blocks; i++) {
		const struct document_block *b = doc->blocks[i];

		for (size_t j = 0; j < b->n_segments; j++)
			if (b->segments[j].id.len > 0)
				c->units[c->n_units++] = catalogue_extract_unit(a, groups[i], b->kind,
				                                                &b->segments[j]);
	}
	return c;
}
