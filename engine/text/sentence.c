#include "text/sentence.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/array.h"

/* What may stand before a full stop that ends no sentence, in lower case. */
static const struct {
	const char *language;
	const char *const *words;
} abbreviations[] = {
	{"en", (const char *const[]){"e.g", "i.e", "cf", "vs", "mr", "mrs", "ms", "dr", "prof", "st", "fig",
                                     "no", "approx", "eg", "ie", "u.s", "incl", NULL}},
	{"de", (const char *const[]){"z.b", "b",    "d.h", "h",   "z",    "d",    "u",   "u.a",  "o.ä",
                                     "bzw", "ca",   "nr",  "dr",  "prof", "evtl", "ggf", "inkl", "vgl",
                                     "sog", "mind", "max", "abs", "art",  "st",   "hr",  "fr",   NULL}},
};

static void to_locale(struct str language, char out[40])
{
	size_t n = language.len < 39 ? language.len : 39;

	if (n)
		memcpy(out, language.at, n);
	out[n] = 0;
}

static bool is_of(struct str language, const char *base)
{
	size_t n = strlen(base);

	return str_starts(language, str_from(base)) && (language.len == n || language.at[n] == '-');
}

static bool is_wide_stop(UChar c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

/* Quotes and brackets that close what a sentence may end in. */
static bool is_closer(UChar c)
{
	int8_t type = u_charType(c);

	return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION || c == '"' || c == '\'';
}

/* Whether the word that ends before the stop is one of the language's, or in German an ordinal. */
static bool is_abbreviation(const UChar *text, size_t stop, struct str language)
{
	char word[16] = {0}, *end = word;
	size_t from = stop, digits = 0;
	int32_t length = 0;
	UErrorCode error = U_ZERO_ERROR;

	while (from > 0 && stop - from < 12 && (u_isalnum(text[from - 1]) || text[from - 1] == '.'))
		digits += u_isdigit(text[--from]);
	if (from == stop || (from > 0 && u_isalnum(text[from - 1])))
		return false;
	if (is_of(language, "de") && digits == stop - from && digits < 3)
		return true;
	u_strToUTF8(word, sizeof(word) - 1, &length, text + from, (int32_t)(stop - from), &error);
	if (U_FAILURE(error))
		return false;
	for (; *end; end++)
		*end = *end >= 'A' && *end <= 'Z' ? (char)(*end + 32) : *end;
	for (size_t i = 0; i < sizeof(abbreviations) / sizeof(*abbreviations); i++)
		for (const char *const *w = abbreviations[i].words;
		     is_of(language, abbreviations[i].language) && *w; w++)
			if (!strcmp(word, *w))
				return true;
	return false;
}

/* Whether what lies between has any letter or code: "1." alone is no sentence. */
static bool has_letters(const UChar *text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (u_isalpha(text[i]) || U16_IS_SURROGATE(text[i]) || text[i] == SENTENCE_OBJECT)
			return true;
	return false;
}

/* Whether ICU's sentence [from, at) ends one; letters: it, or what was kept with it, has some. */
static bool is_break(const UChar *text, size_t from, size_t at, bool letters, struct str language)
{
	size_t end = at, stop;

	while (end > from && u_isUWhiteSpace(text[end - 1]))
		end--;
	stop = end;
	while (stop > from && is_closer(text[stop - 1]))
		stop--;
	if (stop == from || u_islower(text[at]))
		return false;
	stop--;
	if (is_wide_stop(text[stop]))
		return true;
	if (end == at || !letters)
		return false;
	return text[stop] != '.' ||
	       !((stop > 0 && u_isUWhiteSpace(text[stop - 1])) || is_abbreviation(text, stop, language));
}

size_t sentence_find(struct arena *a, const uint16_t *text, size_t n, struct str language, size_t **begins)
{
	UErrorCode error = U_ZERO_ERROR;
	UBreakIterator *breaks;
	size_t found = 0, from = 0;
	bool letters = false;
	char locale[40];

	*begins = NULL;
	to_locale(language, locale);
	breaks = ubrk_open(UBRK_SENTENCE, locale, text, (int32_t)n, &error);
	if (U_FAILURE(error))
		abort(); /* ICU's own data is missing */
	for (int32_t next = ubrk_next(breaks); next != UBRK_DONE && (size_t)next < n;
	     next = ubrk_next(breaks)) {
		size_t at = (size_t)next;

		letters = letters || has_letters(text, from, at);
		if (is_break(text, from, at, letters, language)) {
			*ARRAY_ADD(a, *begins, found) = at;
			letters = false;
		}
		from = at;
	}
	ubrk_close(breaks);
	return found;
}

bool sentence_has_words(struct str text)
{
	for (size_t i = 0; i < text.len;)
		if (u_isalnum(utf8_next(text, &i)))
			return true;
	return false;
}

static size_t ideographs(struct str text, int32_t from, int32_t to)
{
	size_t n = 0;

	while (from < to) {
		UChar32 c;

		U8_NEXT(text.at, from, to, c);
		n += c > 0;
	}
	return n;
}

size_t sentence_count_words(struct str text, struct str language)
{
	UErrorCode error = U_ZERO_ERROR;
	UBreakIterator *breaks;
	UText *view;
	size_t words = 0;
	char locale[40];

	if (!text.len)
		return 0;
	view = utext_openUTF8(NULL, text.at, (int64_t)text.len, &error);
	to_locale(language, locale);
	breaks = ubrk_open(UBRK_WORD, locale, NULL, 0, &error);
	ubrk_setUText(breaks, view, &error);
	if (U_FAILURE(error))
		abort();
	for (int32_t from = 0, to = ubrk_next(breaks); to != UBRK_DONE; from = to, to = ubrk_next(breaks)) {
		int32_t status = ubrk_getRuleStatus(breaks);

		if (status >= UBRK_WORD_KANA)
			words += ideographs(text, from, to);
		else
			words += status >= UBRK_WORD_NUMBER;
	}
	ubrk_close(breaks);
	utext_close(view);
	return words;
}
