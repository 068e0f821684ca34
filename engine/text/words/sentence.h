#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/ascii.h"
#include "base/str.h"

struct arena;

/* Stands for a code without words in the text that is searched for sentences. */
#define SENTENCE_OBJECT "\uFFFC"
/* The same for one that belongs to the word or stop before it, as a footnote's number does; Unicode joins it to that. */
#define SENTENCE_MARK "\u2060"

/*
 * Where in a text sentences begin, but for the first; how many there are.
 * What surrounds a stop tells whether it ends a sentence.
 */
size_t sentence_find(struct arena *a, struct str text, struct str language, size_t **begins);

/* A letter or digit of any script. */
bool sentence_is_wide_word(int32_t code_point); /* of 0x80 or more */
static inline bool sentence_is_word(int32_t c)
{
	return c < 0x80 ? ascii_is_alnum(c) : sentence_is_wide_word(c);
}
/* Whether there are any; punctuation alone is the same in every language. */
bool sentence_has_words(struct str text);

/* Words of UTF-8 text; a CJK character counts as one. */
size_t sentence_count_words(struct str text, struct str language);

#endif
