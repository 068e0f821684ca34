#ifndef TEXT_BILINGUAL_WRITE_H
#define TEXT_BILINGUAL_WRITE_H

#include "text/catalogue.h"

/*
 * Sentences of a page as canonical Markdown, with the codes of the page's own
 * segments: what an export writes where the imported spelling no longer holds.
 */
struct bilingual_writer;

struct bilingual_writer *bilingual_write_open(struct arena *a, const struct document *doc);

/* The unit's source or target, without the pairs that stand around it in the skeleton. */
struct str bilingual_write(struct bilingual_writer *w, const struct unit *u, const struct span *spans,
                           size_t n);

/* As the file spelled them, as long as they say the same; a target that is not there is its source. */
struct str bilingual_write_source(struct bilingual_writer *w, const struct unit *u);
struct str bilingual_write_target(struct bilingual_writer *w, const struct unit *u);

#endif
