#ifndef SITE_CAPTION_H
#define SITE_CAPTION_H

#include "site/content/site.h"

struct diagnostics;

/* A block of a page as plain words in a language, its slots filled with the rules' figures: a title, a description. */
struct str caption_make(struct arena *a, const struct site *s, const struct language *languages,
                        const struct value *figures, const struct page *p, const struct document_block *b,
                        size_t language);

/* Says which slots of it no figure will fill. */
void caption_check(struct diagnostics *d, struct arena *a, const struct site *s, const struct value *figures,
                   const struct page *p, const struct document_block *b);

/* Whether those words are the source's, for want of a translation. */
bool caption_is_foreign(const struct site *s, const struct page *p, const struct document_block *b,
                        size_t language);

#endif
