#ifndef SITE_LINK_H
#define SITE_LINK_H

#include "site/content/outline.h"
#include "site/content/site.h"

/*
 * Gives every link of a page its href, once for all languages and views (their
 * trees have the same shape): other.md becomes other.html, an asset its place
 * under the output's root.  A picture of the site gets its size, unless the
 * page says it; where the page says one side, the other follows from it.
 */
void link_resolve(struct diagnostics *d, struct arena *a, const struct site *s, struct page *p,
                  bool statement);

/* Two hex digits after '%' are a byte; anything else stays as it is, and a URL without '%' where it is. */
struct str link_decode(struct arena *a, struct str url);

/* Says which links lead to no page, no heading, no file, by the outlines of the site's pages. */
void link_check_all(struct diagnostics *d, struct site *s, size_t hands);

/* Of pages that are not in memory the texts are read again into the arena, for the excerpts. */
struct link_places {
	struct diagnostics *d;
	struct arena *arena;
	const char *root;
	const struct source *last; /* the next link is likely to stand in it, too */
};

/* Where a link stands. */
struct position link_place(struct link_places *p, const struct outline *page,
                           const struct outline_link *link);

/* Says if a page has no such heading, with a suggestion. */
void link_check_anchor(struct diagnostics *d, const struct site *s, const struct outline *target,
                       struct str anchor, struct position where);

#endif
