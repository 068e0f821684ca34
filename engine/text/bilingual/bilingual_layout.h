#ifndef TEXT_BILINGUAL_LAYOUT_H
#define TEXT_BILINGUAL_LAYOUT_H

#include "text/bilingual/bilingual_write.h"

struct diagnostics;

/*
 * The skeleton of a page as it is now, where it was edited since the import or
 * never imported: the page's own Markdown, each sentence of it taken out where
 * it stands.  A sentence new to the file gets the number after the file's
 * largest; a heading without an anchor gets the one that the site gives it.
 */

/* Whether the skeleton with the sources put in is the page: then nothing was edited. */
bool bilingual_layout_holds(struct bilingual_writer *w, const struct catalogue *c,
                            const struct document *doc);

/*
 * A copy of the catalogue with that skeleton and its names.  c: updated to the
 * page.  A sentence whose place is not found is said, and stays as the page has it.
 */
struct catalogue *bilingual_layout_make(struct diagnostics *d, struct arena *a, struct bilingual_writer *w,
                                        const struct catalogue *c, const struct document *doc);

#endif
