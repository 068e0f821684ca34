#include "text/extensions/markdown_sign.h"

#include "base/ascii.h"

/* `> [!NOTE]` and nothing more, in which there is nothing to replace. */
static bool is_alert(struct str text, size_t i)
{
	size_t begin = i, end = i + 2;

	while (begin > 0 && text.at[begin - 1] == ' ')
		begin--;
	while (end < text.len && ascii_is_letter(text.at[end]))
		end++;
	if (begin == 0 || text.at[begin - 1] != '>' || end == text.len || text.at[end] != ']')
		return false;
	do
		end++;
	while (end < text.len && text.at[end] == ' ');
	return end == text.len || text.at[end] == '\n';
}

/* A cell, a slot, a bracket of DocFX, a footnote, a directive, a delimiter row or an image's size. */
static bool begins_more(struct str text, size_t i)
{
	char before = i > 0 ? text.at[i - 1] : 0, next = i + 1 < text.len ? text.at[i + 1] : 0;

	switch (text.at[i]) {
	case '|':
		return true;
	case '{':
		return next == '{';
	case '[':
		return next == '^' || (next == '!' && !is_alert(text, i));
	case ':':
		return next == ':' || next == '-' || before == '-';
	default:
		return next == 'x' || ascii_is_digit(next);
	}
}

bool markdown_sign_stands(const struct text *t, size_t first, size_t last)
{
	static const char beginnings[] = {'|', '{', '[', ':', '='};
	struct str text = markdown_text_lines(t, first, last);

	for (size_t k = 0; k < sizeof(beginnings); k++)
		for (size_t i = 0; (i = str_find_byte(text, beginnings[k], i)) != SIZE_MAX; i++)
			if (begins_more(text, i))
				return true;
	return false;
}
