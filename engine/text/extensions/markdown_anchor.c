#include "text/extensions/markdown_anchor.h"

#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/utf8.h"

static bool is_kept(int32_t c)
{
	int type = u_charType(c);

	return u_isalnum(c) || c == '-' || c == '_' || type == U_NON_SPACING_MARK ||
	       type == U_COMBINING_SPACING_MARK || type == U_CONNECTOR_PUNCTUATION;
}

struct str markdown_anchor_make(struct arena *a, struct str words)
{
	struct buf out = {0};

	words = str_trim(words);
	for (size_t i = 0; i < words.len;) {
		int32_t c = utf8_next(words, &i);
		char utf8[4];

		if (c == ' ' || c == '\n')
			buf_add_char(&out, '-');
		else if (c > 0 && is_kept(c))
			buf_add(&out, (struct str){utf8, utf8_encode(u_tolower(c), utf8)});
	}
	return buf_keep(&out, a);
}
