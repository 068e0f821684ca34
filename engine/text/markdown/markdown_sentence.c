#include "text/markdown/markdown_sentence.h"

#include "base/ascii.h"
#include <ctype.h>

static unsigned char at(struct str s, size_t i)
{
	return i < s.len ? (unsigned char)s.at[i] : 0;
}

static bool is_wordlike(unsigned char c)
{
	return ascii_is_alnum(c) || c >= 0x80;
}

/* &name; and &#1; */
static bool begins_entity(struct str s, size_t i)
{
	size_t end = i + 1;

	if (at(s, end) == '#')
		end++;
	while (ascii_is_alnum(at(s, end)) && end - i < 40)
		end++;
	return end > i + 1 && at(s, end) == ';';
}

/* What would begin a list, a heading or a quotation, were the sentence first in its block. */
static bool begins_block(struct str s, size_t i)
{
	size_t digits = 0;

	if (i == 0 && (s.at[0] == '>' || s.at[0] == '#'))
		return true;
	if (i == 0 && (s.at[0] == '-' || s.at[0] == '+'))
		return s.len == 1 || s.at[1] == ' ' || s.at[1] == s.at[0];
	while (digits < i && ascii_is_digit(at(s, digits)))
		digits++;
	return digits > 0 && digits == i && (s.at[i] == '.' || s.at[i] == ')') &&
	       (at(s, i + 1) == ' ' || i + 1 == s.len);
}

static bool needs_escape(struct str s, size_t i, bool in_cell)
{
	unsigned char c = at(s, i), after = at(s, i + 1), before = i > 0 ? at(s, i - 1) : 0;

	switch (c) {
	case '\\':
		return i + 1 == s.len || ispunct(after);
	case '*':
	case '`':
	case '[':
	case ']':
		return true;
	case '_':
		return !(is_wordlike(before) && is_wordlike(after));
	case '<':
		return ascii_is_letter(after) || after == '/' || after == '!' || after == '?';
	case '~':
		return before == '~' || after == '~';
	case '|':
		return in_cell;
	case '&':
		return begins_entity(s, i);
	default:
		return false;
	}
}

static void write_text(struct buf *out, struct str s, bool first, bool in_cell)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '\n' || s.at[i] == '\r') {
			buf_add_char(out, ' ');
			continue;
		}
		if (needs_escape(s, i, in_cell) || (first && begins_block(s, i)))
			buf_add_char(out, '\\');
		buf_add_char(out, s.at[i]);
	}
}

void markdown_sentence_write_code(struct buf *out, struct str markdown, bool in_cell)
{
	for (size_t bar; in_cell && (bar = str_find_byte(markdown, '|', 0)) != SIZE_MAX;) {
		buf_add(out, str_slice(markdown, 0, bar));
		buf_add_z(out, "\\|");
		markdown = str_slice(markdown, bar + 1, markdown.len);
	}
	buf_add(out, markdown);
}

void markdown_sentence_write(struct buf *out, const struct span *spans, size_t n, const struct code *codes,
                             bool in_cell)
{
	for (size_t i = 0; i < n; i++) {
		const struct span *s = &spans[i];

		if (s->kind == SPAN_TEXT)
			write_text(out, s->text, i == 0, in_cell);
		else if (s->kind == SPAN_CLOSE)
			markdown_sentence_write_code(out, codes[s->code].markdown_close, in_cell);
		else
			markdown_sentence_write_code(out, codes[s->code].markdown, in_cell);
	}
}
