#ifndef POLICY_LEXER_H
#define POLICY_LEXER_H

#include "base/source.h"

/*
 * The tokens of a Lua file, for finding out where things stand: Lua itself
 * tells a line and no column.  It takes any text; what is no Lua at all gives
 * odd tokens, never a failure.
 */
enum token_kind { TOKEN_NAME, TOKEN_TEXT, TOKEN_NUMBER, TOKEN_SYMBOL };

struct token {
	enum token_kind kind; /* a keyword is a name */
	uint32_t offset, length;
};

struct tokens {
	const struct source *source;
	const struct token *at;
	size_t n;
};

/* White space and comments are left out. */
struct tokens lexer_read(struct arena *a, const struct source *s);

struct str lexer_text(const struct tokens *t, size_t i); /* empty past the end */
bool lexer_is(const struct tokens *t, size_t i, const char *z);

/* What names are made of, after their first letter. */
bool lexer_is_of_name(char c);

/* The end of the comment that begins at the offset, the line's end excluded. */
size_t lexer_skip_comment(struct str text, size_t at);

/* The first token at or after the beginning of a line (from 1). */
size_t lexer_line(const struct tokens *t, uint32_t line);

#endif
