#include "text/catalogue/similar.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/arena.h"
#include "base/bisect.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"

/* A word that more texts than these have tells them apart too little to be worth following. */
enum { COMMON = 256, CANDIDATES = 16 };

struct word {
	uint32_t hash, text; /* text: whose */
};

struct similar {
	struct arena *arena;
	struct word *words; /* of all texts, by hash, then by text */
	size_t n_words;
	struct word **of_text; /* each text's own words, sorted */
	size_t *n_of_text;
	size_t n_texts;
	uint32_t *shared; /* per text: words met while one is sought; else 0 */
};

static bool is_spaceless(int32_t c)
{
	UErrorCode status = U_ZERO_ERROR;

	switch (uscript_getScript(c, &status)) {
	case USCRIPT_HAN:
	case USCRIPT_HIRAGANA:
	case USCRIPT_KATAKANA:
	case USCRIPT_THAI:
	case USCRIPT_LAO:
	case USCRIPT_KHMER:
	case USCRIPT_MYANMAR:
		return true;
	default:
		return false;
	}
}

static int in_order(const void *one, const void *other)
{
	const struct word *a = one, *b = other;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a->text > b->text) - (a->text < b->text);
}

static void add_word(struct buf *words, struct str word, uint32_t text)
{
	struct word w = {(uint32_t)hash_of(word).low, text};

	buf_add(words, (struct str){(const char *)&w, sizeof(w)});
}

/* The words of a text, sorted; upper and lower case differ, since an edit changes that too. */
static struct word *split(struct arena *a, struct str text, uint32_t which, size_t *n)
{
	struct buf words = {0};
	struct word *copy;
	size_t from = 0, last = SIZE_MAX;

	for (size_t i = 0; i < text.len;) {
		size_t at = i;
		int32_t c = utf8_next(text, &i);

		if (u_isalnum(c) && !is_spaceless(c)) {
			last = SIZE_MAX;
			continue;
		}
		if (at > from)
			add_word(&words, str_slice(text, from, at), which);
		if (is_spaceless(c) && last != SIZE_MAX)
			add_word(&words, str_slice(text, last, i), which);
		last = is_spaceless(c) ? at : SIZE_MAX;
		from = i;
	}
	if (text.len > from)
		add_word(&words, str_slice(text, from, text.len), which);
	*n = words.len / sizeof(*copy);
	copy = (struct word *)(void *)arena_copy(a, words.at, words.len);
	buf_free(&words);
	if (*n > 0)
		qsort(copy, *n, sizeof(*copy), in_order);
	return copy;
}

struct similar *similar_open(struct arena *a, const struct str *texts, size_t n)
{
	struct similar *s = arena_alloc(a, sizeof(*s));
	size_t at = 0;

	s->arena = a;
	s->n_texts = n;
	s->of_text = arena_array(a, n, sizeof(*s->of_text));
	s->n_of_text = arena_array(a, n, sizeof(*s->n_of_text));
	s->shared = arena_array(a, n, sizeof(*s->shared));
	for (size_t i = 0; i < n; i++) {
		s->of_text[i] = split(a, texts[i], (uint32_t)i, &s->n_of_text[i]);
		s->n_words += s->n_of_text[i];
	}
	s->words = arena_array(a, s->n_words, sizeof(*s->words));
	for (size_t i = 0; i < n; i++) {
		if (s->n_of_text[i] > 0)
			memcpy(s->words + at, s->of_text[i], s->n_of_text[i] * sizeof(*s->words));
		at += s->n_of_text[i];
	}
	if (s->n_words > 0)
		qsort(s->words, s->n_words, sizeof(*s->words), in_order);
	return s;
}

static size_t first_of(const struct similar *s, uint32_t hash)
{
	return BISECT(i, 0, s->n_words, s->words[i].hash < hash);
}

static size_t count_shared(const struct word *one, size_t n_one, const struct word *other, size_t n_other)
{
	size_t shared = 0;

	for (size_t i = 0, j = 0; i < n_one && j < n_other;) {
		if (one[i].hash == other[j].hash) {
			shared++;
			i++;
			j++;
		} else if (one[i].hash < other[j].hash)
			i++;
		else
			j++;
	}
	return shared;
}

/* Keeps the texts that share most words so far, best first. */
static void rank(const struct similar *s, uint32_t *best, size_t *n, uint32_t text)
{
	size_t at = 0;

	while (at < *n && best[at] != text)
		at++;
	if (at == *n) {
		if (*n < CANDIDATES)
			++*n;
		else if (s->shared[best[*n - 1]] >= s->shared[text])
			return;
		at = *n - 1;
	}
	for (; at > 0 && s->shared[best[at - 1]] < s->shared[text]; at--)
		best[at] = best[at - 1];
	best[at] = text;
}

size_t similar_find(struct similar *s, struct str text, int percent, const bool *taken)
{
	struct arena *scratch = arena_open();
	uint32_t best[CANDIDATES];
	size_t n, n_best = 0, found = SIZE_MAX, found_share = 0;
	struct word *words = split(scratch, text, 0, &n);
	struct buf met = {0};

	for (size_t i = 0; i < n; i++) {
		size_t from = first_of(s, words[i].hash), to = from;

		while (to < s->n_words && s->words[to].hash == words[i].hash && to - from <= COMMON)
			to++;
		for (size_t j = from; j < to && to - from <= COMMON; j++) {
			if (taken[s->words[j].text])
				continue;
			s->shared[s->words[j].text]++;
			buf_add(&met, (struct str){(const char *)&s->words[j].text, sizeof(uint32_t)});
			rank(s, best, &n_best, s->words[j].text);
		}
	}
	for (size_t i = 0; i < n_best; i++) {
		size_t n_old = s->n_of_text[best[i]];
		size_t share = 200 * count_shared(words, n, s->of_text[best[i]], n_old) / (n + n_old);

		if (share >= (size_t)percent &&
		    (share > found_share || (share == found_share && best[i] < found))) {
			found = best[i];
			found_share = share;
		}
	}
	for (size_t i = 0; i < met.len / sizeof(uint32_t); i++)
		s->shared[((const uint32_t *)(const void *)met.at)[i]] = 0;
	buf_free(&met);
	arena_close(scratch);
	return found;
}
