#ifndef TEXT_MARKDOWN_AUTOLINK_H
#define TEXT_MARKDOWN_AUTOLINK_H

#include "base/str.h"

struct arena;
struct cmark_node;
struct trail;

/*
 * Addresses written bare, as the GFM spec's extended autolinks: `https://…`, `www.…`, `name@host`.
 * Unlike there, full-width punctuation and curly quotes end one, since Chinese puts no space before
 * them; and only what a page may link to is one, so neither ftp: nor xmpp:.
 */
struct autolink {
	size_t from, to; /* in the text */
	struct str url;
};

/* The address that the ':', 'w' or '@' at text[at] belongs to; nothing before text[done] is part of it. */
bool markdown_autolink_find(struct arena *a, struct str text, size_t done, size_t at, struct autolink *link);

/*
 * Before a text is followed, at which the trail is: makes part of it again what cmark took for emphasis in the
 * middle of an address, as in `https://host/_a_/b`.
 */
void markdown_autolink_join(struct arena *a, const struct trail *at, struct cmark_node *text);

#endif
