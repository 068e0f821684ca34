#ifndef SITE_CAPTION_H
#define SITE_CAPTION_H

#include "site/content/site.h"
#include "text/template/value.h"

struct diagnostics;

/* A block of a page as plain words, its slots filled with the rules' figures: a title, a description.  Those of a page: */
struct captions {
	const struct site *site;
	const struct page *page;
	const struct language *languages; /* whose locales are this thread's */
	struct value figures;
	struct buf *words; /* memory for one after another */
};

/* In one language; of NULL the empty view. */
struct str caption_make(const struct captions *c, struct arena *a, const struct document_block *b,
                        size_t language);

/* Says which slots of it no figure will fill. */
void caption_check(const struct captions *c, struct diagnostics *d, struct arena *a,
                   const struct document_block *b);

/* Whether those words are the source's, for want of a translation. */
bool caption_is_foreign(const struct captions *c, const struct document_block *b, size_t language);

#endif
