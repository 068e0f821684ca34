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
	for (size_t i = 0; i < s.len;)
		visible_add_next(out, s, &i);
}
