#include "text/xml/xml_write.h"

/* What XML cannot hold, even escaped: most controls, U+FFFE and U+FFFF. */
static size_t unstorable(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.at[i];

	if (c < 0x20)
		return c != '\t' && c != '\n' && c != '\r';
	if (c != 0xEF || i + 2 >= s.len || (unsigned char)s.at[i + 1] != 0xBF)
		return 0;
	return (unsigned char)s.at[i + 2] >= 0xBE ? 3 : 0;
}

static void add_escaped(struct buf *out, struct str s, bool in_attribute)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		size_t lost = unstorable(s, i);
		const char *as = NULL;

		if (lost > 0)
			as = "\xEF\xBF\xBD";
		else if (c == '&')
			as = "&amp;";
		else if (c == '<')
			as = "&lt;";
		else if (c == '>')
			as = "&gt;";
		else if (c == '\r')
			as = "&#13;";
		else if (in_attribute && c == '"')
			as = "&quot;";
		else if (in_attribute && c == '\n')
			as = "&#10;";
		else if (in_attribute && c == '\t')
			as = "&#9;";
		else
			continue;
		buf_add(out, str_slice(s, from, i));
		buf_add_z(out, as);
		i += lost > 1 ? lost - 1 : 0;
		from = i + 1;
	}
	buf_add(out, str_slice(s, from, s.len));
}

void xml_write_text(struct buf *out, struct str text)
{
	add_escaped(out, text, false);
}

void xml_write_attribute(struct buf *out, const char *name, struct str value)
{
	if (value.len == 0)
		return;
	buf_add_format(out, " %s=\"", name);
	add_escaped(out, value, true);
	buf_add_char(out, '"');
}
