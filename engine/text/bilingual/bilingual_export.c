#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "text/bilingual/bilingual.h"
#include "text/bilingual/bilingual_head.h"
#include "text/bilingual/bilingual_layout.h"
#include "text/bilingual/bilingual_skeleton.h"
#include "text/bilingual/bilingual_write.h"

struct export
{
	struct arena *arena;
	struct bilingual_writer *writer;
	const struct unit **units; /* those that the skeleton may name, by name */
	size_t n_units;
	enum bilingual_as as;
};

static int in_name_order(const void *one, const void *other)
{
	const struct unit *const *a = one, *const *b = other;

	return str_compare((*a)->name, (*b)->name);
}

static void list_units(struct export *e, const struct catalogue *c)
{
	for (size_t i = 0; i < c->n_units; i++)
		if (c->units[i].name.len > 0)
			*ARRAY_ADD(e->arena, e->units, e->n_units) = &c->units[i];
	if (e->n_units > 0)
		qsort(e->units, e->n_units, sizeof(*e->units), in_name_order);
}

static const struct unit *find_unit(const struct export *e, struct str name)
{
	const struct unit wanted = {.name = name}, *key = &wanted;
	const struct unit **found = NULL;

	if (e->n_units > 0)
		found = bsearch(&key, e->units, e->n_units, sizeof(*e->units), in_name_order);
	return found ? *found : NULL;
}

static void write_field(struct export *e, const struct unit *u, struct buf *out)
{
	const struct span *spans = u->n_target > 0 ? u->target : u->source;
	size_t n = u->n_target > 0 ? u->n_target : u->n_source;
	struct str text = {0};

	if (u->written_target_of == catalogue_hash(u->target, u->n_target)) {
		bilingual_skeleton_plain(out, u->written_target);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		struct str part = spans[i].kind == SPAN_ALONE ? u->codes[spans[i].code].equiv : spans[i].text;

		text = str_format(e->arena, "%.*s%.*s", STR_ARG(text), STR_ARG(part));
	}
	bilingual_head_quote(out, text);
}

/* A name is the id of both halves, or each half's, and says the how manieth of that id it is. */
static void split_name(struct str name, struct str *target, struct str *source)
{
	size_t count = str_find(name, STR("#"), 0);

	*source = str_slice(name, 0, count == SIZE_MAX ? name.len : count);
	if (!str_cut(source, ' ', target) || source->len == 0)
		*source = *target;
}

static void write_segment(struct export *e, const struct skeleton_piece *piece, const struct unit *u,
                          struct buf *out)
{
	struct bilingual_segment segment = {.form = piece->form};

	split_name(piece->text, &segment.target_id, &segment.source_id);
	if (piece->form != BILINGUAL_SOURCE)
		segment.target = bilingual_write_target(e->writer, u);
	if (piece->form != BILINGUAL_TARGET)
		segment.source = bilingual_write_source(e->writer, u);
	if (e->as == BILINGUAL_AS_BILINGUAL)
		bilingual_scan_write(out, &segment);
	else
		buf_add(out, segment.target);
}

void bilingual_export(struct diagnostics *d, const struct catalogue *c, const struct document *doc,
                      enum bilingual_as as, struct buf *out)
{
	struct export e = {.as = as};
	struct skeleton_piece piece;
	char scratch[4];

	if (as == BILINGUAL_AS_SOURCE) {
		buf_add(out, doc->source->text);
		return;
	}
	e.arena = arena_open();
	e.writer = bilingual_write_open(e.arena, doc, c);
	if (!bilingual_layout_holds(e.writer, c, doc))
		c = bilingual_layout_make(d, e.arena, e.writer, c, doc);
	list_units(&e, c);
	for (size_t at = 0; bilingual_skeleton_next(c->skeleton, &at, scratch, &piece);) {
		const struct unit *u = piece.kind == SKELETON_TEXT ? NULL : find_unit(&e, piece.text);

		if (piece.kind == SKELETON_TEXT)
			buf_add(out, piece.text);
		else if (!u)
			diag_add(d, BILINGUAL_LOST, ((struct position){c->file, 0, 0}),
			         str_z(e.arena, piece.text));
		else if (piece.kind == SKELETON_FIELD)
			write_field(&e, u, out);
		else
			write_segment(&e, &piece, u, out);
	}
	arena_close(e.arena);
}
