#include "text/words/sentence.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "base/wide.h"

/* What may stand before a full stop that ends no sentence, in lower case. */
static const UChar *const english[] = {u"e.g",    u"i.e", u"cf",   u"vs",  u"mr",   u"mrs",
                                       u"ms",     u"dr",  u"prof", u"st",  u"fig",  u"no",
                                       u"approx", u"eg",  u"ie",   u"u.s", u"incl", NULL};
static const UChar *const german[] = {u"z.b",  u"b",   u"d.h",  u"h",   u"z",   u"d",    u"u",
                                      u"u.a",  u"o.ä", u"bzw",  u"ca",  u"nr",  u"dr",   u"prof",
                                      u"evtl", u"ggf", u"inkl", u"vgl", u"sog", u"mind", u"max",
                                      u"abs",  u"art", u"st",   u"hr",  u"fr",  NULL};
static const UChar *const none[] = {NULL};
enum { LONGEST = 6 };

/* Some languages name people and versions in Latin letters, and abbreviate them as English does. */
static const struct habits {
	struct str language;
	const UChar *const *abbreviations;
	bool ordinals; /* a full stop makes a number one */
	bool quotes;   /* a sentence goes on behind one that it quotes */
} habits[] = {
	{STR("en"), english, false, false}, {STR("zh"), english, false, false},
	{STR("de"), german, true, false},   {STR("ja"), english, false, true},
	{STR("ko"), english, false, false}, {STR(""), none, false, false},
};

static const struct habits *habits_of(struct str language)
{
	const struct habits *h = habits;

	while (h->language.len > 0 &&
	       (!str_starts(language, h->language) ||
	        (language.len > h->language.len && language.at[h->language.len] != '-')))
		h++;
	return h;
}

static void to_locale(struct str language, char out[40])
{
	size_t n = language.len < 39 ? language.len : 39;

	if (n)
		memcpy(out, language.at, n);
	out[n] = 0;
}

static bool is_wide_stop(UChar c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

/* Quotes and brackets that close what a sentence may end in, and footnotes. */
static bool is_closer(UChar c)
{
	int8_t type = u_charType(c);

	return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION || c == '"' || c == '\'' ||
	       c == SENTENCE_MARK;
}

/* 「はい。」と: in Japanese a particle behind what is quoted goes on with the sentence. */
static bool is_quoted_within(const UChar *text, size_t stop, size_t end, size_t at)
{
	static const UChar particles[] = {0x3068, 0x3063, 0x306E, 0x3092, 0x306F, 0x304C, 0x3082, 0x3001, 0};

	return end == at && end > stop + 1 && text[end - 1] != SENTENCE_MARK && text[at] &&
	       u_strchr(particles, text[at]);
}

/* Whether the word that ends before the stop is one of the language's, or an ordinal. */
static bool is_abbreviation(const UChar *text, size_t stop, const struct habits *habits)
{
	UChar word[LONGEST + 2] = {0};
	size_t from = stop, length;
	bool number = habits->ordinals;

	while (from > 0 && stop - from <= LONGEST &&
	       (sentence_is_word(text[from - 1]) || text[from - 1] == '.'))
		from--;
	length = stop - from;
	if (length == 0 || (from > 0 && sentence_is_word(text[from - 1])))
		return false;
	for (size_t i = 0; i < length; i++) {
		number = number && u_isdigit(text[from + i]);
		word[i] = ascii_is_capital(text[from + i]) ? text[from + i] | 0x20 : text[from + i];
	}
	if (number && length < 3)
		return true;
	for (const UChar *const *known = habits->abbreviations; *known; known++)
		if (**known == *word && u_strcmp(*known, word) == 0)
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
static bool is_break(const UChar *text, size_t from, size_t at, bool letters, const struct habits *habits)
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
		return !(habits->quotes && is_quoted_within(text, stop, end, at));
	if (end == at || !letters)
		return false;
	return text[stop] != '.' ||
	       !((stop > 0 && u_isUWhiteSpace(text[stop - 1])) || is_abbreviation(text, stop, habits));
}

/*
 * What ICU's rules need is slow to make: a thread keeps what it last used, of
 * either kind.
 */
enum { SENTENCES, WORDS, BREAK_KINDS };

struct kept {
	struct arena *arena; /* where this lies */
	struct {
		UBreakIterator *breaks;
		char locale[40];
	} of[BREAK_KINDS];
};

static pthread_key_t kept_key;
static pthread_once_t kept_once = PTHREAD_ONCE_INIT;

static void drop_kept(void *of)
{
	struct kept *k = of;

	for (int i = 0; i < BREAK_KINDS; i++)
		if (k->of[i].breaks)
			ubrk_close(k->of[i].breaks);
	arena_close(k->arena);
}

static void make_key(void)
{
	if (pthread_key_create(&kept_key, drop_kept) != 0)
		abort();
}

static UBreakIterator *open_breaks(int kind, struct str language)
{
	UErrorCode error = U_ZERO_ERROR;
	struct kept *k;
	char locale[40] = {0};

	pthread_once(&kept_once, make_key);
	k = pthread_getspecific(kept_key);
	if (!k) {
		struct arena *a = arena_open();

		k = arena_alloc(a, sizeof(*k));
		k->arena = a;
		pthread_setspecific(kept_key, k);
	}
	to_locale(language, locale);
	if (k->of[kind].breaks && !strcmp(k->of[kind].locale, locale))
		return k->of[kind].breaks;
	if (k->of[kind].breaks)
		ubrk_close(k->of[kind].breaks);
	k->of[kind].breaks = ubrk_open(kind == WORDS ? UBRK_WORD : UBRK_SENTENCE, locale, NULL, 0, &error);
	if (U_FAILURE(error))
		abort(); /* ICU's own data is missing */
	memcpy(k->of[kind].locale, locale, sizeof(locale));
	return k->of[kind].breaks;
}

/* Letters, digits and marks of the Latin alphabets, none of which ends a sentence. */
static bool is_plain(UChar c)
{
	return (c >= ' ' && c < 0x250 && c != '.' && c != '!' && c != '?' && c != ';' && c != 0x7F &&
	        c != 0x85 && c != 0xAD) ||
	       c == 0x2013 || c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D ||
	       c == SENTENCE_OBJECT;
}

static bool is_stop(UChar c)
{
	return c == '.' || c == '!' || c == '?';
}

static bool is_space(UChar c)
{
	return c == ' ' || c == 0xA0;
}

/* Past what nearly all of a text is: letters and spaces, and a few marks beside them. */
static size_t skip_letters(const UChar *text, size_t n, size_t i)
{
	for (wide_units some; i + WIDE_UNITS <= n; i += WIDE_UNITS) {
		memcpy(&some, text + i, sizeof(some));
		if (wide_any((wide)((some != ' ') & ((some < 'A') | (some > 'z')))))
			break;
	}
	while (i < n && (text[i] == ' ' || (text[i] >= 'A' && text[i] <= 'z')))
		i++;
	return i;
}

static bool is_quote(UChar c)
{
	int8_t type = u_charType(c);

	return is_closer(c) || type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION;
}

/* After a full stop a sentence goes on if the first word to come begins with a small letter. */
static bool goes_on(const UChar *text, size_t n, size_t at)
{
	while (at < n && !u_isUAlphabetic(text[at]) && !is_stop(text[at]))
		at++;
	return at < n && u_isULowercase(text[at]);
}

/*
 * What ICU's rules (Unicode's, UAX 29) say of plain texts: the place after the next stop and white space where they
 * would break, *i then being behind the stop; n: none; SIZE_MAX: the text is not plain.
 */
static size_t next_plain(const UChar *text, size_t n, size_t *i)
{
	while ((*i = skip_letters(text, n, *i)) < n) {
		UChar c = text[(*i)++];
		size_t end = *i, at;

		if (!is_stop(c)) {
			if (!is_plain(c))
				return SIZE_MAX;
			continue;
		}
		while (end < n && is_quote(text[end]))
			end++;
		at = end;
		while (at < n && is_space(text[at]))
			at++;
		if (at == end || at == n || is_stop(text[at]) || text[at] == ',' || text[at] == '-' ||
		    text[at] == ':' || text[at] == 0x2013 || text[at] == 0x2014)
			continue;
		if (c != '.' || !goes_on(text, n, at))
			return at;
	}
	return n;
}

static size_t next_of(UBreakIterator *breaks, size_t n)
{
	int32_t next = ubrk_next(breaks);

	return next == UBRK_DONE ? n : (size_t)next;
}

static UBreakIterator *open_sentences(const UChar *text, size_t n, struct str language)
{
	UErrorCode error = U_ZERO_ERROR;
	UBreakIterator *breaks = open_breaks(SENTENCES, language);

	ubrk_setText(breaks, text, (int32_t)n, &error);
	if (U_FAILURE(error))
		abort();
	return breaks;
}

/* Without ICU's breaks SIZE_MAX: it has to be asked. */
static size_t find(struct arena *a, const UChar *text, size_t n, UBreakIterator *breaks,
                   const struct habits *habits, size_t **begins)
{
	size_t found = 0, from = 0, passed = 0, at;
	bool letters = false;

	*begins = NULL;
	while ((at = breaks ? next_of(breaks, n) : next_plain(text, n, &passed)) < n) {
		letters = letters || has_letters(text, from, at);
		if (is_break(text, from, at, letters, habits)) {
			*ARRAY_ADD(a, *begins, found) = at;
			letters = false;
		}
		from = at;
	}
	return at == n ? found : SIZE_MAX;
}

size_t sentence_find(struct arena *a, const uint16_t *text, size_t n, struct str language, size_t **begins)
{
	const struct habits *habits = habits_of(language);
	size_t found = find(a, text, n, NULL, habits, begins);

	return found < SIZE_MAX ? found : find(a, text, n, open_sentences(text, n, language), habits, begins);
}

bool sentence_is_wide_word(int32_t c)
{
	return u_isalnum(c);
}

bool sentence_has_words(struct str text)
{
	for (size_t i = 0; i < text.len;)
		if (sentence_is_word(utf8_next(text, &i)))
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

	if (!text.len)
		return 0;
	view = utext_openUTF8(NULL, text.at, (int64_t)text.len, &error);
	breaks = open_breaks(WORDS, language);
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
	utext_close(view);
	return words;
}
