#ifndef TEXT_MARKDOWN_WORDS_H
#define TEXT_MARKDOWN_WORDS_H

#include "text/markdown_page.h"
#include "text/markdown_raw.h"

/* What stands beside a run of tildes, as CommonMark 0.30, 6.2 sorts it. */
enum words_class { WORDS_SPACE, WORDS_LETTER, WORDS_PUNCTUATION };

/*
 * The text of one node as items: slots, footnotes and tildes are told apart
 * from words, unless they were escaped.  The first `cut` bytes are left out.
 */
void markdown_words_collect(struct markdown_page *p, struct raw *raw, struct str literal, size_t cut,
                            enum words_class after, struct items *items);

/* Character references can name controls, which no page and no catalogue can hold: they become spaces. */
struct str markdown_words_clean(struct arena *a, struct str text);

#endif
