#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "text/document/document.h"

struct diagnostics;

/* Finds an included file: path is as written, `from` the file it is written in.  NULL: already said. */
typedef const struct source *markdown_include(void *context, const struct source *from, struct str path,
                                              struct position where);

struct markdown_options {
	struct str language;       /* of the text, for sentence breaks */
	bool slots;                /* {{name}} are slots; otherwise plain text */
	bool plain;                /* CommonMark and nothing else, for cmark's own suite */
	bool headless;             /* no front matter: all of it is the page */
	struct frontmatter *front; /* what was read of it already; NULL: it is read here */
	markdown_include *include; /* NULL: an include is a mistake */
	void *context;
};

/*
 * Front matter; CommonMark by cmark; GFM tables, strikethrough, task lists and
 * footnotes; alerts, heading anchors, includes, slots; segments and their ids.
 *
 * A section tag stands on a line of its own.  Among the rows of a table it
 * repeats rows.  Where it touches a list (no blank line after the opening tag) and
 * holds nothing but lists, it repeats items, within one list.  Anything else
 * it repeats as blocks.  It ends in the container it began in.
 *
 * Raw HTML passes an allow-list of elements and attributes, the rest is shown
 * as text; addresses other than http, https, mailto, tel and relative ones
 * (`//host` is none) lose their link.  Only with options.plain, which is for tests, does
 * all of it pass as it is.
 *
 * Limits: 1 MiB with all that is included, 100 quotes and lists within each
 * other, 200,000 lines and marks, 65,534 of them codes of one block.  NULL: the page can't be read at all (said).
 */
struct document *markdown_load(struct diagnostics *d, struct arena *a, const struct source *s,
                               const struct markdown_options *o);

#endif
