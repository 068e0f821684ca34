#include "text/words/sentence.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/utf8.h"
#include "base/wide.h"
#include "text/words/habits.h"

enum { LONGEST = 6 };                    /* of the abbreviations, in bytes */
enum { OBJECT = 0xFFFC, MARK = 0x2060 }; /* SENTENCE_ of these names */

/* The code point that begins there. */
static int32_t after(struct str text, size_t i)
{
	return utf8_next(text, &i);
}

/* The one that ends at *i, whose beginning that then is. */
static int32_t before(struct str text, size_t *i)
{
	while (--*i > 0 && ((unsigned char)text.at[*i] & 0xC0) == 0x80)
		;
	return after(text, *i);
}

/* Back over what is of a kind, as far as from. */
static size_t skip_back(struct str text, size_t from, size_t at, bool is(int32_t))
{
	for (size_t i = at; i > from && is(before(text, &i)); at = i)
		;
	return at;
}

static bool is_white(int32_t c)
{
	return u_isUWhiteSpace(c);
}

static bool is_wide_stop(int32_t c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

/* Quotes and brackets that close what a sentence may end in, and footnotes. */
static bool is_closer(int32_t c)
{
	int8_t type = u_charType(c);

	return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION || c == '"' || c == '\'' || c == MARK;
}

static bool is_particle(int32_t c)
{
	return c == 0x3068 || c == 0x3063 || c == 0x306E || c == 0x3092 || c == 0x306F || c == 0x304C ||
	       c == 0x3082 || c == 0x3001;
}

/* 「はい。」と: in Japanese a particle behind what is quoted goes on with the sentence. */
static bool is_quoted_within(struct str text, size_t stop, size_t end, size_t at)
{
	return end == at && end > stop && before(text, &end) != MARK && is_particle(after(text, at));
}

static bool is_of_word(int32_t c)
{
	return sentence_is_word(c) || c == '.';
}

/* Whether the word that ends before the stop is one of the language's, or an ordinal. */
static bool is_abbreviation(struct str text, size_t stop, const struct habits *habits)
{
	size_t limit = stop > LONGEST ? stop - LONGEST - 1 : 0;
	struct str word = str_slice(text, skip_back(text, limit, stop, is_of_word), stop);

	if (word.len == 0 || word.len > LONGEST)
		return false;
	if (habits->ordinals && word.len < 3 && str_is_digits(word))
		return true;
	for (const struct str *known = habits->abbreviations; known->len > 0; known++)
		if (*known->at == (*word.at | 0x20) && str_is_alike(*known, word))
			return true;
	return false;
}

/* Whether what lies between has any letter or code: "1." alone is no sentence. */
static bool has_letters(struct str text, size_t from, size_t to)
{
	while (from < to) {
		int32_t c = utf8_next(text, &from);

		if (u_isalpha(c) || c > 0xFFFF || c == OBJECT)
			return true;
	}
	return false;
}

/* Whether ICU's sentence [from, at) ends one; letters: it, or what was kept with it, has some. */
static bool is_break(struct str text, size_t from, size_t at, bool letters, const struct habits *habits)
{
	size_t end = skip_back(text, from, at, is_white), behind = skip_back(text, from, end, is_closer),
	       stop = behind;
	int32_t c;

	if (stop == from || u_islower(after(text, at)))
		return false;
	c = before(text, &stop);
	if (is_wide_stop(c))
		return !(habits->quotes && is_quoted_within(text, behind, end, at));
	if (end == at || !letters)
		return false;
	return c != '.' ||
	       !(skip_back(text, 0, stop, is_white) < stop || is_abbreviation(text, stop, habits));
}

/* Letters, digits and marks of the Latin alphabets, none of which ends a sentence. */
static bool is_plain(int32_t c)
{
	return (c >= ' ' && c < 0x250 && c != 0x7F && c != 0x85 && c != 0xAD) || c == 0x2013 || c == 0x2014 ||
	       c == 0x2018 || c == 0x2019 || (c >= 0x201C && c <= 0x201E) || c == OBJECT;
}

static bool is_stop(int32_t c)
{
	return c == '.' || c == '!' || c == '?';
}

static const uint8_t odd[256] = {
	[0x00 ... 0x1F] = 1, ['.'] = 1, ['!'] = 1, ['?'] = 1, [0x7F ... 0xFF] = 1,
};

static wide find_odd(wide w)
{
	return (w < ' ') | (w == '.') | (w == '!') | (w == '?') | (w == 0x7F);
}

/* The first of what may end a sentence, or needs more to be told; words are passed over many bytes at once. */
static size_t skip_words(struct str text, size_t from)
{
	size_t i = from;

	for (; i + sizeof(wide) <= text.len; i += sizeof(wide)) {
		wide found = find_odd(wide_at(text.at + i));

		if (wide_any(found))
			return i + wide_first(found);
	}
	if (text.len - from < sizeof(wide))
		return str_find_class(text, i, odd, 1);
	i = text.len - sizeof(wide);
	return i + wide_first(find_odd(wide_at(text.at + i)));
}

static bool is_space(int32_t c)
{
	return c == ' ' || c == 0xA0;
}

static bool is_quote(int32_t c)
{
	int8_t type = u_charType(c);

	return is_closer(c) || type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION;
}

static size_t skip(struct str text, size_t at, bool is(int32_t))
{
	for (size_t i = at; i < text.len && is(utf8_next(text, &i)); at = i)
		;
	return at;
}

static bool is_between(int32_t c)
{
	return !u_isUAlphabetic(c) && !is_stop(c) && c != '\n';
}

/* After a full stop a sentence goes on if the first word to come begins with a small letter. */
static bool goes_on(struct str text, size_t at)
{
	at = skip(text, at, is_between);
	return at < text.len && u_isULowercase(after(text, at));
}

/* Before these no sentence begins; before a line's end, one that begins behind it. */
static bool is_held(int32_t c)
{
	return is_stop(c) || c == ',' || c == '-' || c == ':' || c == 0x2013 || c == 0x2014 || c == '\n';
}

/*
 * What ICU's rules (Unicode's, UAX 29) say of plain texts: the place after the next stop and white space, or line's
 * end, where they would break, *i then being behind the stop; the text's length: none; SIZE_MAX: it is not plain.
 */
static size_t next_plain(struct str text, size_t *i)
{
	while ((*i = skip_words(text, *i)) < text.len) {
		int32_t c = utf8_next(text, i);
		size_t end, at;

		if (c == '\n')
			return *i;
		if (!is_stop(c)) {
			if (!is_plain(c))
				return SIZE_MAX;
			continue;
		}
		end = skip(text, *i, is_quote);
		at = skip(text, end, is_space);
		/* what a semicolon behind a stop does has changed with Unicode */
		if (at < text.len && text.at[at] == ';')
			return SIZE_MAX;
		if (at > end && at < text.len && !is_held(after(text, at)) &&
		    (c != '.' || !goes_on(text, at)))
			return at;
	}
	return text.len;
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

static UBreakIterator *open_kept(int kind, struct str language)
{
	UErrorCode error = U_ZERO_ERROR;
	struct kept *k;
	char locale[40] = {0};
	size_t n = language.len < sizeof(locale) - 1 ? language.len : sizeof(locale) - 1;

	pthread_once(&kept_once, make_key);
	k = pthread_getspecific(kept_key);
	if (!k) {
		struct arena *a = arena_open();

		k = arena_alloc(a, sizeof(*k));
		k->arena = a;
		pthread_setspecific(kept_key, k);
	}
	if (n > 0)
		memcpy(locale, language.at, n);
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

/* The view is made for them: the caller closes it when it has them. */
static UBreakIterator *open_breaks(int kind, struct str language, struct str text, UText *view)
{
	UErrorCode error = U_ZERO_ERROR;
	UBreakIterator *breaks = open_kept(kind, language);

	utext_openUTF8(view, text.at, (int64_t)text.len, &error);
	ubrk_setUText(breaks, view, &error);
	if (U_FAILURE(error))
		abort();
	return breaks;
}

static size_t next_of(UBreakIterator *breaks, size_t n)
{
	int32_t next = ubrk_next(breaks);

	return next == UBRK_DONE ? n : (size_t)next;
}

/* Without ICU's breaks SIZE_MAX: it has to be asked. */
static size_t find(struct arena *a, struct str text, UBreakIterator *breaks, struct str language,
                   size_t **begins)
{
	size_t found = 0, from = 0, passed = 0, at;
	bool letters = false;

	*begins = NULL;
	while ((at = breaks ? next_of(breaks, text.len) : next_plain(text, &passed)) < text.len) {
		letters = letters || has_letters(text, from, at);
		if (is_break(text, from, at, letters, habits_of(language))) {
			*ARRAY_ADD(a, *begins, found) = at;
			letters = false;
		}
		from = at;
	}
	return at == text.len ? found : SIZE_MAX;
}

static size_t find_by_icu(struct arena *a, struct str text, struct str language, size_t **begins)
{
	UText view = UTEXT_INITIALIZER;
	size_t found = find(a, text, open_breaks(SENTENCES, language, text, &view), language, begins);

	utext_close(&view);
	return found;
}

size_t sentence_find(struct arena *a, struct str text, struct str language, size_t **begins)
{
	size_t found;

	*begins = NULL;
	/* most have none within: nothing, or a stop, stands at the end */
	if (skip_words(text, 0) + 1 >= text.len)
		return 0;
	found = find(a, text, NULL, language, begins);
	return found < SIZE_MAX ? found : find_by_icu(a, text, language, begins);
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
	UText view = UTEXT_INITIALIZER;
	UBreakIterator *breaks;
	size_t words = 0;

	if (!text.len)
		return 0;
	breaks = open_breaks(WORDS, language, text, &view);
	for (int32_t from = 0, to = ubrk_next(breaks); to != UBRK_DONE; from = to, to = ubrk_next(breaks)) {
		int32_t status = ubrk_getRuleStatus(breaks);

		if (status >= UBRK_WORD_KANA)
			words += ideographs(text, from, to);
		else
			words += status >= UBRK_WORD_NUMBER;
	}
	utext_close(&view);
	return words;
}
