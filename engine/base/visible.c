#include "base/visible.h"

#include "base/utf8.h"

size_t visible_add_other(struct buf *out, struct str s, size_t *i)
{
	size_t from = *i, before = out->len;
	int32_t c = utf8_next(s, i);

	if (c >= 0 && !utf8_is_hidden(c)) {
		buf_add(out, str_slice(s, from, *i));
		return (size_t)utf8_width(c);
	}
	if (c < 0)
		buf_add_format(out, "<%02X>", (unsigned char)s.at[from]);
	else
		buf_add_format(out, "<U+%04X>", (unsigned)c);
	return out->len - before;
}

void visible_add(struct buf *out, struct str s)
{
	static const uint8_t other[256] = {[0x00 ... 0x1F] = 1, [0x7F ... 0xFF] = 1};
	size_t i = 0;

	while (i < s.len) {
		size_t end = str_find_class(s, i, other, 1);

		buf_add(out, str_slice(s, i, end));
		i = end;
		if (i < s.len)
			visible_add_other(out, s, &i);
	}
}
