#include "policy/script/parts.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/bisect.h"
#include "base/utf8.h"

static bool is_one_of(const struct tokens *t, size_t i, const char *const *words)
{
	while (*words && !lexer_is(t, i, *words))
		words++;
	return *words;
}

/* How many blocks of Lua the token opens; `while` and `for` have a `do`. */
static int opens(const struct tokens *t, size_t i)
{
	static const char *const begin[] = {"function", "do", "if", "repeat", NULL};
	static const char *const end[] = {"end", "until", NULL};

	return is_one_of(t, i, begin) - is_one_of(t, i, end);
}

static int nests(const struct tokens *t, size_t i)
{
	static const char *const open[] = {"{", "(", "[", NULL};
	static const char *const close[] = {"}", ")", "]", NULL};

	return is_one_of(t, i, open) - is_one_of(t, i, close);
}

/* `tier "gold"`: within braces at the beginning of a line only where one is not closed before. */
static enum family family_at(const struct tokens *t, size_t i)
{
	int f = 0;

	while (f < FAMILY_COUNT && !lexer_is(t, i, vocabulary_family((enum family)f)))
		f++;
	return i + 1 < t->n && t->at[i + 1].kind == TOKEN_TEXT ? (enum family)f : FAMILY_COUNT;
}

static bool begins_part(const struct tokens *t, size_t i, int nested)
{
	/* These only go on with what came before. */
	static const char *const inner[] = {"end", "until", "else", "elseif", "then", "and", "or", NULL};
	uint32_t offset = t->at[i].offset;

	return t->at[i].kind == TOKEN_NAME && (offset == 0 || t->source->text.at[offset - 1] == '\n') &&
	       (nested == 0 || family_at(t, i) != FAMILY_COUNT) && !is_one_of(t, i, inner);
}

/* The text of a token without its quotation marks; empty unless it can be a name. */
static struct str name_at(const struct tokens *t, size_t i)
{
	struct str text = lexer_text(t, i), name;
	size_t n = 0;

	/* one quotation mark at the end of a line */
	if (text.len < 2)
		return (struct str){0};
	name = str_slice(text, 1, text.len - 1);
	while (n < name.len && lexer_is_of_name(name.at[n]))
		n++;
	return n == name.len && text.at[0] == text.at[text.len - 1] ? name : (struct str){0};
}

static void fill_part(struct part *part, const struct tokens *t, size_t i)
{
	part->position = part->heading = (struct position){t->source, t->at[i].offset, 0};
	part->family = family_at(t, i);
	if (part->family == FAMILY_COUNT)
		return;
	part->heading.length = t->at[i + 1].offset + t->at[i + 1].length - t->at[i].offset;
	part->name = name_at(t, i + 1);
}

static void find_parts(struct parts *p, const struct tokens *t)
{
	uint32_t end = (uint32_t)t->source->text.len;
	int blocks = 0, nested = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (i == 0 || (blocks == 0 && begins_part(t, i, nested))) {
			fill_part(ARRAY_ADD(p->arena, p->at, p->n), t, i);
			nested = 0;
		}
		blocks += opens(t, i);
		nested += nests(t, i);
		/* What is closed and was never open closes nothing. */
		blocks = blocks < 0 ? 0 : blocks;
		nested = nested < 0 ? 0 : nested;
	}
	for (size_t i = p->n; i--; end = p->at[i].position.offset)
		p->at[i].position.length = end - p->at[i].position.offset;
}

static void blank(char *text, struct position p)
{
	for (char *c = text + p.offset; c < text + p.offset + p.length; c++)
		*c = *c == '\n' ? '\n' : ' ';
}

static void begin(struct parts *p, const struct tokens *t)
{
	struct str whole = t->source->text;

	if (p->text)
		return;
	find_parts(p, t);
	p->text = memcpy(arena_bytes(p->arena, whole.len), whole.at, whole.len);
}

bool parts_leave_out(struct parts *p, const struct tokens *t, size_t offset)
{
	size_t i;

	if (t->n == 0)
		return false;
	begin(p, t);
	i = BISECT(k, 1, p->n, p->at[k].position.offset <= offset) - 1;
	if (p->at[i].left_out)
		return false;
	blank(p->text, p->at[i].position);
	return p->at[i].left_out = true;
}

static bool is_hidden(struct str name)
{
	size_t n = 0;

	while (n < name.len && name.at[n] == '_')
		n++;
	return n > 1 && n == name.len;
}

bool parts_hide_number(struct parts *p, const struct tokens *t, size_t i)
{
	struct str number = lexer_text(t, i);
	uint32_t from = t->at[i].offset, end = from + t->at[i].length;

	/* .5 is a point and a number to the lexer */
	if (i > 0 && lexer_is(t, i - 1, ".") && t->at[i - 1].offset + 1 == from)
		from = t->at[--i].offset;
	if (i == 0 || t->at[i - 1].kind != TOKEN_SYMBOL || nests(t, i - 1) < 0 ||
	    utf8_ascii(number) < number.len)
		return false;
	begin(p, t);
	memset(p->text + from, '_', end - from);
	return true;
}

bool parts_has_hidden(const struct parts *p, struct str name)
{
	return p->text && is_hidden(name);
}

static bool has_word(struct position p, struct str name)
{
	struct str text = str_slice(p.source->text, p.offset, p.offset + p.length);

	for (size_t i = 0; (i = str_find(text, name, i)) != SIZE_MAX; i++)
		if ((i == 0 || !lexer_is_of_name(text.at[i - 1])) &&
		    (i + name.len == text.len || !lexer_is_of_name(text.at[i + name.len])))
			return true;
	return false;
}

bool parts_may_define(const struct parts *p, struct str name)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].left_out && p->at[i].family == FAMILY_COUNT && has_word(p->at[i].position, name))
			return true;
	return false;
}
