#include "text/bilingual/bilingual_layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/hash.h"
#include "base/tally.h"
#include "text/bilingual/bilingual_find.h"
#include "text/bilingual/bilingual_head.h"
#include "text/bilingual/bilingual_skeleton.h"

struct layout {
	struct arena *arena;
	struct catalogue *c;
	const struct document *doc;
	struct str text, old_skeleton;
	size_t old_head; /* so much of the old skeleton is the head */
	struct bilingual_found *found;
	size_t n;
	struct tally names;
	struct str prefix; /* the file's five digits */
	unsigned long last;
	struct skeleton_piece *maimed; /* the file's segments that lack a half */
	size_t n_maimed;
	struct buf skeleton;
};

/* The end of a head between two lines "---", in a text that may begin with a mark of the skeleton. */
static size_t head_end(struct str text)
{
	size_t begin = str_find(text, STR("---"), 0), end;

	if (begin == SIZE_MAX || str_find(str_slice(text, 0, begin), STR("\n"), 0) != SIZE_MAX || begin > 16)
		return 0;
	end = bilingual_head_end(str_slice(text, begin, text.len));
	return end > 0 ? begin + end : 0;
}

static const struct unit *find_name(const struct catalogue *c, struct str name)
{
	for (size_t i = 0; i < c->n_units; i++)
		if (str_equal(c->units[i].name, name))
			return &c->units[i];
	return NULL;
}

bool bilingual_layout_holds(struct bilingual_writer *w, const struct catalogue *c, const struct document *doc)
{
	struct str rest = doc->front->body;
	struct skeleton_piece piece;
	char scratch[4];
	const struct unit *next = c->units;

	if (c->skeleton.len == 0)
		return false;
	for (size_t at = head_end(c->skeleton); bilingual_skeleton_next(c->skeleton, &at, scratch, &piece);) {
		struct str text = piece.text;

		if (piece.kind == SKELETON_FIELD)
			continue;
		if (piece.kind == SKELETON_SEGMENT) {
			/* They follow each other in the catalogue too, nearly always. */
			if (next == c->units + c->n_units || !str_equal(next->name, text))
				next = find_name(c, text);
			if (!next)
				return false;
			text = bilingual_write_source(w, next++);
		}
		if (!str_starts(rest, text))
			return false;
		rest = str_slice(rest, text.len, rest.len);
	}
	return rest.len == 0;
}

/* What the file's names tell: its five digits, the last number, which segments lack a half. */
static void read_names(struct layout *l)
{
	struct skeleton_piece piece;
	char scratch[4];

	l->prefix = str_format(l->arena, "%05x", (unsigned)(hash_short(l->doc->source->path) & 0xFFFFF));
	l->last = 102;
	for (size_t at = 0; bilingual_skeleton_next(l->old_skeleton, &at, scratch, &piece);) {
		struct str name = piece.text;
		size_t dash = str_find(name, STR("-"), 0);
		unsigned long number;

		if (piece.kind != SKELETON_SEGMENT)
			continue;
		if (piece.form != BILINGUAL_FULL)
			*ARRAY_ADD(l->arena, l->maimed, l->n_maimed) = piece;
		if (dash != 5)
			continue;
		l->prefix = str_slice(name, 0, dash);
		number = strtoul(str_z(l->arena, str_slice(name, dash + 1, name.len)), NULL, 10);
		if (number > l->last && number < 1000000)
			l->last = number;
	}
}

static void name_unit(struct layout *l, struct unit *u)
{
	while (u->name.len == 0 || tally_add(&l->names, l->arena, u->name) > 0)
		u->name = str_format(l->arena, "%.*s-%lu", STR_ARG(l->prefix), ++l->last);
}

static enum bilingual_form form_of(const struct layout *l, struct str name)
{
	for (size_t i = 0; i < l->n_maimed; i++)
		if (str_equal(l->maimed[i].text, name))
			return l->maimed[i].form;
	return BILINGUAL_FULL;
}

static void add_anchor(struct layout *l, const struct bilingual_found *p)
{
	size_t line = p->from;

	while (line > 0 && l->text.at[line - 1] != '\n')
		line--;
	if (p->anchor.len > 0 && str_find(str_slice(l->text, line, p->from), STR("<a "), 0) == SIZE_MAX)
		bilingual_skeleton_text(&l->skeleton,
		                        str_format(l->arena, "<a name=\"%.*s\"></a>", STR_ARG(p->anchor)));
}

static void write_body(struct layout *l)
{
	size_t at = (size_t)(l->doc->front->body.at - l->text.at);

	for (size_t i = 0; i < l->n; i++) {
		struct bilingual_found *p = &l->found[i];

		bilingual_skeleton_text(&l->skeleton, str_slice(l->text, at, p->from));
		add_anchor(l, p);
		name_unit(l, p->unit);
		if (!p->sure) {
			p->unit->written_source = bilingual_skeleton_marked(
				l->arena, str_slice(l->text, p->from, p->to));
			p->unit->written_source_of = catalogue_hash(p->unit->source, p->unit->n_source);
		}
		bilingual_skeleton_segment(&l->skeleton, form_of(l, p->unit->name), p->unit->name);
		at = p->to;
	}
	bilingual_skeleton_text(&l->skeleton, str_slice(l->text, at, l->text.len));
}

/* A field's translation moves to the unit that the page has for it now. */
static bool take_field(struct layout *l, struct str key)
{
	struct str name = str_format(l->arena, "=%.*s", STR_ARG(key));
	struct unit *ours = NULL;

	for (size_t i = 0; i < l->c->n_units; i++)
		if (l->c->units[i].kind == BLOCK_FIELD && str_equal(l->c->units[i].group, key))
			ours = &l->c->units[i];
	if (!ours || (ours->n_target == 0 && find_name(l->c, name)))
		return find_name(l->c, name) != NULL;
	for (size_t i = 0; i < l->c->n_units; i++)
		if (str_equal(l->c->units[i].name, name))
			l->c->units[i].name = (struct str){0};
	ours->name = name;
	return true;
}

/* The file's own head; of a page that came from no file the page's, which says its language then. */
static void write_head(struct layout *l)
{
	struct bilingual_head head = bilingual_head_read(l->arena, l->doc->source);
	size_t body = (size_t)(l->doc->front->body.at - l->text.at), at = 0, close;
	bool has = body > 0, imported = l->old_skeleton.len > 0;

	for (size_t i = 0; i < head.n && has; i++) {
		const struct bilingual_field *f = &head.fields[i];
		size_t from = f->text.len > 0 ? (size_t)(f->written.at - l->text.at) : 0;

		if ((!str_is(f->key, "title") && !str_is(f->key, "description")) || f->text.len == 0 ||
		    !take_field(l, f->key) || imported)
			continue;
		bilingual_skeleton_text(&l->skeleton, str_slice(l->text, at, from));
		bilingual_skeleton_field(&l->skeleton, f->key);
		at = from + f->written.len;
	}
	if (imported) {
		buf_add(&l->skeleton, str_slice(l->old_skeleton, 0, l->old_head));
		return;
	}
	for (close = body; close > at && !str_starts(str_slice(l->text, close, body), STR("---"));)
		close--;
	bilingual_skeleton_text(&l->skeleton, has ? str_slice(l->text, at, close) : STR("---\n"));
	if (!bilingual_head_field(&head, "ms.contentlocale"))
		buf_add_format(&l->skeleton, "ms.contentlocale: %.*s\n", STR_ARG(l->c->target_language));
	bilingual_skeleton_text(&l->skeleton, has ? str_slice(l->text, close, body) : STR("---\n"));
}

struct catalogue *bilingual_layout_make(struct diagnostics *d, struct arena *a, struct bilingual_writer *w,
                                        const struct catalogue *c, const struct document *doc)
{
	struct layout l = {
		.arena = a,
		.doc = doc,
		.text = doc->source->text,
		.old_skeleton = c->skeleton,
		.old_head = head_end(c->skeleton),
	};

	l.c = arena_alloc(a, sizeof(*l.c));
	*l.c = *c;
	l.c->units = arena_array(a, c->n_units, sizeof(*c->units));
	if (c->n_units > 0)
		memcpy(l.c->units, c->units, c->n_units * sizeof(*c->units));
	read_names(&l);
	l.found = bilingual_find(d, a, w, l.c, doc, &l.n);
	write_head(&l);
	write_body(&l);
	l.c->skeleton = buf_keep(&l.skeleton, a);
	return l.c;
}
