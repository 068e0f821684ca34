#ifndef TEXT_BILINGUAL_WRITE_H
#define TEXT_BILINGUAL_WRITE_H

#include "text/catalogue/catalogue.h"

/*
 * Sentences of a page as canonical Markdown, with the codes of the page's own
 * segments: what an export writes where the imported spelling no longer holds.
 */
struct bilingual_writer;

/* c: where the targets of alternative texts are, which are units of their own. */
struct bilingual_writer *bilingual_write_open(struct arena *a, const struct document *doc,
                                              const struct catalogue *c);

/* Without the pairs that stand around it in the skeleton, however the file spelled it. */
struct str bilingual_write_canonical(struct bilingual_writer *w, const struct unit *u, bool target);

/* What the target says, its images' alternative texts too: whether its spelling still holds. */
uint64_t bilingual_write_hash(struct bilingual_writer *w, const struct unit *u);

/* As the file spelled them, as long as they say the same; a target that is not there is its source. */
struct str bilingual_write_source(struct bilingual_writer *w, const struct unit *u);
struct str bilingual_write_target(struct bilingual_writer *w, const struct unit *u);

#endif
