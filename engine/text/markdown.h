#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "text/document.h"

struct diagnostics;

/* Finds an included file: path is as written, `from` the file it is written in.  NULL: already said. */
typedef const struct source *markdown_include(void *context, const struct source *from, struct str path,
                                              struct position where);

struct markdown_options {
	struct str language;       /* of the text, for sentence breaks */
	bool slots;                /* {{name}} are slots; otherwise plain text */
	bool plain;                /* CommonMark and nothing else, for cmark's own suite */
	markdown_include *include; /* NULL: an include is a mistake */
	void *context;
};

/*
 * Front matter, CommonMark by cmark, GFM tables, strikethrough, alerts, heading
 * anchors, includes, slots; segments and their ids.  Raw HTML passes an
 * allow-list of elements and attributes, the rest is shown as text; URLs other
 * than http, https, mailto, tel and relative ones lose their link.
 * Limits: 1 MB, nesting 100.  NULL: the page can't be read at all (said).
 */
struct document *markdown_load(struct diagnostics *d, struct arena *a, const struct source *s,
                               const struct markdown_options *o);

#endif
