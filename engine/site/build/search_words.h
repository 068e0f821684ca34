#ifndef SITE_SEARCH_WORDS_H
#define SITE_SEARCH_WORDS_H

#include <endian.h>

#include "base/tally.h"

/*
 * The words of a text as they are searched (search.h says what they are), each with how often it stands there: of HTML,
 * where a tag of a whole block ends a word, and of what is no markup.  Their keys are the same in every tally made here.
 */
struct tally search_words_html(struct arena *a, struct str html);
struct tally search_words_plain(struct arena *a, struct str text);

/* Most words are no longer than eight bytes: so many are taken at once.  Twice as many can be read behind every word. */
enum { SEARCH_EIGHT = TALLY_SHORT, SEARCH_SPARE = 2 * SEARCH_EIGHT };

/* The first is the lowest. */
static inline uint64_t search_words_take(const char *at)
{
	uint64_t eight;

	memcpy(&eight, at, sizeof(eight));
	return le64toh(eight);
}

static inline uint64_t search_words_mix(uint64_t key, uint64_t eight)
{
	return ((key ^ eight) + (key >> 29)) * 0x9E3779B97F4A7C15;
}

/* A word's key, wherever it stands: a short one is its own. */
static inline uint64_t search_words_key(struct str word)
{
	uint64_t key = 0;

	for (; word.len > SEARCH_EIGHT; word = str_slice(word, SEARCH_EIGHT, word.len))
		key = search_words_mix(key, search_words_take(word.at));
	return key ^ (search_words_take(word.at) & UINT64_MAX >> (64 - 8 * word.len));
}

#endif
