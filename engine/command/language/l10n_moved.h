#ifndef COMMAND_L10N_MOVED_H
#define COMMAND_L10N_MOVED_H

#include "text/catalogue/catalogue.h"

struct call;
struct site;

/* A catalogue whose page is gone: given another name, or taken out. */
struct l10n_moved_file {
	struct str path; /* locales/LANG/PATH.xlf */
	const struct catalogue *catalogue;
	bool taken;
};

/* A language's. */
struct l10n_moved {
	struct l10n_moved_file *at;
	size_t n;
};

struct l10n_moved l10n_moved_list(struct call *call, const struct site *s, size_t language);

/*
 * The one that has at least half of the document's sentences, and the most of them, which is taken then; the document
 * is split as it has it.  NULL: there is none.
 */
struct l10n_moved_file *l10n_moved_take(struct call *call, struct l10n_moved *moved, struct document *doc);

/* A sentence that has left one page for another takes its translation along: as orphans have it, by the same source. */
void l10n_moved_fill(struct arena *a, struct catalogue *const *pages, size_t n);

#endif
