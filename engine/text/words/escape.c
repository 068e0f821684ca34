#include "text/words/escape.h"

#include "base/utf8.h"
#include "base/wide.h"
#include "text/words/url.h"

#define ISOLATE "\u2068"
#define ISOLATE_END "\u2069"
#define REPLACEMENT "\uFFFD"

/* What a byte may need, by the place it stands in; the others are copied as they are. */
enum {
	MARKUP = 1, /* anywhere but in plain words */
	QUOTE = 2,  /* in an attribute */
	CONTROL = 4,
	WIDE = 8, /* the first byte of more */
};

static const uint8_t classes[256] = {
	[0 ... 31] = CONTROL, [0x7F] = CONTROL, [0x80 ... 0xFF] = WIDE, ['&'] = MARKUP,
	['<'] = MARKUP,       ['>'] = MARKUP,   ['"'] = QUOTE,          ['\''] = QUOTE,
};

static unsigned classes_of(enum place place)
{
	if (place == PLACE_PLAIN)
		return 0;
	return place == PLACE_TEXT ? MARKUP : MARKUP | QUOTE;
}

static bool is_url(enum place place)
{
	return place == PLACE_URL || place == PLACE_QUERY;
}

/* The first byte of one of these classes, or the end. */
static size_t skip(struct str s, size_t i, unsigned which)
{
	return which ? str_find_class(s, i, classes, (uint8_t)which) : s.len;
}

static wide find_markup(wide w)
{
	return (w == '&') | (w == '<') | (w == '>');
}

static wide find_quotes(wide w)
{
	return find_markup(w) | (w == '"') | (w == '\'');
}

static wide find_any(wide w)
{
	return find_quotes(w) | (w < ' ') | (w == 0x7F);
}

/* The same of a whole text, most of which have none: find sees no fewer than these classes. */
static inline size_t first(struct str s, unsigned which, wide find(wide))
{
	return s.len >= WIDE_LEAST && !wide_any_in(s.at, s.len, find) ? s.len : skip(s, 0, which);
}

static inline size_t first_markup(struct str s, unsigned which)
{
	return which & QUOTE ? first(s, which, find_quotes) : first(s, which, find_markup);
}

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return "&#39;";
	}
}

bool escape_is_needed(struct str words, enum place place)
{
	return first_markup(words, classes_of(place)) < words.len;
}

void escape_add_words(struct buf *out, struct str words, enum place place)
{
	unsigned which = classes_of(place);
	size_t from = 0;

	if (is_url(place)) {
		url_add(out, words, place == PLACE_QUERY ? URL_IN_QUERY : URL_IN_MARKUP);
		return;
	}
	for (size_t i = first_markup(words, which); i < words.len; i = skip(words, from, which)) {
		buf_add(out, str_slice(words, from, i));
		buf_add_z(out, entity(words.at[i]));
		from = i + 1;
	}
	buf_add(out, str_slice(words, from, words.len));
}

/* Blocks of right-to-left scripts, generously: isolating what need not be does no harm. */
static bool is_right_to_left(int32_t c)
{
	return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFF) ||
	       (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

/* How a value's isolates stand: ends without a beginning, beginnings without an end. */
struct isolates {
	bool needed;
	size_t stray_ends, open;
};

static struct isolates isolates_of(struct str value)
{
	enum { FIRST_LEAD = 0xD6, LRI = 0x2066, FSI = 0x2068, PDI = 0x2069 };
	struct isolates is = {0};

	for (size_t i = 0; i < value.len;) {
		int32_t c;

		if ((unsigned char)value.at[i] < FIRST_LEAD) {
			i++;
			continue;
		}
		c = utf8_next(value, &i);
		is.needed |= is_right_to_left(c) || utf8_is_bidi_control(c);
		if (c >= LRI && c <= FSI)
			is.open++;
		else if (c == PDI && is.open)
			is.open--;
		else if (c == PDI)
			is.stray_ends++;
	}
	return is;
}

static void add_times(struct buf *out, size_t n, const char *z)
{
	while (n--)
		buf_add_z(out, z);
}

/* What stands for a control: a space, or its picture. */
static const char *picture(char c, char room[4])
{
	if (c == '\t' || c == '\n' || c == '\r')
		return " ";
	if (c == 0x7F)
		return "\u2421";
	room[utf8_encode(0x2400 + c, room)] = 0;
	return room;
}

/* What stands for a character beyond ASCII, or NULL where it may stand itself. */
static const char *instead_of(int32_t c)
{
	if (c == 0x2028 || c == 0x2029)
		return " ";
	if (c < 0xA0 || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF))
		return REPLACEMENT;
	return NULL;
}

/* From byte i on, before which all may stand as it is. */
static void add_characters(struct buf *out, struct str value, size_t i, unsigned which)
{
	size_t from = 0;

	while (i < value.len) {
		unsigned char class = classes[(unsigned char)value.at[i]];
		size_t at = i;
		char room[4];
		const char *instead;

		if (class == WIDE)
			instead = instead_of(utf8_next(value, &i));
		else
			instead = class == CONTROL ? picture(value.at[i++], room) : entity(value.at[i++]);
		if (instead) {
			buf_add(out, str_slice(value, from, at));
			buf_add_z(out, instead);
			from = i;
		}
		i = skip(value, i, which);
	}
	buf_add(out, str_slice(value, from, value.len));
}

void escape_add_value(struct buf *out, struct str value, enum place place, bool right_to_left)
{
	unsigned which = classes_of(place) | CONTROL | WIDE;
	bool isolated = place == PLACE_TEXT || place == PLACE_PROSE;
	struct isolates is = {0};
	size_t odd;

	if (is_url(place)) {
		url_add(out, value, place == PLACE_QUERY ? URL_IN_QUERY : URL_IN_MARKUP);
		return;
	}
	odd = first(value, which, find_any);
	if (isolated && odd < value.len)
		is = isolates_of(value);
	is.needed |= isolated && right_to_left && value.len;
	if (is.needed)
		add_times(out, 1 + is.stray_ends, ISOLATE);
	add_characters(out, value, odd, which);
	if (is.needed)
		add_times(out, 1 + is.open, ISOLATE_END);
}

void escape_add_commonmark(struct buf *out, struct str words)
{
	for (size_t i = 0; i < words.len; i++) {
		char c = words.at[i];

		if (c == '&')
			buf_add_z(out, "&amp;");
		else if (c == '<')
			buf_add_z(out, "&lt;");
		else if (c == '>')
			buf_add_z(out, "&gt;");
		else if (c == '"')
			buf_add_z(out, "&quot;");
		else
			buf_add_char(out, c);
	}
}
