#ifndef SITE_REDIRECT_H
#define SITE_REDIRECT_H

#include "base/buf.h"
#include "site/content/outline.h"

/* Addresses that pages had and that lead on to where they are now (redirect_from in a page's head). */
struct redirect {
	struct str file; /* zh-TW/old/name.html */
	const struct outline *to;
	size_t language;
};

/* In every language, in the order of the pages. */
const struct redirect *redirect_list(struct arena *a, const struct site *s, size_t *n);

/* Says which of them a page, or another of them, stands in the way of. */
void redirect_check(struct diagnostics *d, const struct site *s);

/* A page for servers that know nothing of it: it leads on at once, and says so. */
void redirect_render(const struct redirect *r, const struct site *s, struct buf *out);

/* _redirects, for servers that read it: FROM TO 301, a line each. */
void redirect_render_list(const struct redirect *all, size_t n, const struct site *s, struct buf *out);

#endif
