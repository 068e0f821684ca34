#include "text/extensions/markdown_footnote_label.h"

#include <string.h>

size_t markdown_footnote_label(struct str s, struct str *label)
{
	enum { LONGEST = 100 };
	size_t end = 2;

	if (!str_starts(s, STR("[^")))
		return 0;
	while (end < s.len && end < LONGEST && s.at[end] && !strchr("[] \t\n\\", s.at[end]))
		end++;
	if (end == 2 || end == s.len || s.at[end] != ']')
		return 0;
	*label = str_slice(s, 2, end);
	return end + 1;
}
