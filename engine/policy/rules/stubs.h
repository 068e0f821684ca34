#ifndef POLICY_STUBS_H
#define POLICY_STUBS_H

#include "base/buf.h"
#include "policy/model/policy.h"

/*
 * Definition files for the Lua language server (LuaCATS annotations), so that
 * an editor completes and checks rules: the words of the language, which are
 * the same for every site (stubs.lua here), and what this site declares.
 */
struct str stubs_words(void);
void stubs_render(struct buf *out, const struct policy *p);

#endif
