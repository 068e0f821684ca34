#ifndef SITE_PAGE_H
#define SITE_PAGE_H

#include "base/stamp.h"
#include "text/catalogue/catalogue.h"
#include "text/document/document.h"

struct arena;
struct diagnostics;
struct config;

/* One content/PATH.md and its translations. */
struct page {
	struct str path; /* without content/ and .md: "renewal/by-hand" */
	struct document *doc;
	struct catalogue **catalogues; /* one a language; NULL: source language, or not translated */
	struct stamp *stamps;          /* of their files, before these were read; all zero: there is none */
	const struct document_block *title, *description; /* fields of the front matter, or NULL */
	struct str robots;                                /* "noindex,nofollow", or empty */
	int64_t nav;                                      /* place in the navigation; 0: not in it */
	struct str section;                               /* message id of the navigation's group, or empty */
	bool draft;                                       /* loaded and checked, not published */
	struct str author;                                /* of the head; empty: not said */
	int32_t date, publish; /* written on; published from this day on; DATE_NONE */
	struct str *redirects; /* paths of this language's folder that lead to it: "old/name" */
	size_t n_redirects;
	/* Files that sizes were taken from (site/content/link.h), there or not; lost includes. */
	struct str *looked_for;
	size_t n_looked_for;
	bool links_lax; /* links that lead nowhere are warnings (imported pages) */
};

enum { PAGE_LIMIT = 1 << 20 }; /* bytes of content/PATH.md */

/* Reads content/PATH.md and locales/LANG/PATH.xlf.  NULL: said. */
struct page *page_load(struct diagnostics *d, struct arena *a, const char *root, const struct config *c,
                       struct str path);
/* The same of a content/PATH.md that was read before, which must outlive the page; NULL: that was said. */
struct page *page_take(struct diagnostics *d, struct arena *a, const char *root, const struct config *c,
                       struct str path, const struct source *source);

/* The block that names the page: its title, or its first heading; NULL where it has neither. */
const struct document_block *page_title(const struct page *p);

#endif
