#include "command/language/l10n_moved.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/bisect.h"
#include "base/file.h"
#include "command/command.h"
#include "site/content/site.h"

/* A page that is there, but has mistakes, keeps its own. */
static bool is_lost(struct call *call, const struct site *s, struct str page)
{
	struct str file = str_format(call->arena, "content/%.*s.md", STR_ARG(page));

	return !str_is(page, "messages") && !site_page(s, page) &&
	       !file_exists(file_path(call->arena, call->site, file));
}

struct l10n_moved l10n_moved_list(struct call *call, const struct site *s, size_t language)
{
	struct str folder = str_format(call->arena, "locales/%.*s", STR_ARG(s->languages[language].tag));
	struct l10n_moved moved = {0};
	struct folder_entries files;

	if (!folder_walk(call->d, call->arena, call->site, folder.at, ".xlf", &files))
		return moved;
	for (size_t i = 0; i < files.n; i++) {
		struct str file = files.paths[i], path;
		const struct catalogue *c;

		if (!is_lost(call, s, str_slice(file, 0, file.len - strlen(".xlf"))))
			continue;
		path = str_format(call->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(file));
		c = catalogue_load_file(call->d, call->arena, call->site, path, NULL);
		if (c)
			*ARRAY_ADD(call->arena, moved.at, moved.n) = (struct l10n_moved_file){path, c, false};
	}
	return moved;
}

static size_t count_shared(const struct catalogue *fresh, const struct catalogue *old)
{
	size_t n = 0;

	for (size_t i = 0; i < fresh->n_units; i++)
		n += catalogue_find(old, fresh->units[i].id) != NULL;
	return n;
}

struct l10n_moved_file *l10n_moved_take(struct call *call, struct l10n_moved *moved, struct document *doc)
{
	const struct catalogue *fresh;
	struct l10n_moved_file *best = NULL;
	size_t most = 0;

	if (moved->n == 0)
		return NULL;
	fresh = catalogue_extract(call->arena, doc, (struct str){0}, (struct str){0});
	for (size_t i = 0; i < moved->n; i++) {
		size_t shared = moved->at[i].taken ? 0 : count_shared(fresh, moved->at[i].catalogue);

		if (shared > most && 2 * shared >= fresh->n_units) {
			most = shared;
			best = &moved->at[i];
		}
	}
	if (!best)
		return NULL;
	best->taken = true;
	catalogue_adopt_segments(call->arena, doc, best->catalogue);
	return best;
}

struct orphan {
	uint64_t hash; /* of its source */
	size_t order;
	const struct unit *unit;
};

static int compare_orphans(const void *one, const void *other)
{
	const struct orphan *a = one, *b = other;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static struct orphan *list_orphans(struct arena *a, struct catalogue *const *pages, size_t n,
                                   size_t *n_orphans)
{
	struct orphan *list = NULL;

	*n_orphans = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < pages[i]->n_units; k++) {
			const struct unit *u = &pages[i]->units[k];
			size_t order = *n_orphans;

			/* one with a name never was on the page: an import keeps it */
			if (u->orphan && u->name.len == 0 && u->state >= UNIT_TRANSLATED &&
			    catalogue_codes_match(u))
				*ARRAY_ADD(a, list, *n_orphans) = (struct orphan){
					catalogue_hash(u->source, u->n_source), order, u};
		}
	if (list)
		qsort(list, *n_orphans, sizeof(*list), compare_orphans);
	return list;
}

static bool has_same_codes(const struct unit *one, const struct unit *other)
{
	bool same = one->n_codes == other->n_codes;

	for (size_t i = 0; same && i < one->n_codes; i++)
		same = one->codes[i].kind == other->codes[i].kind;
	return same;
}

/* The first of its source in the list, or NULL. */
static const struct unit *find_orphan(const struct orphan *list, size_t n, const struct unit *u)
{
	uint64_t hash = catalogue_hash(u->source, u->n_source);
	size_t at = BISECT(k, 0, n, list[k].hash < hash);

	while (at < n && list[at].hash == hash && !has_same_codes(list[at].unit, u))
		at++;
	return at < n && list[at].hash == hash ? list[at].unit : NULL;
}

void l10n_moved_fill(struct arena *a, struct catalogue *const *pages, size_t n)
{
	size_t n_orphans;
	const struct orphan *list = list_orphans(a, pages, n, &n_orphans);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; n_orphans > 0 && k < pages[i]->n_units; k++) {
			struct unit *u = &pages[i]->units[k];
			const struct unit *from = u->n_target == 0 && !u->orphan
			                                  ? find_orphan(list, n_orphans, u)
			                                  : NULL;

			if (!from)
				continue;
			u->target = from->target;
			u->n_target = from->n_target;
			u->state = from->state;
			u->origin = from->origin;
			u->note = u->note.len > 0 ? u->note : from->note;
		}
}
