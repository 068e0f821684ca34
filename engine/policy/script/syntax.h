#ifndef POLICY_SYNTAX_H
#define POLICY_SYNTAX_H

#include "policy/script/lexer.h"

struct diagnostics;

/*
 * Says what somebody did whose file is no Lua, in the words of who wrote it:
 * Lua's message, without its place, and how far Lua had read.
 */
void syntax_say(struct diagnostics *d, const struct source *file, struct str message, size_t read);

/*
 * Says that a token has a typographic mark in it, as word processors and East
 * Asian keyboards put for a quotation mark or a comma; once a line, the last of
 * which is kept in *said.  false: it has none.
 */
bool syntax_is_foreign(struct diagnostics *d, const struct token *t, const struct source *file,
                       uint32_t *said);

#endif
