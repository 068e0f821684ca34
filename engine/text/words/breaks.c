#include "text/words/breaks.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static void to_locale(struct str language, char out[40])
{
	size_t n = language.len < 39 ? language.len : 39;

	if (n)
		memcpy(out, language.at, n);
	out[n] = 0;
}

/*
 * What ICU's rules need is slow to make: a thread keeps what it last used, of
 * either kind.
 */
struct kept {
	struct arena *arena; /* where this lies */
	struct {
		UBreakIterator *breaks;
		char locale[40];
	} of[BREAKS_KINDS];
};

static pthread_key_t kept_key;
static pthread_once_t kept_once = PTHREAD_ONCE_INIT;

static void drop_kept(void *of)
{
	struct kept *k = of;

	for (int i = 0; i < BREAKS_KINDS; i++)
		if (k->of[i].breaks)
			ubrk_close(k->of[i].breaks);
	arena_close(k->arena);
}

static void make_key(void)
{
	if (pthread_key_create(&kept_key, drop_kept) != 0)
		abort();
}

static UBreakIterator *open_kept(enum breaks_kind kind, struct str language)
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
	k->of[kind].breaks = ubrk_open(kind == BREAKS_WORDS ? UBRK_WORD : UBRK_SENTENCE, locale, NULL, 0,
	                               &error);
	if (U_FAILURE(error))
		abort(); /* ICU's own data is missing */
	memcpy(k->of[kind].locale, locale, sizeof(locale));
	return k->of[kind].breaks;
}

UBreakIterator *breaks_open(enum breaks_kind kind, struct str language, struct str text, UText *view)
{
	UErrorCode error = U_ZERO_ERROR;
	UBreakIterator *breaks = open_kept(kind, language);

	utext_openUTF8(view, text.at, (int64_t)text.len, &error);
	ubrk_setUText(breaks, view, &error);
	if (U_FAILURE(error))
		abort();
	return breaks;
}
