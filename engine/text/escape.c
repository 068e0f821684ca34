#include "text/escape.h"

#include "base/utf8.h"
#include "text/url.h"

#define ISOLATE "\u2068"
#define ISOLATE_END "\u2069"
#define REPLACEMENT "\uFFFD"

static bool is_attribute(enum place place)
{
	return place == PLACE_PROSE || place == PLACE_DATA;
}

static bool is_url(enum place place)
{
	return place == PLACE_URL || place == PLACE_QUERY;
}

/* NULL: the character is itself. */
static const char *entity(char c, enum place place)
{
	if (place == PLACE_PLAIN)
		return NULL;
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return is_attribute(place) ? "&quot;" : NULL;
	case '\'':
		return is_attribute(place) ? "&#39;" : NULL;
	}
	return NULL;
}

void escape_add_words(struct buf *out, struct str words, enum place place)
{
	size_t from = 0;

	if (is_url(place)) {
		url_add(out, words, place == PLACE_QUERY);
		return;
	}
	for (size_t i = 0; i < words.len; i++) {
		const char *instead = entity(words.at[i], place);

		if (!instead)
			continue;
		buf_add(out, str_slice(words, from, i));
		buf_add_z(out, instead);
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

/* What stands for an ASCII character that is not itself, or NULL; two bytes of room for the pictures of controls. */
static const char *ascii_instead(char c, enum place place, char room[4])
{
	if (c == '\t' || c == '\n' || c == '\r')
		return " ";
	if (c == 0x7F)
		return "\u2421";
	if (c >= 0 && c < 0x20) {
		room[utf8_encode(0x2400 + c, room)] = 0;
		return room;
	}
	return entity(c, place);
}

/* The same for what is beyond ASCII: NULL where it may stand. */
static const char *wide_instead(int32_t c)
{
	if (c == 0x2028 || c == 0x2029)
		return " ";
	if (c < 0xA0 || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF))
		return REPLACEMENT;
	return NULL;
}

static void add_characters(struct buf *out, struct str value, enum place place)
{
	size_t from = 0;

	for (size_t i = 0; i < value.len;) {
		size_t at = i;
		char room[4];
		const char *instead;

		if ((unsigned char)value.at[i] < 0x80)
			instead = ascii_instead(value.at[i++], place, room);
		else
			instead = wide_instead(utf8_next(value, &i));
		if (!instead)
			continue;
		buf_add(out, str_slice(value, from, at));
		buf_add_z(out, instead);
		from = i;
	}
	buf_add(out, str_slice(value, from, value.len));
}

void escape_add_value(struct buf *out, struct str value, enum place place, bool right_to_left)
{
	struct isolates is = {0};

	if (is_url(place)) {
		url_add(out, value, place == PLACE_QUERY);
		return;
	}
	if (place == PLACE_TEXT || place == PLACE_PROSE)
		is = isolates_of(value);
	is.needed |= right_to_left && value.len && (place == PLACE_TEXT || place == PLACE_PROSE);
	if (is.needed)
		add_times(out, 1 + is.stray_ends, ISOLATE);
	add_characters(out, value, place);
	if (is.needed)
		add_times(out, 1 + is.open, ISOLATE_END);
}
