#ifndef TEXT_MARKDOWN_HTML_H
#define TEXT_MARKDOWN_HTML_H

#include "base/str.h"

struct arena;

/*
 * The raw HTML that a page may hold: these elements, with these attributes,
 * and nothing else.  No style, class or event attributes; no forms, frames, scripts.
 */
enum {
	HTML_VOID = 1,         /* has no end tag */
	HTML_BLOCK = 2,        /* cannot stand inside a paragraph */
	HTML_END_OPTIONAL = 4, /* its end follows from what comes next */
	HTML_LITERAL = 8,      /* its white space counts, and its text is no sentence */
	HTML_CELL = 16,
	HTML_CONTROL = 32, /* is pressed itself: nothing that is pressed may stand in it */
};

struct html_element {
	const char *name;
	int flags;
	const char *parents;    /* names between spaces, one of which it must stand in; NULL: anywhere */
	const char *attributes; /* names between spaces, beyond lang, dir and title */
};

enum { HTML_ELEMENTS = 64 }; /* no more than these */

/* NULL: not allowed.  Names in any case. */
const struct html_element *markdown_html_element(struct str name);
size_t markdown_html_index(const struct html_element *e);

/* Whether the element may stand directly in the parent (NULL: in none). */
bool markdown_html_fits(const struct html_element *e, const struct html_element *parent);

/* The attributes of these names of a start tag, their references resolved; {0} for one that is not there. */
void markdown_html_find(struct arena *a, struct str attributes, const char *const *names, size_t n,
                        struct str *values);

/* The start tag with what is allowed of its attributes; href, src, alt, id, name and an image's title are not among them. */
struct str markdown_html_start(struct arena *a, const struct html_element *e, struct str attributes);

/* The allowed attributes alone, each after a space. */
struct str markdown_html_attributes(struct arena *a, const struct html_element *e, struct str attributes);

#endif
