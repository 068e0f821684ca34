#include "site/content/theme.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/folder.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "site/content/address.h"
#include "site/content/link.h"
#include "site/content/sheet.h"

#define FOLDER "assets/"

enum { TEMPLATE_LIMIT = 1 << 20, ASSET_LIMIT = 16 << 20 };
enum { HASHED = 8 };       /* hexadecimal digits of a hash, in a name */
enum { SHEETS_DEEP = 32 }; /* of which one names the next */

/* What ends the path of an address. */
static const uint8_t after_path[256] = {['?'] = 1, ['#'] = 1};

struct theme {
	struct diagnostics *d;
	struct str folder; /* themes/NAME */
	struct str *names; /* of templates, without .mustache */
	const struct source **files;
	size_t n;
	struct theme_asset *assets;
	size_t n_assets;
	struct arena *arena;
};

/* Where the last dot of a file's name is, or its end. */
static size_t ending(struct str path)
{
	size_t dot = path.len;

	while (dot > 0 && path.at[dot - 1] != '.' && path.at[dot - 1] != '/')
		dot--;
	return dot > 0 && path.at[dot - 1] == '.' ? dot - 1 : path.len;
}

static struct str published_name(struct arena *a, struct str name, struct str bytes)
{
	size_t dot = ending(name);
	char hex[33];

	hash_hex(hash_of(bytes), hex);
	return str_format(a, "%s%.*s.%.*s%.*s", FOLDER, (int)dot, name.at, HASHED, hex, (int)(name.len - dot),
	                  name.at + dot);
}

static struct theme_asset *find_asset(struct theme *t, struct str name)
{
	for (size_t i = 0; i < t->n_assets; i++)
		if (str_equal(t->assets[i].name, name))
			return &t->assets[i];
	return NULL;
}

static void say_no_file(struct theme *t, struct str name, struct position where)
{
	struct str *names = arena_array(t->arena, t->n_assets, sizeof(*names));

	for (size_t i = 0; i < t->n_assets; i++)
		names[i] = t->assets[i].name;
	diag_add(t->d, UNKNOWN_THEME_FILE, where, str_z(t->arena, name), str_z(t->arena, t->folder));
	diag_suggest(t->d, name, names, t->n_assets);
}

static bool name_asset(struct theme *t, struct theme_asset *asset, size_t depth);

/* The file of the theme that a style sheet means, named already; NULL: what it means is elsewhere, or it was said. */
static const struct theme_asset *follow(struct theme *t, const struct theme_asset *sheet, struct str address,
                                        struct position where, size_t depth)
{
	struct str folder = str_format(t->arena, "%.*s/", STR_ARG(t->folder)), path;
	struct theme_asset *used;

	if (address.len == 0 || *address.at == '/' || str_find(address, STR(":"), 0) != SIZE_MAX)
		return NULL;
	address_resolve(t->arena,
	                str_format(t->arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(str_folder(sheet->name))),
	                link_decode(t->arena, address), &path);
	if (!str_starts(path, folder))
		return NULL;
	path = str_slice(path, folder.len, path.len);
	used = find_asset(t, path);
	if (!used)
		say_no_file(t, path, where);
	else if (used->published.len == 0 && !name_asset(t, used, depth + 1))
		diag_add(t->d, SHEET_LOOP, where, str_z(t->arena, path));
	return used && used->published.len > 0 ? used : NULL;
}

/* The sheet with the hash of each file in the name that it calls it by. */
static struct str show_sheet(struct theme *t, const struct theme_asset *sheet, size_t depth)
{
	const struct source *source = source_make(
		t->arena, str_format(t->arena, "%.*s/%.*s", STR_ARG(t->folder), STR_ARG(sheet->name)),
		sheet->bytes);
	struct str css = source->text, address, path;
	struct buf out = {0};
	size_t from = 0;

	for (size_t at = 0; sheet_next(css, &at, &address);) {
		const struct theme_asset *used;
		size_t dot;

		path = str_slice(address, 0, str_find_class(address, 0, after_path, 1));
		used = follow(t, sheet, path, source_at(source, address), depth);
		if (!used)
			continue;
		dot = (size_t)(path.at - css.at) + ending(path);
		buf_add(&out, str_slice(css, from, dot));
		buf_add(&out, str_slice(used->published, strlen(FOLDER) + ending(used->name),
		                        strlen(FOLDER) + ending(used->name) + 1 + HASHED));
		from = dot;
	}
	buf_add(&out, str_slice(css, from, css.len));
	return buf_keep(&out, t->arena);
}

/* By what is published of it, so what it names has its name before.  false: it is being named. */
static bool name_asset(struct theme *t, struct theme_asset *asset, size_t depth)
{
	bool sheet = str_ends(asset->name, STR(".css")) && utf8_bad(asset->bytes) == SIZE_MAX;

	if (asset->shown.at || depth > SHEETS_DEEP)
		return false;
	asset->shown = asset->bytes;
	if (sheet)
		asset->shown = show_sheet(t, asset, depth);
	asset->published = published_name(t->arena, asset->name, asset->shown);
	return true;
}

static bool load_asset(struct diagnostics *d, const struct site *s, struct theme *t, struct str name)
{
	struct theme_asset *asset = &t->assets[t->n_assets];
	struct str path = str_format(t->arena, "%.*s/%.*s", STR_ARG(t->folder), STR_ARG(name));

	if (!file_read(d, t->arena, file_path(t->arena, s->root, path), ASSET_LIMIT, &asset->bytes))
		return false;
	asset->name = name;
	t->n_assets++;
	return true;
}

struct theme *theme_load(struct diagnostics *d, const struct site *s)
{
	struct arena *a = s->arena;
	struct theme *t = arena_alloc(a, sizeof(*t));
	size_t errors = diag_errors(d);
	struct folder_entries files;

	*t = (struct theme){
		.d = d, .arena = a, .folder = str_format(a, "themes/%.*s", STR_ARG(s->config.theme))};
	if (!folder_walk(d, a, s->root, t->folder.at, "", &files))
		return NULL;
	if (files.n == 0) {
		diag_add(d, NO_THEME, POSITION_NONE, str_z(a, t->folder));
		return NULL;
	}
	t->names = arena_array(a, files.n, sizeof(*t->names));
	t->files = arena_array(a, files.n, sizeof(*t->files));
	t->assets = arena_array(a, files.n, sizeof(*t->assets));
	for (size_t i = 0; i < files.n; i++) {
		struct str name = files.paths[i];

		if (!str_ends(name, STR(".mustache"))) {
			load_asset(d, s, t, name);
			continue;
		}
		t->files[t->n] = source_load(d, a, s->root,
		                             str_format(a, "%.*s/%.*s", STR_ARG(t->folder), STR_ARG(name)),
		                             TEMPLATE_LIMIT);
		t->names[t->n] = str_slice(name, 0, name.len - 9);
		t->n += t->files[t->n] != NULL;
	}
	for (size_t i = 0; i < t->n_assets; i++)
		name_asset(t, &t->assets[i], 0);
	return diag_errors(d) == errors ? t : NULL;
}

bool theme_has(const struct theme *t, struct str layout)
{
	return str_index(layout, t->names, t->n) != SIZE_MAX;
}

const struct source *theme_partial(void *theme, struct str name, struct position where)
{
	struct theme *t = theme;
	size_t at = str_index(name, t->names, t->n);

	if (at != SIZE_MAX)
		return t->files[at];
	diag_add(t->d, UNKNOWN_PARTIAL, where, str_z(t->arena, name), str_z(t->arena, t->folder));
	diag_suggest(t->d, name, t->names, t->n);
	return NULL;
}

struct theme *theme_for(const struct theme *t, struct diagnostics *d, struct arena *a)
{
	struct theme *own = arena_alloc(a, sizeof(*own));

	*own = *t;
	own->d = d;
	own->arena = a;
	return own;
}

struct hash theme_hash(const struct theme *t)
{
	struct hash h = {0};

	for (size_t i = 0; i < t->n; i++)
		h = hash_join(hash_join(h, hash_of(t->names[i])), hash_of(t->files[i]->text));
	for (size_t i = 0; i < t->n_assets; i++)
		h = hash_join(h, hash_of(t->assets[i].published));
	return h;
}

const struct template *theme_compile(struct diagnostics *d, struct arena *a, struct theme *t,
                                     const char *layout, const struct messages *m,
                                     const struct template *body)
{
	/* the other layouts have no page */
	bool shown = !body && strcmp(layout, "page") != 0;
	struct template_theme parts = {.partial = theme_partial,
	                               .context = t,
	                               .messages = m,
	                               .body_name = STR("content"),
	                               .body = body,
	                               .body_later = !body,
	                               .body_shown = &shown};
	const struct source *file = theme_partial(t, str_from(layout), POSITION_NONE);
	const struct template *made = file ? template_compile(d, a, file, &parts) : NULL;

	if (made && !shown)
		diag_add(d, NO_CONTENT, ((struct position){file, 0, 0}));
	return made;
}

struct str theme_asset_slot(struct arena *a, const struct theme_asset *asset)
{
	char *name = str_z(a, asset->name);

	for (char *c = name; *c; c++)
		if (*c == '.' || *c == '/' || *c == '-')
			*c = '_';
	return str_from(name);
}

const struct theme_asset *theme_assets(const struct theme *t, size_t *n)
{
	*n = t->n_assets;
	return t->assets;
}
