#ifndef POLICY_ENVIRONMENT_H
#define POLICY_ENVIRONMENT_H

#include <lua.h>
#include <stdbool.h>

/*
 * What the functions of a file see: the words, which all files share and none
 * can replace, and the file's own globals.
 */

/* The words of library.h; the sandbox's owner adds its own. */
void environment_open(lua_State *L);
/* Makes the words read-only for good, with all that they hold. */
void environment_seal(lua_State *L);

/* A new one over the words, as each file gets; and whether a value is one. */
void environment_push(lua_State *L);
bool environment_is(lua_State *L, int index);

#endif
