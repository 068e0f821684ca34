#include "policy/script/locate.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "policy/script/lexer.h"

enum { DEPTH_LIMIT = 40, LINE_LIMIT = 2000 };

struct locate {
	struct arena *arena;
	struct tokens tokens;
	const struct shape **shapes; /* by the token a call begins with, once made */
	uint32_t line;               /* of the last call found, */
	size_t behind;               /* and its token: several may begin on one line */
};

struct locate *locate_open(struct arena *a, const struct source *s)
{
	struct locate *l = arena_alloc(a, sizeof(*l));

	l->arena = a;
	l->tokens = lexer_read(a, s);
	l->shapes = arena_array(a, l->tokens.n, sizeof(*l->shapes));
	return l;
}

static bool is(const struct locate *l, size_t i, const char *z)
{
	return lexer_is(&l->tokens, i, z);
}

static bool is_kind(const struct locate *l, size_t i, enum token_kind kind)
{
	return i < l->tokens.n && l->tokens.at[i].kind == kind;
}

/* From the first token to the one before end. */
static struct position stretch(const struct locate *l, size_t first, size_t end)
{
	const struct token *from, *to;

	if (first >= l->tokens.n || end <= first)
		return (struct position){l->tokens.source, (uint32_t)l->tokens.source->text.len, 0};
	from = &l->tokens.at[first];
	to = &l->tokens.at[end - 1];
	return (struct position){l->tokens.source, from->offset, to->offset + to->length - from->offset};
}

static bool is_separator(const struct locate *l, size_t i)
{
	return i >= l->tokens.n || is(l, i, ",") || is(l, i, ";") || is(l, i, "}") || is(l, i, ")") ||
	       is(l, i, "]");
}

/* Moves past the rest of an expression, nested brackets and functions included. */
static size_t skip_expression(const struct locate *l, size_t i)
{
	size_t nested = 0;

	for (; i < l->tokens.n; i++) {
		if (nested == 0 && is_separator(l, i))
			break;
		if (is(l, i, "{") || is(l, i, "(") || is(l, i, "[") || is(l, i, "function") ||
		    is(l, i, "if") || is(l, i, "do") || is(l, i, "repeat"))
			nested++;
		else if (nested > 0 && (is(l, i, "}") || is(l, i, ")") || is(l, i, "]") || is(l, i, "end") ||
		                        is(l, i, "until")))
			nested--;
	}
	return i;
}

static const struct shape *read_value(struct locate *l, size_t *i, int depth);

static struct shape_entry read_entry(struct locate *l, size_t *i, int depth)
{
	struct shape_entry e = {0};

	if (is_kind(l, *i, TOKEN_NAME) && (is(l, *i + 1, "=") || is(l, *i + 1, "=="))) {
		e.by = is(l, *i + 1, "=") ? SHAPE_NAME : SHAPE_COMPARED;
		e.key = lexer_text(&l->tokens, *i);
		e.key_position = e.by == SHAPE_NAME ? stretch(l, *i, *i + 1) : stretch(l, *i + 1, *i + 2);
		if (e.by == SHAPE_NAME)
			*i += 2;
	} else if (is(l, *i, "[")) {
		struct str quoted = lexer_text(&l->tokens, *i + 1);
		bool name = is_kind(l, *i + 1, TOKEN_TEXT) && is(l, *i + 2, "]") && quoted.len >= 2;

		e.by = name ? SHAPE_NAME : SHAPE_BRACKETS;
		e.key = name ? str_slice(quoted, 1, quoted.len - 1) : (struct str){0};
		++*i;
		e.bracketed = read_value(l, i, depth + 1);
		e.key_position = e.bracketed->position;
		*i += is(l, *i, "]");
		*i += is(l, *i, "=");
	}
	e.value = read_value(l, i, depth);
	return e;
}

/* From behind the opening bracket to behind the closing one. */
static void read_entries(struct locate *l, size_t *i, struct buf *entries, int depth)
{
	while (*i < l->tokens.n && !is(l, *i, "}") && !is(l, *i, ")")) {
		size_t before = *i;
		struct shape_entry e = read_entry(l, i, depth);

		buf_add(entries, (struct str){(const char *)&e, sizeof(e)});
		if (is(l, *i, ",") || is(l, *i, ";") || *i == before)
			++*i;
	}
	if (*i < l->tokens.n)
		++*i;
}

static void take_entries(struct locate *l, struct shape *s, struct buf *entries)
{
	struct shape_entry *kept;

	s->n = entries->len / sizeof(*kept);
	kept = arena_array(l->arena, s->n, sizeof(*kept));
	if (entries->at)
		memcpy(kept, entries->at, entries->len);
	s->entries = kept;
	buf_free(entries);
}

static const struct shape *read_table(struct locate *l, size_t *i, int depth)
{
	struct shape *s = arena_alloc(l->arena, sizeof(*s));
	struct buf entries = {0};
	size_t first = (*i)++;

	read_entries(l, i, &entries, depth + 1);
	take_entries(l, s, &entries);
	s->kind = SHAPE_TABLE;
	s->position = stretch(l, first, *i);
	return s;
}

static bool is_argument(const struct locate *l, size_t i)
{
	return is_kind(l, i, TOKEN_TEXT) || is(l, i, "{") || is(l, i, "(");
}

/* A name and its arguments: texts, tables and parentheses, one after the other. */
static const struct shape *read_call(struct locate *l, size_t *i, int depth)
{
	struct shape *s = arena_alloc(l->arena, sizeof(*s));
	struct buf arguments = {0};
	size_t first = (*i)++;

	while (is_argument(l, *i)) {
		struct shape_entry e = {0};

		if (is(l, *i, "(")) {
			++*i;
			read_entries(l, i, &arguments, depth + 1);
			continue;
		}
		if (is(l, *i, "{")) {
			e.value = read_table(l, i, depth);
		} else {
			struct shape *text = arena_alloc(l->arena, sizeof(*text));

			text->position = stretch(l, *i, *i + 1);
			e.value = text;
			++*i;
		}
		buf_add(&arguments, (struct str){(const char *)&e, sizeof(e)});
	}
	take_entries(l, s, &arguments);
	s->kind = SHAPE_CALL;
	s->position = stretch(l, first, *i);
	return s;
}

static const struct shape *read_value(struct locate *l, size_t *i, int depth)
{
	const struct shape *known = NULL;
	struct shape *other;
	size_t first = *i;

	if (depth < DEPTH_LIMIT && is(l, *i, "{"))
		known = read_table(l, i, depth);
	else if (depth < DEPTH_LIMIT && is_kind(l, *i, TOKEN_NAME) && !is(l, *i, "function") &&
	         is_argument(l, *i + 1))
		known = read_call(l, i, depth);
	if (known && is_separator(l, *i))
		return known;
	*i = skip_expression(l, *i);
	other = arena_alloc(l->arena, sizeof(*other));
	other->position = stretch(l, first, *i);
	return other;
}

/* A text token that spells the name without escapes. */
static bool spells(const struct locate *l, size_t i, struct str name)
{
	struct str text = lexer_text(&l->tokens, i);

	return is_kind(l, i, TOKEN_TEXT) && text.len >= 2 &&
	       str_equal(str_slice(text, 1, text.len - 1), name);
}

/* The tokens of a line that are looked at: from where the last call on it ended, and no more than anybody writes. */
static void line_tokens(const struct locate *l, uint32_t line, size_t *first, size_t *end)
{
	*first = lexer_line(&l->tokens, line);
	*end = line >= source_n_lines(l->tokens.source) ? l->tokens.n : lexer_line(&l->tokens, line + 1);
	if (l->line == line && l->behind < *end)
		*first = l->behind;
	if (*end - *first > LINE_LIMIT)
		*end = *first + LINE_LIMIT;
}

const struct shape *locate_call(struct locate *l, uint32_t line, struct str word, struct str name)
{
	size_t i, end;
	bool again = l->line == line;

	for (line_tokens(l, line, &i, &end); i < end; i++) {
		size_t argument = is(l, i + 1, "(") ? i + 2 : i + 1, behind = i;

		if (!is_kind(l, i, TOKEN_NAME) || !str_equal(lexer_text(&l->tokens, i), word))
			continue;
		if (name.len > 0 ? !spells(l, argument, name) : !is_argument(l, i + 1))
			continue;
		if (!l->shapes[i])
			l->shapes[i] = read_call(l, &behind, 0);
		l->line = line;
		l->behind = i;
		return l->shapes[i];
	}
	l->line = 0;
	return again ? locate_call(l, line, word, name) : NULL;
}

static enum name_use use_of(const struct locate *l, size_t i)
{
	bool begins = i > 0 && (is(l, i - 1, "{") || is(l, i - 1, ",") || is(l, i - 1, ";"));

	if (begins && is(l, i + 1, "=="))
		return NAME_COMPARED;
	if ((begins || (i > 0 && is(l, i - 1, "="))) &&
	    (is(l, i + 1, ",") || is(l, i + 1, ";") || is(l, i + 1, "}")))
		return NAME_VALUE;
	return NAME_USED;
}

struct position locate_name(const struct locate *l, uint32_t line, struct str name, enum name_use *use)
{
	size_t first, end;

	line_tokens(l, line, &first, &end);
	for (size_t i = first; i < end; i++) {
		bool member = i > 0 && (is(l, i - 1, ".") || is(l, i - 1, ":"));

		if (!is_kind(l, i, TOKEN_NAME) || member || is(l, i + 1, "=") ||
		    !str_equal(lexer_text(&l->tokens, i), name))
			continue;
		*use = use_of(l, i);
		return stretch(l, i, i + 1);
	}
	*use = NAME_USED;
	return locate_line(l, line);
}

struct position locate_line(const struct locate *l, uint32_t line)
{
	size_t first = lexer_line(&l->tokens, line);
	size_t end = line >= source_n_lines(l->tokens.source) ? l->tokens.n
	                                                      : lexer_line(&l->tokens, line + 1);

	return first < end ? stretch(l, first, end)
	                   : (struct position){l->tokens.source, source_offset(l->tokens.source, line, 0), 0};
}
