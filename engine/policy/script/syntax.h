#ifndef POLICY_SYNTAX_H
#define POLICY_SYNTAX_H

#include "policy/script/lexer.h"

struct diagnostics;

/*
 * Says what is wrong with a file that is no Lua in words of its author, not of a parser's.  message: Lua's, without
 * its place; read: how far Lua had come.  Returns an offset within what is to blame: what is never closed, else what
 * came last before the place where Lua stumbled.
 */
size_t syntax_say(struct diagnostics *d, const struct source *file, struct str message, size_t read);

/*
 * Says that a token has a typographic mark in it, as word processors and East
 * Asian keyboards put for a quotation mark or a comma; once a line, the last of
 * which is kept in *said.  false: it has none.
 */
bool syntax_is_foreign(struct diagnostics *d, const struct token *t, const struct source *file,
                       uint32_t *said);

#endif
