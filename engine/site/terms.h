#ifndef SITE_TERMS_H
#define SITE_TERMS_H

#include "base/str.h"

struct arena;
struct diagnostics;

/* The search terms of all pages as the last build left them (.tierbook-terms), for the pages that it does not make again. */
#define TERMS_NAME ".tierbook-terms"

struct terms_page {
	struct str path;
	struct str *of; /* one a language; empty: the page is not searched */
};

struct terms {
	struct terms_page *pages; /* sorted by path */
	size_t n;
};

/* NULL: there are none that could be used. */
const struct terms *terms_load(struct arena *a, const char *folder, size_t n_languages);
bool terms_save(struct diagnostics *d, const char *folder, const struct terms *t, size_t n_languages);
const struct terms_page *terms_find(const struct terms *t, struct str path);

#endif
