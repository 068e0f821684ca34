#include "text/cmark/markdown_limit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/cmark/markdown_text.h"

/* The markers a line begins with: `> - 1. ` has three, each of which may open a container or continue one. */
struct prefix {
	size_t columns; /* of white space among them */
	size_t markers;
	size_t length; /* bytes */
};

/* The length of a list marker at i, or 0. */
static size_t list_marker(struct str line, size_t i)
{
	size_t end = i;

	if (line.at[i] == '-' || line.at[i] == '+' || line.at[i] == '*') {
		end = i + 1;
	} else {
		while (end < line.len && ascii_is_digit(line.at[end]))
			end++;
		if (end == i || end == line.len || (line.at[end] != '.' && line.at[end] != ')'))
			return 0;
		end++;
	}
	return end == line.len || ascii_is_blank(line.at[end]) ? end - i : 0;
}

static struct prefix prefix_of(struct str line)
{
	struct prefix p = {0};
	size_t i = 0, marker;

	while (i < line.len) {
		if (ascii_is_blank(line.at[i])) {
			p.columns += line.at[i] == '\t' ? 4 : 1;
			i++;
		} else if (line.at[i] == '>') {
			p.markers++;
			i++;
		} else if ((marker = list_marker(line, i))) {
			p.markers++;
			i += marker;
		} else {
			break;
		}
	}
	p.length = i;
	return p;
}

/* `* * *` nests nothing, however long it is. */
static bool is_thematic_break(struct str line)
{
	char mark = 0;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];

		if (c == ' ' || c == '\t')
			continue;
		if ((mark && c != mark) || !strchr("*-_", c))
			return false;
		mark = c;
	}
	return mark;
}

/*
 * An item needs two columns of white space to go on, so a line without markers
 * of its own is at most as deep as what was open, and one with markers at most
 * as deep as its white space allows, and its markers.
 */
static size_t depth_after(size_t depth, struct str line, struct prefix p)
{
	size_t kept = p.columns / 2 < depth ? p.columns / 2 : depth;

	if (p.markers == 0 || is_thematic_break(line))
		return depth;
	return kept + p.markers;
}

/* Brackets that are open at a point of a block: 1 for an image's, 0 for a link's. */
struct brackets {
	struct buf open;
	size_t images;
};

static void open_or_close(struct brackets *b, struct str line, size_t i)
{
	if (line.at[i] == '[') {
		bool image = i > 0 && line.at[i - 1] == '!';

		buf_add_char(&b->open, image);
		b->images += image;
	} else if (line.at[i] == ']' && b->open.len) {
		b->images -= (size_t)b->open.at[--b->open.len];
	}
}

/* Bytes that are looked at; all others cost nothing and open nothing. */
enum { NOTED = 1 };

static const uint8_t noted[256] = {
	['|'] = NOTED, ['<'] = NOTED,  ['*'] = NOTED, ['_'] = NOTED, ['['] = NOTED, [']'] = NOTED,
	['&'] = NOTED, ['\\'] = NOTED, ['`'] = NOTED, ['~'] = NOTED, ['{'] = NOTED, ['@'] = NOTED,
	[':'] = NOTED, ['w'] = NOTED,  ['.'] = NOTED, ['!'] = NOTED, ['?'] = NOTED, [0xE3] = NOTED,
};

/* What costs most counts double: cells and raw tags.  The end of a sentence counts: it is a unit of its own. */
static size_t weight_of(struct str line, size_t i)
{
	switch (line.at[i]) {
	case '|':
	case '<':
		return 2;
	case '*':
	case '_':
	case '[':
	case ']':
	case '&':
	case '\\':
	case '`':
	case '~':
	case '{':
	case '@':
		return 1;
	case ':':
		return str_starts_at(line, i, STR("://"));
	case 'w':
		return str_starts_at(line, i, STR("www."));
	case '.':
	case '!':
	case '?':
		return i + 1 < line.len && line.at[i + 1] == ' ';
	case '\xE3':
		return str_starts_at(line, i, STR("\u3002"));
	}
	return 0;
}

/* The line's marks and brackets are counted on. */
static void count_line(struct brackets *b, struct str line, struct prefix p, size_t *marks)
{
	size_t escaped = SIZE_MAX;

	if (str_trim(line).len == 0)
		b->open.len = b->images = 0;
	*marks += 1 + p.markers;
	for (size_t i = 0; (i = str_find_class(line, i, noted, NOTED)) < line.len; i++) {
		*marks += weight_of(line, i);
		if (i == escaped)
			continue;
		if (line.at[i] == '\\')
			escaped = i + 1;
		else
			open_or_close(b, line, i);
	}
}

/* A tower of marks on one letter covers the lines around it: where one is too high, or SIZE_MAX. */
static size_t find_pile(struct str text)
{
	size_t marks = 0, from = 0;

	for (size_t i = 0; (i += utf8_ascii(str_slice(text, i, text.len))) < text.len; from = i) {
		size_t at = i;

		if (at > from)
			marks = 0;
		marks = utf8_width(utf8_next(text, &i)) ? 0 : marks + 1;
		if (marks > MARKDOWN_PILE)
			return at;
	}
	return SIZE_MAX;
}

static void say_pile(struct diagnostics *d, const struct text *t)
{
	size_t pile = find_pile(t->bytes);

	if (pile != SIZE_MAX)
		diag_add(d, PILED_MARKS, markdown_text_place(t, pile, 0), "20");
}

/*
 * Whether a page of this size may have more of anything than it should: no byte counts more than two, and an image's
 * beginning takes two.  Most pages are too short to be counted.
 */
static bool is_countable(struct str text, size_t size)
{
	size_t images = 0;

	if (size > MARKDOWN_MARKS / 4)
		return true;
	for (size_t i = 0; (i = str_find(text, STR("!["), i)) != SIZE_MAX; i++)
		images++;
	return images > MARKDOWN_OPEN_IMAGES;
}

/* "# " or "## " after a fair part of the page: where it is best split in two. */
static bool begins_a_part(struct str line, size_t marks)
{
	return marks > MARKDOWN_MARKS / 4 && (str_starts(line, STR("# ")) || str_starts(line, STR("## ")));
}

/* heading: the last before the place; no source: there is none. */
static void say_too_dense(struct diagnostics *d, struct position place, struct position heading)
{
	char advice[80] = MARKDOWN_SPLIT;

	if (heading.source)
		snprintf(advice, sizeof(advice), "begin a page of its own with the heading of line %" PRIu32,
		         source_line(heading.source, heading.offset));
	diag_add(d, PAGE_TOO_DENSE, place, MARKDOWN_MARKS_WRITTEN, "on one page", advice);
}

static bool check_lines(struct diagnostics *d, const struct text *t, bool counted, struct brackets *b,
                        size_t *marks)
{
	struct position heading = POSITION_NONE;
	size_t depth = 0;

	for (size_t n = 1; n <= t->n_lines; n++) {
		struct str line = markdown_text_line(t, n);
		struct prefix p = prefix_of(line);

		depth = depth_after(depth, line, p);
		if (counted)
			count_line(b, line, p, marks);
		if (depth > MARKDOWN_NESTING || b->images > MARKDOWN_OPEN_IMAGES) {
			diag_add(d, PAGE_TOO_DEEP, markdown_text_place_in(t, n, 0, p.length),
			         depth > MARKDOWN_NESTING ? "100" : "500");
			return false;
		}
		if (*marks > MARKDOWN_MARKS) {
			say_too_dense(d, markdown_text_place_in(t, n, 0, p.length), heading);
			return false;
		}
		if (begins_a_part(line, *marks))
			heading = markdown_text_place_in(t, n, 0, p.length);
	}
	return true;
}

bool markdown_limit_check(struct diagnostics *d, const struct text *t, size_t size, size_t *marks)
{
	struct brackets b = {0};
	bool ok;

	say_pile(d, t);
	ok = check_lines(d, t, is_countable(t->bytes, size), &b, marks);
	buf_free(&b.open);
	return ok;
}
