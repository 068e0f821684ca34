#include "text/words/utf16.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/utf8.h"

static int32_t unit_at(struct str bytes, size_t i, bool little)
{
	unsigned char first = (unsigned char)bytes.at[i], second = (unsigned char)bytes.at[i + 1];

	return little ? second << 8 | first : first << 8 | second;
}

/* The code point at *i; -1 where half a pair or half a unit stands, 0 for the NUL that no text has. */
static int32_t next(struct str bytes, size_t *i, bool little)
{
	int32_t high, low;

	if (*i + 2 > bytes.len) {
		*i = bytes.len;
		return -1;
	}
	high = unit_at(bytes, *i, little);
	*i += 2;
	if (high < 0xD800 || high > 0xDFFF)
		return high;
	if (high > 0xDBFF || *i + 2 > bytes.len)
		return -1;
	low = unit_at(bytes, *i, little);
	if (low < 0xDC00 || low > 0xDFFF)
		return -1;
	*i += 2;
	return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

static const struct source *convert(struct diagnostics *d, struct arena *a, struct str path, struct str bytes,
                                    bool little)
{
	const struct source *s;
	struct buf text = {0};
	size_t bad = SIZE_MAX;

	for (size_t i = 2; i < bytes.len && bad == SIZE_MAX;) {
		char utf8[4];
		int32_t c = next(bytes, &i, little);

		if (c > 0)
			buf_add(&text, (struct str){utf8, utf8_encode(c, utf8)});
		else
			bad = text.len;
	}
	s = source_make(a, path, buf_str(&text));
	buf_free(&text);
	if (bad == SIZE_MAX)
		return s;
	diag_add(d, BAD_UTF16, ((struct position){s, (uint32_t)bad, 0}));
	return NULL;
}

const struct source *utf16_take(struct diagnostics *d, struct arena *a, struct str path, struct str bytes)
{
	if (str_starts(bytes, STR("\xFF\xFE")))
		return convert(d, a, path, bytes, true);
	if (str_starts(bytes, STR("\xFE\xFF")))
		return convert(d, a, path, bytes, false);
	return source_take(d, a, path, bytes);
}

const struct source *utf16_load(struct diagnostics *d, struct arena *a, const char *root, struct str path,
                                size_t limit)
{
	struct str bytes;

	return file_read(d, a, file_path(a, root, path), limit, &bytes) ? utf16_take(d, a, path, bytes)
	                                                                : NULL;
}

/* Of ASCII so many at once: all words that are searched for sentences come by. */
size_t utf16_put(uint16_t *restrict out, struct str text)
{
	enum { STRIDE = 16 };
	size_t n = 0;

	for (size_t i = 0; i < text.len;) {
		size_t plain = i + utf8_ascii(str_slice(text, i, text.len));
		int32_t c;

		for (; i + STRIDE <= plain; i += STRIDE, n += STRIDE)
			for (size_t k = 0; k < STRIDE; k++)
				out[n + k] = (unsigned char)text.at[i + k];
		while (i < plain)
			out[n++] = (unsigned char)text.at[i++];
		if (i == text.len)
			break;
		c = utf8_next(text, &i);
		if (c > 0xFFFF) {
			out[n++] = (uint16_t)(0xD7C0 + (c >> 10));
			out[n++] = (uint16_t)(0xDC00 + (c & 0x3FF));
		} else {
			out[n++] = (uint16_t)(c < 0 ? 0xFFFD : c);
		}
	}
	return n;
}
