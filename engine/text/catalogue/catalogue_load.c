#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "text/catalogue/catalogue_check.h"
#include "text/catalogue/catalogue_element.h"
#include "text/words/utf16.h"

/* Another namespace's elements are their tool's business; what stands in XLIFF's, or in none, has to be XLIFF. */
static bool is_foreign(struct catalogue_loader *l, const struct xml_element *e)
{
	/* mostly all have the root's */
	if (e->space.at != l->space.at || e->space.len != l->space.len) {
		l->space = e->space;
		l->foreign_space = e->space.len > 0 &&
		                   !str_starts(e->space, STR("urn:oasis:names:tc:xliff:document:"));
	}
	return l->foreign_space;
}

/* NULL: it is passed over. */
static const struct catalogue_element *enter(struct catalogue_loader *l, const struct xml_element *e)
{
	const struct catalogue_element *parent = l->stack[l->depth];
	const struct catalogue_element *found = catalogue_element_find(l, parent, e);

	if (!found)
		return NULL;
	if (!(found->within & parent->is)) {
		diag_add(l->d, XLIFF_PLACE, e->position, found->name.at, parent->name.at);
		return NULL;
	}
	if (found->start)
		found->start(l, e);
	if (found->code)
		found->code(&l->sentence, e);
	return found->opaque ? NULL : found;
}

static inline void add_text(struct catalogue_loader *l, struct str text)
{
	if (!catalogue_sentence_text(&l->sentence, text) && l->in_text)
		xml_text_add(&l->text, text);
}

static void on_start(void *context, struct str before, const struct xml_element *e)
{
	struct catalogue_loader *l = context;
	const struct catalogue_element *entered = NULL;
	bool foreign = is_foreign(l, e);

	add_text(l, before);
	if (l->sentence.skipped == 0 && !foreign)
		entered = enter(l, e);
	if (entered)
		l->stack[++l->depth] = entered;
	else
		catalogue_sentence_skip(&l->sentence, foreign ? e : NULL);
}

static void on_end(void *context, struct str before)
{
	struct catalogue_loader *l = context;

	add_text(l, before);
	if (catalogue_sentence_skip_end(&l->sentence))
		return;
	if (l->stack[l->depth]->end)
		l->stack[l->depth]->end(l);
	l->depth--;
}

static const struct xml_handler handler = {on_start, on_end};

/* They have hardly less in their file: the lists seldom have to move. */
enum { BYTES_A_UNIT = 256, BYTES_A_SPAN = 64 };

static struct catalogue_loader open_loader(struct diagnostics *d, struct arena *a, const struct source *s)
{
	struct catalogue_loader l = {
		.d = d,
		.arena = a,
		.file = s,
		.c = arena_alloc(a, sizeof(*l.c)),
		.stack = {catalogue_element_top()},
		.sentence = {.d = d, .arena = a},
	};

	l.c->file = s;
	l.room = s->text.len / BYTES_A_UNIT;
	l.c->units = arena_room(a, l.room, sizeof(*l.c->units));
	l.sentence.room = s->text.len / BYTES_A_SPAN;
	l.sentence.spans = arena_room(a, l.sentence.room, sizeof(*l.sentence.spans));
	return l;
}

static void close_loader(struct catalogue_loader *l)
{
	buf_free(&l->note);
	xml_text_free(&l->text);
	xml_text_free(&l->sentence.text);
}

bool catalogue_load_foreign(struct diagnostics *d, struct arena *a, const struct source *s,
                            struct catalogue ***out, size_t *n)
{
	struct catalogue_loader l = open_loader(d, a, s);
	size_t errors = diag_errors(d);
	bool ok;

	l.foreign = true;
	*ARRAY_ADD(a, l.all, l.n_all) = l.c;
	ok = xml_read(d, a, s, &handler, &l);
	ok = ok && diag_errors(d) == errors + l.n_wrong;
	if (ok && !l.c->position.source)
		diag_add(d, XLIFF_NO_FILE, ((struct position){s, 0, 0}));
	for (size_t i = 0; i < l.n_all; i++)
		catalogue_index(a, l.all[i]);
	close_loader(&l);
	*out = l.all;
	*n = l.n_all;
	return ok && l.c->position.source;
}

/* Whether its units are the document's, each in its place: then none has to be sought, and none stands twice. */
static bool is_in_order(const struct catalogue *c, const struct document *doc)
{
	size_t n = 0;

	for (size_t i = 0; i < doc->n_blocks; i++)
		for (size_t j = 0; j < doc->blocks[i]->n_segments; j++) {
			struct str id = doc->blocks[i]->segments[j].id;

			if (id.len == 0)
				continue;
			if (n == c->n_units || c->units[n].orphan || !str_equal(c->units[n].id, id))
				return false;
			n++;
		}
	return n == c->n_units;
}

/* doc: NULL: not known. */
static struct catalogue *load(struct diagnostics *d, struct arena *a, const struct source *s,
                              const struct document *doc)
{
	struct catalogue_loader l = open_loader(d, a, s);
	struct catalogue *c = l.c;
	size_t errors = diag_errors(d);

	if (xml_read(d, a, s, &handler, &l)) {
		if (!doc || !is_in_order(c, doc))
			catalogue_index(a, c);
		catalogue_check_file(d, a, c);
		if (!c->position.source && diag_errors(d) == errors)
			diag_add(d, XLIFF_NO_FILE, ((struct position){s, 0, 0}));
	}
	close_loader(&l);
	return diag_errors(d) == errors ? c : NULL;
}

struct catalogue *catalogue_load(struct diagnostics *d, struct arena *a, const struct source *s)
{
	return load(d, a, s, NULL);
}

struct catalogue *catalogue_load_file(struct diagnostics *d, struct arena *a, const char *root,
                                      struct str path, const struct document *doc)
{
	const struct source *s = utf16_load(d, a, root, path, CATALOGUE_LIMIT);

	return s ? load(d, a, s, doc) : NULL;
}
