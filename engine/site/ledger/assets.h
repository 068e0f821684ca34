#ifndef SITE_ASSETS_H
#define SITE_ASSETS_H

#include "site/content/theme.h"
#include "site/ledger/shelf.h"

/*
 * The theme's files beside the statements.  Their names stay the same, so that
 * another style changes no statement; what they hold is in the ledger.
 */
struct asset {
	struct str name; /* "assets/style.css" */
	struct hash bytes;
};

/* Sorted by name, at most ASSETS_LIMIT of them; SIZE_MAX: the database failed (said). */
enum { ASSETS_LIMIT = 1000 };
size_t assets_load(struct ledger *l, struct diagnostics *d, struct arena *a, const struct asset **out);
const struct asset *assets_find(const struct asset *all, size_t n, struct str name); /* NULL: none */

/* What has to be done to one file, so that the shelf has what the theme has. */
struct asset_step {
	struct str name;
	const struct theme_asset *file; /* NULL: the theme has it no more */
	bool there;                     /* with the right bytes; only the ledger knows it otherwise */
};

/*
 * Calls take with each step.  false: a call was false, which ended it, or the database failed (said).  On a shelf
 * without a ledger nothing is known.
 */
bool assets_each_step(const struct shelf *s, struct diagnostics *d, struct arena *a,
                      const struct theme_asset *files, size_t n,
                      bool (*take)(void *context, const struct asset_step *step), void *context);
/* Puts them on the shelf where they are not there already, and takes away those that the theme has no more. */
bool assets_publish(const struct shelf *s, struct diagnostics *d, struct arena *a,
                    const struct theme_asset *files, size_t n);

#endif
