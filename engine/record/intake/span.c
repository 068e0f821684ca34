#include "record/intake/span.h"

#include "base/ascii.h"

static size_t skip_space(struct str s, size_t i)
{
	while (i < s.len && ascii_is_white(s.at[i]))
		i++;
	return i;
}

/* From an opening quote to behind the closing one. */
static size_t skip_quoted(struct str s, size_t i, char escape)
{
	for (i++; i < s.len; i++) {
		if (s.at[i] == escape && i + 1 < s.len && (escape != '"' || s.at[i + 1] == '"'))
			i++;
		else if (s.at[i] == '"')
			return i + 1;
	}
	return s.len;
}

struct str span_cell(struct str record, char separator, size_t n)
{
	for (size_t i = 0; i <= record.len; i++) {
		size_t from = i;

		while (i < record.len && ascii_is_blank(record.at[i]) && record.at[i] != separator)
			i++;
		if (i < record.len && record.at[i] == '"')
			i = skip_quoted(record, i, '"');
		while (i < record.len && record.at[i] != separator)
			i++;
		if (!n--)
			return str_trim(str_slice(record, from, i));
	}
	return str_trim(record);
}

static size_t skip_value(struct str s, size_t i)
{
	size_t from = i, depth = 0;

	do {
		char c = i < s.len ? s.at[i] : 0;

		if (i == s.len)
			return i;
		if (c == '"')
			i = skip_quoted(s, i, '\\');
		else if (c == '{' || c == '[')
			depth++, i++;
		else if ((c == '}' || c == ']') && depth)
			depth--, i++;
		else if (!depth && (c == ',' || c == ':' || c == '}' || c == ']'))
			break;
		else
			i++;
	} while (depth || (i < s.len && s.at[from] != '"' && s.at[from] != '{' && s.at[from] != '[' &&
	                   skip_space(s, i) == i));
	return i;
}

struct str span_value(struct str json)
{
	size_t from = skip_space(json, 0);

	return str_slice(json, from, skip_value(json, from));
}

static struct str find(struct str json, size_t n, bool key)
{
	struct str whole = span_value(json);
	bool object = whole.len && *whole.at == '{';
	size_t i = 1;

	if (!object && (!whole.len || *whole.at != '['))
		return whole;
	while ((i = skip_space(whole, i)) < whole.len) {
		struct str name = {0}, value;

		if (object) {
			name = str_slice(whole, i, skip_value(whole, i));
			i = skip_space(whole, i + name.len);
			i = skip_space(whole, i < whole.len ? i + 1 : i);
		}
		value = str_slice(whole, i, skip_value(whole, i));
		if (!n--)
			return key ? name : value;
		i = skip_space(whole, i + value.len) + 1;
	}
	return whole;
}

struct str span_key(struct str json, size_t n)
{
	return find(json, n, true);
}

struct str span_entry(struct str json, size_t n)
{
	return find(json, n, false);
}
