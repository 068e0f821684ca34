#include "base/utf8.h"

#include <assert.h>
#include <string.h>
#include <unicode/uchar.h>

/* How many bytes must follow this one of 0x80 or more; 4 where none may begin with it. */
static size_t bytes_after(unsigned lead)
{
	if (lead < 0xC0 || lead >= 0xF8)
		return 4;
	return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
}

int32_t utf8_next_wide(struct str s, size_t *i)
{
	/* The smallest code point worth two, three and four bytes: anything less is overlong. */
	static const int32_t least[] = {0, 0x80, 0x800, 0x10000};
	const unsigned char *at = (const unsigned char *)s.at + *i;
	size_t left = s.len - *i;
	unsigned lead = at[0];
	size_t more = bytes_after(lead);
	int32_t c = lead & (0x3F >> more);

	++*i;
	if (more == 4 || more >= left)
		return -1;
	for (size_t k = 1; k <= more; k++) {
		if ((at[k] & 0xC0) != 0x80)
			return -1;
		c = c << 6 | (at[k] & 0x3F);
	}
	if (c < least[more] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return -1;
	*i += more;
	return c;
}

/* Files are mostly ASCII: thirty-two bytes at a time, then eight. */
size_t utf8_ascii(struct str s)
{
	size_t i = 0;

	for (uint64_t four[4]; i + sizeof(four) <= s.len; i += sizeof(four)) {
		memcpy(four, s.at + i, sizeof(four));
		if ((four[0] | four[1] | four[2] | four[3]) & 0x8080808080808080u)
			break;
	}
	for (uint64_t eight; i + sizeof(eight) <= s.len; i += sizeof(eight)) {
		memcpy(&eight, s.at + i, sizeof(eight));
		if (eight & 0x8080808080808080u)
			break;
	}
	while (i < s.len && (unsigned char)s.at[i] < 0x80)
		i++;
	return i;
}

size_t utf8_bad(struct str s)
{
	for (size_t i = 0; i < s.len;) {
		size_t from = i += utf8_ascii(str_slice(s, i, s.len));

		if (i < s.len && utf8_next(s, &i) < 0)
			return from;
	}
	return SIZE_MAX;
}

size_t utf8_count(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len;) {
		size_t run = utf8_ascii(str_slice(s, i, s.len));

		i += run;
		n += run;
		if (i < s.len) {
			utf8_next(s, &i);
			n++;
		}
	}
	return n;
}

/* All bytes but the further ones of a code point, 10xxxxxx: eight at a time. */
size_t utf8_begun(struct str s)
{
	const uint64_t ones = 0x0101010101010101u;
	size_t further = 0, i = 0;

	for (uint64_t eight; i + sizeof(eight) <= s.len; i += sizeof(eight)) {
		memcpy(&eight, s.at + i, sizeof(eight));
		further += ((eight >> 7 & ~(eight >> 6) & ones) * ones) >> 56;
	}
	for (; i < s.len; i++)
		further += ((unsigned char)s.at[i] & 0xC0) == 0x80;
	return s.len - further;
}

size_t utf8_encode(int32_t c, char out[4])
{
	assert(c >= 0 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF));
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

int utf8_width(int32_t c)
{
	if (c >= 0x20 && c < 0x7F)
		return 1;
	if (c == 0xAD) /* the soft hyphen is a format character that terminals draw */
		return 1;
	/* The vowels and finals of conjoining Hangul stand in the cell of their initial. */
	if (c >= 0x1160 && c <= 0x11FF)
		return 0;
	switch (u_charType(c)) {
	case U_CONTROL_CHAR:
	case U_FORMAT_CHAR:
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
	case U_LINE_SEPARATOR:
	case U_PARAGRAPH_SEPARATOR:
		return 0;
	}
	switch (u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH)) {
	case U_EA_WIDE:
	case U_EA_FULLWIDTH:
		return 2;
	}
	return 1;
}

bool utf8_is_control(int32_t c)
{
	return (c >= 0 && c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
}

bool utf8_is_bidi_control(int32_t c)
{
	return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

bool utf8_is_hidden(int32_t c)
{
	enum { ZERO_WIDTH_NON_JOINER = 0x200C, ZERO_WIDTH_JOINER = 0x200D };

	if (c >= 0x20 && c < 0x7F)
		return false;
	switch (u_charType(c)) {
	case U_FORMAT_CHAR:
		return c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
	case U_CONTROL_CHAR:
	case U_LINE_SEPARATOR:
	case U_PARAGRAPH_SEPARATOR:
		return true;
	}
	return false;
}

static bool is_drawn(int32_t c)
{
	if (c < 0x80)
		return c > ' ' && c != 0x7F;
	return !u_isUWhiteSpace(c) && !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) &&
	       !utf8_is_control(c);
}

bool utf8_is_blank(struct str s)
{
	for (size_t i = 0; i < s.len;)
		if (is_drawn(utf8_next(s, &i)))
			return false;
	return true;
}
