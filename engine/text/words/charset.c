#include "text/words/charset.h"

#include <unicode/ucnv.h>

#include "base/arena.h"

/* A byte becomes one character, or a part of one, of at most three bytes in UTF-8; four are two of UTF-16. */
enum { GROWTH = 4 };

const char *charset_convert(struct arena *a, struct str bytes, struct str name, struct str *out)
{
	size_t room = bytes.len * GROWTH + 1;
	UErrorCode e = U_ZERO_ERROR;
	UConverter *c = ucnv_open(str_z(a, name), &e);
	char *text;
	int32_t n;

	if (U_FAILURE(e))
		return "which is not known here";
	ucnv_setToUCallBack(c, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &e);
	text = arena_alloc(a, room);
	n = ucnv_toAlgorithmic(UCNV_UTF8, c, text, (int32_t)room, bytes.at, (int32_t)bytes.len, &e);
	ucnv_close(c);
	*out = (struct str){text, (size_t)n};
	return U_FAILURE(e) ? "which it is not in" : NULL;
}
