#ifndef SITE_THEME_H
#define SITE_THEME_H

#include "base/hash.h"
#include "site/content/site.h"

/*
 * themes/NAME/: Mustache templates and partials (NAME.mustache), and the files
 * they show (anything else), published under assets/ with their content's hash in their names.  Style sheets name
 * each other, pictures and fonts as they lie in the theme.
 */
struct theme;

/* NULL: said. */
struct theme *theme_load(struct diagnostics *d, const struct site *s);

bool theme_has(const struct theme *t, struct str layout);

/* A layout with a page's own program as {{> content}}; body may be NULL.  NULL: said. */
const struct template *theme_compile(struct diagnostics *d, struct arena *a, struct theme *t,
                                     const char *layout, const struct messages *m,
                                     const struct template *body);

/* For who compiles a template or weaves a page: the context is the theme. */
const struct source *theme_partial(void *theme, struct str name, struct position where);

/* The same theme for a thread that says its mistakes elsewhere. */
struct theme *theme_for(const struct theme *t, struct diagnostics *d, struct arena *a);

/* Equal where all its files are. */
struct hash theme_hash(const struct theme *t);

struct theme_asset {
	struct str name;      /* "style.css" */
	struct str published; /* "assets/style.1a2b3c4d.css" */
	struct str bytes;     /* as the theme has them */
	struct str shown; /* as they are published there: a style sheet names files as they are called then */
};
/* What a template calls it beneath `asset.`: style_css. */
struct str theme_asset_slot(struct arena *a, const struct theme_asset *asset);
const struct theme_asset *theme_assets(const struct theme *t, size_t *n);

#endif
