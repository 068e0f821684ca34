#include "site/content/theme.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/hash.h"

enum { TEMPLATE_LIMIT = 1 << 20, ASSET_LIMIT = 16 << 20 };

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

static struct str published_name(struct arena *a, struct str name, struct str bytes)
{
	size_t dot = name.len;
	char hex[33];

	while (dot > 0 && name.at[dot - 1] != '.' && name.at[dot - 1] != '/')
		dot--;
	if (dot == 0 || name.at[dot - 1] == '/')
		dot = name.len + 1;
	hash_hex(hash_of(bytes), hex);
	return str_format(a, "assets/%.*s.%.8s%s%.*s", (int)(dot - 1), name.at, hex,
	                  dot <= name.len ? "." : "", dot <= name.len ? (int)(name.len - dot) : 0,
	                  name.at + (dot <= name.len ? dot : 0));
}

static bool load_asset(struct diagnostics *d, const struct site *s, struct theme *t, struct str name)
{
	struct theme_asset *asset = &t->assets[t->n_assets];
	struct str path = str_format(t->arena, "%.*s/%.*s", STR_ARG(t->folder), STR_ARG(name));

	if (!file_read(d, t->arena, file_path(t->arena, s->root, path), ASSET_LIMIT, &asset->bytes))
		return false;
	asset->name = name;
	asset->published = published_name(t->arena, name, asset->bytes);
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
	struct template_theme parts = {.partial = theme_partial,
	                               .context = t,
	                               .messages = m,
	                               .body_name = STR("content"),
	                               .body = body,
	                               .body_later = !body};
	const struct source *file = theme_partial(t, str_from(layout), POSITION_NONE);

	return file ? template_compile(d, a, file, &parts) : NULL;
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
