#include "text/markdown/markdown_attribute.h"

#include "base/ascii.h"
#include "base/diag.h"

/* The next word of what stands in the braces; within quotation marks a space ends none. */
static struct str next_word(struct str *rest)
{
	bool quoted = false;
	struct str word;
	size_t end = 0;

	*rest = str_trim(*rest);
	for (; end < rest->len && (quoted || rest->at[end] != ' '); end++)
		quoted ^= rest->at[end] == '"';
	word = str_slice(*rest, 0, end);
	*rest = str_slice(*rest, end, rest->len);
	return word;
}

static bool is_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < 0x80 && !ascii_is_alnum(s.at[i]) &&
		    !ascii_is_one_of(s.at[i], "-_.:"))
			return false;
	return s.len > 0;
}

/* `#id`, `.class`, `key=value`, and nothing else; an id is among them. */
static bool find_id(struct str held, struct str *id, struct str *dropped)
{
	for (struct str word; (word = next_word(&held)).len > 0;) {
		struct str name = str_slice(word, 1, word.len);

		if (word.at[0] == '#' && is_name(name) && !id->len)
			*id = name;
		else if ((word.at[0] == '.' && is_name(name)) || str_find(word, STR("="), 1) != SIZE_MAX)
			*dropped = dropped->len ? *dropped : word;
		else
			return false;
	}
	return id->len > 0;
}

/* The last words, if nothing that shows stands behind them. */
static struct item *last_words(struct items *items)
{
	size_t i = items->n;

	while (i > 0 && items->at[i - 1].kind == ITEM_NONE)
		i--;
	return i > 0 && items->at[i - 1].kind == ITEM_TEXT ? &items->at[i - 1] : NULL;
}

/* Where the braces at the end begin; SIZE_MAX: there are none, or they stand on a word. */
static size_t find_brace(struct str words)
{
	size_t at = words.len;

	if (!str_ends(words, STR("}")))
		return SIZE_MAX;
	while (at > 0 && words.at[at - 1] != '{')
		at--;
	return at == 0 || (at > 1 && words.at[at - 2] != ' ') ? SIZE_MAX : at - 1;
}

/* Cuts what is written there off the words; {0}: no id is. */
static struct str cut(struct str *words, struct str *dropped)
{
	size_t at = find_brace(*words);
	struct str held, id = {0};

	if (at == SIZE_MAX)
		return id;
	held = str_slice(*words, at + 1, words->len - 1);
	if (str_starts(held, STR(":")))
		held = str_slice(held, 1, held.len);
	if (!find_id(held, &id, dropped))
		return (struct str){0};
	while (at > 0 && ascii_is_blank(words->at[at - 1]))
		at--;
	words->len = at;
	return id;
}

/* Whether the last `{#` stands in the page as it is read, and was not escaped. */
static bool is_written(const struct item *item)
{
	struct position at = item->position;
	struct str written = str_slice(at.source->text, at.offset, at.offset + at.length);
	size_t brace = find_brace(item->text);

	return brace != SIZE_MAX &&
	       str_ends(written, str_slice(item->text, brace ? brace - 1 : 0, item->text.len));
}

struct str markdown_attribute_take(struct markdown_page *p, struct items *items)
{
	struct item *last = last_words(items);
	struct str id, dropped = {0};

	if (!last || !is_written(last))
		return (struct str){0};
	id = cut(&last->text, &dropped);
	if (dropped.len)
		diag_add(p->d, HEADING_DROPPED, last->position, str_z(p->arena, dropped));
	if (!last->text.len)
		last->kind = ITEM_NONE;
	return id;
}

struct str markdown_attribute_without(struct str words)
{
	struct str dropped = {0};

	cut(&words, &dropped);
	return words;
}
