#include "policy/script/phrase.h"

#include "base/arena.h"
#include "base/buf.h"
#include "policy/script/lexer.h"

enum { PHRASE_LIMIT = 120 /* bytes, before it is cut at the next word */ };

struct known {
	struct tokens tokens;
	struct known *next;
};

struct phrases {
	struct arena *arena;
	struct known *known;
};

struct phrases *phrase_open(struct arena *a)
{
	struct phrases *p = arena_alloc(a, sizeof(*p));

	p->arena = a;
	return p;
}

static const struct tokens *tokens_of(struct phrases *p, const struct source *s)
{
	struct known *k = p->known;

	while (k && k->tokens.source != s)
		k = k->next;
	if (!k) {
		k = arena_alloc(p->arena, sizeof(*k));
		*k = (struct known){lexer_read(p->arena, s), p->known};
		p->known = k;
	}
	return &k->tokens;
}

static int deeper(const struct tokens *t, size_t i)
{
	struct str s = lexer_text(t, i);

	if (t->at[i].kind != TOKEN_SYMBOL || s.len != 1)
		return 0;
	switch (s.at[0]) {
	case '(':
	case '[':
	case '{':
		return 1;
	case ')':
	case ']':
	case '}':
		return -1;
	default:
		return 0;
	}
}

struct str phrase_at(struct phrases *p, struct position at)
{
	const struct tokens *t = at.source ? tokens_of(p, at.source) : NULL;
	struct buf b = {0};
	int depth = 0;

	if (!t)
		return (struct str){0};
	for (size_t i = lexer_line(t, source_line(at.source, at.offset)); i < t->n; i++) {
		if (t->at[i].offset < at.offset)
			continue;
		depth += deeper(t, i);
		/* [sum("visits", "points")] = at_least(3) begins at its key */
		if (depth < 0 && lexer_is(t, i, "]") && lexer_is(t, i + 1, "=")) {
			depth = 0;
			continue;
		}
		if (depth < 0 || (depth == 0 && (lexer_is(t, i, ",") || lexer_is(t, i, ";"))))
			break;
		/* of lines that end with one, written as one line */
		if (lexer_is(t, i, ",") && i + 1 < t->n && deeper(t, i + 1) < 0)
			continue;
		if (b.len > 0 && t->at[i].offset > t->at[i - 1].offset + t->at[i - 1].length)
			buf_add_char(&b, ' ');
		buf_add(&b, lexer_text(t, i));
		if (b.len > PHRASE_LIMIT) {
			buf_add_z(&b, " \u2026");
			break;
		}
	}
	return buf_keep(&b, p->arena);
}
