#include "policy/script/lexer.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/bisect.h"

/* Bytes above ASCII count as letters: a name somebody spelt in another script is one token. */
static bool is_letter(char c)
{
	return ascii_is_letter(c) || c == '_' || (unsigned char)c >= 0x80;
}

bool lexer_is_of_name(char c)
{
	return is_letter(c) || ascii_is_digit(c);
}

static char byte(struct str s, size_t i)
{
	return i < s.len ? s.at[i] : 0;
}

/* The level of a long bracket [==[ that begins at i, or -1. */
static int long_bracket(struct str s, size_t i)
{
	size_t j = i + 1;

	while (byte(s, j) == '=')
		j++;
	return byte(s, i) == '[' && byte(s, j) == '[' ? (int)(j - i - 1) : -1;
}

static size_t skip_long(struct str s, size_t i, int level)
{
	for (i += (size_t)level + 2; i < s.len; i++) {
		size_t j = i + 1;

		if (s.at[i] != ']')
			continue;
		while (byte(s, j) == '=' && j - i - 1 < (size_t)level)
			j++;
		if (j - i - 1 == (size_t)level && byte(s, j) == ']')
			return j + 1;
	}
	return s.len;
}

size_t lexer_skip_comment(struct str s, size_t i)
{
	int level = long_bracket(s, i + 2);

	if (level >= 0)
		return skip_long(s, i + 2, level);
	while (i < s.len && s.at[i] != '\n')
		i++;
	return i;
}

static size_t skip_quoted(struct str s, size_t i)
{
	char quote = s.at[i++];

	while (i < s.len && s.at[i] != quote && s.at[i] != '\n') {
		if (s.at[i] != '\\') {
			i++;
			continue;
		}
		i++;
		if (byte(s, i) == 'z')
			for (i++; i < s.len && ascii_is_space(s.at[i]);)
				i++;
		else if (i < s.len)
			i += byte(s, i) == '\r' && byte(s, i + 1) == '\n' ? 2 : 1;
	}
	return i < s.len && s.at[i] == quote ? i + 1 : i;
}

static size_t skip_number(struct str s, size_t i)
{
	while (ascii_is_digit(byte(s, i)) || is_letter(byte(s, i)) || byte(s, i) == '.' ||
	       ((byte(s, i) == '-' || byte(s, i) == '+') && (s.at[i - 1] == 'e' || s.at[i - 1] == 'E')))
		i++;
	return i;
}

static bool next(struct str s, size_t *i, struct token *t)
{
	char c;

	while (ascii_is_space(byte(s, *i)) || (byte(s, *i) == '-' && byte(s, *i + 1) == '-'))
		*i = ascii_is_space(s.at[*i]) ? *i + 1 : lexer_skip_comment(s, *i);
	if (*i >= s.len)
		return false;
	t->offset = (uint32_t)*i;
	c = s.at[*i];
	if (is_letter(c)) {
		t->kind = TOKEN_NAME;
		while (lexer_is_of_name(byte(s, *i)))
			++*i;
	} else if (ascii_is_digit(c)) {
		t->kind = TOKEN_NUMBER;
		*i = skip_number(s, *i);
	} else if (c == '"' || c == '\'') {
		t->kind = TOKEN_TEXT;
		*i = skip_quoted(s, *i);
	} else if (long_bracket(s, *i) >= 0) {
		t->kind = TOKEN_TEXT;
		*i = skip_long(s, *i, long_bracket(s, *i));
	} else {
		t->kind = TOKEN_SYMBOL;
		*i += (c == '=' || c == '<' || c == '>' || c == '~') && byte(s, *i + 1) == '=' ? 2 : 1;
	}
	t->length = (uint32_t)*i - t->offset;
	return true;
}

struct tokens lexer_read(struct arena *a, const struct source *s)
{
	struct token t, *at;
	size_t n = 0;

	for (size_t i = 0; next(s->text, &i, &t);)
		n++;
	at = arena_array(a, n, sizeof(*at));
	n = 0;
	for (size_t i = 0; next(s->text, &i, &t);)
		at[n++] = t;
	return (struct tokens){s, at, n};
}

struct str lexer_text(const struct tokens *t, size_t i)
{
	if (i >= t->n)
		return (struct str){0};
	return str_slice(t->source->text, t->at[i].offset, t->at[i].offset + t->at[i].length);
}

bool lexer_is(const struct tokens *t, size_t i, const char *z)
{
	return i < t->n && t->at[i].kind != TOKEN_TEXT && str_is(lexer_text(t, i), z);
}

size_t lexer_line(const struct tokens *t, uint32_t line)
{
	uint32_t offset = source_offset(t->source, line, 0);

	return BISECT(i, 0, t->n, t->at[i].offset < offset);
}
