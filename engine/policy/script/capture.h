#ifndef POLICY_CAPTURE_H
#define POLICY_CAPTURE_H

#include <lua.h>

#include "policy/script/locate.h"
#include "policy/script/vocabulary.h"

/*
 * Values of the policy language in Lua, and copying them out of it.  A word in
 * use is a userdata: a script can call it and pass it on, nothing else.
 */
struct word_value {
	enum word word;
	bool called;
	int n;              /* arguments, kept as user values */
	lua_Integer serial; /* when it was made: keys in brackets are read in this order */
};

struct declaration_value {
	struct declaration *declaration;
	const struct shape *shape; /* of its call, or NULL */
	lua_Integer serial;
};

#define CAPTURE_WORD "word"
#define CAPTURE_DECLARATION "declaration"
#define CAPTURE_UNKNOWN "unknown word"

struct capture {
	struct diagnostics *d;
	struct arena *arena;
	struct position place; /* for what has none of its own */
	bool *nested;          /* that it is too deep has been said */
};

/*
 * Copies the value at the index.  May raise a Lua error (the budget, no
 * memory); what is copied lies in the arena, so nothing is lost by that.
 * The shape may be NULL.
 */
void capture_value(const struct capture *c, lua_State *L, int index, const struct shape *s, struct node *out);

#endif
