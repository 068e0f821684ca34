#ifndef SITE_TOC_H
#define SITE_TOC_H

#include "base/source.h"

struct arena;
struct diagnostics;

/*
 * content/toc.yaml: the navigation in one place, instead of `nav` and
 * `section` in each page's head.
 *
 *   navigation:
 *     - index
 *     - section: section.membership
 *       pages: [membership-options, action-pack]
 */
struct toc_entry {
	struct str page, section; /* section: a sentence's id, or empty */
	struct position position, section_position;
};

struct toc {
	const struct source *source;
	struct toc_entry *entries;
	size_t n;
};

/* NULL: the site has none, or it can't be read at all (said). */
const struct toc *toc_load(struct diagnostics *d, struct arena *a, const char *root);

/* The place of a page, from 1, and its section; 0: it is not in the navigation. */
size_t toc_find(const struct toc *t, struct str page, struct str *section);

#endif
