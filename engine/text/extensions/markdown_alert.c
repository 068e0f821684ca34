#include "text/extensions/markdown_alert.h"

#include <cmark.h>

#include "base/ascii.h"
#include "text/extensions/markdown_directive.h"

static const char *kind_of(struct str word)
{
	static const char *const kinds[] = {"note", "tip", "important", "warning", "caution"};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (str_is_alike(word, str_from(kinds[i])))
			return kinds[i];
	return NULL;
}

/* `**Note**`, `**Note:**` */
static const char *kind_of_strong(cmark_node *paragraph)
{
	cmark_node *strong = cmark_node_first_child(paragraph),
		   *text = strong ? cmark_node_first_child(strong) : NULL;
	struct str word;

	if (!text || cmark_node_get_type(strong) != CMARK_NODE_STRONG ||
	    cmark_node_get_type(text) != CMARK_NODE_TEXT || cmark_node_next(text))
		return NULL;
	word = str_trim(str_from(cmark_node_get_literal(text)));
	if (str_ends(word, STR(":")) || str_ends(word, STR(".")) || str_ends(word, STR("!")))
		word.len--;
	return kind_of(word);
}

static struct str unknown_word(struct str line)
{
	struct str word = {0};

	if (str_starts(line, STR("[!")) && str_ends(line, STR("]")))
		word = str_slice(line, 2, line.len - 1);
	for (size_t i = 0; i < word.len; i++)
		if (!ascii_is_letter(word.at[i]))
			return (struct str){0};
	return word;
}

static struct str crowded_word(struct str line)
{
	size_t end = str_find(line, STR("]"), 0);
	struct str word;

	if (!str_starts(line, STR("[!")) || end == SIZE_MAX || end + 1 == line.len ||
	    !ascii_is_blank(line.at[end + 1]))
		return (struct str){0};
	word = str_slice(line, 2, end);
	return kind_of(word) ? word : (struct str){0};
}

struct alert markdown_alert_find(const struct text *t, cmark_node *quote)
{
	struct alert alert = {.titled = true};
	cmark_node *paragraph = cmark_node_first_child(quote);
	struct str line;

	if (!paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH)
		return (struct alert){0};
	line = markdown_text_line(t, (size_t)cmark_node_get_start_line(paragraph));
	line = str_trim(str_slice(line, (size_t)cmark_node_get_start_column(paragraph) - 1, line.len));
	if (str_starts(line, STR("[!")) && str_ends(line, STR("]")))
		alert.kind = kind_of(str_slice(line, 2, line.len - 1));
	if (markdown_directive_division(line, &alert.division))
		return alert;
	if (!alert.kind)
		alert = (struct alert){.kind = kind_of_strong(paragraph),
		                       .unknown = unknown_word(line),
		                       .crowded = crowded_word(line)};
	return alert;
}
