#ifndef SITE_SEARCH_WORDS_H
#define SITE_SEARCH_WORDS_H

#include "base/tally.h"

/*
 * The words of a text as they are searched (search.h says what they are), each with how often it stands there: of HTML,
 * where a tag of a whole block ends a word, and of what is no markup.  Their keys are the same in every tally made here.
 */
struct tally search_words_html(struct arena *a, struct str html);
struct tally search_words_plain(struct arena *a, struct str text);

#endif
