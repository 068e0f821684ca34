#ifndef COMMAND_SERVE_VIEW_H
#define COMMAND_SERVE_VIEW_H

#include "command/site/serve_site.h"

/* The pages that the server itself shows, under the site's lock; and what it adds to those of the site. */

/* "/": the pages, the languages, the problems, a form for statements. */
void serve_view_start(struct serve_site *s, struct buf *out);

/* "/translate/LANG/PAGE": the page's sentences beside their translations.  false: there is no such page or language. */
bool serve_view_translation(struct serve_site *s, struct str language, struct str page, struct buf *out);

/* A page of one sentence: what went wrong. */
void serve_view_notice(struct serve_site *s, const char *title, struct str text, struct buf *out);

/* Puts the problems of the last build over a page of the site, and the script that waits for the next. */
void serve_view_put_over(struct serve_site *s, struct str page, struct buf *out);

/* /-/serve.css and /-/serve.js; empty: no such file. */
struct str serve_view_file(struct str path);

#endif
