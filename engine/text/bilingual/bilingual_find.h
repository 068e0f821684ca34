#ifndef TEXT_BILINGUAL_FIND_H
#define TEXT_BILINGUAL_FIND_H

#include "text/bilingual/bilingual_write.h"

struct diagnostics;

/* A sentence, and where it stands in the page's own Markdown. */
struct bilingual_found {
	size_t from, to; /* bytes of the page's file */
	struct unit *unit;
	const struct segment *segment; /* NULL: what only the imported file has */
	struct str anchor;             /* a heading's, to be written before it */
	bool sure;                     /* it stands there as the file spells it */
};

/*
 * The sentences of c, which has to be updated to the page, in the page's order;
 * none reaches into another.  What is not found is said.  Where one stands in
 * another spelling, the pairs of codes around it are left to the page.  In the arena.
 */
struct bilingual_found *bilingual_find(struct diagnostics *d, struct arena *a, struct bilingual_writer *w,
                                       struct catalogue *c, const struct document *doc, size_t *n);

#endif
