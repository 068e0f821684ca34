#include "text/words/letters.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

const bool letters_ascii[256] = {['0' ... '9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true};

bool letters_is_wide(int32_t c)
{
	return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

static bool is_mark(int32_t c)
{
	return c >= 0x300 && c <= 0x36F;
}

/* Whose forms are taken apart: elsewhere a mark makes another letter. */
static bool is_taken_apart(int32_t c)
{
	return (c >= 0xC0 && c <= 0x24F) || (c >= 0x370 && c <= 0x3FF) || (c >= 0x1E00 && c <= 0x1FFF) ||
	       (c >= 0xFF01 && c <= 0xFF9D);
}

/* Letters of their own that are typed as others. */
static const char *spelling(int32_t small)
{
	switch (small) {
	case 0xDF:
		return "ss";
	case 0xE6:
		return "ae";
	case 0x153:
		return "oe";
	case 0xF8:
		return "o";
	case 0x111:
		return "d";
	case 0x142:
		return "l";
	}
	return NULL;
}

/* By ICU. */
static size_t fold(int32_t c, int32_t out[LETTERS_FOLDED])
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *form;
	const char *as = NULL;
	UChar apart[LETTERS_FOLDED];
	int32_t n = -1, part;
	size_t count = 0;

	if (is_mark(c))
		return 0;
	if (c >= 0x2E80 && c <= 0xA4CF) { /* Han, kana: one form each */
		out[0] = c;
		return 1;
	}
	if (is_taken_apart(c)) {
		as = spelling(u_tolower(c));
		form = unorm2_getNFKDInstance(&status);
		n = as ? -1 : unorm2_getDecomposition(form, c, apart, LETTERS_FOLDED, &status);
	}
	for (; as && *as; as++)
		out[count++] = *as;
	for (int32_t i = 0; i < n && U_SUCCESS(status);) {
		U16_NEXT(apart, i, n, part);
		if (!is_mark(part))
			out[count++] = u_tolower(part);
	}
	if (count == 0)
		out[count++] = u_tolower(c);
	return count;
}

/* Latin's are asked for once: in many languages every other word has one. */
enum { WIDE = 0x80, LATIN = 0x250, MOST = 2 };

static struct {
	int32_t letters[MOST];
	uint8_t n;
} latin[LATIN - WIDE];

static void fold_latin(void)
{
	for (int32_t c = WIDE; c < LATIN; c++) {
		int32_t folded[LETTERS_FOLDED];
		size_t n = fold(c, folded);

		assert(n <= MOST);
		memcpy(latin[c - WIDE].letters, folded, n * sizeof(*folded));
		latin[c - WIDE].n = (uint8_t)n;
	}
}

size_t letters_fold(int32_t c, int32_t out[LETTERS_FOLDED])
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	if (c < WIDE || c >= LATIN)
		return fold(c, out);
	pthread_once(&once, fold_latin);
	memcpy(out, latin[c - WIDE].letters, sizeof(latin->letters));
	return latin[c - WIDE].n;
}
