#include "text/url.h"

#include <strings.h>

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

static bool is_known_scheme(struct str scheme)
{
	static const struct str known[] = {STR("http"), STR("https"), STR("mailto"), STR("tel")};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (scheme.len == known[i].len && !strncasecmp(scheme.at, known[i].at, scheme.len))
			return true;
	return false;
}

bool url_is_allowed(struct str url)
{
	size_t scheme = 0;

	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.at[i] < 0x20 || url.at[i] == 0x7F)
			return false;
	if (url.len && *url.at == ' ')
		return false;
	if (url.len > 1 && is_slash(url.at[0]) && is_slash(url.at[1]))
		return false;
	while (scheme < url.len && !is_slash(url.at[scheme]) && url.at[scheme] != '?' &&
	       url.at[scheme] != '#') {
		if (url.at[scheme] == ':')
			return is_known_scheme(str_slice(url, 0, scheme));
		scheme++;
	}
	return true;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_unreserved(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
	       c == '.' || c == '_' || c == '~';
}

/* Delimiters of RFC 3986, without the apostrophe, which would end an attribute. */
static bool is_delimiter(char c)
{
	switch (c) {
	case ':':
	case '/':
	case '?':
	case '#':
	case '[':
	case ']':
	case '@':
	case '!':
	case '$':
	case '(':
	case ')':
	case '*':
	case '+':
	case ',':
	case ';':
	case '=':
		return true;
	}
	return false;
}

void url_add(struct buf *out, struct str value, bool query)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.at[i];
		bool encoded = c == '%' && i + 2 < value.len && is_hex(value.at[i + 1]) &&
		               is_hex(value.at[i + 2]);

		if (is_unreserved(c) || (!query && (encoded || is_delimiter(c))))
			buf_add_char(out, c);
		else if (c == '&' && !query)
			buf_add(out, STR("&amp;"));
		else
			buf_add_format(out, "%%%02X", (unsigned char)c);
	}
}
