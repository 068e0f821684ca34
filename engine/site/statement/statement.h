#ifndef SITE_STATEMENT_H
#define SITE_STATEMENT_H

#include "policy/decide/decision.h"
#include "site/content/site.h"
#include "site/content/theme.h"

/*
 * content/statement.md in every language, with the theme's layout "statement",
 * compiled to one program each: a statement is that program run with one
 * member's values (site/statement/statement_values.h).
 */
struct statement;

/* Where help links lead: to the pages that were asked for, else to the site's own address. */
struct str statement_help_root(struct arena *a, const struct site *s, const char *pages);

/* help_root: where the help pages stand, with a slash at its end; empty: no help links.  NULL: said. */
struct statement *statement_open(struct diagnostics *d, const struct site *s, struct theme *t,
                                 struct str help_root);

/* Says which slots nothing fills and which help pages of the rules are not there. */
bool statement_check(struct diagnostics *d, const struct site *s, struct theme *t);

/* The files of the theme that statements show, relative to a statement's folder "../". */
const struct theme_asset *statement_assets(const struct statement *st, size_t *n);

/* The tag of the language that a member's statement is in. */
struct str statement_language(const struct statement *st, const struct member *m);

/*
 * All that makes a member's statement besides the record and the day: the rules,
 * the page and the sentences of the member's language, addresses, this program.
 */
struct hash statement_context(const struct statement *st, const struct member *m);

/* The same of all languages together. */
struct hash statement_identity(const struct statement *st);

/* One a thread: its own formatters and scratch. */
struct statement_writer;
struct statement_writer *statement_writer_open(const struct statement *st);
void statement_writer_close(struct statement_writer *w);

/* Appends the member's statement in the member's language. */
void statement_render(struct statement_writer *w, const struct decision *d, struct buf *out);
/* The same in any language of the site, for who wants to look at it. */
void statement_render_in(struct statement_writer *w, const struct decision *d, size_t language,
                         struct buf *out);

#endif
