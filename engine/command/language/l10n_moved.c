#include "command/language/l10n_moved.h"

#include <string.h>

#include "base/array.h"
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
		c = catalogue_load_file(call->d, call->arena, call->site, path);
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
