#ifndef COMMAND_L10N_STATUS_PAGE_H
#define COMMAND_L10N_STATUS_PAGE_H

#include "base/buf.h"
#include "text/catalogue/catalogue.h"

struct arena;

/* How much of one page is translated to one language. */
struct l10n_status_line {
	struct str language, page;
	struct catalogue_status status;
	bool missing; /* no catalogue: words are the source's */
	bool sum;     /* of the language */
};

/* How much that part is, in whole percent; 100 of nothing. */
int l10n_status_page_percent(size_t part, size_t whole);

/* The lines as a page: what each language has, then a table a language. */
void l10n_status_page_render(struct buf *out, struct arena *a, const struct l10n_status_line *lines,
                             size_t n);

#endif
