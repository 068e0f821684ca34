#include "base/json.h"

#include <assert.h>

#include "base/date.h"
#include "base/utf8.h"

static void begin_value(struct json *j)
{
	if (j->comma)
		buf_add_char(j->out, ',');
	j->comma = true;
}

void json_open(struct json *j, char bracket)
{
	assert(bracket == '{' || bracket == '[');
	begin_value(j);
	buf_add_char(j->out, bracket);
	j->comma = false;
}

void json_close(struct json *j, char bracket)
{
	assert(bracket == '}' || bracket == ']');
	buf_add_char(j->out, bracket);
	j->comma = true;
}

/* Where a run of characters ends that stand for themselves: most texts are one. */
static size_t plain_end(struct str s, size_t i)
{
	static const bool plain[256] = {[' ' ... '!'] = true, ['#' ... '['] = true, [']' ... '~'] = true};

	while (i < s.len && plain[(unsigned char)s.at[i]])
		i++;
	return i;
}

static void add_quoted(struct buf *out, struct str s)
{
	static const char short_escapes[] = "btn.fr"; /* from U+0008 */

	buf_add_char(out, '"');
	for (size_t i = 0; i < s.len;) {
		size_t from = i;
		int32_t c;

		i = plain_end(s, i);
		buf_add(out, str_slice(s, from, i));
		if (i == s.len)
			break;
		from = i;
		c = utf8_next(s, &i);
		if (c < 0)
			buf_add(out, STR("\xEF\xBF\xBD"));
		else if (c == '"' || c == '\\')
			buf_add_format(out, "\\%c", (char)c);
		else if (c >= '\b' && c <= '\r' && c != '\v')
			buf_add_format(out, "\\%c", short_escapes[c - '\b']);
		else if (c < 0x20 || c == 0x7F)
			buf_add_format(out, "\\u%04x", (unsigned)c);
		else
			buf_add(out, str_slice(s, from, i));
	}
	buf_add_char(out, '"');
}

void json_key(struct json *j, const char *key)
{
	begin_value(j);
	add_quoted(j->out, str_from(key));
	buf_add_char(j->out, ':');
	j->comma = false;
}

void json_text(struct json *j, struct str s)
{
	begin_value(j);
	add_quoted(j->out, s);
}

void json_integer(struct json *j, int64_t n)
{
	begin_value(j);
	buf_add_integer(j->out, n);
}

void json_count(struct json *j, const char *key, uint64_t n)
{
	json_key(j, key);
	json_integer(j, (int64_t)n);
}

void json_pair(struct json *j, const char *key, struct str s)
{
	json_key(j, key);
	json_text(j, s);
}

void json_money(struct json *j, struct money m)
{
	char text[32];

	json_pair(j, "amount", money_format(m, text));
	json_pair(j, "currency", str_from(m.currency));
}

void json_bool(struct json *j, bool b)
{
	begin_value(j);
	buf_add_z(j->out, b ? "true" : "false");
}

void json_null(struct json *j)
{
	begin_value(j);
	buf_add_z(j->out, "null");
}

void json_date(struct json *j, int32_t day)
{
	char text[11];

	if (day == DATE_NONE || day == DATE_NEVER)
		json_null(j);
	else
		json_text(j, str_from(date_format(day, text)));
}
