#include "text/words/url.h"

#include <string.h>
#include <unicode/uidna.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "base/wide.h"

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

static bool is_known_scheme(struct str scheme)
{
	static const struct str known[] = {STR("http"), STR("https"), STR("mailto"), STR("tel")};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (str_is_alike(scheme, known[i]))
			return true;
	return false;
}

bool url_is_web(struct str url)
{
	static const struct str secure = STR("https://"), plain = STR("http://");

	return (url.len >= plain.len && str_is_alike(str_slice(url, 0, plain.len), plain)) ||
	       (url.len >= secure.len && str_is_alike(str_slice(url, 0, secure.len), secure));
}

static wide find_controls(wide w)
{
	return ((w >= 0) & (w < ' ')) | (w == 0x7F);
}

static bool has_control(struct str url)
{
	if (url.len >= WIDE_LEAST)
		return wide_any_in(url.at, url.len, find_controls);
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.at[i] < ' ' || url.at[i] == 0x7F)
			return true;
	return false;
}

bool url_is_allowed(struct str url)
{
	static const uint8_t ends[256] = {[':'] = 1, ['/'] = 1, ['\\'] = 1, ['?'] = 1, ['#'] = 1};
	size_t end = 0;

	if (has_control(url) || (url.len && *url.at == ' '))
		return false;
	if (url.len > 1 && is_slash(url.at[0]) && is_slash(url.at[1]))
		return false;
	while (end < url.len && !ends[(unsigned char)url.at[end]])
		end++;
	return end == url.len || url.at[end] != ':' || is_known_scheme(str_slice(url, 0, end));
}

/* RFC 3986: unreserved, and delimiters without the ampersand and the apostrophe, which would end an attribute. */
enum { IN_QUERY = 1, IN_PATH = 2, DELIMITER = IN_PATH, UNRESERVED = IN_PATH | IN_QUERY };

static const unsigned char classes[256] = {
	['0' ... '9'] = UNRESERVED, ['A' ... 'Z'] = UNRESERVED, ['a' ... 'z'] = UNRESERVED,
	['-'] = UNRESERVED,         ['.'] = UNRESERVED,         ['_'] = UNRESERVED,
	['~'] = UNRESERVED,         [':'] = DELIMITER,          ['/'] = DELIMITER,
	['?'] = DELIMITER,          ['#'] = DELIMITER,          ['['] = DELIMITER,
	[']'] = DELIMITER,          ['@'] = DELIMITER,          ['!'] = DELIMITER,
	['$'] = DELIMITER,          ['('] = DELIMITER,          [')'] = DELIMITER,
	['*'] = DELIMITER,          ['+'] = DELIMITER,          [','] = DELIMITER,
	[';'] = DELIMITER,          ['='] = DELIMITER,
};

/* The first byte that may not stand as it is, or the end. */
static size_t skip(struct str s, size_t i, unsigned which)
{
	const unsigned char *at = (const unsigned char *)s.at;

	while (i + 4 <= s.len &&
	       classes[at[i]] & classes[at[i + 1]] & classes[at[i + 2]] & classes[at[i + 3]] & which)
		i += 4;
	while (i < s.len && classes[at[i]] & which)
		i++;
	return i;
}

/* All that may not stand in a path, and `~`; `%` is `'` less 2, `<` is `>` less 2, `\` is `^` less 2. */
static wide find_odd(wide w)
{
	return (w <= ' ') | (w == '"') | (w == '&') | ((w | 2) == '\'') | ((w | 2) == '>') |
	       ((w | 2) == '^') | (w == '`') | (w > 'z');
}

/* The same of a whole value, most of which have none. */
static size_t first_odd(struct str s, unsigned which)
{
	bool none = s.len >= WIDE_LEAST && which == IN_PATH && !wide_any_in(s.at, s.len, find_odd);

	return none ? s.len : skip(s, 0, which);
}

/* One byte that can't stand as it is, or not always. */
static void add_odd(struct buf *out, struct str value, size_t i, enum url_use use)
{
	unsigned char c = (unsigned char)value.at[i];
	bool encoded = c == '%' && i + 2 < value.len && ascii_hex(value.at[i + 1]) >= 0 &&
	               ascii_hex(value.at[i + 2]) >= 0;

	if (c == '&' && use == URL_IN_MARKUP)
		buf_add(out, STR("&amp;"));
	else if ((encoded || c == '&') && use != URL_IN_QUERY)
		buf_add_char(out, (char)c);
	else
		buf_add(out,
		        (struct str){(char[]){'%', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]},
		                     3});
}

void url_add(struct buf *out, struct str value, enum url_use use)
{
	unsigned which = use == URL_IN_QUERY ? IN_QUERY : IN_PATH;
	size_t from = 0;

	for (size_t i = first_odd(value, which); i < value.len; i = skip(value, from, which)) {
		buf_add(out, str_slice(value, from, i));
		add_odd(out, value, i, use);
		from = i + 1;
	}
	buf_add(out, str_slice(value, from, value.len));
}

static bool add_host(struct buf *out, struct str host)
{
	enum { LONGEST = 255 };
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode e = U_ZERO_ERROR;
	char name[LONGEST];
	UIDNA *idna;
	int32_t n = 0;

	if (host.len == 0 || host.len > LONGEST)
		return false;
	if (utf8_ascii(host) == host.len) {
		buf_add(out, host);
		return true;
	}
	idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI, &e);
	if (U_SUCCESS(e))
		n = uidna_nameToASCII_UTF8(idna, host.at, (int32_t)host.len, name, LONGEST, &info, &e);
	uidna_close(idna);
	if (U_FAILURE(e) || info.errors != 0)
		return false;
	buf_add(out, (struct str){name, (size_t)n});
	return true;
}

bool url_add_whole(struct buf *out, struct str url)
{
	size_t from = str_find(url, STR("://"), 0), to, port;
	struct str host;

	if (from == SIZE_MAX)
		return false;
	from += strlen("://");
	to = str_find(url, STR("/"), from);
	to = to == SIZE_MAX ? url.len : to;
	for (size_t i = from; i < to; i++)
		if (url.at[i] == '@')
			from = i + 1;
	host = str_slice(url, from, to);
	port = host.len > 0 && *host.at == '[' ? SIZE_MAX : str_find(host, STR(":"), 0);
	if (port != SIZE_MAX)
		host.len = port;
	url_add(out, str_slice(url, 0, from), URL_IN_MARKUP);
	if (!add_host(out, host))
		return false;
	url_add(out, str_slice(url, from + host.len, url.len), URL_IN_MARKUP);
	return true;
}

void url_check(struct buf *out, size_t from)
{
	struct str url = {out->at + from, out->len - from};
	bool fine;

	/* as pages lead to each other: no scheme begins so, whatever follows */
	if (url.len && (*url.at == '.' || *url.at == '#'))
		return;
	fine = url_is_allowed(url);
	for (size_t i = 0; i < url.len && fine; i++) {
		char c = url.at[i];

		if (c == ':' || c == '/' || c == '?' || c == '#')
			break;
		fine = c != '&' || str_starts_at(url, i, STR("&amp;"));
	}
	if (fine)
		return;
	out->len = from;
	buf_add_char(out, '#');
}
